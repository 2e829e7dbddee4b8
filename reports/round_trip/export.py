"""What the grid shows of a round as CSV: its columns, groups and filters, which the file names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import StringIO

from reports.figures.variance import movement, outturn, variance
from reports.render.words import clean
from reports.rounds.lines import GridLine
from reports.rounds.round import FundRound, Grid
from reports.rounds.view import GridView
from s75.years import month_label

_RISKY = ("=", "+", "-", "@", "\t", "\n")
_FIRST = ("Line", "Scheme", "Fund", "Funding stream", "Whose money")


def export_csv(grid: Grid, view: GridView) -> bytes:
    """The lines that are shown, in the order of the page, in £ without separators; UTF-8 with its mark, for Excel."""
    file = StringIO(newline="")
    rows = csv.writer(file)
    scope, every = grid.scope, list(grid.lines.values())
    shown = [
        (part, line) for part in grid.funds for some in view.groups(view.select(part.lines)) for line in some.lines
    ]
    rows.writerow([_text(f"Forecast {scope.label}, {scope.month_name}: {grid.partner.name}, {scope.place.name}")])
    those = f" those of {view.told(every)}" if view.filtered else " no filter"
    rows.writerow([_text(f"Shown: {len(shown)} of {len(every)} lines,{those}. All figures in £.")])
    rows.writerow([])
    rows.writerow([*_FIRST, *_headings(grid, view), "State", "Explanation", "Mitigation"])
    for part, line in shown:
        rows.writerow(list(_cells(grid, view, part, line)))
    return file.getvalue().encode("utf-8-sig")


def _months(grid: Grid, view: GridView) -> Sequence[int]:
    return [month for month in grid.columns if month in grid.to_come or "actuals" in view.columns]


def _headings(grid: Grid, view: GridView) -> list[str]:
    first = {"officer": "Officer", "budget": "Current budget", "profile": "Budget to date"}
    rest = {
        "outturn": "Forecast outturn", "variance": "Variance", "last": "Last outturn",
        "ahead": "Last forecast of the months to come", "movement": "Movement", "projection": "Projection",
    }  # fmt: skip
    return [
        *(told for name, told in first.items() if name in view.columns),
        *(month_label(month) for month in _months(grid, view)),
        *(told for name, told in rest.items() if name in view.columns),
    ]


def _cells(grid: Grid, view: GridView, part: FundRound, line: GridLine) -> Iterator[str]:
    group, months = line.group, line.months
    names = (line.ref, line.name, part.fund.name, group.stream, grid.names.get(group.contributor, ""))
    yield from (_text(name) for name in names)
    if "officer" in view.columns:
        yield _text(line.seated.officer.name if line.seated.officer else "Nobody")
    figures: dict[str, Decimal | None] = {"budget": group.now.budget, "profile": group.now.profiled}
    yield from (_pounds(amount) for name, amount in figures.items() if name in view.columns)
    yield from (_pounds(months[month - 1]) for month in _months(grid, view))
    results: dict[str, Decimal | None] = {
        "outturn": outturn(group.now),
        "variance": variance(group.now),
        "last": outturn(group.before) if grid.compared else None,
        "ahead": line.last_ahead,
        "movement": movement(group.now, group.before) if grid.compared else None,
        "projection": line.projection,
    }
    yield from (_pounds(amount) for name, amount in results.items() if name in view.columns)
    yield _text(view.named("state", line.state if line.wanted else ""))
    yield from (_text(words) for words in ((line.now.explanation, line.now.mitigation) if line.now else ("", "")))


def _pounds(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)


def _text(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    read = clean(text)
    return f"'{read}" if read.startswith(_RISKY) else read
