"""A round's workbook in somebody's hands: downloaded, filled in, and read into what an upload would change."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

from budgets.models import Fund, Period
from budgets.scope import Scope
from reports.round_trip.write import HEADER, SHEET, write_round
from reports.rounds.grid import load_grid
from reports.rounds.round import Grid
from s75.models import User
from tests.universe import YEAR, Universe


def grid_of(user: User, place: str, year: int, month: int, code: str = "") -> Grid:
    """A partner's round as somebody reads it."""
    funds = list(
        Fund.objects.visible_to(User.objects.get(pk=user.pk)).filter(place__slug=place).select_related("place")
    )
    periods = list(Period.objects.filter(fund__in=funds).order_by("year", "month"))
    return load_grid(Scope(User.objects.get(pk=user.pk), funds[0].place, funds, periods, year, month), code)


def round_of(world: Universe, user: User | None = None, month: int = 1) -> Grid:
    """The council's round of the small world."""
    return grid_of(user or world.officer, world.place.slug, YEAR, month, "TC")


def download(grid: Grid) -> bytes:
    return write_round(grid, told=["Told."], taken="today")


class Filled:
    """The workbook open in a spreadsheet program: cells by line and heading."""

    def __init__(self, content: bytes, *, values: bool = False) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content), data_only=values)
        self.sheet = self.book[SHEET]
        self.places = {self._short(cell.value): cell.column for cell in self.sheet[HEADER + 1] if cell.value}
        line = self.places["Line"]
        self.rows = {self.sheet.cell(at, line).value: at for at in range(HEADER + 2, self.sheet.max_row + 1)}

    def _short(self, heading: str) -> str:
        return heading[:3] if heading[0] == "P" and heading[1:3].isdigit() else heading

    def cell(self, ref: str, heading: str) -> Any:
        return self.sheet.cell(self.rows[ref], self.places[heading])

    def put(self, ref: str, heading: str, value: object) -> str:
        """Type into a cell; returns its address."""
        cell = self.cell(ref, heading)
        cell.value = value
        return str(cell.coordinate)

    def content(self) -> bytes:
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


def filled(content: bytes, fill: Callable[[Filled], object]) -> bytes:
    """The workbook after somebody filled it in and saved it."""
    made = Filled(content)
    fill(made)
    return made.content()
