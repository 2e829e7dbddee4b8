"""Whatever people typed into names and explanations, and whatever is missing: every kind of paper prints it as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from itertools import cycle
from typing import Any

import pytest

from budgets.models import Fund, Period, Place
from reports.catalogue import PAPERS, Wanted
from reports.facts.position import ChangeFacts, Narrative
from reports.layouts.plain import PLAIN
from reports.papers.board import board_paper
from reports.render.html import render_page
from reports.render.pdf import render_pdf
from tests.reports.figures.made import group, money, standing
from tests.reports.papers.reading_back import assert_sound, cell
from tests.reports.papers.shire import BCF, MH, facts
from tests.reports.render.five_forms import (
    html_shows_every_cell,
    json_holds_every_cell,
    pdf_prints_every_figure,
    word_prints_every_cell,
    workbook_holds_every_figure,
)
from tests.reports.render.hostile import ATTACKS
from tests.reports.render.pdf_reading import pages_of
from tests.s75.pdfua import assert_pdf_ua1

TYPED = {
    "name", "title", "place_name", "scope_name", "description", "provider", "authority", "minute", "requested_by",
    "decided_by", "posted_by", "filename", "measure", "source", "basis", "explanation", "mitigation", "treatment_name",
}  # fmt: skip
LONG = "a long explanation " * 550  # more than 10,000 characters


def hostile(value: Any, attacks: Iterator[str], typed: bool = False) -> Any:
    """The same facts with an attack behind everything that people type, and explanations that go on and on."""
    if isinstance(value, str):
        return f"{value} {next(attacks)}" if typed and value else value
    if is_dataclass(value) and not isinstance(value, type):
        made = {one.name: hostile(getattr(value, one.name), attacks, one.name in TYPED) for one in fields(value)}
        return replace(value, **made)
    if type(value) is tuple:
        return tuple(hostile(one, attacks) for one in value)
    return value


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_what_people_typed_stays_text_in_every_kind_of_paper(name: str, demonstration: Place) -> None:
    funds = list(Fund.objects.filter(place=demonstration, code="BCF").select_related("host"))
    wanted = Wanted(demonstration, funds, 2022, 8, list(Period.objects.filter(fund__in=funds)))
    document = PAPERS[name].write(hostile(PAPERS[name].load(wanted), cycle(ATTACKS)), PLAIN)

    assert_sound(document)
    page = render_page(document)
    assert not any(mark in page for mark in ("<script", "<img", "onload=alert(1)>", "javascript:"))
    html_shows_every_cell(document)
    json_holds_every_cell(document)
    workbook_holds_every_figure(document)
    word_prints_every_cell(document)


def test_a_board_paper_of_odd_lines_and_long_words_is_whole_in_every_form() -> None:
    """A line without budget, one of income, one back to front, a fund without lines, and explanations without end."""
    odd = (
        group(standing(0, 5_000), scheme="S1"),
        group(standing(-10_000, -12_000), scheme="S2"),
        group(standing(100, -40), scheme="S3"),
    )
    typed = cycle(ATTACKS)
    told = tuple(
        Narrative(f"L{i}", next(typed), one, f"{next(typed)} {LONG}", LONG, "", 8) for i, one in enumerate(odd)
    )
    change = ChangeFacts(1, ATTACKS[4], "variation", "bcf", 9, "approved", money(-7), ATTACKS[7])
    named = (replace(BCF, name=ATTACKS[0]), replace(MH, name=ATTACKS[3]))
    made = board_paper(facts(*odd, funds=named, narratives=told, changes=(change,), place_name=ATTACKS[1]))

    table = made.table("schemes")
    assert [cell(table, f"scheme:bcf:S{n}", "percent").value for n in (1, 2, 3)] == [
        None,
        Decimal("-20.0"),
        Decimal("-140.0"),
    ]
    assert cell(made.table("funds"), "fund:mh", "budget").value == 0
    html_shows_every_cell(made)
    json_holds_every_cell(made)
    workbook_holds_every_figure(made)
    word_prints_every_cell(made)
    pdf = render_pdf(made)
    pages = pages_of(pdf)
    pdf_prints_every_figure(made, pages)
    assert " ".join(" ".join(pages).split()).count("a long explanation") >= 550
    assert_pdf_ua1(pdf)
