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
from budgets.limits import may_decide, may_record
from budgets.models import Change
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from reports.making import make_document, make_paper
from reports.views.board import DOWNLOADS
from reports.views.drawn import draw_document, draw_title
from s75.models import User

SHOWN = 50
ON_THE_WAY = (Change.State.DRAFT, Change.State.REQUESTED, Change.State.APPROVED)
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
    found = Change.objects.filter(fund__in=scope.funds).filter(Q(year=scope.year) | Q(state__in=ON_THE_WAY))
    rows = found.select_related("fund", "requested_by").order_by("-requested_at", "-pk")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {
        "waiting": waiting_for(scope.user, scope),
        "page": page,
        "rows": [(change, COLOURS[Change.State(change.state)]) for change in page],
        "proposes": any(proposes(scope.user, fund.agreement_id) for fund in scope.funds),
    }
    return render(request, "reports/changes.html", context | frame(scope, "changes", ("Changes", "")))


def proposes(user: User, agreement: int) -> bool:
    return access_of(user).may(Power.PROPOSE_CHANGES, heir=None, agreement=agreement)


def may_post(user: User, change: Change) -> bool:
    host, agreement = change.fund.host.heir_id, change.fund.agreement_id
    return access_of(user).may(Power.POST_CHANGES, heir=host, agreement=agreement)


def waiting_for(user: User, scope: Scope) -> list[Waiting]:
    """What the person can do next, the most pressing first; a fixed number of queries."""
    found = Change.objects.filter(fund__in=scope.funds, state__in=ON_THE_WAY)
    rows = list(
        found.select_related("fund__host", "fund__agreement", "requested_by")
        .prefetch_related("fund__agreement__limits", "fund__agreement__partners")
        .order_by("requested_at")
    )
    requested = [change for change in rows if change.state == Change.State.REQUESTED]
    decide = [change for change in requested if may_decide(user, change) or may_record(user, change)]
    post = [change for change in rows if change.state == Change.State.APPROVED and may_post(user, change)]
    own = [change for change in rows if change.state == Change.State.DRAFT and change.requested_by_id == user.pk]
    piles = (
        (decide, "waits for your decision", "wait for your decision"),
        (post, "is approved and waits to be posted by you", "are approved and wait to be posted by you"),
        (own, "is a draft of yours", "are drafts of yours"),
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
