"""Which months of a partner's ledger an import brings in, and the lock under which ledgers of a place are posted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from budgets.models import Fund, Partner, Place
from s75.errors import PeriodLocked
from s75.locking import held
from s75.years import month_label, month_of, year_label, year_of
from schemes.intake.plan import CUMULATIVE
from schemes.models import ActualsImport, LedgerMonth
from schemes.queries import open_months


def hold_place(place: Place) -> None:
    """Let one posting of ledgers of a place go at a time: each is the difference to those before."""
    held(Place.objects).get(pk=place.pk)


def months_brought(partner: Partner, basis: str, year: int, month: int) -> range:
    """The months that a ledger brings in: a cumulative file every month since the partner started."""
    first = month
    if basis == CUMULATIVE:
        starts = partner.starts
        first = month_of(starts) if starts is not None and year_of(starts) == year else 1
    return range(min(first, month), month + 1)


def marks_of(made: ActualsImport, stamps: Mapping[int, int]) -> list[LedgerMonth]:
    """The marks by which an import's months are in for some funds, each stamped with the fund's period; not saved."""
    return [
        LedgerMonth(
            fund_id=fund,
            year=made.year,
            month=month,
            posted_in=stamp,
            partner=made.partner,
            actuals_import=made,
        )
        for fund, stamp in stamps.items()
        for month in months_brought(made.partner, made.basis, made.year, made.month)
    ]


def stamps_for(funds: Iterable[Fund], year: int, month: int) -> dict[int, int]:
    """The open period of each fund, by fund. PeriodLocked when one cannot take the ledger of a month."""
    listed = list(funds)
    stamps = open_months(listed, year)
    for fund in listed:
        if fund.pk not in stamps:
            raise PeriodLocked(f"No period of {fund} is open in {year_label(year)}. Ask its pool manager to open one.")
        if stamps[fund.pk] < month:
            now = month_label(stamps[fund.pk])
            raise PeriodLocked(
                f"{fund} is still in {now}: the ledger of {month_label(month)} can be posted once {now} is locked."
            )
    return {fund.pk: stamps[fund.pk] for fund in listed}
