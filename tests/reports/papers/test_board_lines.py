"""The paper at the grain of lines: a last table of every line, whose subtotals and total are those of the paper."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reports.document import Document
from reports.papers.board import board_paper
from tests.reports.papers.reading_back import assert_sound, cell, value
from tests.reports.papers.worcestershire import case_lines, group_of, worcestershire


def by_line() -> Document:
    groups = tuple(group_of(line, by_line=True) for line in case_lines())
    return board_paper(replace(worcestershire(), groups=groups))


def test_a_paper_of_lines_is_sound_and_else_the_same() -> None:
    whole, lines = board_paper(worcestershire()), by_line()

    assert_sound(lines)
    assert [section.key for section in lines.sections] == [*(section.key for section in whole.sections), "lines"]
    for table in whole.tables():  # which lines owe words is known for lines, not for groups of them
        assert table.key == "variances" or lines.table(table.key) == table


def test_the_lines_add_to_the_paper() -> None:
    paper = by_line()
    lines = paper.table("lines")

    assert len([row for row in lines.rows if row.kind == "line"]) == 35
    assert value(paper, "lines", "total", "outturn") == Decimal("135252501.00")
    assert value(paper, "lines", "fund:worcestershire-mh", "outturn") == Decimal("39675182.00")
    assert cell(lines, "line:BCF-08-N", "stream").value == "NHS minimum contribution"
    assert "line=BCF-08-N" in cell(lines, "line:BCF-08-N", "budget").link


def test_a_fund_in_view_has_its_lines_outside_the_total() -> None:
    facts = worcestershire()
    groups = tuple(group_of(line, by_line=True) for line in case_lines())
    funds = tuple(replace(fund, counted=fund.code != "PH") for fund in facts.funds)

    paper = board_paper(replace(facts, groups=groups, funds=funds))

    lines = paper.table("lines")
    assert_sound(paper)
    assert value(paper, "lines", "total", "outturn") == Decimal("119551101.00")
    assert lines.rows[-1].key == "fund:worcestershire-ph"
    assert any("in no total" in note for note in lines.notes)
