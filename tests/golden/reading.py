"""A figure of the paper, by table, row and column, as each form of it gives it back."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.test import Client

from reports.render.html_cells import element_id
from tests.reports.render.docx_reading import text_of as text_of_word
from tests.reports.render.pdf_reading import text_of
from tests.reports.render.xlsx_reading import pence, recalculated, stored

ADDRESS = "/places/worcestershire/papers/board{}?year=2022-23&period={}"


@dataclass
class Paper:
    """The board paper at a period in all its forms, fetched as a reader fetches them."""

    html: str
    pdf: str
    word: str
    xlsx: bytes
    data: dict[str, Any]

    def html_figure(self, table: str, row: str, column: str) -> Decimal:
        part = self.html.split(f'id="{element_id("table", table)}"', 1)[1].split("</table>", 1)[0]
        line = part.split(f'data-row="{row}"', 1)[1].split("</tr>", 1)[0]
        values = re.findall(r'<t[hd][^>]*? data-value="([^"]*)"', line)
        return Decimal(values[self._place(table, column)])

    def json_figure(self, table: str, row: str, column: str) -> Decimal:
        cells = next(one for one in self.table(table)["rows"] if one["key"] == row)["cells"]
        return Decimal(cells[self._place(table, column)]["value"])

    def xlsx_figures(self, table: str, row: str, column: str) -> list[Decimal]:
        """The value that the workbook holds, and the one that another engine works out from its formulas."""
        name, place = self._cell(table, row, column)
        held = stored(self.xlsx)[name].cell(*place).value
        anew = recalculated(self.xlsx).get_value(name, *place)
        return [pence(held), pence(anew)]

    def table(self, key: str) -> dict[str, Any]:
        return next(table for table in self.tables() if table["key"] == key)

    def tables(self) -> list[dict[str, Any]]:
        return tables_of(self.data)

    def _place(self, table: str, column: str) -> int:
        return [one["key"] for one in self.table(table)["columns"]].index(column)

    def _cell(self, table: str, row: str, column: str) -> tuple[str, tuple[int, int]]:
        """Sheet, row and column of a figure, found by the row's name and the column's heading."""
        found = self.table(table)
        name = next(one for one in found["rows"] if one["key"] == row)["cells"][0]["value"]
        heading = found["columns"][self._place(table, column)]["heading"]
        for sheet in stored(self.xlsx).worksheets:
            if not found["caption"].startswith(sheet.title[:20]):
                continue
            places = {cell.value: cell for line in sheet.iter_rows() for cell in line if cell.value}
            if heading in places and name in places:
                return sheet.title, (places[name].row, places[heading].column)
        raise AssertionError(f"no sheet shows {name} under {heading}")


def tables_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The tables of a paper's JSON, in order."""
    return [block for section in data["sections"] for block in section["blocks"] if block["type"] == "table"]


def fetch(client: Client, period: int) -> Paper:
    page, pdf, word, xlsx = (_get(client, form, period) for form in ("/", ".pdf", ".docx", ".xlsx"))
    return Paper(page.decode(), text_of(pdf), text_of_word(word), xlsx, fetch_data(client, period))


def fetch_data(client: Client, period: int) -> dict[str, Any]:
    """The paper as JSON alone: the other forms show the same cells and take longer."""
    data: dict[str, Any] = json.loads(_get(client, ".json", period))
    return data


def _get(client: Client, form: str, period: int) -> bytes:
    answer = client.get(ADDRESS.format(form, period))
    assert answer.status_code == 200
    return bytes(answer.content)
