"""Every kind of paper: its tables re-add, and every form of it shows the same figures."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from budgets.models import Fund, Period, Place
from reports.catalogue import PAPERS, Wanted
from reports.document import Document
from reports.layouts.houses import house
from reports.render.as_json import render_json
from reports.render.html import render_document
from reports.render.words import exact
from tests.reports.papers.reading_back import assert_sound, value
from tests.reports.render import test_same_figures as same


def written(name: str, place: Place, fund: str = "", about: str = "", layout: str = "plain") -> Document:
    """A paper of the demonstration at P08, of one fund or all."""
    funds = list(Fund.objects.filter(place=place, **({"slug": fund} if fund else {})).select_related("host"))
    periods = list(Period.objects.filter(fund__in=funds))
    wanted = Wanted(place, funds, 2022, 8, periods, house(layout), about=about)
    kind = PAPERS[name]
    return kind.write(kind.load(wanted), wanted.layout)


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_form_shows_the_same_figures(name: str, demonstration: Place) -> None:
    document = written(name, demonstration, "worcestershire-ch")

    assert_sound(document)
    assert not html_figures(document) - Counter(re.findall(r'data-value="([^"]*)"', render_document(document)))
    same.test_word_prints_every_figure_in_its_cell(document)
    same.test_xlsx_holds_every_figure_stored_and_recalculated(document)
    same.test_pdf_prints_every_figure_in_order(document)
    assert json_figures(document) == [cell.value for cell in same.all_figures(document)]


def html_figures(document: Document) -> Counter[str | None]:
    """Every amount of the paper's tables, as often as it stands there."""
    return Counter(exact(cell.value) for cell in same.all_figures(document))


def json_figures(document: Document) -> list[Decimal]:
    tables = [b for s in render_json(document)["sections"] for b in s["blocks"] if b["type"] == "table"]
    cells = [cell for table in tables for row in table["rows"] for cell in row["cells"]]
    return [Decimal(cell["value"]) for cell in cells if cell["unit"] == "pounds" and cell["value"] is not None]


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
    assert value(written("partner", demonstration), "partners", "total", "bears") == Decimal("4595042.00")
    made = written("comparison", demonstration)
    moved = value(made, "schemes", "total", "variance_now") - value(made, "schemes", "total", "variance_then")
    assert moved == Decimal("879139.09")
    assert value(written("scheme", demonstration, about="MH-01"), "lines_MH-01", "total", "outturn") == Decimal(
        "29120269.00"
    )
