"""The document as data: exact strings, a fixed shape and order, nothing lost."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from reports.document import Document
from reports.render.as_json import dumps, render_json
from tests.reports.render import sample
from tests.reports.render.hostile import ATTACKS, hostile


def blocks(made: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [block for section in made["sections"] for block in section["blocks"] if block["type"] == kind]


def test_every_cell_is_there_and_exact() -> None:
    document = sample.board_like(12, 1)
    tables = blocks(json.loads(dumps(document)), "table")
    assert [table["key"] for table in tables] == [table.key for table in document.tables()]
    for data, table in zip(tables, document.tables(), strict=True):
        for found, row in zip(data["rows"], table.rows, strict=True):
            assert (found["key"], found["kind"], tuple(found["sums"])) == (row.key, row.kind, row.sums)
            for value, cell in zip(found["cells"], row.cells, strict=True):
                assert value["unit"] == cell.unit
                assert value["link"] == cell.link
                if isinstance(cell.value, Decimal):
                    assert Decimal(value["value"]) == cell.value
                    assert "E" not in value["value"]
                else:
                    assert value["value"] == (None if cell.value is None else str(cell.value))


def test_the_shape_of_a_cell_and_of_a_column() -> None:
    table = blocks(render_json(sample.board_like(12, 1)), "table")[0]
    assert table["columns"][1] == {"key": "original", "heading": "Original budget", "unit": "pounds", "sums": True}
    assert table["rows"][0]["cells"][6] == {
        "column": "variance",
        "value": "-300000.00",
        "unit": "pounds",
        "link": "/places/worcestershire/figures/variance/?year=2022-23&period=8",
        "word": "underspend",
        "note": "",
        "illustrative": False,
    }


def test_paragraphs_read_as_printed_and_keep_their_cells() -> None:
    first = blocks(render_json(sample.board_like(12, 1)), "paragraph")[0]
    assert first["number"] == 1
    assert "{0} against a current budget of {1}" in first["template"]
    assert "against a current budget of £" in first["text"]
    assert len(first["cells"]) == 5


def test_charts_keep_gaps_and_looks() -> None:
    line, bridge = blocks(render_json(sample.board_like(12, 1)), "chart")
    assert line["series"][2]["values"][:7] == [None] * 7
    assert [series["dashed"] for series in line["series"]] == [False, False, True]
    assert [series["dotted"] for series in line["series"]] == [True, False, False]
    assert bridge["totals"] == [0, 6]


def test_the_text_is_stable_and_in_one_order() -> None:
    document = sample.board_like(12, 1)
    assert dumps(document) == dumps(document)
    assert list(json.loads(dumps(document))) == ["meta", "sections"]
    assert list(json.loads(dumps(document))["meta"])[:3] == ["title", "paper", "place"]


def test_hostile_and_empty_documents_come_back() -> None:
    made = json.loads(dumps(hostile()))
    assert made["meta"]["title"] == ATTACKS[0]
    assert blocks(made, "table")[1]["rows"] == []
    assert json.loads(dumps(Document(sample.META)))["sections"] == []
