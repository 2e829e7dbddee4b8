"""Figures as words: signs, separators, units, marks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Cell, Meta, Paragraph, Row, Value
from reports.render import words


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Decimal("130657459.00"), "130,657,459.00"),
        (Decimal("-5.5"), "−5.50"),
        (Decimal("-0.00"), "0.00"),
        (Decimal("-0.004"), "0.00"),
        (Decimal("0.005"), "0.01"),
        (Decimal("-1234.005"), "−1,234.01"),
        (Decimal("1E+3"), "1,000.00"),
        (Decimal("999999999999.99"), "999,999,999,999.99"),
        (7, "7.00"),
    ],
)
def test_pounds(value: Decimal | int, printed: str) -> None:
    assert words.print_pounds(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [("3.5", "3.5%"), ("-5.25", "−5.3%"), ("0", "0.0%"), ("-0.04", "0.0%"), ("1234.5", "1,234.5%")],
)
def test_percent(value: str, printed: str) -> None:
    assert words.print_percent(Decimal(value)) == printed


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (Cell(None, "pounds"), "n/a"),
        (Cell(None, "percent"), "n/a"),
        (Cell(None, "count"), "n/a"),
        (Cell(None, "text"), ""),
        (Cell(None, "rag"), ""),
        (Cell(0, "count"), "0"),
        (Cell(-1234, "count"), "−1,234"),
        (Cell(Decimal("82.50"), "count"), "82.50"),
        (Cell("Red", "rag"), "Red"),
        (Cell(7, "text"), "7"),
    ],
)
def test_a_blank_is_not_zero_and_a_missing_figure_says_so(cell: Cell, printed: str) -> None:
    assert words.print_cell(cell) == printed


@pytest.mark.parametrize("unit", ["pounds", "count"])
def test_a_float_is_refused(unit: str) -> None:
    cell = Cell(1.5, unit)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="float"):
        words.print_cell(cell)


def test_text_where_a_figure_belongs_is_refused() -> None:
    with pytest.raises(TypeError, match="“12” is text"):
        words.print_cell(Cell("12", "pounds"))


@given(st.decimals(min_value=Decimal("-999999999999.99"), max_value=Decimal("999999999999.99"), places=2))
def test_a_printed_amount_reads_back_as_itself(amount: Decimal) -> None:
    printed = words.print_pounds(amount)
    assert Decimal(printed.replace(",", "").replace("−", "-")) == amount


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, None), (Decimal("1E+3"), "1000"), (Decimal("-2.50"), "-2.50"), (3, "3"), ("a\x00b", "ab")],
)
def test_the_exact_value_is_plain_digits(value: Value, text: str | None) -> None:
    assert words.exact(value) == text


def test_a_sentence_names_figures_with_their_pound_sign_and_word() -> None:
    cells = (Cell(Decimal("-4.5"), "pounds", word="underspend"), Cell(Decimal("2"), "percent"), Cell("the {0} fund"))
    paragraph = Paragraph("Variance {0} ({1}) in {2}, {3} and {{ x }}.", 1, cells)
    assert words.print_paragraph(paragraph) == "Variance −£4.50 underspend (2.0%) in the {0} fund, {3} and {{ x }}."


def test_text_loses_only_what_no_format_can_carry() -> None:
    assert words.clean("a\x00\x07\x1b\ud800b\r\nc\td\u202eé😀") == "ab\nc\td\u202eé😀"


def test_one_mark_stands_for_a_row_whose_money_is_all_illustrative() -> None:
    sure, guess = Cell(Decimal(1), "pounds"), Cell(Decimal(1), "pounds", illustrative=True)
    missing, share = Cell(None, "pounds"), Cell(Decimal(1), "percent")
    assert words.mark_place(Row("a", (Cell("A"), guess, missing, share))) == "row"
    assert words.mark_place(Row("b", (Cell("B"), guess, sure))) == "cells"
    assert words.mark_place(Row("c", (Cell("C"), sure))) == "nowhere"
    assert words.mark_place(Row("d", (Cell("D"), Cell(2, "count", illustrative=True)))) == "cells"


def test_the_title_block_says_nothing_twice() -> None:
    meta = Meta(
        "T", "Worcestershire", "2022-23", "P08", "", "Paper", facts=(("period", "P08 (November)"), ("Host", "W"))
    )
    assert words.title_lines(meta) == [
        ("Place", "Worcestershire"),
        ("Year", "2022-23"),
        ("period", "P08 (November)"),
        ("Host", "W"),
    ]
