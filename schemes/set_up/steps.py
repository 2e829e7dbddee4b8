"""The checklist of a place that is being set up: what is there, what is missing, and the one next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from budgets.access import access_of, hosts_in, roles_with
from budgets.models import Agreement, Change, Clause, Membership, Period
from budgets.queries import partners_standing
from budgets.roles import Power
from budgets.scope import Scope
from budgets.set_up.month_parts import CALENDAR, OVERSPEND
from budgets.set_up.parts import AGREEMENTS, FUNDS, LIMITS, PARTNERS, THRESHOLDS
from budgets.set_up.scope import visible
from budgets.warnings import agreement_warnings
from s75.years import london_date, month_label, year_label
from schemes.plans.permission import may_bring_plans
from schemes.set_up.codes import CODES
from schemes.set_up.indicators import INDICATORS
from schemes.set_up.streams import STREAMS

ON_THE_WAY = (Change.State.DRAFT, Change.State.REQUESTED, Change.State.APPROVED)


@dataclass(frozen=True)
class Step:
    """One step: what it is, how far it has come in words, where it is done. An optional step never waits."""

    text: str
    detail: str
    done: bool
    href: str = ""
    optional: bool = False
    warnings: tuple[str, ...] = ()
    action: str = ""


def steps_of(scope: Scope) -> list[Step]:
    """Every step in the order in which a place is set up; a fixed number of queries."""
    there = _counts(scope)
    place = scope.place
    agreements = list(place.agreements.annotate(said=Count("clauses")))
    plan = reverse("plan_upload", args=[place.slug]) if may_bring_plans(scope.user, place) else ""
    judged = (
        f"{there['judged'] or 'None'} of {counted(there['funds'], 'fund', 'funds')}" if there["funds"] else "No funds"
    )
    return [
        _partners(scope),
        _agreement(scope, agreements),
        _said(scope, agreements),
        _count("Funds", there["funds"], "fund", FUNDS.list_address(place), "Add a fund"),
        _streams(there["streams"], STREAMS.list_address(place)),
        _administrator(scope),
        _count("Approval limits", there["limits"], "limit", LIMITS.list_address(place)),
        _count("Risk rules", there["rules"], "rule", _risk(scope)),
        Step("Thresholds", judged, bool(there["judged"]), THRESHOLDS.list_address(place), optional=True),
        Step("Overspend terms", "The usual ones, unless set", True, OVERSPEND.list_address(place), optional=True),
        Step("Calendar", "The usual working days, unless set", True, CALENDAR.list_address(place), optional=True),
        _count("Plan: schemes, lines and budgets", there["lines"], "line", plan, "Bring in the plan"),
        _count("Indicators", there["indicators"], "indicator", INDICATORS.list_address(place)),
        _count("Ledger codes", there["codes"], "code", CODES.list_address(place)),
        _people(scope),
        _year(scope),
        *_openings(scope),
        *_forward(scope),
    ]


def _count(text: str, count: int, one: str, href: str, action: str = "") -> Step:
    """A step that is done when there is something to count; without an action it is optional."""
    return Step(text, counted(count, one, f"{one}s"), bool(count), href, optional=not action, action=action)


def _streams(count: int, href: str) -> Step:
    """The streams, which nobody needs to enter before a plan: it brings those that it uses."""
    detail = counted(count, "stream", "streams") if count else "None yet: a plan brings those that it uses"
    return Step("Streams", detail, bool(count), href, optional=True)


def next_step(steps: list[Step]) -> Step | None:
    """The first step that waits."""
    return next((step for step in steps if not step.done and not step.optional), None)


def counted(count: int, one: str, many: str) -> str:
    return f"{count or 'No'} {one if count == 1 else many}"


def _risk(scope: Scope) -> str:
    """Where risk rules are read and made; empty for whoever does not see the place's figures, or while it has no fund."""
    return reverse("risk", args=[scope.place.slug]) if scope.funds and visible(scope.user, scope.place) else ""


def _counts(scope: Scope) -> dict[str, int]:
    place = type(scope.place).objects.filter(pk=scope.place.pk)
    wanted = {
        "funds": "funds",
        "streams": "streams",
        "limits": "agreements__limits",
        "rules": "funds__risk_rules",
        "judged": "funds__thresholds__fund",
        "lines": "lines",
        "codes": "seats__partner__ledger_codes",
        "indicators": "indicators",
    }
    found: dict[str, int] = {}
    for key, path in wanted.items():  # one count a statement: joined, they would multiply each other's rows
        found |= place.aggregate(**{key: Count(path, distinct=True)})
    return found


def _partners(scope: Scope) -> Step:
    standing = partners_standing(scope.place).count()
    detail = counted(standing, "partner", "partners")
    return Step("Partners", detail, standing >= 2, PARTNERS.list_address(scope.place), action="Add the partners")


def _agreement(scope: Scope, agreements: Sequence[Any]) -> Step:
    today = london_date(timezone.now())
    lasting = [one for one in agreements if one.status != Agreement.Status.ENDED]
    warnings = tuple(f"{one}: {words}" for one in lasting for words in agreement_warnings(one, today))
    detail = "; ".join(f"{one}: {one.get_status_display().lower()}" for one in lasting) or "No agreement"
    return Step(
        "Agreement", detail, bool(lasting), AGREEMENTS.list_address(scope.place), warnings=warnings, action="Add the agreement"
    )  # fmt: skip


def _said(scope: Scope, agreements: Sequence[Any]) -> Step:
    of = len(Clause.Topic.choices)
    said = max((one.said for one in agreements), default=0)
    newest = agreements[0] if len(agreements) == 1 else None
    href = (
        reverse("set_up_clauses", args=[scope.place.slug, newest.pk])
        if newest
        else AGREEMENTS.list_address(scope.place)
    )
    return Step("What the agreement says", f"{said or 'None'} of {of} topics", said > 0, href, optional=True)


def _administrator(scope: Scope) -> Step:
    held = _roles(
        scope, Q(role__in=roles_with(Power.MANAGE_PEOPLE), partner__heir__in=scope.place.funds.values("host__heir"))
    )
    names = ", ".join(str(one.user) for one in held[:3])
    href = reverse("set_up_administrator", args=[scope.place.slug]) if scope.user.is_staff and not held else ""
    return Step("First administrator", names or "Nobody yet", bool(held), href, action="Name the first administrator")


WANTED = {  # without these nobody could open a period, forecast, or approve a change
    "pool_manager": "a pool manager",
    "finance_officer": "a finance officer",
    "finance_director": "a finance director",
}


def _people(scope: Scope) -> Step:
    held = set(_roles(scope, Q(role__in=WANTED)).values_list("role", flat=True))
    missing = [title for key, title in WANTED.items() if key not in held]
    may = hosts_in(scope.user, Power.MANAGE_PEOPLE, scope.place)
    href = reverse("people", args=[scope.place.slug]) if may else ""
    detail = (
        f"Still missing: {', '.join(missing)}"
        if missing
        else "A pool manager, a finance officer and a finance director are there"
    )
    return Step("People", detail, not missing, href, action="Invite people")


def _openings(scope: Scope) -> list[Step]:
    """The opening budgets on their way: nothing can be forecast before they are posted. None once all are."""
    changes = Change.objects.filter(fund__in=scope.funds, kind=Change.Kind.OPENING, state__in=ON_THE_WAY)
    waiting = list(changes.select_related("fund").order_by("year", "pk"))
    if not waiting or not visible(scope.user, scope.place):
        return []
    first = waiting[0]
    said = f"{first.fund}, {year_label(first.year)}: {first.get_state_display().lower()}"
    more = f", and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    href = reverse("change", args=[scope.place.slug, first.pk])
    return [Step("Opening budget", said + more, False, href, action="Go on with the opening budget")]


def _forward(scope: Scope) -> list[Step]:
    """Copying the year forward, once there is a year that has begun."""
    if not scope.opened or not visible(scope.user, scope.place):
        return []
    after = year_label(scope.year + 1)
    there = scope.place.lines.filter(year=scope.year + 1).count()
    detail = f"{after}: {counted(there, 'line', 'lines')}" if there else f"{after} is not there yet"
    return [Step("Next year", detail, bool(there), scope.address("forward"), optional=True)]


def _roles(scope: Scope, wanted: Q) -> Any:
    seated = Q(agreement=None) | Q(agreement__place=scope.place)
    held = Membership.objects.filter(wanted, seated, ended_at=None, partner__seats__place=scope.place)
    return held.select_related("user").order_by("pk").distinct()


def _year(scope: Scope) -> Step:
    opened = [period for period in scope.periods if period.state == Period.State.OPEN]
    newest = max(opened, key=lambda period: period.year, default=None)
    access = access_of(scope.user)
    keeps = any(
        access.may(Power.KEEP_PERIODS, heir=one.host.heir_id, agreement=one.agreement_id) for one in scope.funds
    )
    href = reverse("set_up_year", args=[scope.place.slug]) if keeps else ""
    if newest is not None:
        return Step("Year", f"{month_label(newest.month)} {year_label(newest.year)} is open", True, href)
    waits = "No period is open" if scope.periods else "No year has started"
    return Step(
        "Year", waits if keeps else f"{waits}; the pool manager starts it", False, href, action="Start the year"
    )
