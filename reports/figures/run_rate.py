"""The run rate: what the ledgers' months cost on average, what the rest would have to, and where the year would end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.figures.monthly import MonthFigures, last_ledger_month
from reports.figures.projection import straight_line
from s75.money import ZERO, to_pence, total
from s75.years import MONTHS


@dataclass(frozen=True, slots=True)
class RunRate:
    """All in £. `a_month` is the average of the `months` whose ledgers are in, `to_come` that of those left (None where
    none is), `projected` the outturn if the year goes on at that rate, `difference` the forecast outturn less that."""

    months: int
    to_date: Decimal
    a_month: Decimal
    to_come: Decimal | None
    projected: Decimal
    outturn: Decimal
    difference: Decimal


def run_rate(figures: Sequence[MonthFigures]) -> RunRate | None:
    """The run rate of the months up to the last that is all ledger, lines without forecast at budget; None before one."""
    last = min(last_ledger_month(figures), len(MONTHS))
    spent = [row.expected if row.month <= last else None for row in figures if row.month in MONTHS]
    projected = straight_line(spent)
    if projected is None:
        return None
    to_date, outturn = total(amount or ZERO for amount in spent), figures[-1].expected_to_date
    closing = total(row.expected for row in figures if row.month not in MONTHS)
    left = len(MONTHS) - last
    to_come = to_pence((outturn - closing - to_date) / left) if left else None
    projected += closing
    return RunRate(last, to_date, to_pence(to_date / last), to_come, projected, outturn, outturn - projected)
