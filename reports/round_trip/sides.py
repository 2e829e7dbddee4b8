"""The sheets beside the one that is filled in: how to fill it in, what its funds come to, and the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.figures.variance import Position
from reports.render.xlsx_format import to_number, write_text
from reports.round_trip.columns import VARIANCE
from reports.round_trip.formulas import fund_sum
from reports.round_trip.looks import Looks
from reports.rounds.round import Grid
from schemes.sources.round_workbook_keys import BUDGET, MARKER, OUTTURN

STEPS = (
    "Fill in the white cells of the sheet “Forecast”: what each line will spend in the months still to come, and why.",
    "A blank is not 0: enter 0 where nothing will be spent. Months whose ledger is in are grey: the ledger stands there.",
    "Outturn, variance and sums follow what you enter. “To do” says where the variance must be explained.",
    "You may filter. Rows may be sorted, moved or deleted once the sheet’s protection is off (it has no password): each "
    "row is known by its line, and a line that is missing stays as it is.",
    "Formulas of your own may stand in the white cells. Save the workbook in Excel or LibreOffice, so that their values "
    "are stored, as .xlsx.",
    "Name nobody who receives care.",
)
THEN = (
    "Upload it on the forecast page, under “Work in Excel”. You see each change, and what others saved meanwhile, before "
    "anything is saved."
)
_HEADINGS = (BUDGET, OUTTURN, VARIANCE)


def write_instructions(sheet: Any, grid: Grid, looks: Looks, *, told: Sequence[str], taken: str) -> None:
    """Whose round it is, whether it may be uploaded, and how to fill it in."""
    scope = grid.scope
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    write_text(sheet, 0, 0, f"Forecast {scope.label}, {scope.month_name}", looks.title)
    facts = (("Place", scope.place.name), ("Partner", grid.partner.name), ("Year", scope.year_label), ("Taken", taken))
    row = 2
    for label, value in facts:
        write_text(sheet, row, 0, label, looks.label)
        write_text(sheet, row, 1, value, looks.text)
        row += 1
    for sentence in told:
        write_text(sheet, row, 1, sentence, looks.text)
        row += 1
    row += 1
    write_text(sheet, row, 0, "How to fill it in" if grid.writable else "What it holds", looks.heading)
    steps = (*STEPS, THEN) if grid.writable else STEPS[2:3]
    for number, step in enumerate(steps, 1):
        sheet.write_number(row + number, 0, number, looks.label)
        write_text(sheet, row + number, 1, step, looks.text)
    sheet.protect("")
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


@dataclass(frozen=True)
class Lines:
    """Where the lines stand: their sheet, its columns by heading, and its first and last row, counted from 0."""

    sheet: str
    places: Mapping[str, int]
    rows: tuple[int, int]

    def sum_of(self, fund: str, heading: str) -> str:
        """The live sum of a column over a fund's lines; `fund` is the cell that names it."""
        return fund_sum(self.sheet, fund, self.places["Fund"], self.places[heading], *self.rows)


def write_funds(sheet: Any, grid: Grid, looks: Looks, lines: Lines) -> None:
    """What each fund comes to, by live sums over the lines; the last row adds the funds that count towards a total."""
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(_HEADINGS), 18)
    write_text(sheet, 0, 0, "Funds (£)", looks.title)
    write_text(sheet, 2, 0, "Fund", looks.head)
    for column, heading in enumerate(_HEADINGS, 1):
        write_text(sheet, 2, column, heading, looks.figure_head)
    look, counted = looks.cell(figures=True, wide=False, is_open=False), []
    for at, part in enumerate(grid.funds, 3):
        write_text(sheet, at, 0, part.fund.name, looks.cell(figures=False, wide=False, is_open=False))
        figures = zip(_HEADINGS, _figures(grid.total_of(part).position), strict=True)
        for column, (heading, value) in enumerate(figures, 1):
            sheet.write_formula(at, column, lines.sum_of(f"$A${at + 1}", heading), look, value=value)
        counted += [at + 1] if part.facts in grid.counted else []
    if grid.whole is not None:
        at = 3 + len(grid.funds)
        write_text(sheet, at, 0, grid.whole.name, looks.total_name)
        for column, value in enumerate(_figures(grid.whole.position), 1):
            cells = "+".join(f"{chr(65 + column)}{row}" for row in counted)
            sheet.write_formula(at, column, f"={cells}", looks.total, value=value)
    sheet.protect("")
    sheet.set_landscape()
    sheet.set_paper(9)


def _figures(position: Position) -> list[float]:
    return [to_number(value) for value in (position.budget, position.outturn, position.variance)]


def write_keys(sheet: Any, keys: Sequence[str]) -> None:
    """The keys once more, so that rows which lost their hidden column, or were deleted, are still known."""
    sheet.write_string(0, 0, MARKER)
    for at, key in enumerate(keys, 1):
        sheet.write_string(at, 0, key)
    sheet.protect("")
    sheet.very_hidden()
