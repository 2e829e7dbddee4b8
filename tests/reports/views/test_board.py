"""The board paper as a page and as files: one fund or all, names, types, and who may read it."""

from __future__ import annotations

import json
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_place import page

BOARD = "/places/worcestershire/papers/board/?year=2022-23&period=8"
FILE = "/places/worcestershire/papers/board.{}?year=2022-23&period=8"


@pytest.fixture
def clerk(as_role: SignedIn) -> Client:
    return as_role("board.clerk.council")


def test_the_page_offers_the_files_and_the_funds(clerk: Client) -> None:
    html = page(clerk, BOARD)

    for form in ("pdf", "docx", "xlsx", "json"):
        assert f"/places/worcestershire/papers/board.{form}?year=2022-23&amp;period=8" in html
    assert '<option value="worcestershire-mh"' in html
    assert "Draft" in html
    assert "open, so figures can still change" in html


def test_the_paper_of_one_fund_keeps_to_it(clerk: Client) -> None:
    html = page(clerk, BOARD + "&fund=worcestershire-mh")

    assert "Mental health at P08" in html
    assert "BCF-01" not in html
    assert "board.pdf?year=2022-23&amp;period=8&amp;fund=worcestershire-mh" in html
    assert '<input type="hidden" name="fund" value="worcestershire-mh">' in html


def test_the_paper_can_be_compared_with_any_other_period(clerk: Client) -> None:
    html = page(clerk, BOARD + "&fund=worcestershire-mh")
    offered = html.split('id="about"')[1].split("</select>")[0]

    assert '<option value="2022-23:7">P07 (October 2022)</option>' in offered
    assert "2022-23:8" not in offered
    address = "/places/worcestershire/papers/comparison/?year=2022-23&period=8&fund=worcestershire-mh&about=2022-23:7"
    assert "P07" in page(clerk, address)


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("json", "application/json", b"{"),
    ],
)
def test_a_file_is_a_download_with_a_telling_name(clerk: Client, form: str, kind: str, begins: bytes) -> None:
    whole = clerk.get(FILE.format(form))
    one = clerk.get(FILE.format(form) + "&fund=worcestershire-bcf")

    assert whole["Content-Type"] == kind
    assert whole.content.startswith(begins)
    assert whole["Content-Disposition"] == f'attachment; filename="worcestershire-board-2022-23-P08.{form}"'
    assert one["Content-Disposition"] == f'attachment; filename="worcestershire-bcf-board-2022-23-P08.{form}"'


def test_the_workbook_holds_every_line(clerk: Client) -> None:
    workbook = openpyxl.load_workbook(BytesIO(clerk.get(FILE.format("xlsx")).content))
    sheet = workbook[next(name for name in workbook.sheetnames if name.startswith("Lines"))]
    names = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]

    assert sum(name.startswith(("BCF-", "MH-", "LD-", "CH-", "PH-")) for name in names) == 35


def test_the_page_holds_no_line_table(clerk: Client) -> None:
    assert 'id="table-lines"' not in page(clerk, BOARD)
    assert "lines" not in [section["key"] for section in json.loads(clerk.get(FILE.format("json")).content)["sections"]]


@pytest.mark.parametrize("form", ["doc", "html", "exe", "pdf.zip"])
def test_another_form_is_not_found(clerk: Client, form: str) -> None:
    assert clerk.get(FILE.format(form)).status_code == 404


def test_the_paper_in_a_layout_keeps_to_it(clerk: Client) -> None:
    html = page(clerk, BOARD + "&layout=durham")

    assert '<option value="durham" selected>Durham Cabinet</option>' in html
    assert "Appendix 1: Implications" in html
    assert "board.docx?year=2022-23&amp;period=8&amp;layout=durham" in html
    assert clerk.get(f"{BOARD}&layout=nowhere").status_code == 404
    assert json.loads(clerk.get(FILE.format("json") + "&layout=durham").content)["meta"]["printed_in"]["brackets"]


@pytest.mark.parametrize("fund", ["nothing", "worcestershire-zz"])
def test_a_fund_that_is_not_there_is_not_found(clerk: Client, fund: str) -> None:
    assert clerk.get(f"{BOARD}&fund={fund}").status_code == 404
    assert clerk.get(f"{FILE.format('json')}&fund={fund}").status_code == 404


def test_an_outsider_finds_no_paper(stranger: Client) -> None:
    assert stranger.get(BOARD).status_code == 404
    assert stranger.get(FILE.format("pdf")).status_code == 404


def test_the_paper_takes_few_queries(clerk: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page(clerk, BOARD)
