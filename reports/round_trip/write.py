"""Writes a partner's round as a workbook: protected but for what is to be filled in, with live sums and hidden keys."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from reports.render.words import clean
from reports.render.xlsx_format import to_number, write_text
from reports.round_trip.columns import EXPLAIN, TO_DO, Column, columns_of
from reports.round_trip.formulas import formula_of, shown_sum
from reports.round_trip.looks import Looks
from reports.round_trip.sides import Lines, write_funds, write_instructions, write_keys
from reports.rounds.lines import GridLine
from reports.rounds.round import FundRound, Grid
from s75.money import LARGEST, total
from s75.years import month_label
from schemes.actions.forecasts import LONGEST_TEXT
from schemes.sources.round_workbook_keys import EXPLANATION, KEY, MITIGATION, LineKey, RoundKey, mark_of, write_key

SHEET = "Forecast"
HEADER = 4  # its row, counted from 0
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_ALLOWED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}


def write_round(grid: Grid, *, told: Sequence[str], taken: str) -> bytes:
    """The round as XLSX bytes. `told` are sentences on whether it may be uploaded, `taken` says when and by whom."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": f"Forecast {grid.scope.label} {grid.scope.year_label}, {grid.partner.name}"})
        looks = Looks(book)
        instructions, sheet = book.add_worksheet("Instructions"), book.add_worksheet(SHEET)
        funds, keys = book.add_worksheet("Funds"), book.add_worksheet("Keys")
        written = _Sheet(sheet, grid, looks)
        write_instructions(instructions, grid, looks, told=told, taken=taken)
        written.write()
        write_funds(funds, grid, looks, Lines(SHEET, written.places, written.span))
        write_keys(keys, [write_key(key_of(grid, line)) for line in grid.lines.values()])
        sheet.activate()
    return file.getvalue()


def round_key(grid: Grid) -> RoundKey:
    """Whose round it is."""
    return RoundKey(grid.scope.place.slug, grid.scope.year, grid.scope.month, grid.partner.code)


def key_of(grid: Grid, line: GridLine) -> LineKey:
    """What a row has to say, when it comes back, of how its line stood."""
    shown = line.months
    months = {month: shown[month - 1] for month in grid.columns}
    marks = mark_of(line.words), mark_of(line.mitigation)
    return LineKey(round_key(grid), line.ref, line.version, months, line.group.now.budget, *marks)


class _Sheet:
    """The sheet that is filled in. `span` are its first and last row of lines, counted from 0."""

    def __init__(self, sheet: Any, grid: Grid, looks: Looks) -> None:
        self.sheet, self.grid, self.looks = sheet, grid, looks
        self.columns = columns_of(grid)
        self.places = {column.heading: place for place, column in enumerate(self.columns, 1)}
        self.months = {column.month: self.places[column.heading] for column in self.columns if column.month}
        self.lines = [(line, part) for part in grid.funds for line in part.lines]
        self.span = HEADER + 1, HEADER + max(len(self.lines), 1)

    def write(self) -> None:
        self._head()
        for at, (line, part) in enumerate(self.lines, HEADER + 1):
            self._line(at, line, part)
        self._shown_sums()
        self._rules()
        self._page()

    def _head(self) -> None:
        sheet, looks, scope = self.sheet, self.looks, self.grid.scope
        write_text(sheet, 0, 1, f"Forecast {scope.label}, {scope.month_name}: {self.grid.partner.name}", looks.title)
        said = (
            "Fill in the white cells; grey ones are locked."
            if self.grid.writable
            else "For reading: all cells are locked."
        )
        write_text(
            sheet, 1, 1, f"{scope.place.name}, {scope.year_label}. All figures in £, to the penny. Variance is forecast "
            f"outturn less current budget: positive is an overspend. {said}", looks.note,
        )  # fmt: skip
        sheet.write_string(HEADER, 0, KEY, looks.head)
        sheet.set_column(0, 0, 10, None, {"hidden": True})
        for place, column in enumerate(self.columns, 1):
            sheet.set_column(place, place, column.width)
            write_text(sheet, HEADER, place, column.heading, looks.figure_head if column.figures else looks.head)
        sheet.set_row(HEADER, 45)

    def _line(self, at: int, line: GridLine, part: FundRound) -> None:
        self.sheet.write_string(at, 0, write_key(key_of(self.grid, line)))
        may = part.writable and line.wanted
        for place, column in enumerate(self.columns, 1):
            is_open = may and (column.month in line.to_come or column.heading in (EXPLANATION, MITIGATION))
            look = self.looks.cell(figures=column.figures, wide=column.wide, is_open=is_open)
            self._cell(at, place, column, line, part, look)

    def _cell(self, at: int, place: int, column: Column, line: GridLine, part: FundRound, look: Any) -> None:
        value = column.of(line, part)
        formula = formula_of(column, line, at, self.places, self.months)
        if formula:
            stored = value or "" if value is None or isinstance(value, str) else to_number(value)
            self.sheet.write_formula(at, place, formula, look, value=stored)
        elif value is None or value == "":
            self.sheet.write_blank(at, place, None, look)
        elif isinstance(value, str):
            write_text(self.sheet, at, place, value, look)
        else:
            self.sheet.write_number(at, place, to_number(value), look)

    def _shown_sums(self) -> None:
        """Sums above the header, of the rows in sight; left out where a fund must not be added to the others."""
        if not self.lines or len(self.grid.counted) != len(self.grid.funds):
            return
        at = HEADER - 1
        write_text(self.sheet, at, 1, "Total of the rows shown", self.looks.total_name)
        for place, column in enumerate(self.columns, 1):
            if column.figures:
                amounts = [column.of(line, part) for line, part in self.lines]
                value = to_number(
                    total(amount for amount in amounts if amount is not None and not isinstance(amount, str))
                )
                self.sheet.write_formula(at, place, shown_sum(place, *self.span), self.looks.total, value=value)
            elif place > 1:
                self.sheet.write_blank(at, place, None, self.looks.total_name)

    def _rules(self) -> None:
        """What a cell takes, as far as a spreadsheet can say: the upload checks everything again."""
        first, last = self.span
        sheet = self.sheet
        for month, place in self.months.items():
            if month in self.grid.to_come:
                sheet.data_validation(first, place, last, place, _amount(place, month))
        for heading in (EXPLANATION, MITIGATION):
            place = self.places[heading]
            sheet.data_validation(first, place, last, place, _text(heading))
        flagged = {"type": "cell", "criteria": "==", "value": f'"{EXPLAIN}"', "format": self.looks.warning}
        sheet.conditional_format(first, self.places[TO_DO], last, self.places[TO_DO], flagged)

    def _page(self) -> None:
        sheet, scope = self.sheet, self.grid.scope
        sheet.freeze_panes(HEADER + 1, 3)
        sheet.autofilter(HEADER, 1, self.span[1], len(self.columns))
        sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        said = clean(f"{scope.place.name}, {self.grid.partner.name}, {scope.label} {scope.year_label}")[:120]
        sheet.set_footer(f"&L&8{said.replace('&', '&&')}&R&8Page &P of &N")


def _amount(place: int, month: int) -> dict[str, object]:
    cell = xl_rowcol_to_cell(HEADER + 1, place)
    return {
        "validate": "custom",
        "value": f"=AND(ISNUMBER({cell}),ROUND({cell},2)={cell},ABS({cell})<={LARGEST})",
        "error_title": f"{month_label(month)}: an amount in pounds",
        "error_message": "Enter pounds with at most two decimals, such as 1234.56. Enter 0 where nothing will be spent.",
    }


def _text(heading: str) -> dict[str, object]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_TEXT,
        "error_title": heading,
        "error_message": f"At most {LONGEST_TEXT:,} characters.",
    }
