"""Setting up schemes, their lines, the ledger codes that lead to them, and the figures printed beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from budgets.access import require_host, require_operator
from budgets.models import Fund, FundingStream, Partner, Place
from budgets.roles import Power
from s75.errors import BadInput, Unknown
from s75.history import recorded
from s75.models import User
from schemes.models import Comparator, LedgerCode, LedgerCodeLine, Line, Scheme


def create_scheme(
    *,
    fund: Fund,
    ref: str,
    name: str,
    lead_commissioner: Partner,
    by: User,
    scheme_type: str = "",
    area_of_spend: str = "",
    provider_type: str = "",
) -> Scheme:
    """A scheme in the fund's place."""
    require_host(by, Power.SET_UP, fund)
    with recorded(by=by, reason=f"Set up the scheme {name}"):
        return Scheme.objects.create(
            place=fund.place,
            ref=ref,
            name=name,
            lead_commissioner=lead_commissioner,
            scheme_type=scheme_type,
            area_of_spend=area_of_spend,
            provider_type=provider_type,
        )


def create_line(
    *,
    scheme: Scheme,
    fund: Fund,
    year: int,
    ref: str,
    stream: FundingStream,
    contributing_partner: Partner,
    spending_partner: Partner,
    by: User,
    starts: int = 1,
    basis: str = "",
    illustrative: bool = False,
    forecast_wanted: bool = True,
    profile: list[Decimal] | None = None,
) -> Line:
    """A line of a scheme in a year of a fund; its budget comes by changes. The profile has twelve weights or none."""
    require_host(by, Power.SET_UP, fund)
    if profile is not None and (len(profile) != 12 or min(profile) < 0 or sum(profile) <= 0):
        raise BadInput("A profile has twelve weights of zero or more, one a month, and at least one above zero.")
    with recorded(by=by, reason=f"Set up the line {ref}"):
        return Line.objects.create(
            place=fund.place,
            fund=fund,
            year=year,
            scheme=scheme,
            ref=ref,
            stream=stream,
            contributing_partner=contributing_partner,
            spending_partner=spending_partner,
            starts=starts,
            basis=basis,
            illustrative=illustrative,
            forecast_wanted=forecast_wanted,
            profile=profile,
        )


def map_code(
    *,
    partner: Partner,
    code: str,
    percents: Mapping[Line, Decimal],
    by: User,
    description: str = "",
    starts: date | None = None,
    ends: date | None = None,
) -> LedgerCode:
    """Lead a ledger code to one line, or to several by percentages that make 100. Raises BadInput when they do not."""
    funds = {line.fund_id: line.fund for line in percents}
    if not funds:
        raise Unknown(f"The code {code} leads to no line.")
    for fund in funds.values():
        require_host(by, Power.SET_UP, fund)
    if sum(percents.values()) != 100:
        raise BadInput(f"The percentages of code {code} make {sum(percents.values())}, not 100.")
    with recorded(by=by, reason=f"Map the ledger code {code}"):
        mapped, _ = LedgerCode.objects.update_or_create(
            partner=partner,
            code=code,
            defaults={"description": description, "section_75": True, "starts": starts, "ends": ends},
        )
        mapped.shares.filter(line__year__in={line.year for line in percents}).delete()
        LedgerCodeLine.objects.bulk_create(
            LedgerCodeLine(ledger_code=mapped, line=line, percent=percent) for line, percent in percents.items()
        )
        return mapped


def leave_code_out(*, partner: Partner, code: str, description: str, by: User) -> LedgerCode:
    """List a ledger code as not section 75: imports leave it out and say so."""
    require_operator(by)
    with recorded(by=by, reason=f"The ledger code {code} is not section 75"):
        listed, _ = LedgerCode.objects.update_or_create(
            partner=partner, code=code, defaults={"description": description, "section_75": False}
        )
        return listed


def add_comparator(
    *,
    place: Place,
    measure: str,
    year: int,
    amount: Decimal,
    source: str,
    by: User,
    precision: str = "exact",
    fund: Fund | None = None,
    scheme: Scheme | None = None,
) -> Comparator:
    """A sourced figure of the place, a fund or a scheme, printed beside ours."""
    require_operator(by)
    with recorded(by=by, reason=f"Add the comparator {measure}"):
        return Comparator.objects.create(
            place=place,
            fund=fund,
            scheme=scheme,
            measure=measure,
            year=year,
            amount=amount,
            precision=precision,
            source=source,
        )
