"""The year by month: what is expected re-adds to the outturn, and the lines of the chart meet."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.facts.position import MonthFacts
from reports.figures.monthly import dashed, last_ledger_month, monthly, solid
from s75.money import ZERO, total
from tests.reports.figures.made import money, pounds


def month(number: int, actual: int = 0, forecast: int = 0, unforecast: int = 0, fund: str = "bcf") -> MonthFacts:
    return MonthFacts(fund, number, money(100), money(actual), money(forecast), money(unforecast))


def year(ledgers: int) -> list[MonthFacts]:
    """Spend of £90 a month in the ledger, then £110 a month forecast."""
    return [month(m, 90) if m <= ledgers else month(m, 0, 110) for m in range(1, 13)]


def test_ledgers_then_forecasts() -> None:
    figures = monthly(year(8))

    assert [row.month for row in figures] == list(range(1, 13))
    assert figures[7].budget_to_date == 800
    assert figures[7].expected_to_date == 720
    assert figures[-1].expected_to_date == 8 * 90 + 4 * 110
    assert figures[-1].budget_to_date == 1200


def test_solid_and_dashed_meet_at_the_last_ledger_month() -> None:
    figures = monthly(year(8))

    assert last_ledger_month(figures) == 8
    assert solid(figures)[7] == dashed(figures)[7] == 720
    assert solid(figures)[8:] == (None,) * 4
    assert dashed(figures)[:7] == (None,) * 7
    assert dashed(figures)[-1] == figures[-1].expected_to_date


def test_a_month_with_one_ledger_missing_is_not_a_ledger_month() -> None:
    other = [month(m, 10, fund="mh") for m in range(1, 8)] + [month(8, 0, 10, fund="mh")]

    figures = monthly([*year(8), *other])

    assert figures[7].actual == 90
    assert figures[7].forecast == 10
    assert last_ledger_month(figures) == 7


def test_a_year_without_forecasts_stands_at_its_budget() -> None:
    figures = monthly([month(m, 0, 0, 100) for m in range(1, 13)])

    assert last_ledger_month(figures) == 0
    assert solid(figures) == (None,) * 12
    assert dashed(figures)[-1] == figures[-1].budget_to_date == 1200


def test_the_closing_month_follows_march_where_it_holds_anything() -> None:
    assert [row.month for row in monthly([*year(12), month(13, 5)])][-2:] == [12, 13]


def test_a_fund_without_months_has_twelve_of_nil() -> None:
    figures = monthly([])

    assert len(figures) == 12
    assert figures[-1].expected_to_date == ZERO


@given(st.lists(st.tuples(st.integers(1, 13), pounds, pounds, pounds, pounds), max_size=40))
def test_the_year_re_adds(rows: list[tuple[int, Decimal, Decimal, Decimal, Decimal]]) -> None:
    facts = [MonthFacts("bcf", *row) for row in rows]

    figures = monthly(facts)

    assert figures[-1].expected_to_date == total(f.actual + f.forecast + f.unforecast for f in facts)
    assert figures[-1].budget_to_date == total(f.budget for f in facts)
    assert monthly(reversed(facts)) == figures
