"""The page behind one figure: its rows add to it, and it refuses to be wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Document
from reports.papers.figure_page import MEASURES, Component, FigureScope, difference, figure_document
from s75.money import total
from tests.reports.figures.made import money, pounds
from tests.reports.papers.reading_back import assert_sound, cell, row, said


def figure(measure: str = "outturn", *, locked: bool = True) -> FigureScope:
    return FigureScope("Shire", measure, "Mental health, MH-01", 2022, 8, locked)


def page(measure: str, *parts: Component, **more: object) -> Document:
    made = figure_document(figure(measure), parts, total(part.amount for part in parts), **more)  # type: ignore[arg-type]
    assert_sound(made)
    return made


def test_parts_add_to_the_figure_and_open() -> None:
    made = page(
        "outturn",
        Component("P01 to P08, ledger", money(80), "/ledger", ("WCC",)),
        Component("P09, forecast", money(15), "/forecast", ("WCC",), illustrative=True),
        details=("Partner",),
    )

    table = made.table("parts")
    assert cell(table, "total", "amount").value == 95
    assert cell(table, "total", "amount").illustrative
    assert row(table, "total").sums == ("part:0", "part:1")
    assert cell(table, "part:1", "amount").link == "/forecast"
    assert [column.heading for column in table.columns] == ["Part", "Partner", "Amount £"]
    assert made.meta.title == "Forecast outturn: Mental health, MH-01"
    assert made.meta.marks


def test_a_variance_is_outturn_less_budget() -> None:
    parts = difference(
        [Component("MH-01", money(120))], [Component("MH-01", money(100))], ("Forecast outturn", "Current budget")
    )

    table = page("variance", *parts).table("parts")

    assert [one.cells[0].value for one in table.rows] == [
        "Forecast outturn: MH-01",
        "less Current budget: MH-01",
        "Total",
    ]
    assert [one.cells[-1].value for one in table.rows] == [120, -100, 20]
    assert cell(table, "total", "amount").word == "overspend"


def test_a_movement_is_now_less_before() -> None:
    parts = difference([Component("BCF", money(5))], [Component("BCF", money(9))], ("P08", "P07"))

    found = cell(page("movement", *parts).table("parts"), "total", "amount")

    assert (found.value, found.word) == (-4, "favourable")


def test_parts_that_miss_the_figure_are_refused() -> None:
    with pytest.raises(ValueError, match=r"miss its total by 0\.01"):
        figure_document(figure(), [Component("a", money(1))], Decimal("1.01"))


def test_details_without_headings_are_refused() -> None:
    with pytest.raises(ValueError, match="1 details for 0 headings"):
        figure_document(figure(), [Component("a", money(1), details=("x",))], money(1))


def test_a_figure_of_nothing_is_nil() -> None:
    made = page("actual")

    assert said(made)[0].endswith("Nothing is held here, so the figure is nil.")
    assert cell(made.table("parts"), "total", "amount").value == 0


def test_an_open_period_makes_a_draft() -> None:
    made = figure_document(figure(locked=False), [], money(0), title="A title")

    assert made.meta.draft
    assert made.meta.title == "A title"
    assert made.meta.as_at == "P08 (November 2022), open, so figures can still change"


@pytest.mark.parametrize("measure", [*MEASURES, "unallocated"])
def test_every_measure_has_a_page(measure: str) -> None:
    assert page(measure, Component("a", money(1))).sections[0].heading


@given(st.lists(pounds, max_size=30), st.lists(pounds, max_size=30))
def test_any_difference_re_adds(plus: list[Decimal], minus: list[Decimal]) -> None:
    parts = difference(
        [Component("now", amount) for amount in plus], [Component("then", amount) for amount in minus], ("P08", "P07")
    )

    made = page("movement", *parts)

    assert cell(made.table("parts"), "total", "amount").value == total(plus) - total(minus)
