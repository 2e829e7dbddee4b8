"""The changes of a place's year: what waits for whom, all of them, and the register as a page and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budgets.access import access_of
from budgets.models import Change, Period
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from reports.loading.changes_waiting import ON_THE_WAY, piles_of
from reports.making import make_document, make_paper
from reports.views.board import DOWNLOADS
from reports.views.drawn import draw_document, draw_title
from s75.models import User

SHOWN = 50
COLOURS = {
    Change.State.DRAFT: "grey",
    Change.State.REQUESTED: "yellow",
    Change.State.APPROVED: "blue",
    Change.State.REFUSED: "red",
    Change.State.POSTED: "green",
}


class Waiting(NamedTuple):
    """What waits for the person, in words, with the changes that it is about."""

    text: str
    changes: list[Change]


@require_safe
def changes(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place, unopened=True)
    found = Change.objects.filter(fund__in=scope.funds).filter(_shown(scope) | Q(state__in=ON_THE_WAY))
    rows = found.select_related("fund", "requested_by").order_by("-requested_at", "-pk")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {
        "waiting": waiting_for(scope.user, scope),
        "page": page,
        "rows": [(change, COLOURS[Change.State(change.state)]) for change in page],
        "proposes": any(proposes(scope.user, fund.agreement_id) for fund in scope.funds),
    }
    return render(request, "reports/changes.html", context | frame(scope, "changes", ("Changes", "")))


def _shown(scope: Scope) -> Q:
    """The year of the page; with the newest year that was opened also those to come, which no address can name yet."""
    opened = {period.year for period in scope.periods if period.state != Period.State.FUTURE}
    if not opened:
        return Q()
    return Q(year__gte=scope.year) if scope.year == max(opened) else Q(year=scope.year)


def proposes(user: User, agreement: int) -> bool:
    return access_of(user).may(Power.PROPOSE_CHANGES, heir=None, agreement=agreement)


def waiting_for(user: User, scope: Scope) -> list[Waiting]:
    """What the person can do next, the most pressing first; a fixed number of queries."""
    found = piles_of(user, scope.funds)
    piles = (
        (found.decide, "waits for your decision", "wait for your decision"),
        (found.post, "is approved and waits to be posted by you", "are approved and wait to be posted by you"),
        (found.own, "is a draft of yours", "are drafts of yours"),
    )
    return [Waiting(f"{len(pile)} {one if len(pile) == 1 else many}", pile) for pile, one, many in piles if pile]


@require_safe
def change_register(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    document = make_document("register", **_wanted(scope))  # type: ignore[arg-type]
    context = {
        "title": draw_title(document.meta),
        "paper": draw_document(document),
        "downloads": [(name, scope.address("change_register_file", form)) for form, (name, _) in DOWNLOADS.items()],
    }
    trail = (("Changes", scope.address("changes")), ("Register", ""))
    return render(request, "reports/change_register.html", context | frame(scope, "changes", *trail))


@require_safe
def change_register_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """The register in one of its forms, as a download."""
    if form not in DOWNLOADS:
        raise Http404("The register can be had as PDF, as an Excel workbook and as JSON.")
    scope = read_scope(request, place)
    made = make_paper("register", form, **_wanted(scope))  # type: ignore[arg-type]
    name = f"{scope.place.slug}-register-{scope.year_label}-{scope.label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


def _wanted(scope: Scope) -> dict[str, object]:
    return {
        "place": scope.place,
        "funds": scope.funds,
        "year": scope.year,
        "period": scope.month,
        "periods": scope.periods,
    }


def trail_of(scope: Scope, *steps: tuple[str, str]) -> Sequence[tuple[str, str]]:
    """Breadcrumbs below the list of changes."""
    return (("Changes", reverse("changes", args=[scope.place.slug]) + scope.query), *steps)
