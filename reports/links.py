"""Where a figure opens: the paths of the pages that show what it is made of, as plain strings."""

from __future__ import annotations

from urllib.parse import quote

from s75.years import year_label


def _when(year: int, period: int) -> str:
    return f"?year={year_label(year)}&period={period}"


def place_path(place: str, year: int, period: int) -> str:
    return f"/places/{place}/{_when(year, period)}"


def fund_path(place: str, fund: str, year: int, period: int) -> str:
    return f"/places/{place}/funds/{fund}/{_when(year, period)}"


def line_path(place: str, line: str, year: int, period: int) -> str:
    return f"/places/{place}/lines/{quote(line, safe='')}/{_when(year, period)}"


def figure_path(place: str, measure: str, year: int, period: int, **scope: str) -> str:
    """The page of one figure; `scope` narrows it by fund, scheme, line, stream, contributor or spender."""
    narrowed = "".join(f"&{key}={quote(value, safe='')}" for key, value in scope.items() if value)
    return f"/places/{place}/figures/{measure}/{_when(year, period)}{narrowed}"


def import_path(place: str, imported: int, year: int, period: int, code: str) -> str:
    """The page of an import of actuals, at the rows of its file that hold a code."""
    return f"/places/{place}/actuals/{imported}/{_when(year, period)}&code={quote(code, safe='')}#rows"
