"""What a ledger states of its month, its year and its basis, and where its places contradict each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.schemes.sources.ledgers import Table, as_text, as_workbook
from tests.schemes.sources.planted import COUNCIL, ICB, read, with_row


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (replace(COUNCIL, titles=(*COUNCIL.titles, ("Period 7",))), "row 6"),
        (replace(COUNCIL, titles=(*COUNCIL.titles, ("Financial year 2021/22",))), "row 6"),
        (COUNCIL.rename(amount="Actual to date Oct-22"), "row 6"),
        (COUNCIL.with_columns(period=("Period", lambda row: "DEC-22")), "row 7"),
    ],
    ids=["month", "year", "header", "column"],
)
def test_contradicting_periods_are_a_problem_that_names_both_places(table: Table, place: str) -> None:
    _, problems = read(as_workbook(table))
    assert place in str(problems[0])
    assert "one period in the whole file; " in problems[0].expected


def test_year_column_that_contradicts_is_a_problem() -> None:
    table = COUNCIL.with_columns(year=("Financial year", lambda row: "2021/22"))
    _, [problem] = read(as_workbook(table))
    assert (problem.row, problem.column, problem.found) == (7, "Financial year", "2021/22")

    agreeing = replace(COUNCIL, titles=(("Period 8",),)).with_columns(year=("FY", lambda row: "2022-23"))
    ledger, problems = read(as_workbook(agreeing))
    assert problems == []
    assert ledger is not None
    assert (ledger.year, ledger.months) == (2022, {8})


def test_period_that_cannot_be_read_is_a_problem() -> None:
    _, [problem] = read(as_text(with_row(ICB, 3, period="soon")))
    assert (problem.row, problem.column, problem.found) == (5, "Period (A)", "soon")


def test_row_without_a_period_among_several_months_is_a_problem() -> None:
    table = with_row(with_row(ICB, 0, period="OCT-22"), 1, period=None)
    _, [problem] = read(as_text(table))
    assert (problem.row, problem.column) == (3, "Period (A)")


@pytest.mark.parametrize(
    ("change", "basis", "months"),
    [
        (lambda table: table, "month", {8}),
        (lambda table: table.without("period"), None, set()),
        (lambda table: replace(table.without("period"), titles=(("Period: NOV-22",),)), None, {8}),
        (lambda table: replace(table.without("period"), titles=(("Month 8, in-month activity",),)), "month", {8}),
        (lambda table: replace(table, titles=(("Cumulative to November 2022",),)), "cumulative", {8}),
        (lambda table: replace(table, footers=((), ("Basis: cumulative",))), "cumulative", {8}),
        (lambda table: table.without("period").with_columns(day=("Date", lambda row: "22/11/2022")), "month", {8}),
        (lambda table: table.with_columns(day=("Posting date", lambda row: "02/12/2022")), "month", {8}),
        (lambda table: table.retype(lambda key, value: 202208 if key == "period" else value), "month", set()),
    ],
)
def test_basis_and_months_as_the_file_states_them(
    change: Callable[[Table], Table], basis: str | None, months: set[int]
) -> None:
    ledger, problems = read(as_text(change(ICB)))

    assert problems == []
    assert ledger is not None
    assert (ledger.basis, ledger.months) == (basis, months)


def test_basis_that_title_and_header_state_differently_is_a_problem() -> None:
    titles = (*COUNCIL.titles[:3], ("Basis: in-month",))
    _, [problem] = read(as_workbook(replace(COUNCIL, titles=titles)))
    assert (problem.row, problem.found) == (4, "Basis: in-month")
