"""Ledgers of the case with one thing changed in them, for a problem to be found."""

from __future__ import annotations

from dataclasses import replace

from s75.errors import Problem
from schemes.sources.ledger_file import Ledger, read_ledger
from tests.schemes.sources.ledgers import CODES, Cell, Table, table_of

SHEET = "Budget Monitoring P08"
COUNCIL = table_of("council_p08")
ICB = table_of("icb_p08")


def read(content: bytes, **options: str) -> tuple[Ledger | None, list[Problem]]:
    return read_ledger(content, "ledger.xlsx", codes=CODES, **options)  # type: ignore[arg-type]


def with_row(table: Table, place: int, **changed: Cell | object) -> Table:
    rows = list(table.rows)
    rows[place] = rows[place] | changed  # type: ignore[assignment]
    return replace(table, rows=tuple(rows))


def with_extra(table: Table, **row: Cell) -> Table:
    return replace(table, rows=(*table.rows[:5], row, *table.rows[5:]))
