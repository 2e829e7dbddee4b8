"""Months and years as ledgers state them: in a cell, in a line of text, in several places that must agree."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from schemes.sources.periods import Basis, Stated, read_period
from schemes.sources.settling import Placed, settle
from schemes.sources.titles import read_title


@pytest.mark.parametrize(
    ("value", "month", "year"),
    [
        ("P01", 1, None), ("P8", 8, None), ("Period 8", 8, None), ("period 08", 8, None), ("M8", 8, None),
        ("Month 8", 8, None), ("8", 8, None), (8, 8, None), (8.0, 8, None), ("08", 8, None), ("008", 8, None), (13, 13, None),
        ("P13", 13, None), ("Nov", 8, None), ("November", 8, None), ("22-Nov", 8, None), ("008/2022", 8, None),
        ("Nov-22", 8, 2022), ("NOV-22", 8, 2022), ("NOV22", 8, 2022), ("November 2022", 8, 2022), ("Nov '22", 8, 2022),
        ("2022-NOV", 8, 2022), ("Mar-23", 12, 2022), ("Sept 22", 6, 2022), ("30/11/2022", 8, 2022), ("30.11.22", 8, 2022),
        ("11/30/2022", 8, 2022), ("30-Nov-2022", 8, 2022), ("30 November 2022", 8, 2022), ("2022-11-30", 8, 2022),
        ("2022-11-30 00:00:00", 8, 2022), ("2022-11", 8, 2022), (datetime(2022, 11, 30), 8, 2022),  # noqa: DTZ001
        (date(2023, 3, 31), 12, 2022), ("P08 2022/23", 8, 2022), ("2022/23 P08", 8, 2022), ("P08 (NOV-22)", 8, 2022),
        ("Period 13 (Mar-23)", 13, 2022), ("2022-13", 13, None),
    ],
)  # fmt: skip
def test_period_cell(value: object, month: int, year: int | None) -> None:
    stated = read_period(value)
    assert stated is not None
    assert (stated.month, stated.year, stated.also) == (month, year, None)


@pytest.mark.parametrize("value", ["202208", 202208, "2022/08", "08/2022"])
def test_period_cell_that_can_be_read_in_two_ways(value: object) -> None:
    stated = read_period(value)
    assert stated is not None
    assert stated.also is not None
    assert {(stated.month, stated.year), (stated.also.month, stated.also.year)} == {(5, 2022), (8, None)}


@pytest.mark.parametrize("value", ["14", "0", 14, "soon", "P14", "2022/23", "Nov-22 P07", True, "12.5"])
def test_period_cell_refused(value: object) -> None:
    with pytest.raises(ValueError, match="expected a period"):
        read_period(value)


def test_period_cell_blank() -> None:
    assert read_period(" ") is None


@pytest.mark.parametrize(
    ("cells", "stated", "basis"),
    [
        (["Financial year 2022/23, period 08 (NOV-22)"], {(None, 2022), (8, None), (8, 2022)}, None),
        (["Budget Monitoring P08"], {(8, None)}, None),
        (["Period", 8, None, "Year", "2022/23"], {(8, None), (None, 2022)}, None),
        (["Period", "8"], {(8, None)}, None),
        (["As at", datetime(2022, 11, 30)], {(8, 2022)}, None),  # noqa: DTZ001
        ([date(2022, 11, 30)], {(8, 2022)}, None),
        (["Period to 18 November 2022"], {(8, 2022)}, None),
        (["Apr-22 to Nov-22"], {(8, 2022)}, "cumulative"),
        (["P01-P08"], {(8, None)}, "cumulative"),
        (["Periods 1 to 8 of 2022/23"], {(8, None), (None, 2022)}, "cumulative"),
        (["Nov-22 - Nov-22"], {(8, 2022)}, "month"),
        (["From", "01/04/2022", "to", "30/11/2022"], {(8, 2022)}, None),
        (["Month: November"], {(8, None)}, None),
        (["November"], {(8, None)}, None),
        (["Run date", date(2022, 12, 31), "Period", "Nov-22"], {(8, 2022)}, None),
        (["Printed 31/12/2022 10:31"], set(), None),
        (["Issued 5 December 2022"], set(), None),
        (["Prior year 2021/22"], set(), None),
        (["Page 1 of 3"], set(), None),
        (["These figures may change"], set(), None),
        (["M25 corridor, 12.5%"], set(), None),
    ],
)
def test_title_states(cells: list[object], stated: set[tuple[int | None, int | None]], basis: Basis | None) -> None:
    told = read_title(cells)
    assert {(each.month, each.year) for each in told.stated} == stated
    assert told.basis == basis


def placed(*values: object, row: int = 3) -> list[Placed]:
    return [
        Placed(stated, "Ledger", row + place, "Period")
        for place, value in enumerate(values)
        if (stated := read_period(value))
    ]


def test_settled_when_all_agree() -> None:
    settled = settle([*placed("P08"), *placed("Nov-22")], placed("8"), rows_matter=True)
    assert (settled.year, settled.months, settled.problems, settled.month_of) == (2022, {8}, (), {"8": 8})


def test_settled_contradiction_names_both_places() -> None:
    settled = settle([*placed("P08", row=2), *placed("Oct-22", row=4)], [], rows_matter=True)
    [problem] = settled.problems
    assert (problem.row, problem.found) == (4, "Oct-22, P07 2022-23")
    assert problem.expected == "one period in the whole file; row 2 states “P08”"


def test_settled_rows_may_be_of_earlier_months_than_the_title_but_not_later() -> None:
    assert settle(placed("P08"), placed("Apr-22", "Nov-22"), rows_matter=True).problems == ()
    assert len(settle(placed("P08"), placed("Apr-22", "Dec-22"), rows_matter=True).problems) == 1


def test_settled_several_years_are_a_problem() -> None:
    [problem] = settle([], placed("Nov-22", "Nov-21"), rows_matter=True).problems
    assert problem.found == "Nov-21, P08 2021-22"


@pytest.mark.parametrize(
    ("titles", "rows", "months", "year"),
    [
        (["P08"], ["202208"], {8}, None),
        (["P08"], ["202211"], {8}, 2022),
        (["NOV-22"], ["2022/08"], {8}, 2022),
        (["202208"], ["NOV-22"], {8}, 2022),
        ([], ["202201", "202202", "202208"], {1, 2, 8}, None),
        ([], ["202211", "202212", "202301"], {8, 9, 10}, 2022),
        ([], ["202212", "2022-13"], {12, 13}, None),
        (["P08"], ["202301", "202308"], {1, 8}, None),
    ],
)
def test_settled_unclear_periods_by_the_rest_of_the_file(
    titles: list[str], rows: list[str], months: set[int], year: int | None
) -> None:
    settled = settle(placed(*titles), placed(*rows, row=9), rows_matter=True)
    assert settled.problems == ()
    assert (settled.months, settled.year) == (months, year)


def test_settled_one_unclear_period_is_left_with_a_warning_and_several_are_a_problem() -> None:
    one = settle([], placed("202208"), rows_matter=True)
    assert (one.months, one.problems, len(one.warnings)) == (set(), (), 1)
    assert len(settle([], placed("202204", "202205"), rows_matter=True).problems) == 2
    assert settle([], placed("202204", "202205"), rows_matter=False).problems == ()


def test_settled_unclear_period_that_fits_in_no_way_is_a_problem() -> None:
    assert len(settle(placed("P03"), placed("202208", row=9), rows_matter=True).problems) == 1


def test_stated_march_and_the_closing_month_do_not_contradict() -> None:
    settled = settle([Placed(Stated(12, 2022, "Mar-23"), "", 1)], placed("13"), rows_matter=True)
    assert settled.problems == ()
