"""The papers of a place: what waits, what is drafted and what is published; and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.access import WHOLE_PLACE, hosts_in
from budgets.models import Fund
from budgets.refusals import status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from reports.catalogue import PAPERS
from reports.forms.paper import NewPaperForm
from reports.house_style.offered import layouts_of
from reports.models import Paper, PublicPage, PublishedPaper
from reports.publishing.actions.drafting import begin_paper
from reports.publishing.actions.public_pages import show_publicly
from reports.publishing.powers import may_for_all
from reports.publishing.reading import visible_papers, visible_published
from s75.errors import RuleBroken
from s75.years import month_label, year_label

TITLE = "Papers"
A_PAGE = 15  # the table is then no taller than a screen
COLOURS = {
    Paper.State.DRAFT: "grey",
    Paper.State.SIGNING: "yellow",
    Paper.State.PUBLISHED: "green",
    Paper.State.ABANDONED: "red",
}
Step = tuple[str, str]


class Listed(NamedTuple):
    """A paper as its list shows it."""

    title: str
    href: str
    kind: str
    period: str
    state: str
    colour: str
    more: str


def trail_of(scope: Scope, *steps: Step) -> Sequence[Step]:
    """The way down from the place."""
    return ((TITLE, scope.address("papers") if steps else ""), *steps)


def kind_title(kind: str) -> str:
    return PAPERS[kind].title if kind in PAPERS else kind.capitalize()


def period_of(paper: Paper | PublishedPaper) -> str:
    return f"{month_label(paper.month)} {year_label(paper.year)}"


@require_safe
def papers(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    drafts = [one for one in visible_papers(scope) if one.state in (Paper.State.DRAFT, Paper.State.SIGNING)]
    published = [one for one in visible_published(scope) if not hasattr(one, "superseded_by")]
    drafts_page = Paginator(drafts, A_PAGE).get_page(request.GET.get("drafts"))
    published_page = Paginator(published, A_PAGE).get_page(request.GET.get("published"))
    page = PublicPage.objects.filter(place=scope.place, shown=True).exists()
    context = {
        "drafts": [_draft(scope, one) for one in drafts_page],
        "drafts_page": drafts_page,
        "published": [_published(scope, one) for one in published_page],
        "published_page": published_page,
        "writes": writes(scope),
        "publishes": may_publish_place(scope),
        "public": page,
        "redacts": scope.address("redactions") if redacts(scope) else "",
        "kinds": scope.address("paper_kinds"),
    }
    return render(request, "reports/papers.html", context | frame(scope, "papers", *trail_of(scope)))


def writes(scope: Scope, funds: Sequence[Fund] | None = None) -> bool:
    return may_for_all(scope.user, Power.WRITE_PAPERS, funds or scope.funds)


def may_publish_place(scope: Scope) -> bool:
    return may_for_all(scope.user, Power.PUBLISH_PAPERS, Fund.objects.filter(place=scope.place))


def redacts(scope: Scope) -> bool:
    return hosts_in(scope.user, Power.REDACT, scope.place, agreement=WHOLE_PLACE)


def _draft(scope: Scope, paper: Paper) -> Listed:
    more = f"corrects {paper.corrects}" if paper.corrects else ""
    return Listed(
        paper.title, scope.address("paper", paper.pk), kind_title(paper.kind), period_of(paper),
        paper.get_state_display(), COLOURS[Paper.State(paper.state)], more,
    )  # fmt: skip


def _published(scope: Scope, one: PublishedPaper) -> Listed:
    state = "Provisional" if one.provisional else "Published"
    return Listed(
        one.title, scope.address("published", one.number, one.version), kind_title(one.kind), period_of(one), state,
        "blue" if one.provisional else "green", f"{one.number}, version {one.version}",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    if not any(writes(scope, [fund]) for fund in scope.funds):
        raise PermissionDenied("Board clerks, finance officers and pool managers write papers.")
    form = NewPaperForm(
        request.POST if request.method == "POST" else None,
        funds=scope.funds,
        layouts=layouts_of(scope.place),
        asked={"layout": _last_layout(scope), **request.GET.dict()},
    )
    made: list[Paper] = []

    def act() -> str:
        given = form.cleaned_data
        chosen = [fund for fund in scope.funds if fund.slug in given["funds"]]
        paper = begin_paper(
            place=scope.place, funds=chosen, kind=given["kind"], year=scope.year, month=scope.month,
            layout=given["layout"], title=given["title"], about=given["about"], by=scope.user,
        )  # fmt: skip
        made.append(paper)
        return f"“{paper.title}” is begun. Write its sections."

    context = {"heading": "Write a paper", **frame(scope, "papers", *trail_of(scope, ("Write a paper", "")))}
    return form_page(
        request, form=form, act=act, done=lambda: scope.address("paper", made[0].pk), context=context,
        template="reports/paper_new.html",
    )  # fmt: skip


def _last_layout(scope: Scope) -> str:
    """The layout of the newest paper of the place that has one still in use; a council has its house style."""
    newest = Paper.objects.filter(place=scope.place).exclude(state=Paper.State.ABANDONED).order_by("-pk")
    return newest.values_list("layout", flat=True).first() or ""


@require_POST
def public_page_switch(request: HttpRequest, place: str) -> HttpResponse:
    """Show the published papers of the place to everybody, or no longer."""
    scope = read_scope(request, place)
    try:
        show_publicly(place=scope.place, shown=request.POST.get("shown") == "yes", by=scope.user)
    except RuleBroken as broken:
        status_of(broken)
        raise
    return redirect(scope.address("papers"))
