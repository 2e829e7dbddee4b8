"""Reserves: all of a place's, one with its projects and movements, the paper of them, and a new one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from budgets.access import access_of
from budgets.actions.reserve_projects import may_propose_projects
from budgets.actions.reserves import create_reserve
from budgets.models import Fund, Reserve
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from reports.document import Document, Section
from reports.facts.reserve import ReserveFacts, ReservesFacts
from reports.figures.reserves import reserve_figures
from reports.forms.reserve import ReserveForm
from reports.loading.reserves import load_reserves
from reports.making import make_paper
from reports.papers.reserve.paper import overview_blocks, reserve_blocks, reserve_meta
from reports.papers.reserve.standing import reserve_cards
from reports.views.board import DOWNLOADS
from reports.views.drawn import draw_cards, draw_document

TITLE = "Reserves"
Step = tuple[str, str]


def trail_of(scope: Scope, *steps: Step) -> list[Step]:
    """The way down from the place: money in, reserves, and the page."""
    above = [("Money in", scope.address("money_in"))] if scope.opened else []
    return [*above, (TITLE, scope.address("reserves") if steps else ""), *steps]


def may(scope: Scope, power: Power, fund: Fund) -> bool:
    """Whether the reader has the power for the fund's host."""
    return access_of(scope.user).may(power, heir=fund.host.heir_id, agreement=fund.agreement_id)


def the_reserve(scope: Scope, pk: int) -> Reserve:
    """The reserve of a fund that the reader sees, or 404."""
    rows = Reserve.objects.select_related("fund__host", "fund__agreement", "fund__place", "stream", "partner__heir")
    found = rows.filter(pk=pk, fund__in=scope.funds).first()
    if found is None:
        raise Http404("There is no such reserve among those that you see.")
    return found


def after(scope: Scope, reserve: Reserve, name: str = "reserve", *args: int) -> str:
    """Where what was just posted shows: the page as at the open period of the year."""
    month = scope.open_month(reserve.fund) or scope.month
    address = reverse(name, args=[scope.place.slug, reserve.pk, *args])
    return f"{address}?year={scope.year_label}&period={month}"


def load(scope: Scope, only: int | None = None) -> ReservesFacts:
    return load_reserves(
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        only=only,
    )


@require_safe
def reserves(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place, unopened=True)
    facts = load(scope)
    figures = [reserve_figures(reserve) for reserve in facts.reserves]
    document = Document(reserve_meta(facts), (Section("reserves", "All reserves", overview_blocks(facts)),))
    context = {
        "is_open": not scope.locked,
        "cards": draw_cards(reserve_cards(figures)),
        "illustrative": any(one.illustrative for one in figures),
        "document": draw_document(document, numbered=False) if facts.reserves else "",
        "downloads": _downloads(scope, "reserves_file") if facts.reserves and scope.opened else (),
        "new": scope.address("reserve_new") if any(may(scope, Power.SET_UP, f) for f in scope.funds) else "",
        "title": TITLE,
    }
    return render(request, "reports/reserves.html", context | frame(scope, "money_in", *trail_of(scope)))


def _downloads(scope: Scope, name: str, *args: int) -> list[Step]:
    return [(text, scope.address(name, *args, form)) for form, (text, _) in DOWNLOADS.items()]


@require_safe
def reserves_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """The paper of all reserves in one of its forms, as a download."""
    return _file(read_scope(request, place), form, None)


@require_safe
def reserve_file(request: HttpRequest, place: str, pk: int, form: str) -> HttpResponse:
    """The paper of one reserve in one of its forms, as a download."""
    scope = read_scope(request, place)
    return _file(scope, form, the_reserve(scope, pk))


def _file(scope: Scope, form: str, reserve: Reserve | None) -> HttpResponse:
    if form not in DOWNLOADS:
        raise Http404("The paper can be had as PDF, as an Excel workbook and as JSON.")
    made = make_paper(
        "reserve",
        form,
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        about=str(reserve.pk) if reserve else "",
    )
    of = f"{scope.place.slug}-reserve-{reserve.pk}" if reserve else f"{scope.place.slug}-reserves"
    name = f"{of}-{scope.year_label}-{scope.label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


@require_safe
def reserve(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = read_scope(request, place, unopened=True)
    this = the_reserve(scope, pk)
    facts = load(scope, pk)
    one = facts.reserves[0]
    figures = reserve_figures(one)
    document = Document(reserve_meta(facts), (Section("standing", "Where it stands", reserve_blocks(facts, one)),))
    context = {
        "title": this.name,
        "reserve": this,
        "is_open": not scope.locked,
        "cards": draw_cards(reserve_cards([figures])),
        "illustrative": figures.illustrative,
        "document": draw_document(document, numbered=False),
        "downloads": _downloads(scope, "reserve_file", this.pk) if scope.opened else (),
        "steps": _steps(scope, this, one),
        "empty": not one.entries,
        "no_projects": not one.projects,
    }
    around = frame(scope, "money_in", *trail_of(scope, (this.name, "")))
    return render(request, "reports/reserve.html", context | around)


def _steps(scope: Scope, this: Reserve, facts: ReserveFacts) -> list[Step]:
    """What the reader can do with it next, the likeliest first; nothing while no period of its fund is open."""
    if scope.open_month(this.fund) is None:
        return []
    posts, proposes = may(scope, Power.POST_CHANGES, this.fund), may_propose_projects(scope.user, this.fund)
    if not facts.entries:
        return [("Allocate money to it", scope.address("reserve_enter", this.pk, "allocate"))] if posts else []
    found: list[Step] = []
    if proposes:
        found.append(("Draw down", drawdown_address(scope, this)))
        found.append(("Propose a project", scope.address("reserve_project_new", this.pk)))
    if posts:
        found.append(("Top it up", scope.address("reserve_enter", this.pk, "top-up")))
        found.append(("Return money", scope.address("reserve_enter", this.pk, "return")))
    return found


def drawdown_address(scope: Scope, this: Reserve, project: int = 0) -> str:
    """The change screen, filled in for a drawdown."""
    asked = f"{scope.address('change_new')}&fund={this.fund.slug}&kind=drawdown&reserve={this.pk}"
    return f"{asked}&project={project}" if project else asked


@require_http_methods(["GET", "HEAD", "POST"])
def reserve_new(request: HttpRequest, place: str) -> HttpResponse:
    """A new reserve of a fund that the reader sets up."""
    scope = read_scope(request, place, unopened=True)
    funds = [fund for fund in scope.funds if may(scope, Power.SET_UP, fund)]
    if not funds:
        raise PermissionDenied("Only who sets up a fund makes reserves of it: its pool manager or administrator.")
    form = ReserveForm(request.POST if request.method == "POST" else None, place=scope.place, funds=funds)
    made: list[Reserve] = []

    def act() -> str:
        made.append(create_reserve(by=scope.user, **form.cleaned_data))
        return f"{made[0]} is set up. Allocate money to it next."

    context: dict[str, Any] = {
        "title": "New reserve",
        "button": "Set it up",
        "back": scope.address("reserves"),
        "teaches": (
            "A reserve is money of one partner that a fund holds back. It moves by what is allocated to it, by drawdowns "
            "that are approved as changes, and by what is returned; it never goes below zero."
        ),
        **frame(scope, "money_in", *trail_of(scope, ("New reserve", "")), switch=False),
    }
    return form_page(request, form=form, act=act, done=lambda: scope.address("reserve", made[0].pk), context=context)
