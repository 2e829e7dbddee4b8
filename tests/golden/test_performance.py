"""Nottinghamshire's published table of public health indicators (N4), every cell, in every form in which it can be had.

Year-to-date rules differ by row: 149 + 3,077 = 3,226; hostel exits (21 + 60) ÷ (28 + 69) = 84%; the latest, 20%; the
average 16%, 7% → 12% (11.5 half up); entered by hand, 3,085. “-” and blank are not 0; targets are like “>60%”.
"""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from budgets.models import Place
from reports.render.words import print_value
from s75.models import User
from schemes.models import Indicator, Reading
from tests.reports.render.pdf_reading import text_of
from tests.reports.render.xlsx_reading import stored

pytestmark = pytest.mark.django_db
FILE = Path(settings.BASE_DIR) / "fixtures" / "nottinghamshire_2020_21" / "indicators.csv"
CELLS = {"plan": "annual_plan", "period:1": "q1", "period:2": "q2", "to_date": "actual_ytd"}
WHEN = "?year=2020-21&period=8"


@pytest.fixture
def reader(demonstration: Place) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="board.clerk.council.nottinghamshire@demonstration.example"))
    return client


def get(client: Client, address: str) -> bytes:
    answer = client.get(f"/places/nottinghamshire/{address}{WHEN}")
    assert answer.status_code == 200
    return bytes(answer.content)


def published() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table_of(data: dict[str, Any], key: str = "indicators_quarter") -> dict[str, Any]:
    blocks = [block for section in data["sections"] for block in section["blocks"]]
    return next(block for block in blocks if block.get("key") == key)


def printed(cell: dict[str, Any]) -> str:
    """A cell of the JSON as the other forms print it."""
    if cell["unit"] == "text":
        return str(cell["value"])
    return print_value(None if cell["value"] is None else Decimal(cell["value"]), cell["unit"])


def test_every_cell_of_the_published_table_is_reproduced(reader: Client) -> None:
    data = json.loads(get(reader, "indicators.json"))
    rows = [row for row in table_of(data)["rows"] if row["kind"] != "heading"]
    headings = [row["cells"][0]["value"] for row in table_of(data)["rows"] if row["kind"] == "heading"]
    source = published()

    assert headings == list(dict.fromkeys(row["service"] for row in source))
    assert len(rows) == len(source) == 41
    for row, wanted in zip(rows, source, strict=True):
        found = {cell["column"]: printed(cell) for cell in row["cells"]}
        assert (found["indicator"], found["provider"]) == (wanted["indicator"], wanted["provider"])
        assert {column: found[column] for column in CELLS} == {c: wanted[name] for c, name in CELLS.items()}, wanted
        assert not any(cell["note"] for cell in row["cells"] if cell["column"] != "against")


def test_the_same_figures_stand_on_the_page_in_the_pdf_and_in_the_workbook(reader: Client) -> None:
    data = json.loads(get(reader, "indicators.json"))
    page, pdf = get(reader, "indicators/").decode(), text_of(get(reader, "indicators.pdf"))
    sheet = next(one for one in stored(get(reader, "indicators.xlsx")).worksheets if one.title.startswith("Indicators"))
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=5)]

    for row in table_of(data)["rows"]:
        if row["kind"] == "heading":
            continue
        cells = {cell["column"]: cell for cell in row["cells"]}
        html = page.split(f'data-row="{row["key"]}"', 1)[1].split("</tr>", 1)[0]
        values = re.findall(r'data-value="([^"]*)"', html)
        name, provider = cells["indicator"]["value"], cells["provider"]["value"]
        line = next(one for one in lines if one[0] == name and (one[1] or "") == provider)
        for column in ("period:1", "period:2", "to_date"):
            value = cells[column]["value"]
            assert value in values
            place = [cell["column"] for cell in row["cells"]].index(column)
            shown = (line[place] or 0) * (100 if cells[column]["unit"] == "rate" else 1)
            assert value == "" or round(shown) == int(value)
            assert printed(cells[column]) in pdf


def test_a_blank_a_dash_and_nought_stay_apart(reader: Client) -> None:
    data = json.loads(get(reader, "indicators.json"))
    rows = {row["cells"][0]["value"]: {c["column"]: c["value"] for c in row["cells"]} for row in table_of(data)["rows"]}
    assert rows["Number of inspections"]["period:1"] == "0"
    assert rows["Number of inspections"]["plan"] == "-"
    assert rows["Number of successful completions (YP and Adults and Parents)"]["plan"] == ""
    assert rows["Move on Accommodation % exited in a planned way"]["to_date"] == ""


def test_the_arithmetic_of_the_published_table_is_right_and_an_error_would_be_shown(reader: Client) -> None:
    def arithmetic() -> str:
        data = json.loads(get(reader, "indicators.json"))
        section = next(one for one in data["sections"] if one["key"] == "arithmetic")
        return " ".join(text for block in section["blocks"] for text in (block.get("items") or [block.get("text")]))

    assert arithmetic().startswith("Every figure that the sources give agrees")

    Reading.objects.filter(indicator__name__startswith="Hostel Accommodation %", number=2).update(year_to_date=85)
    Reading.objects.filter(indicator__provider="Total", number=1).update(value=6399)
    said = arithmetic()

    assert said.startswith("Two figures that sources give differ from what the parts make. Both are shown.")
    assert "Hostel Accommodation % exited in a planned way, year to date: entered 85%, computed 84%." in said
    assert "Total number of filled appointments (Total), Q1: entered 6,399, computed 6,393." in said
    assert b"entered 85%, computed 84%" in get(reader, "indicators/")


def test_the_total_row_is_what_its_parts_make(reader: Client) -> None:
    total = Indicator.objects.get(provider="Total")
    assert total.totals
    Reading.objects.filter(indicator=total).delete()
    data = json.loads(get(reader, "indicators.json"))
    row = next(row for row in table_of(data)["rows"] if row["kind"] == "subtotal")
    assert [c["value"] for c in row["cells"] if c["column"] in ("period:1", "period:2", "to_date")] == [
        "6393", "10111", "16504",
    ]  # fmt: skip
