"""From the database to a line's past: its budget by month, the year before, and its earlier forecasts with what came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from reports.figures.record import PastRound
from s75.money import ZERO
from s75.years import CLOSING_MONTH, MONTHS
from schemes.models import Actual, BudgetEntry, Forecast, LedgerMonth, Line

Amounts = Sequence[Decimal | None]


@dataclass(frozen=True)
class LinePast:
    """What a line's months to come may be judged by, in £. `profile` has twelve months, None without a budget;
    `last_year` thirteen, None where nothing is known, and `of_scheme` says that it is the scheme's, not the line's."""

    profile: Sequence[Decimal] | None
    last_year: Sequence[Decimal] | None
    of_scheme: bool
    rounds: Sequence[PastRound]


def load_past(line: Line, *, period: int, funds: Iterable[int]) -> LinePast:
    """The past of a line as at a period, read in the funds that the reader sees: seven statements at most."""
    seen = list(funds)
    own = Q(line__place=line.place_id, line__ref=line.ref, fund__in=seen)
    ledgers = _ledgers(own, line, period)
    last_year, of_scheme = ledgers.get(line.year - 1), False
    if last_year is None:
        scheme = Q(
            line__scheme=line.scheme_id, line__spending_partner__heir=line.spending_partner.heir_id, fund__in=seen
        )
        last_year = _by_month(Actual.objects.filter(scheme, year=line.year - 1)).get(line.year - 1)
        of_scheme = last_year is not None
    forecasts = Forecast.objects.filter(own).filter(Q(year=line.year, round__lt=period) | Q(year=line.year - 1))
    rounds = [
        PastRound(year, made_in, figures, ledgers[year])
        for year, made_in, figures in forecasts.order_by("year", "round").values_list("year", "round", "figures")
        if year in ledgers
    ]
    known = None if last_year is None else [amount or ZERO for amount in last_year]
    return LinePast(_profile(line, period), known, of_scheme, rounds)


def _profile(line: Line, period: int) -> list[Decimal] | None:
    entries = BudgetEntry.objects.filter(line=line, counts_from__lte=period).values_list("months", flat=True)
    rows = list(entries)
    return [sum((row[month - 1] for row in rows), ZERO) for month in MONTHS] if rows else None


def _ledgers(own: Q, line: Line, period: int) -> dict[int, Amounts]:
    """Thirteen months of ledgers of this year, as at the period, and of the year before; None where one is not in."""
    counts = Q(year=line.year, posted_in__lte=period) | Q(year=line.year - 1)
    spent = _by_month(Actual.objects.filter(own).filter(counts))
    came = LedgerMonth.objects.filter(fund=line.fund_id, partner__heir=line.spending_partner.heir_id)
    now, then = came.filter(year=line.year).standing(period), came.filter(year=line.year - 1).standing()
    ins = set(now.values_list("year", "month").union(then.values_list("year", "month")))
    found: dict[int, Amounts] = {}
    for year in (line.year - 1, line.year):
        sums = spent.get(year, [None] * CLOSING_MONTH)
        amounts = [(sums[m - 1] or ZERO) if (year, m) in ins else None for m in range(1, CLOSING_MONTH + 1)]
        if year == line.year or year in spent:
            found[year] = amounts
    return found


def _by_month(rows: QuerySet[Actual]) -> Mapping[int, list[Decimal | None]]:
    found: dict[int, list[Decimal | None]] = {}
    for year, month, amount in rows.values_list("year", "month").annotate(amount=Sum("amount")).order_by():
        found.setdefault(year, [None] * CLOSING_MONTH)[month - 1] = amount
    return found
