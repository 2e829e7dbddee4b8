"""Where a figure opens: the paths of the pages that show what it is made of, as plain strings."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from s75.years import year_label


@lru_cache(maxsize=4_096)
def _quoted(text: str) -> str:
    return quote(text, safe="")


def _when(year: int, period: int) -> str:
    return f"?year={year_label(year)}&period={period}"


def place_path(place: str, year: int, period: int) -> str:
    return f"/places/{place}/{_when(year, period)}"


def fund_path(place: str, fund: str, year: int, period: int) -> str:
    return f"/places/{place}/funds/{fund}/{_when(year, period)}"


def dashboard_path(place: str, year: int, period: int, fund: str, scheme: str = "") -> str:
    """The dashboard of a fund, its heat table narrowed to the lines of a scheme."""
    lines = f"&scheme={_quoted(scheme)}#section-heat" if scheme else ""
    return f"/places/{place}/dashboard/{_when(year, period)}&fund={fund}{lines}"


def line_path(place: str, line: str, year: int, period: int) -> str:
    return f"/places/{place}/lines/{_quoted(line)}/{_when(year, period)}"


def figure_path(place: str, measure: str, year: int, period: int, **scope: str) -> str:
    """The page of one figure; `scope` narrows it by fund, scheme, line, stream, contributor or spender."""
    narrowed = "".join(f"&{key}={_quoted(value)}" for key, value in scope.items() if value)
    return f"/places/{place}/figures/{measure}/{_when(year, period)}{narrowed}"


def import_path(place: str, imported: int, year: int, period: int, code: str) -> str:
    """The page of an import of actuals, at the rows of its file that hold a code."""
    return f"/places/{place}/actuals/{imported}/{_when(year, period)}&code={_quoted(code)}#rows"


def money_in_path(place: str, year: int, period: int) -> str:
    return f"/places/{place}/money-in/{_when(year, period)}"


def contribution_path(place: str, contribution: int, year: int, period: int) -> str:
    """The page of one contribution: its entries and instalments."""
    return f"/places/{place}/money-in/contributions/{contribution}/{_when(year, period)}"


def passing_path(place: str, line: str, year: int, period: int) -> str:
    """The page of what a line passes on to other partners."""
    return f"/places/{place}/money-in/passing/{_quoted(line)}/{_when(year, period)}"


def settlement_path(place: str, partner: str, year: int, period: int) -> str:
    """A partner's settlement statement."""
    return f"/places/{place}/money-in/settlement/{_quoted(partner)}/{_when(year, period)}"


def risk_path(place: str, fund: str, year: int, period: int) -> str:
    """The page of who bears it, of one fund."""
    return f"/places/{place}/risk/{_when(year, period)}&fund={fund}"


def reserve_path(place: str, reserve: int, year: int, period: int) -> str:
    """The page of one reserve: where it stands, its projects and what moved it."""
    return f"/places/{place}/reserves/{reserve}/{_when(year, period)}"


def reserve_project_path(place: str, reserve: int, project: int, year: int, period: int) -> str:
    """The page of one project of a reserve."""
    return f"/places/{place}/reserves/{reserve}/projects/{project}/{_when(year, period)}"


def change_path(place: str, change: int, year: int, period: int) -> str:
    """The page of one change."""
    return f"/places/{place}/changes/{change}/{_when(year, period)}"
