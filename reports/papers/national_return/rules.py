"""The rules of each year's national returns, read from the file beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from reports.facts.national_return import ColumnRules, QuestionRules, ReturnRules, TableRules

FILE = Path(__file__).with_name("returns.toml")


@cache
def every_rule() -> tuple[ReturnRules, ...]:
    return tuple(_rules(data) for data in tomllib.loads(FILE.read_text(encoding="utf-8"))["returns"])


def rules_of(year: int, occasion: str) -> ReturnRules:
    """What a year's return asks; before the first year that is known it is that year's, so that nothing is left out."""
    known = [rules for rules in every_rule() if rules.occasion == occasion]
    for rules in known:
        if rules.first_year <= year <= (rules.last_year or year):
            return rules
    return known[0]


def _rules(data: dict[str, Any]) -> ReturnRules:
    return ReturnRules(
        occasion=data["occasion"],
        title=data["title"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        source=data["source"],
        longest=data["longest"],
        tables=tuple(_table(table) for table in data["tables"]),
        questions=tuple(QuestionRules(**question) for question in data.get("questions", ())),
        counted_in=tuple(data.get("counted_in", {}).items()),
    )


def _table(data: dict[str, Any]) -> TableRules:
    columns = tuple(ColumnRules(**column) for column in data["columns"])
    return TableRules(data["key"], data["of"], data["title"], columns)
