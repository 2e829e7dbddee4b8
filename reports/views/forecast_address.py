"""The addresses of a round's pages and actions, which keep its partner and the choices of how it is looked at."""

from __future__ import annotations

from urllib.parse import urlencode

from budgets.scope import Scope
from reports.rounds.round import Grid
from reports.rounds.view import GridView


def round_address(scope: Scope, name: str, code: str, view: GridView | None = None, *args: str) -> str:
    """The address of a page or action of a partner's round."""
    pairs = [*([("partner", code)] if code else []), *(view.pairs if view else [])]
    return f"{scope.address(name, *args)}{'&' if pairs else ''}{urlencode(pairs)}"


def tool_address(grid: Grid, view: GridView, ref: str) -> str:
    """The address of a line's tools: its form to spread a total, its projections and its record."""
    return round_address(grid.scope, "forecast_line", grid.partner.code, view, ref)
