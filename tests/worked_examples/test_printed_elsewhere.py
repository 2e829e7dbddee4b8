"""Published tables of other places, worked through the same papers and read back from what is printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import lxml.html  # type: ignore[import-untyped]  # it comes with python-docx, and without types

from reports.document import Document
from reports.facts.change import PostedChange, RegisterFacts, RegisterFund
from reports.layouts import UNITS
from reports.layouts.plain import PLAIN
from reports.layouts.showing import show
from reports.papers.board import board_paper
from reports.papers.register import register_paper
from reports.render.html import render_document
from reports.render.html_cells import element_id
from tests.reports.figures.made import group, money, standing
from tests.reports.papers.reading_back import assert_sound, value
from tests.reports.papers.shire import facts, fund
from tests.reports.render.five_forms import html_shows_every_cell, json_holds_every_cell, workbook_holds_every_figure


def register(year: int, funds: tuple[RegisterFund, ...], *changes: PostedChange) -> Document:
    made = register_paper(RegisterFacts("shire", "Shire", "all funds", year, 13, True, funds, changes))
    assert_sound(made)
    return made


def pot(slug: str, name: str, original: str, contributed: str = "") -> RegisterFund:
    return RegisterFund(slug, name, True, money(original), money(contributed or original))


def change(number: int, of: str, kind: str, amount: str, contribution: str) -> PostedChange:
    return PostedChange(
        of, number, kind, f"Change {number}", "2018-11-30", 8, 8, "Joint committee", "", "a partner's officer",
        "the pool manager", "the pool manager", abs(money(amount)), money(amount), money(contribution),
    )  # fmt: skip


def printed(document: Document, table: str, row: str) -> list[str]:
    """A row of a table as the page prints it, its words and marks left out."""
    page = lxml.html.fromstring(render_document(document, paper=True))
    rows = page.xpath(f"//table[@class='figures {element_id('table', table)}']//tr")
    names = ["".join(line.xpath("./th//text()")) for line in rows]
    return [cell.xpath("string(text())").strip() for cell in rows[names.index(row)].xpath("./td")]


def in_every_form(document: Document) -> None:
    html_shows_every_cell(document)
    json_holds_every_cell(document)
    workbook_holds_every_figure(document)


def test_oldham_from_the_agreed_to_the_revised_budget() -> None:
    """X1, in £m to three places: 124.986 + 1.447 + 9.192 = 135.625, revised to 133.462."""
    funds = (
        pot("aligned", "Pooled aligned", "124,986,000"),
        pot("pooled", "Pooled", "1,447,000"),
        pot("transformation", "Transformation", "9,192,000"),
    )
    made = show(
        register(2018, funds, change(1, "transformation", "variation", "-2,163,000", "-2,163,000")), UNITS["millions"]
    )

    assert printed(made, "register_funds", "Pooled aligned")[0] == "124.986"
    assert printed(made, "register_funds", "Total") == ["135.625", "−2.163", "133.462", "133.462", "0.000"]
    in_every_form(made)


def test_isle_of_wight_prints_an_overspend_in_brackets() -> None:
    """X3, in £000: learning disability, a budget of 6,113 and a forecast of 6,277 print as (164) and (2.7%)."""
    layout = replace(PLAIN, unit="thousands", brackets=True, overspend=-1)
    one = group(standing("6,113,000", "6,277,000"), standing("6,113,000", "6,113,000"), fund="ld")
    made = board_paper(facts(one, funds=(fund("ld", "Learning disability"),)), layout)

    row = printed(made, "schemes", "Total")
    assert row[:2] == ["6,113", "6,113"]
    assert {"6,277", "(164)", "(2.7%)"} <= set(row)
    assert value(made, "schemes", "total", "variance") == Decimal(-164_000)
    assert "An overspend is in brackets." in render_document(made)
    in_every_form(made)


def test_bristols_grant_grows_within_the_year() -> None:
    """X4: a disabled facilities grant of 3,848,548 and 529,560 more within the year make 4,378,108."""
    made = register(
        2022, (pot("dfg", "Disabled facilities", "3,848,548"),), change(1, "dfg", "variation", "529,560", "529,560")
    )

    assert printed(made, "register_funds", "Disabled facilities") == [
        "3,848,548.00", "529,560.00", "4,378,108.00", "4,378,108.00", "0.00",
    ]  # fmt: skip
    assert "4,378,108.00" in render_document(made).split('id="section-changes-dfg"', 1)[1]
    in_every_form(made)
