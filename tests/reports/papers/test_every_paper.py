"""Every kind of paper: its tables re-add, every form of it shows the same figures, and its PDF is whole and accessible."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import lxml.html  # type: ignore[import-untyped]  # it comes with python-docx, and without types
import pytest

from budgets.models import Agreement, Fund, Period, Place
from reports.catalogue import PAPERS, Wanted
from reports.document import Document
from reports.layouts.houses import NAMES, house
from reports.load import load_position
from reports.loading.agreement import load_agreement
from reports.managing.actions import breach_at
from reports.papers.agreement import agreement_paper
from reports.papers.overspend import overspend_notice
from reports.render.html import render_document
from reports.render.pdf import render_pdf
from tests.reports.papers.reading_back import assert_sound, said, value
from tests.reports.render.five_forms import (
    html_shows_every_cell,
    json_holds_every_cell,
    pages_are_whole,
    pdf_prints_every_figure,
    word_prints_every_cell,
    workbook_holds_every_figure,
)
from tests.reports.render.pdf_reading import pages_of
from tests.s75.pdfua import assert_pdf_ua1

SENSELESS = re.compile(r"\bNone\b|\bnan\b|P00|P-\d| ,|\.\.|\(\)|£−")


def written(
    name: str,
    place: Place,
    fund: str = "",
    about: str = "",
    layout: str = "plain",
    when: tuple[int, int] = (2022, 8),
) -> Document:
    """A paper of the demonstration, at P08 unless said otherwise, of one fund or all."""
    funds = list(Fund.objects.filter(place=place, **({"slug": fund} if fund else {})).select_related("host"))
    periods = list(Period.objects.filter(fund__in=funds))
    wanted = Wanted(place, funds, *when, periods, house(layout), about=about)
    kind = PAPERS[name]
    return kind.write(kind.load(wanted), wanted.layout)


def agreement(place: Place) -> Document:
    funds = list(Fund.objects.filter(place=place))
    periods = list(Period.objects.filter(fund__in=funds, year=2022))
    signed = Agreement.objects.get(place=place)
    today = date(2022, 12, 8)
    return agreement_paper(load_agreement(signed, funds=funds, year=2022, period=8, periods=periods, today=today))


def notice(place: Place) -> Document:
    fund = Fund.objects.select_related("host").get(place=place, code="MH")
    found = breach_at(fund, 2022, 8)
    assert found.breach
    periods = list(Period.objects.filter(fund=fund, year=2022))
    facts = load_position(place=place, funds=[fund], year=2022, period=8, periods=periods, months=False, risk=True)
    return overspend_notice(facts, found.breach, found.notice)


def of(name: str, fund: str = "", about: str = "", layout: str = "plain") -> Callable[[Place], Document]:
    return lambda place: written(name, place, fund, about, layout)


def nottinghamshire(name: str) -> Callable[[Place], Document]:
    return lambda place: written(name, Place.objects.get(slug="nottinghamshire"), when=(2020, 6))


# The longest papers are those of a small fund, since more funds only add rows; returns are of the fund that they ask of.
MADE: dict[str, Callable[[Place], Document]] = {
    **{name: of(name) for name in PAPERS},
    **{
        name: of(name, "worcestershire-ch")
        for name in ("annual", "board", "comparison", "dashboard", "outturn", "scheme")
    },
    **{name: of(name, "worcestershire-mh") for name in ("memorandum", "risk")},
    **{f"board, {layout}": of("board", "worcestershire-ch", layout=layout) for layout in NAMES[1:]},
    **{name: of(name, "worcestershire-bcf") for name in ("national-quarter", "national-year-end")},
    "partner, one": of("partner", about="ICB"),
    "settlement, one": of("settlement", about="ICB"),
    "contributions": of("contributions", about="ICB"),
    "reserve": nottinghamshire("reserve"),
    "performance": nottinghamshire("performance"),
    "agreement": agreement,
    "notice": notice,
}


@pytest.mark.parametrize("name", sorted(MADE))
def test_every_form_shows_the_same_figures(name: str, demonstration: Place) -> None:
    document = MADE[name](demonstration)

    assert_sound(document)
    html_shows_every_cell(document)
    json_holds_every_cell(document)
    workbook_holds_every_figure(document)
    word_prints_every_cell(document)
    if not name.startswith("board, "):  # these have the sections of the plain one, and take longest
        made = render_pdf(document)
        pages = pages_of(made)
        pdf_prints_every_figure(document, pages)
        pages_are_whole(document, pages)
        assert_pdf_ua1(made)


def test_every_kind_of_paper_is_among_them() -> None:
    assert set(PAPERS) <= set(MADE)


@pytest.mark.parametrize("when", [(2022, 7), (2022, 3), (2022, 1), (2021, 8)], ids=str)
def test_every_paper_can_be_had_of_any_period(when: tuple[int, int], demonstration: Place) -> None:
    """Also of a month without a month before it, and of a year in which nothing was kept."""
    for name in PAPERS:
        document = written(name, demonstration, when=when)
        assert_sound(document)
        text = lxml.html.fromstring(f"<div>{render_document(document)}</div>").text_content()
        assert len(text) > 50, name
        assert not SENSELESS.search(text), (name, SENSELESS.search(text))


def test_a_year_in_which_nothing_was_kept_says_so(demonstration: Place) -> None:
    for name in ("annual", "board", "dashboard", "outturn", "partner", "quarterly"):
        assert "Nothing is budgeted, spent or forecast in 2021-22 yet." in said(
            written(name, demonstration, when=(2021, 8))
        )


def test_every_paper_of_the_whole_place_re_adds_in_thousands_too(demonstration: Place) -> None:
    for name in PAPERS:
        for layout in ("plain", "nottinghamshire"):
            document = written(name, demonstration, layout=layout)
            assert_sound(document)
            assert render_document(document)


def test_papers_about_one_thing(demonstration: Place) -> None:
    asked = ("partner:WCC", "partner:WYCHAVON", "scheme:MH-01", "comparison:2022-23:6", "settlement:ICB")
    for name, _, about in (one.partition(":") for one in asked):
        document = written(name, demonstration, about=about)
        assert_sound(document)
        assert document.tables()


def test_the_published_figures_in_the_papers_of_the_year(demonstration: Place) -> None:
    outturn, account = Decimal("135252501.00"), written("memorandum", demonstration)

    assert value(written("outturn", demonstration), "funds", "total", "outturn") == outturn
    assert value(account, "account_all", "spent", "now") == outturn
    assert value(account, "account_all", "net", "now") == Decimal("4595042.00")
    treatments = {row.cells[0].value for row in account.table("treatment").rows if row.kind == "line"}
    assert treatments == {"Sole control", "Joint operation", "Lead commissioner as principal", "Agent"}
    assert value(written("partner", demonstration), "partners", "total", "bears") == Decimal("4595042.00")
    made = written("comparison", demonstration)
    moved = value(made, "schemes", "total", "variance_now") - value(made, "schemes", "total", "variance_then")
    assert moved == Decimal("879139.09")
    assert value(written("scheme", demonstration, about="MH-01"), "lines_MH-01", "total", "outturn") == Decimal(
        "29120269.00"
    )
