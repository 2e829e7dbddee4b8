"""The dashboard as a page: its figures are the position's, its heat table re-adds, and it narrows to a scheme's lines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from reports.catalogue import PAPERS
from reports.document import Chart, Document
from reports.papers.board.reading import read
from tests.reports.facts.test_coding import wanted
from tests.reports.large_fund import large_fund
from tests.reports.papers.reading_back import assert_sound, value
from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_place import page

ADDRESS = "/places/worcestershire/dashboard{}?year=2022-23&period=8"


@pytest.fixture
def clerk(as_role: SignedIn) -> Client:
    return as_role("board.clerk.council")


def document(demonstration: Any, about: str = "") -> Document:
    kind = PAPERS["dashboard"]
    asked = wanted(demonstration, about)
    return kind.write(kind.load(asked), asked.layout)


def test_the_heat_table_re_adds_to_the_outturn_and_to_the_months(demonstration: Any) -> None:
    made = document(demonstration)
    assert_sound(made)

    assert value(made, "heat", "total", "year") == value(made, "funds", "total", "outturn")
    for month in range(1, 13):
        assert value(made, "heat", "total", f"m{month}") == value(made, "months", f"month:{month}", "expected")


def test_every_chart_has_its_table(demonstration: Any) -> None:
    made = document(demonstration)
    charts = [block for section in made.sections for block in section.blocks if isinstance(block, Chart)]

    assert len(charts) >= 6
    for chart in charts:
        assert made.table(chart.table).rows


def test_a_cell_says_in_words_what_its_colour_says(clerk: Client) -> None:
    html = page(clerk, ADDRESS.format("/") + "&fund=worcestershire-bcf")
    heat = html.split('id="table-heat"')[1].split("</table>")[0]

    for cell in heat.split("<td")[1:]:
        coloured = "tone-over" in cell or "tone-under" in cell
        assert coloured == any(sign in cell for sign in ("+", "\N{MINUS SIGN}", "no budget")), cell


def test_the_heat_table_of_one_scheme_has_its_lines_alone(clerk: Client) -> None:
    html = page(clerk, ADDRESS.format("/") + "&fund=worcestershire-bcf&scheme=BCF-08")
    heat = html.split('id="table-heat"')[1].split("</table>")[0]

    assert heat.count('data-row="heat:') == 2
    assert "Show all again" in html
    assert clerk.get(ADDRESS.format("/") + "&scheme=NONE").status_code == 404


def test_each_scheme_has_the_colour_that_it_had(demonstration: Any) -> None:
    made = document(demonstration).table("scheme_colours")
    counts = document(demonstration).table("scheme_counts")
    for month in (6, 7, 8):
        asked = replace(wanted(demonstration), period=month)
        reading = read(PAPERS["risk"].load(asked), asked.layout)
        stood = {
            f"colour:{fund.slug}:{ref}": reading.rag(figures, fund.slug, "scheme")
            for fund in reading.funds
            for ref, figures in reading.schemes_at[fund.slug].items()
        }
        place = [column.key for column in made.columns].index(f"m{month}")
        told = {row.key: row.cells[place] for row in made.rows if row.kind == "line"}
        assert {key: cell.value for key, cell in told.items()} == stood
        assert all(f"&period={month}&" in cell.link for cell in told.values())
        assert [cell.value for cell in counts.rows[month - 1].cells[1:]] == [
            list(stood.values()).count(colour) for colour in ("Red", "Amber", "Green")
        ]


def test_as_a_file(clerk: Client) -> None:
    answer = clerk.get(ADDRESS.format(".json") + "&fund=worcestershire-mh")

    assert answer["Content-Disposition"].endswith('"worcestershire-mh-dashboard-2022-23-P08.json"')
    assert json.loads(answer.content)["meta"]["paper"] == "Dashboard"


def test_many_lines_make_a_heat_table_of_schemes(db: None) -> None:
    large = large_fund(200, slug="heated")
    client = Client()
    client.force_login(large.reader)
    html = page(client, "/places/heated/dashboard/?year=2022-23&period=8")
    one = page(client, "/places/heated/dashboard/?year=2022-23&period=8&fund=heated-fund&scheme=S-01")

    assert html.count('data-row="heat:') == 60
    assert "fund=heated-fund&amp;scheme=S-01#section-heat" in html
    assert one.count('data-row="heat:') == 4
