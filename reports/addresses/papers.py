"""The addresses of papers: drawn, written, published, verified; the kinds by name stand last, after every other."""

from __future__ import annotations

from django.urls import URLPattern, path

from reports.views import (
    board,
    dashboard,
    house_style,
    kinds,
    layouts,
    national_answers,
    packs,
    paper,
    paper_writing,
    papers,
    public,
    published,
    redactions,
    verify,
    word_templates,
)
from reports.views import national_return as national

PAPERS: list[URLPattern] = [
    path("places/<slug:place>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("places/<slug:place>/dashboard.<str:form>", dashboard.dashboard_file, name="dashboard_file"),
    path("places/<slug:place>/papers/", papers.papers, name="papers"),
    path("places/<slug:place>/papers/new/", papers.paper_new, name="paper_new"),
    path("places/<slug:place>/papers/public-page/", papers.public_page_switch, name="public_page_switch"),
    path("places/<slug:place>/papers/house-style/", house_style.house_style, name="house_style"),
    path("places/<slug:place>/papers/layouts/new/", layouts.layout_new, name="layout_new"),
    path("places/<slug:place>/papers/layouts/<slug:slug>/", layouts.layout_edit, name="layout_edit"),
    path("places/<slug:place>/papers/layouts/<slug:slug>/retire/", layouts.layout_retire, name="layout_retire"),
    path("places/<slug:place>/papers/templates/new/", word_templates.word_template_new, name="word_template_new"),
    path(
        "places/<slug:place>/papers/templates/example.docx",
        word_templates.word_template_example,
        name="word_template_example",
    ),
    path(
        "places/<slug:place>/papers/templates/built-in/",
        word_templates.word_template_built_in,
        name="word_template_built_in",
    ),
    path(
        "places/<slug:place>/papers/templates/<int:pk>.docx",
        word_templates.word_template_file,
        name="word_template_file",
    ),
    path(
        "places/<slug:place>/papers/templates/<int:pk>/", word_templates.word_template_step, name="word_template_step"
    ),
    path("places/<slug:place>/papers/drafts/<int:pk>/", paper.paper, name="paper"),
    path("places/<slug:place>/papers/drafts/<int:pk>/preview/", paper.paper_preview, name="paper_preview"),
    path("places/<slug:place>/papers/drafts/<int:pk>/title/", paper_writing.paper_title, name="paper_title"),
    path("places/<slug:place>/papers/drafts/<int:pk>/figures/", paper_writing.paper_figures, name="paper_figures"),
    path("places/<slug:place>/papers/drafts/<int:pk>/write/<str:slot>/", paper_writing.paper_write, name="paper_write"),
    path("places/<slug:place>/papers/drafts/<int:pk>/ask/", paper.paper_ask, name="paper_ask"),
    path("places/<slug:place>/papers/drafts/<int:pk>/back/", paper.paper_back, name="paper_back"),
    path("places/<slug:place>/papers/drafts/<int:pk>/sign/", paper.paper_sign, name="paper_sign"),
    path("places/<slug:place>/papers/drafts/<int:pk>/publish/", paper.paper_publish, name="paper_publish"),
    path("places/<slug:place>/papers/drafts/<int:pk>/remark/", paper.paper_remark, name="paper_remark"),
    path("places/<slug:place>/papers/published/<int:number>/<int:version>/", published.published, name="published"),
    path(
        "places/<slug:place>/papers/published/<int:number>/<int:version>/correct/",
        published.published_correct,
        name="published_correct",
    ),
    path(
        "places/<slug:place>/papers/published/<int:number>/<int:version>/<slug:variant>.<str:form>",
        published.published_file,
        name="published_file",
    ),
    path("places/<slug:place>/redactions/", redactions.redactions, name="redactions"),
    path("verify/", verify.verify, name="verify"),
    path("public/open-data-schema.json", public.open_data_schema, name="open_data_schema"),
    path("public/<slug:place>/", public.public_place, name="public_place"),
    path("public/<slug:place>/open-data.<str:form>", public.open_data, name="open_data"),
    path("public/<slug:place>/paper-<int:number>-v<int:version>.<str:form>", public.public_file, name="public_file"),
    path("places/<slug:place>/packs/", packs.packs, name="packs"),
    path("places/<slug:place>/packs/<int:pk>/", packs.pack, name="pack"),
    path("places/<slug:place>/packs/<int:pk>/progress/", packs.pack_progress, name="pack_progress"),
    path("places/<slug:place>/packs/<int:pk>.pdf", packs.pack_file, name="pack_file"),
    path("places/<slug:place>/packs/<int:pk>.zip", packs.pack_archive, name="pack_archive"),
    path("places/<slug:place>/papers/board/", board.board, name="board"),
    path("places/<slug:place>/papers/board.<str:form>", board.board_file, name="board_file"),
    path("places/<slug:place>/national-return/<slug:occasion>/", national.national_return, name="national_return"),
    path(
        "places/<slug:place>/national-return/<slug:occasion>/columns.xlsx",
        national.national_return_columns,
        name="national_return_columns",
    ),
    path(
        "places/<slug:place>/national-return/<slug:occasion>/answers/",
        national_answers.national_return_answers,
        name="national_return_answers",
    ),
    path("places/<slug:place>/papers/all/", kinds.paper_kinds, name="paper_kinds"),
    path("places/<slug:place>/papers/<slug:kind>/", kinds.paper_kind, name="paper_kind"),
    path("places/<slug:place>/papers/<slug:kind>.<str:form>", kinds.paper_kind_file, name="paper_kind_file"),
]
