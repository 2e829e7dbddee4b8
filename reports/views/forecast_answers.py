"""The grid's answers in JSON: rows as they stand after a save, the totals, or why nothing was saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.http import JsonResponse

from reports.figures.variance import movement, outturn, variance, variance_word
from reports.rounds.lines import GridLine
from reports.rounds.round import Grid, Total
from reports.rounds.view import GridView
from reports.views.forecast_entry import Typed, start_mark
from reports.views.forecast_saving import faults, spots_of
from reports.views.forecast_table import GridTable, Kept
from s75.errors import NotPermitted, RuleBroken, StaleVersion, Unknown

STATUS = ((NotPermitted, 403), (Unknown, 404), (StaleVersion, 409), (RuleBroken, 422))
MOST_SAID = 50


def saved_answer(grid: Grid, view: GridView, refs: Iterable[str]) -> JsonResponse:
    """The saved rows as they stand now."""
    table = GridTable(grid, view)
    rows = [row_answer(table, grid.lines[ref]) for ref in refs if ref in grid.lines]
    said = f"{rows[0]['ref']} saved" if len(rows) == 1 else f"{len(rows)} lines saved"
    return JsonResponse({"message": said, "rows": rows})


def totals_answer(grid: Grid, view: GridView) -> JsonResponse:
    """The totals that the page shows, as they stand now."""
    table = GridTable(grid, view)
    totals = {key: _total(table, total, key) for part in grid.funds for key, total in table.sums_of(part).items()}
    if grid.whole is not None:
        totals["all"] = _total(table, table.whole(grid.whole), "all")
    return JsonResponse({"totals": totals})


def row_answer(table: GridTable, line: GridLine) -> dict[str, Any]:
    """One row: its version and exact figures in £, and its cells and detail row as the page draws them."""
    now = line.group.now
    figures = {month: line.forecast(month) for month in line.to_come}
    return {
        "ref": line.ref,
        "version": line.version,
        "mark": start_mark(figures, line.words, line.mitigation),
        "state": line.state,
        "figures": {month: _text(amount) for month, amount in figures.items()},
        "explanation": line.words,
        "mitigation": line.mitigation,
        "explain": line.owes,
        "outturn": str(outturn(now)),
        "variance": str(variance(now)),
        "word": variance_word(variance(now)),
        "movement": str(movement(now, line.group.before)),
        "cells": table.results(line),
        "detail": table.detail(line, writable=True),
    }


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)


def _total(table: GridTable, total: Total, key: str) -> dict[str, str]:
    place = total.position
    return {
        "outturn": str(place.outturn),
        "variance": str(place.variance),
        "word": variance_word(place.variance),
        "row": table.totals(total, key),
    }


def refused_answer(broken: RuleBroken, entered: Mapping[str, Typed], grid: Grid, view: GridView) -> JsonResponse:
    """Why nothing was saved, cell by cell; for stale rows also what stands now."""
    status = next(status for kind, status in STATUS if isinstance(broken, kind))
    spots = spots_of(broken, entered)
    said: dict[str, Any] = {
        "message": broken.message,
        "problems": [{"ref": ref, "month": month, "text": text} for ref, month, text in spots[:MOST_SAID]],
        "rows": [],
    }
    if status in (409, 422):
        wrong = faults(grid, entered, broken)
        table = GridTable(grid, view, Kept(entered, wrong))
        said["rows"] = [
            {**row_answer(table, grid.lines[ref]), "stale": fault.stale}
            for ref, fault in list(wrong.items())[:MOST_SAID]
        ]
    return JsonResponse(said, status=status)
