"""The parts of a plan that stand before money: partners, agreements, funds, streams, limits, risk rules and people."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Max

from budgets.access import hosts_in
from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import invite_person, name_administrator
from budgets.actions.places import add_partner
from budgets.actions.risk import Tier, hold_fund, write_rule
from budgets.actions.terms import add_limit
from budgets.models import FundingStream, Membership, Partner, Place, RiskRule
from budgets.roles import Power
from s75.history import recorded
from s75.models import User
from schemes.plans.permission import require_plans
from schemes.plans.there import There
from schemes.seats import seats_of, standing
from schemes.sources.set_up_parts import PersonRow, RiskRow, SetUp


def make_structure(place: Place, new: SetUp, *, by: User) -> None:
    """Partners, agreements between them, and funds under those, through the actions of the set-up pages."""
    for position, row in enumerate(new.partners, start=place.seats.count()):
        add_partner(
            place=place, code=row.code, name=row.name, kind=row.kind, starts=row.starts, ends=row.ends,
            position=position, by=by,
        )  # fmt: skip
    if not new.agreements and not new.funds:
        return
    partners = dict(standing(seats_of(place)))
    for agreement in new.agreements:
        create_agreement(
            place=place, title=agreement.title, status=agreement.status, starts=agreement.starts, ends=agreement.ends,
            signed_on=agreement.signed_on, review_on=agreement.review_on,
            partners=[partners[code] for code in agreement.partners], by=by,
        )  # fmt: skip
    titled = {agreement.title: agreement for agreement in place.agreements.all()}
    for position, fund in enumerate(new.funds, start=place.funds.count()):
        create_fund(
            agreement=titled[fund.agreement], code=fund.code, name=fund.name, arrangement=fund.arrangement,
            host=partners[fund.host], position=position, by=by,
        )  # fmt: skip


def make_streams(place: Place, new: SetUp, *, by: User) -> list[FundingStream]:
    """The streams of a plan: those of a national template may be made by whoever brings the plan in."""
    require_plans(by, place)
    with recorded(by=by, reason="Set up the streams of a plan"):
        last = place.streams.aggregate(last=Max("position"))["last"] or 0
        return FundingStream.objects.bulk_create(
            FundingStream(
                place=place,
                name=row.name,
                kind=row.kind,
                better_care=row.better_care,
                capital=row.capital,
                ring_fenced=row.ring_fenced,
                in_risk_share=row.in_risk_share,
                returned=row.returned,
                national=row.national,
                first_year=row.first_year,
                last_year=row.last_year,
                position=position,
            )
            for position, row in enumerate(new.streams, start=last + 1)
        )


def make_limits(new: SetUp, there: There, *, by: User) -> None:
    for row in new.limits:
        add_limit(
            agreement=there.agreements[row.agreement], kind=row.kind, within_scheme=row.within_scheme,
            decided_by=row.decided_by, committee=row.committee, up_to=row.up_to, by=by,
        )  # fmt: skip


def make_risk_rules(new: SetUp, there: There, *, by: User) -> None:
    """Each rule with its tiers; the rows of a rule have its fund, direction and period in common."""
    require_plans(by, there.place)
    rules: dict[tuple[str, str, int], list[RiskRow]] = {}
    for row in new.risks:
        rules.setdefault((row.fund, row.direction, row.month or 1), []).append(row)
    for (code, direction, month), rows in rules.items():
        fund, first = there.funds[code], rows[0]
        with recorded(by=by, reason=f"Set who bears an {direction}spend of {fund}"):
            hold_fund(fund, there.year, month)
            write_rule(
                RiskRule(fund=fund, direction=direction, year=there.year, month=month),
                kind=first.kind,
                tiers=_tiers(rows, there.partners),
                bearer=there.partners[first.bearer] if first.bearer else None,
                use=first.use or RiskRule.Use.SHARE.value,
                underspends_first=first.underspends_first,
                uncommitted_first=first.uncommitted_first,
                words=first.words,
            )


def _tiers(rows: Sequence[RiskRow], partners: dict[str, Partner]) -> list[Tier]:
    return [
        (row.tier_up_to, {partners[code]: Decimal(percent) for code, percent in row.shares})
        for row in rows
        if row.shares or row.tier_up_to is not None or row.kind == RiskRule.Kind.TIERS
    ]


def invite_people(new: SetUp, there: There, *, by: User) -> list[Membership]:
    """Give people their roles; the operator of the installation names a partner's first administrator."""
    return [_invite(row, there, by) for row in new.people]


def _invite(row: PersonRow, there: There, by: User) -> Membership:
    partner = there.partners[row.partner]
    if hosts_in(by, Power.MANAGE_PEOPLE, there.place):
        return invite_person(email=row.email, name=row.name, place=there.place, partner=partner, role=row.role, by=by)
    return name_administrator(email=row.email, name=row.name, place=there.place, partner=partner, by=by)
