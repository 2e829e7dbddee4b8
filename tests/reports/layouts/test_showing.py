"""Money in another unit: exact values stay, each figure rounds alone, and a table that then misses its total says so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.document import PENCE, Cell, Column, Document, Meta, Paragraph, Row, Scale, Section, Table
from reports.layouts import UNITS, Held, Layout, Part
from reports.layouts.showing import ROUNDED, show
from reports.render.words import print_cell, print_in_sentence
from reports.render.xlsx_format import number_format
from s75.money import total

THOUSANDS = UNITS["thousands"]


def table(*amounts: str) -> Table:
    parts = [Decimal(amount) for amount in amounts]
    rows = [Row(f"r{i}", (Cell(f"R{i}"), Cell(part, "pounds"))) for i, part in enumerate(parts)]
    rows.append(Row("total", (Cell("Total"), Cell(total(parts), "pounds")), "total", tuple(row.key for row in rows)))
    columns = (Column("name", "Name", "text"), Column("a", "Amount £"))
    return Table("t", "T", columns, tuple(rows), ("£000.",), frozenset({"a"}))


def shown(one: Table, scale: Scale = THOUSANDS) -> Table:
    meta = Meta("T", "P", "2022-23", "P08", "P08", "Board paper")
    sentence = Paragraph("{0}", 1, (Cell(Decimal("-1234567.89"), "pounds", word="underspend"),))
    return show(Document(meta, (Section("s", "S", (sentence, one)),)), scale).table("t")


def test_printed_parts_that_miss_their_total_say_so() -> None:
    missing, adding = shown(table("1500", "1500")), shown(table("1000", "2000"))

    assert [print_cell(row.cells[1]) for row in missing.rows] == ["2", "2", "3"]
    assert missing.notes == ("£000.", ROUNDED)
    assert adding.notes == ("£000.",)
    assert missing.rows[0].cells[1].value == Decimal(1500)
    assert missing.columns[1].heading == "Amount £000"


@pytest.mark.parametrize(
    ("unit", "brackets", "value", "printed", "said"),
    [
        ("pence", False, "-1234567.89", "−1,234,567.89", "−£1,234,567.89"),
        ("pence", True, "-1234567.89", "(1,234,567.89)", "−£1,234,567.89"),
        ("pounds", False, "1234567.50", "1,234,568", "£1,234,568"),
        ("thousands", False, "-1234500.00", "−1,235", "−£1.235m"),
        ("thousands", True, "-499.99", "0", "£0.000m"),
        ("millions", True, "-1234567.89", "(1.235)", "−£1.235m"),
    ],
)
def test_a_figure_by_unit(unit: str, brackets: bool, value: str, printed: str, said: str) -> None:
    cell = Cell(Decimal(value), "pounds", scale=replace(UNITS[unit], brackets=brackets))

    assert (print_cell(cell), print_in_sentence(cell)) == (printed, said)


def test_a_bracketed_overspend_is_the_published_one() -> None:
    """Isle of Wight: budget 6,113, forecast 6,277: (164), (2.7%) of budget."""
    layout = Layout(
        "iow", "IoW", "T", (Part("p", "P", figures=(Held("p"),)),), unit="thousands", brackets=True, overspend=-1
    )
    variance = Cell(Decimal(6_113_000 - 6_277_000), "pounds", word="overspend", scale=layout.scale)
    percent = Cell(Decimal("-2.7"), "percent", scale=layout.scale)

    assert (print_cell(variance), print_cell(percent)) == ("(164)", "(2.7%)")
    assert layout.note == "£000. An overspend is in brackets."


def test_workbooks_keep_pounds_and_show_the_unit() -> None:
    assert number_format("pounds") == '#,##0.00;"−"#,##0.00'
    assert number_format("pounds", scale=THOUSANDS) == '#,##0,;"−"#,##0,'
    assert number_format("pounds", scale=replace(UNITS["millions"], brackets=True)) == "#,##0.000,,;(#,##0.000,,)"
    assert number_format("percent", scale=replace(PENCE, brackets=True)) == "0.0%;(0.0%)"
