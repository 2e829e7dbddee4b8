"""Open data of published papers: every figure of the public versions as one row, with a schema that says what it holds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from reports.models import PublishedFile
from s75.years import london_date, year_label

FIELDS: dict[str, str] = {
    "paper": "The number of the published paper in its place",
    "version": "Its version; a newer one takes the place of an older one",
    "published_on": "The day on which that version was published",
    "provisional": "true when the period was not locked yet",
    "title": "The title of the paper",
    "year": "The financial year, such as 2022-23",
    "period": "The period of the year, 1 for April to 12 for March, 13 for closing adjustments",
    "table": "The caption of the table",
    "row": "The name of the row",
    "column": "The heading of the column",
    "value": "The exact value, as a decimal number; empty where there is none",
    "unit": "pounds, percent, rate or count",
    "illustrative": "true when the figure, or a part of it, is given by no source",
}
UNITS = ("pounds", "percent", "rate", "count")
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Figures of published papers on pooled budgets",
    "type": "array",
    "items": {
        "type": "object",
        "required": list(FIELDS),
        "additionalProperties": False,
        "properties": {
            name: {
                "description": says,
                "type": {"paper": "integer", "version": "integer", "period": "integer"}.get(
                    name, "boolean" if name in ("provisional", "illustrative") else "string"
                ),
            }
            for name, says in FIELDS.items()
        },
    },
}


def figures_of(files: Iterable[PublishedFile]) -> Iterator[dict[str, Any]]:
    """Every figure of these JSON files' tables."""
    for file in files:
        paper = file.published
        about = {
            "paper": paper.number, "version": paper.version, "published_on": london_date(paper.published_at).isoformat(),
            "provisional": paper.provisional, "title": paper.title, "year": year_label(paper.year),
            "period": paper.month,
        }  # fmt: skip
        document = json.loads(bytes(file.content.content))
        blocks = (block for section in document["sections"] for block in section["blocks"])
        for table in (block for block in blocks if block["type"] == "table"):
            yield from ({**about, **figure} for figure in _of_table(table))


def _of_table(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    headings = {column["key"]: column["heading"] for column in table["columns"]}
    for row in table["rows"]:
        for cell in row["cells"][1:]:
            if cell["unit"] in UNITS:
                yield {
                    "table": table["caption"], "row": row["cells"][0]["value"] or "", "column": headings[cell["column"]],
                    "value": cell["value"] or "", "unit": cell["unit"], "illustrative": cell["illustrative"],
                }  # fmt: skip


def as_csv(figures: Iterable[dict[str, Any]]) -> str:
    """The figures as CSV; text that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\r\n")
    writer.writeheader()
    for figure in figures:
        writer.writerow({name: _safe(name, figure[name]) for name in FIELDS})
    return out.getvalue()


def _safe(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if name != "value" and isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return f"'{value}"
    return value
