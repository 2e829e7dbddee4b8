"""From what was typed to the action that saves it, and from a refusal to the row and cell that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.http import Http404

from budgets.scope import Scope
from reports.rounds.round import Grid
from reports.views.forecast_details import Fault, faults_of
from reports.views.forecast_entry import Typed, column_name, to_rows
from s75.errors import NotPermitted, RuleBroken, StaleVersion
from s75.years import month_label
from schemes.actions.forecasts import save_rows
from schemes.models import Forecast, Line

Spot = tuple[str, int | None, str]  # a row's reference, a month, a sentence


def save_typed(scope: Scope, entered: Iterable[Typed]) -> list[Forecast]:
    """Save rows as they were typed, all or none. Raises what the action raises, and 404 for a line out of sight."""
    rows = to_rows(entered)
    if not rows:
        return []
    try:
        return save_rows(place=scope.place, year=scope.year, round=scope.month, rows=rows, by=scope.user)
    except NotPermitted:
        named = Line.objects.filter(place=scope.place, year=scope.year, ref__in=[row.ref for row in rows])
        if named.exclude(fund__in=scope.funds).exists():
            raise Http404("There is no such line among those that you see.") from None
        raise


def merge_block(entered: Mapping[str, Typed], block: Mapping[str, Typed]) -> dict[str, Typed]:
    """Pasted cells over the cells of the form that they were pasted into, which says which version was read. A block
    that is sent without the form is taken as a file is: it says nothing of versions, so it replaces what stands."""
    merged = dict(entered)
    for ref, pasted in block.items():
        base = entered.get(ref) or Typed(ref)
        merged[ref] = replace(base, cells={**base.cells, **pasted.cells}, row=pasted.row, mark="")
    return merged


def spots_of(broken: RuleBroken, entered: Mapping[str, Typed]) -> list[Spot]:
    """Each problem of a refusal with the row and month that it is about, where it is about one of these rows."""
    places: dict[str, tuple[str, int | None]] = {}
    for ref, typed in entered.items():
        places |= {ref: (ref, None), f"{ref} explanation": (ref, None)}
        places |= {column_name(ref, month): (ref, month) for month in typed.cells}
    return [
        (*places.get(problem.column, ("", None)), str(problem).removeprefix("column ")) for problem in broken.problems
    ]


def stale_rows(grid: Grid, entered: Mapping[str, Typed]) -> dict[str, str]:
    """The rows that were saved since they were read, with who saved them."""
    found = {}
    for ref, typed in entered.items():
        line = grid.lines.get(ref)
        if line is not None and typed.version is not None and typed.version != line.version:
            who = line.now.saved_by if line.now else "Somebody"
            found[ref] = f"{who} saved {ref} since you read it. Keep your figures or take theirs."
    return found


def faults(grid: Grid, entered: Mapping[str, Typed], broken: RuleBroken) -> dict[str, Fault]:
    """What is wrong with each row, for the page that shows again what was typed."""
    spots = [spot for spot in spots_of(broken, entered) if spot[0]]
    spots += list(_shut_out(grid, entered))
    return faults_of(spots, stale_rows(grid, entered) if isinstance(broken, StaleVersion) else {})


def _shut_out(grid: Grid, entered: Mapping[str, Typed]) -> Iterator[Spot]:
    """What was typed into lines that take no entries any more, so that it is not lost from sight."""
    shut = {line.ref for part in grid.funds if not part.writable for line in part.lines}
    for ref, typed in entered.items():
        if ref in shut and typed.cells:
            cells = ", ".join(
                f"{month_label(month)} {text.strip() or 'blank'}" for month, text in sorted(typed.cells.items())
            )
            yield ref, None, f"Not saved. You typed: {cells}."
