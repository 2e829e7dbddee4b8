"""Setting up schemes, their lines, the ledger codes that lead to them, and closing a scheme within a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from budgets.access import may_set_up, require_host, require_operator, require_set_up
from budgets.models import Fund, FundingStream, Partner, Place
from budgets.roles import Power
from s75.errors import BadInput, NotPermitted, Unknown, WrongState
from s75.history import recorded
from s75.locking import held
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
    require_lines(by, fund)
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


def require_lines(by: User, fund: Fund) -> None:
    """Raise NotPermitted unless the person sets up the fund's lines: for its host, or by setting up its place."""
    if not may_set_up(by, fund.place):
        require_host(by, Power.SET_UP, fund)


def close_scheme(*, scheme: Scheme, last_day: date, reason: str, by: User) -> Scheme:
    """Close a scheme after its last day, with the reason on record; what stood before stays as it is.

    From then its lines are forecast at 0 for the months that begin after that day; late costs in ledgers are still
    posted, and flagged. Its budget is not moved: that takes a virement. Raises WrongState when it is closed already.
    """
    require_set_up(by, scheme.place)
    if not reason.strip():
        raise BadInput("Say why the scheme closes. The reason is kept on record.")
    with recorded(by=by, reason=reason.strip()):
        locked = held(Scheme.objects).get(pk=scheme.pk)
        if locked.ends is not None:
            raise WrongState(f"{locked} closes on {locked.ends:%-d %B %Y} already. Reopen it to set another day.")
        if locked.starts is not None and last_day < locked.starts:
            raise BadInput(f"{locked} starts on {locked.starts:%-d %B %Y}, so it cannot close before that day.")
        locked.ends = last_day
        locked.save()
        return locked


def reopen_scheme(*, scheme: Scheme, reason: str, by: User) -> Scheme:
    """Let a scheme that was closed go on, with the reason on record."""
    require_set_up(by, scheme.place)
    if not reason.strip():
        raise BadInput("Say why the scheme goes on. The reason is kept on record.")
    with recorded(by=by, reason=reason.strip()):
        locked = held(Scheme.objects).get(pk=scheme.pk)
        if locked.ends is None:
            raise WrongState(f"{locked} is not closed.")
        locked.ends = None
        locked.save()
        return locked


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
    income: bool = False,
) -> Line:
    """A line of a scheme in a year of a fund; its budget comes by changes. The profile has twelve weights or none."""
    require_lines(by, fund)
    check_profile(profile)
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
            income=income,
        )


def check_profile(profile: list[Decimal] | None) -> None:
    if profile is not None and (len(profile) != 12 or min(profile) < 0 or sum(profile) <= 0):
        raise BadInput("A profile has twelve weights of zero or more, one a month, and at least one above zero.")


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
        require_lines(by, fund)
    return lead_code(
        partner=partner, code=code, percents=percents, description=description, starts=starts, ends=ends, by=by
    )


def lead_code(
    *,
    partner: Partner,
    code: str,
    percents: Mapping[Line, Decimal],
    by: User,
    description: str = "",
    starts: date | None = None,
    ends: date | None = None,
) -> LedgerCode:
    """Lead a code to lines once it is settled that the person may; BadInput unless the percentages make 100."""
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
    """List a ledger code as not section 75: imports leave it out and say so. By who sets up a place of the partner."""
    if not any(may_set_up(by, seat.place) for seat in partner.seats.select_related("place")):
        raise NotPermitted(f"{by} may not list ledger codes of {partner}. Who sets up one of its places may.")
    return list_code_out(partner=partner, code=code, description=description, by=by)


def list_code_out(*, partner: Partner, code: str, description: str, by: User) -> LedgerCode:
    """List a code as not section 75 once it is settled that the person may."""
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
