"""From the database to the facts of one agreement: a fixed number of statements, whatever stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from budgets.access import roles_with
from budgets.models import COMMITTEE, Agreement, ApprovalLimit, Contribution, Fund, Membership, Period, PlacePartner
from budgets.roles import BY_KEY, Power
from budgets.warnings import agreement_warnings
from reports.facts.agreement import AgreedFund, AgreementFacts, ClauseFacts, LimitFacts, PaidFacts, PartyFacts
from reports.loading.register import load_register
from reports.loading.risk import load_risk
from schemes.models import Line

# Last year counts as it ended; this year as at the period.
_PAID = """
SELECT s.name, p.heir_id, e.year, sum(e.amount), bool_and(c.status = %(confirmed)s), bool_or(c.illustrative)
FROM budgets_contributionentry e
JOIN budgets_contribution c ON c.id = e.contribution_id JOIN budgets_fundingstream s ON s.id = c.stream_id
JOIN budgets_partner p ON p.id = c.partner_id
WHERE e.fund_id = ANY(%(funds)s)
  AND (e.year = %(year)s AND e.counts_from <= %(P)s OR e.year = %(year)s - 1)
GROUP BY s.position, s.name, p.heir_id, e.year ORDER BY s.position, s.name, p.heir_id, e.year
"""


def load_agreement(
    agreement: Agreement,
    *,
    funds: Sequence[Fund],
    year: int,
    period: int | None,
    periods: Sequence[Period],
    today: date,
) -> AgreementFacts:
    """The facts of an agreement and its funds (both already authorised) as at a period, or before any is opened."""
    seats = list(agreement.place.seats.select_related("partner__successor"))
    codes = _codes(seats)
    names = {seat.partner.heir_id or 0: seat.partner.name for seat in seats if seat.partner_id == seat.partner.heir_id}
    parameters = {"funds": [fund.pk for fund in funds], "year": year, "P": period or 0, "place": agreement.place_id}
    register = load_register(agreement.place, funds, year, period or 0, periods) if funds else None
    lines = _schemes(funds, year)
    return AgreementFacts(
        place=agreement.place.slug,
        place_name=agreement.place.name,
        board=agreement.place.board,
        title=agreement.title,
        status=agreement.get_status_display(),
        starts=agreement.starts,
        ends=agreement.ends,
        signed_on=agreement.signed_on,
        review_on=agreement.review_on,
        warnings=agreement_warnings(agreement, today),
        year=year,
        period=period,
        locked=register.locked if register else False,
        parties=_parties(agreement, seats),
        funds=_funds(agreement, funds, names, lines),
        clauses=_clauses(agreement),
        limits=_limits(agreement, today),
        deciders=tuple(BY_KEY[key].title for key in roles_with(Power.DECIDE_CHANGES)),
        rules=load_risk(parameters, codes).rules if funds else (),
        paid=_paid([fund for fund in funds if fund.counted], parameters, names),
        register=register if period else None,
        schemes=tuple({(ref, name) for _, ref, name in lines}),
    )


def _clauses(agreement: Agreement) -> tuple[ClauseFacts, ...]:
    found = agreement.clauses.all()
    return tuple(ClauseFacts(c.topic, c.get_topic_display(), c.text, c.source, c.illustrative) for c in found)


def _codes(seats: Sequence[PlacePartner]) -> dict[int, str]:
    """The code of each heir: its own, else that of whoever it succeeded."""
    found = {seat.partner.heir_id or 0: seat.code for seat in seats}
    return found | {seat.partner_id: seat.code for seat in seats if seat.partner_id == seat.partner.heir_id}


def _parties(agreement: Agreement, seats: Sequence[PlacePartner]) -> tuple[PartyFacts, ...]:
    in_it = set(agreement.partners.values_list("pk", flat=True))
    return tuple(_party(seat) for seat in seats if seat.partner_id in in_it)


def _party(seat: PlacePartner) -> PartyFacts:
    partner = seat.partner
    successor = str(partner.successor or "")
    return PartyFacts(seat.code, partner.name, partner.get_kind_display(), partner.starts, partner.ends, successor)


def _schemes(funds: Sequence[Fund], year: int) -> list[tuple[int, str, str]]:
    """Fund, reference and name of each scheme with a line in the year."""
    rows = Line.objects.filter(fund__in=list(funds), year=year).order_by("fund", "scheme__ref")
    return list(rows.values_list("fund", "scheme__ref", "scheme__name").distinct())


def _funds(
    agreement: Agreement, funds: Sequence[Fund], names: dict[int, str], lines: Sequence[tuple[int, str, str]]
) -> tuple[AgreedFund, ...]:
    held = Membership.objects.filter(
        Q(agreement=None) | Q(agreement=agreement), role="pool_manager", ended_at=None, user__is_active=True
    )
    managers: dict[int, list[str]] = {}
    for heir, name in held.order_by("user__name").values_list("partner__heir", "user__name"):
        managers.setdefault(heir or 0, []).append(name)
    return tuple(
        AgreedFund(
            fund.slug,
            fund.name,
            fund.get_arrangement_display(),
            names.get(fund.host.heir_id or 0, fund.host.name),
            fund.counted,
            tuple(dict.fromkeys(managers.get(fund.host.heir_id or 0, ()))),
            tuple(name for of, _, name in lines if of == fund.pk),
        )
        for fund in funds
    )


def _limits(agreement: Agreement, today: date) -> tuple[LimitFacts, ...]:
    """Those that count today or later."""
    lasting = agreement.limits.filter(Q(ends=None) | Q(ends__gte=today))
    return tuple(_limit(one) for one in lasting)


def _limit(one: ApprovalLimit) -> LimitFacts:
    decider = "" if one.decided_by == COMMITTEE else one.get_decided_by_display()
    return LimitFacts(
        one.kind, one.within_scheme, decider, one.committee, one.up_to, one.starts, one.ends, one.illustrative
    )


def _paid(funds: Sequence[Fund], parameters: dict[str, Any], names: dict[int, str]) -> tuple[PaidFacts, ...]:
    if not funds:
        return ()
    confirmed = Contribution.Status.CONFIRMED.value
    with connection.cursor() as cursor:
        cursor.execute(_PAID, {**parameters, "funds": [fund.pk for fund in funds], "confirmed": confirmed})
        rows = cursor.fetchall()
    return tuple(PaidFacts(stream, names[heir], *rest) for stream, heir, *rest in rows)
