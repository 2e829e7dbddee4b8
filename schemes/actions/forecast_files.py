"""Forecasts from a file: read by meaning, then saved like any other rows, all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from budgets.models import Place
from s75.errors import BadInput, Problem, Unknown
from s75.history import recorded
from s75.models import User
from s75.years import month_label, year_label
from schemes.actions.forecasts import RowInput, save_rows
from schemes.models import Forecast, Line
from schemes.sources.forecast_file import read_forecasts


def read_rows(*, round: int, filename: str, content: bytes) -> list[RowInput]:  # noqa: A002 - the field's word
    """The rows of a forecast file for a round; rows that the file itself gives to another round are left out.

    Raises BadInput with every problem by row and column.
    """
    read, problems = read_forecasts(content, filename)
    if problems:
        raise BadInput(f"{filename} cannot be read as forecasts; nothing was saved.", problems=problems)
    mine = [row for row in read if row.round in (None, round)]
    if not mine:
        wanted = f"rows of {month_label(round)}; choose the round that the file is of"
        raise BadInput(
            f"{filename} holds no forecast of {month_label(round)}.", problems=[Problem("", None, "round", "", wanted)]
        )
    return [
        RowInput(row.ref, row.amounts, explanation=row.explanation, mitigation=row.mitigation, row=row.row)
        for row in mine
    ]


def import_forecasts(
    *,
    place: Place,
    year: int,
    round: int,  # noqa: A002
    filename: str,
    content: bytes,
    officer: Callable[[int | None], User],
) -> list[Forecast]:
    """Save a file's forecasts into the open round. `officer` names who acts for the partner (heir) that spends a line.

    Raises whatever `read_rows` and `save_rows` raise; then nothing is saved.
    """
    rows = read_rows(round=round, filename=filename, content=content)
    heirs = dict(
        Line.objects.filter(place=place, year=year, ref__in=[row.ref for row in rows]).values_list(
            "ref", "spending_partner__heir"
        )
    )
    unknown = [row for row in rows if row.ref not in heirs]
    if unknown:
        problems = [Problem("", row.row, "ref", row.ref, f"a line of {place} in {year_label(year)}") for row in unknown]
        raise Unknown(f"{filename} names lines that {place} does not have; nothing was saved.", problems=problems)
    by_heir: dict[int | None, list[RowInput]] = defaultdict(list)
    for row in rows:
        by_heir[heirs[row.ref]].append(row)
    saved: list[Forecast] = []
    with recorded(by=officer(heirs[rows[0].ref]), reason=f"Import {filename}"):
        for heir, theirs in by_heir.items():
            saved += save_rows(place=place, year=year, round=round, rows=theirs, by=officer(heir))
    return saved
