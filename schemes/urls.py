"""The addresses of money out: actuals and schemes."""

from __future__ import annotations

from django.urls import URLPattern, path

from budgets.set_up.part import paths_of
from schemes.set_up.codes import CODES
from schemes.set_up.indicators import INDICATORS, TARGETS
from schemes.set_up.lines import LINES
from schemes.set_up.schemes import OUTPUTS, SCHEMES
from schemes.set_up.streams import STREAMS
from schemes.views import (
    actuals,
    background,
    formats,
    journals,
    lists,
    moving,
    plans,
    return_terms,
    schemes,
    set_up,
    suspense,
    undoing,
    upload,
)

urlpatterns: list[URLPattern] = [
    path("places/<slug:place>/actuals/", actuals.actuals, name="actuals"),
    path("places/<slug:place>/actuals/upload/", upload.actuals_upload, name="actuals_upload"),
    path("places/<slug:place>/actuals/upload/<int:pk>/", background.actuals_progress, name="actuals_progress"),
    path("places/<slug:place>/actuals/<int:pk>/", actuals.actuals_import, name="actuals_import"),
    path("places/<slug:place>/actuals/<int:pk>/file/", actuals.actuals_file, name="actuals_file"),
    path("places/<slug:place>/actuals/<int:pk>/undo/", undoing.actuals_undo, name="actuals_undo"),
    path("places/<slug:place>/actuals/suspense/", suspense.suspense, name="suspense"),
    path("places/<slug:place>/actuals/suspense/code/", suspense.suspense_code, name="suspense_code"),
    path("places/<slug:place>/actuals/formats/<str:partner>/", formats.ledger_format, name="ledger_format"),
    path("places/<slug:place>/actuals/journals/", journals.journals, name="journals"),
    path("places/<slug:place>/actuals/journals/<int:pk>/", journals.journal, name="journal"),
    path("places/<slug:place>/actuals/journals/<int:pk>/back/", journals.journal_take_back, name="journal_take_back"),
    path("places/<slug:place>/actuals/journals/<slug:fund>/new/", journals.journal_new, name="journal_new"),
    path("places/<slug:place>/actuals/journals/<slug:fund>/due/", journals.journals_due_post, name="journals_due"),
    path("places/<slug:place>/plan/", plans.plan_upload, name="plan_upload"),
    path("places/<slug:place>/plan/workbook/<slug:fill>/", plans.plan_workbook, name="plan_workbook"),
    path("places/<slug:place>/plan/<int:pk>/", plans.plan_import, name="plan_import"),
    path("places/<slug:place>/plan/<int:pk>/file/", plans.plan_file, name="plan_file"),
    path("places/<slug:place>/schemes/", schemes.schemes, name="schemes"),
    path("places/<slug:place>/set-up/", set_up.set_up, name="set_up"),
    path("places/<slug:place>/set-up/streams/<int:pk>/schemes/", set_up.permitted, name="set_up_permitted"),
    path("places/<slug:place>/set-up/funds/<int:pk>/move/", moving.fund_move, name="set_up_fund_move"),
    *(address for part in (STREAMS, SCHEMES, OUTPUTS, INDICATORS, TARGETS, LINES, CODES) for address in paths_of(part)),
    path("set-up/returns/", return_terms.return_terms, name="return_terms"),
    path("set-up/returns/new/", return_terms.return_terms_add, name="return_terms_add"),
    path("set-up/returns/<int:pk>/", return_terms.return_terms_edit, name="return_terms_edit"),
    path("set-up/lists/", lists.lists, name="set_up_lists"),
    path("set-up/lists/new/", lists.list_add, name="set_up_list_add"),
    path("set-up/lists/<int:pk>/", lists.list_edit, name="set_up_list_edit"),
]
