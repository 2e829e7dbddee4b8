"""Cells and sentences: what is noted, counted, joined and numbered."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.document import Bullets, Cell, Paragraph, Section
from reports.figures.variance import position
from reports.papers.cells import listing, number_paragraphs, outturn_note, percentage, plural, sentence
from tests.reports.figures.made import group, standing


@pytest.mark.parametrize(
    ("lines", "not_forecast", "gaps", "note"),
    [
        (5, 0, 0, ""),
        (5, 5, 0, "not forecast"),
        (5, 2, 0, "2 of 5 not forecast"),
        (5, 0, 1, "no ledger and no forecast for 1 month"),
        (5, 1, 3, "1 of 5 not forecast; no ledger and no forecast for 3 months"),
        (0, 0, 0, ""),
    ],
)
def test_outturn_note(lines: int, not_forecast: int, gaps: int, note: str) -> None:
    figures = position([group(standing(1, 1, lines=lines, not_forecast=not_forecast, gaps=gaps))])

    assert outturn_note(figures) == note


def test_a_percentage_is_rounded_half_up_once() -> None:
    assert percentage(Decimal("0.25")).value == Decimal("0.3")
    assert percentage(Decimal("-0.25")).value == Decimal("-0.3")
    assert percentage(None).value is None


def test_a_sentence_holds_its_cells_in_order() -> None:
    made = sentence("from ", Cell("a"), " to ", Cell("b"), ".")

    assert made.text == "from {0} to {1}."
    assert [cell.value for cell in made.cells] == ["a", "b"]


@pytest.mark.parametrize(("count", "text"), [(1, "a"), (2, "a and b"), (3, "a, b and c")])
def test_listing(count: int, text: str) -> None:
    assert "".join(str(part) for part in listing([["a"], ["b"], ["c"]][:count])) == text


def test_counts_in_words() -> None:
    assert [plural(n, "fund", "funds") for n in (0, 1, 10, 11)] == ["no funds", "one fund", "ten funds", "11 funds"]


def test_paragraphs_are_numbered_through_the_paper() -> None:
    sections = [
        Section("a", "A", (Paragraph("x"), Bullets(("y",)), Paragraph("z"))),
        Section("b", "B", (Paragraph("w"),)),
    ]

    numbers = [b.number for s in number_paragraphs(sections) for b in s.blocks if isinstance(b, Paragraph)]

    assert numbers == [1, 2, 3]
