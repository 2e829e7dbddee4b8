"""How the checks read the raw tables and name what they find: rows of one statement, pounds, periods and funds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

from s75.years import month_label, year_label

PLACES_SHOWN = 3


def rows(statement: str, parameters: Mapping[str, Any] | None = None) -> list[Any]:
    """The rows of one statement, as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[Any] = cursor.fetchall()
        return found


def pounds(amount: Decimal | None) -> str:
    """£1,234.50, with a true minus; nothing at all is said as such."""
    if amount is None:
        return "nothing"
    return f"{'−' if amount < 0 else ''}£{abs(amount):,.2f}"


def period(year: int, month: int) -> str:
    return f"{month_label(month)} {year_label(year)}"


def months(found: list[int]) -> str:
    """P01, P02, P03 and 4 more."""
    shown = ", ".join(month_label(month) for month in found[:PLACES_SHOWN])
    more = len(found) - PLACES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def withdrawn(table: str, alias: str) -> str:
    """SQL by which a kept file's bytes are gone, and a redaction says so."""
    return (
        f"({alias}.content = '' AND EXISTS (SELECT 1 FROM reports_redactedplace x WHERE x.\"table\" = '{table}' "
        f'AND x."row" = {alias}.id AND x."column" = \'content\'))'
    )
