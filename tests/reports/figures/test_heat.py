"""The heat table's figures: where a month comes from, how far it is from its budget, and that the parts re-add."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facts.dashboard import HeatFacts
from reports.figures.heat import band, heat, heat_of_year
from s75.money import ZERO
from tests.reports.figures.made import money, pounds

NOTHING = (ZERO,) * 13


def line(ledgers: int = 8, **more: object) -> HeatFacts:
    """£90 a month in the ledger, then £110 forecast, against £100."""
    known: dict[str, object] = {
        "lines": 1,
        "forecast_lines": 1,
        "ledgers": tuple(int(month <= ledgers) for month in range(1, 14)),
        "budget": (*[money(100)] * 12, ZERO),
        "actual": tuple(money(90) if month <= ledgers else ZERO for month in range(1, 14)),
        "forecast": (*[money(110) if month > ledgers else ZERO for month in range(1, 13)], ZERO),
        "unforecast": NOTHING,
        **more,
    }
    return HeatFacts("bcf", "S1", "Reablement", "L1", False, **known)  # type: ignore[arg-type]


def test_a_ledger_month_and_a_forecast_month() -> None:
    past, coming = heat([line()], 8), heat([line()], 9)

    assert (past.expected, past.variance, past.percent, past.band, past.known) == (90, -10, -10, "under-2", "ledger")
    assert (coming.expected, coming.variance, coming.band, coming.known) == (110, 10, "over-2", "forecast")


def test_where_one_partner_s_ledger_is_in_and_another_s_is_not() -> None:
    assert heat([line(8), line(7)], 8).known == "both"


def test_a_line_that_nobody_has_forecast_stands_at_its_budget() -> None:
    alone = line(0, forecast_lines=0, forecast=NOTHING, unforecast=(*[money(100)] * 12, ZERO))
    found = heat([alone], 3)

    assert (found.expected, found.band, found.known) == (100, "level", "budget")


@pytest.mark.parametrize(
    ("variance", "percent", "expected"),
    [
        (0, None, ""),
        (0, 0, "level"),
        (5, None, "over-2"),
        (-5, None, "under-2"),
        (1, "1.49", "level"),
        (1, "1.5", "over-1"),
        (-1, "-9.4", "under-1"),
        (-1, "-9.5", "under-2"),
    ],
)
def test_months_printed_alike_are_coloured_alike(variance: int, percent: str | None, expected: str) -> None:
    assert band(Decimal(variance), None if percent is None else Decimal(percent)) == expected


@given(st.lists(st.tuples(*[st.lists(pounds, min_size=13, max_size=13).map(tuple)] * 3), min_size=1, max_size=3))
def test_months_re_add_to_the_year_and_rows_to_their_total(amounts: list[tuple[tuple[Decimal, ...], ...]]) -> None:
    rows = [line(actual=a, forecast=f, budget=b) for a, f, b in amounts]
    year = heat_of_year(rows)

    assert year.expected == sum((heat(rows, month).expected for month in range(1, 14)), ZERO)
    assert year.expected == sum((heat_of_year([row]).expected for row in rows), ZERO)
