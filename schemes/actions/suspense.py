"""Clearing a code from suspense: it is led to lines and posted there at once, or listed as not section 75."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Sum

from budgets.access import access_of, hosts_in, may_set_up
from budgets.actions.years import keep_open
from budgets.models import Fund, Partner, Place
from budgets.roles import Power
from s75.errors import BadInput, NotPermitted, WrongState
from s75.history import recorded
from s75.models import User
from s75.money import split_by_shares
from s75.years import year_label
from schemes.actions.schemes import lead_code, list_code_out
from schemes.intake.marking import hold_place, marks_of, stamps_for
from schemes.models import (
    Actual,
    ActualsImport,
    Commitment,
    ImportRow,
    LedgerCode,
    LedgerMonth,
    Line,
    SuspenseClearing,
)
from schemes.suspense import InSuspense, Pending, find_in_suspense

Shares = list[tuple[Line, Decimal]]


def clear_suspense(
    *, place: Place, partner: Partner, year: int, code: str, percents: Mapping[Line, Decimal], by: User
) -> SuspenseClearing:
    """Lead a code in suspense to lines, and post what stands in suspense into the periods that are open.

    Each import posts to its own month what it would have posted had the code been mapped before it, so the lines stand
    as if it had been; journals are never netted away. By a finance officer of the partner, or by who sets up the lines'
    funds. Raises WrongState when nothing stands in suspense any more, BadInput for lines that do not fit, PeriodLocked.
    """
    with recorded(by=by, reason=f"Clear the ledger code {code} from suspense"):
        hold_place(place)
        found = _found(place, partner, year, code)
        shares = sorted(percents.items(), key=lambda share: share[0].ref)
        funds = {line.fund_id: line.fund for line, _ in shares}
        _require(by, partner, funds.values(), place)
        _fit(found, place, shares)
        lead_code(partner=found.partner, code=code, percents=percents, description=found.description, by=by)
        keep_open(funds=funds.values(), year=year)
        stamps = stamps_for(funds.values(), year, max(one.made.month for one in found.pending))
        return _post(found, place, shares, stamps, by)


def leave_out_of_suspense(*, place: Place, partner: Partner, year: int, code: str, by: User) -> LedgerCode:
    """List a code in suspense as not section 75: nothing of it is posted, here or by later files.

    By a finance officer of the partner, or by who sets up the place. WrongState when it leads to lines somewhere.
    """
    with recorded(by=by, reason=f"The ledger code {code} is not section 75"):
        hold_place(place)
        found = _found(place, partner, year, code)
        _require(by, partner, (), place)
        if LedgerCode.objects.filter(partner__heir=partner.heir_id, code=code, shares__isnull=False).exists():
            raise WrongState(f"The code {code} leads to lines of a place or year. Change its mapping in the set-up.")
        return list_code_out(partner=found.partner, code=code, description=found.description, by=by)


def _found(place: Place, partner: Partner, year: int, code: str) -> InSuspense:
    found = find_in_suspense(place.pk, partner, year, code)
    if found is None:
        raise WrongState(f"Nothing of code {code} stands in suspense in {year_label(year)} any more.")
    return found


def may_clear(by: User, partner: Partner, place: Place) -> bool:
    """Whether the person may clear codes of a partner's ledger at all: its officer, or who sets up funds of the place."""
    officer = access_of(by).may(Power.IMPORT_ACTUALS, heir=partner.heir_id)
    return officer or may_set_up(by, place) or hosts_in(by, Power.SET_UP, place)


def _require(by: User, partner: Partner, funds: Iterable[Fund], place: Place) -> None:
    access = access_of(by)
    if not may_clear(by, partner, place):
        raise NotPermitted(f"Only a finance officer of {partner}, or who sets up {place}, clears its codes.")
    for fund in funds:
        officer = access.may(Power.IMPORT_ACTUALS, heir=partner.heir_id, agreement=fund.agreement_id)
        keeper = access.may(Power.SET_UP, heir=fund.host.heir_id, agreement=fund.agreement_id)
        if not (officer or keeper or may_set_up(by, place)):
            raise NotPermitted(f"{by} may not post the ledger of {partner} to {fund}.")


def _fit(found: InSuspense, place: Place, shares: Shares) -> None:
    if not shares:
        raise BadInput(f"Say to which line code {found.code} leads, or that it is not section 75.")
    for line, _ in shares:
        if (line.place_id, line.year) != (place.pk, found.year):
            raise BadInput(f"{line.ref} is not a line of {place} in {year_label(found.year)}.")
        if line.spending_partner.heir_id != found.partner.heir_id:
            raise BadInput(f"{line.ref} is spent by {line.spending_partner}, so not in the ledger of {found.partner}.")


def _post(found: InSuspense, place: Place, shares: Shares, stamps: Mapping[int, int], by: User) -> SuspenseClearing:
    clearing = SuspenseClearing.objects.create(
        place=place,
        partner=found.partner,
        year=found.year,
        code=found.code,
        imports=[one.made.pk for one in found.pending],
        amount=found.amount,
        cleared_by=by,
    )
    _mark(found.pending, stamps)
    Actual.objects.bulk_create(
        Actual(
            line=line,
            fund_id=line.fund_id,
            year=found.year,
            month=one.made.month,
            posted_in=stamps[line.fund_id],
            amount=part,
            actuals_import=one.made,
            code=found.code,
            clearing=clearing,
            posted_by=by,
        )
        for one in found.pending
        for line, part in split(one.amount, shares)
        if part != 0
    )
    _commit(found, shares, stamps)
    return clearing


def split(amount: Decimal, shares: Shares) -> list[tuple[Line, Decimal]]:
    parts = split_by_shares(amount, [percent for _, percent in shares])
    return [(line, part) for (line, _), part in zip(shares, parts, strict=True)]


def _mark(pending: Iterable[Pending], stamps: Mapping[int, int]) -> None:
    """A fund that an import had not reached before is now in by it."""
    imports: list[ActualsImport] = [one.made for one in pending]
    there = set(LedgerMonth.objects.filter(actuals_import__in=imports).values_list("actuals_import", "fund"))
    missing = [
        mark
        for made in imports
        for mark in marks_of(made, {fund: at for fund, at in stamps.items() if (made.pk, fund) not in there})
    ]
    LedgerMonth.objects.bulk_create(missing)


def _commit(found: InSuspense, shares: Shares, stamps: Mapping[int, int]) -> None:
    """What the newest of these files shows as committed on the code."""
    rows = ImportRow.objects.filter(actuals_import=found.newest, code=found.code, commitment__isnull=False)
    amount = rows.aggregate(amount=Sum("commitment"))["amount"]
    if amount is None:
        return
    Commitment.objects.bulk_create(
        Commitment(
            actuals_import=found.newest,
            line=line,
            fund_id=line.fund_id,
            year=found.year,
            month=found.newest.month,
            posted_in=stamps[line.fund_id],
            code=found.code,
            amount=part,
        )
        for line, part in split(amount, shares)
    )
