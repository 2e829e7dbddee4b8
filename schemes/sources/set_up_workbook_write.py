"""Writes our own set-up workbook, empty or filled: lists to choose from, an example in every sheet, headers that stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from s75.years import year_label
from schemes.sources.bcf_plan_parts import Lists
from schemes.sources.set_up_parts import SetUp
from schemes.sources.set_up_workbook_columns import BY_KEY, SHEETS, Column, Described

HEADER_ROW, EXAMPLE_ROW, LAST_ROW = 4, 5, 2_000
FIRST_COLUMN = 2  # before it stands what marks an example
EXAMPLE, LISTS, INSTRUCTIONS = "Example", "Lists", "Instructions"
HEAD = PatternFill("solid", fgColor="1D3557")
FAINT = PatternFill("solid", fgColor="F1F1F1")
FORMATS = {"money": "#,##0.00", "number": "0.####", "date": "dd/mm/yyyy", "text": "@", "codes": "@", "shares": "@"}
STEPS = (
    "Fill in the sheets from left to right; leave a sheet empty when there is nothing for it, or when it is there already.",
    "Rows marked “Example” in their first column are never read. Leave them, or delete them.",
    "Columns may be moved. Their headers must stay as they are; those with a star must be filled in.",
    "Amounts are in pounds. Contributions stay indicative, and opening budgets wait for a decision, until somebody decides.",
    "Upload the workbook on the page “Bring in a plan”. You see everything that it would make before anything is saved.",
)


def write_set_up_workbook(set_up: SetUp, lists: Lists, *, year: int) -> bytes:
    """The workbook as XLSX bytes; with an empty set-up only the examples stand in it."""
    book = Workbook()
    _instructions(book.active, year)
    ranges = _lists(book.create_sheet(LISTS), lists)
    for sheet in SHEETS:
        _write_sheet(book.create_sheet(sheet.title, index=len(book.sheetnames) - 1), sheet, set_up, ranges)
    book[LISTS].sheet_state = "hidden"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _instructions(sheet: Worksheet, year: int) -> None:
    sheet.title = INSTRUCTIONS
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    sheet["A1"] = "Set up a section 75 place"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A3"], sheet["B3"] = "Year", year_label(year)
    sheet["A3"].font = Font(bold=True)
    for number, step in enumerate(STEPS, start=1):
        sheet.cell(4 + number, 1, f"Step {number}" if number == 1 else number)
        sheet.cell(4 + number, 2, step).alignment = Alignment(wrap_text=True)
    for number, described in enumerate(SHEETS):
        sheet.cell(11 + number, 1, described.title).font = Font(bold=True)
        sheet.cell(11 + number, 2, described.purpose).alignment = Alignment(wrap_text=True)


def _lists(sheet: Worksheet, lists: Lists) -> dict[str, str]:
    """Every list to choose from in a column of its own; returns the range of each by name."""
    named: dict[str, tuple[str, ...]] = {"yes": ("Yes", "No")}
    for described in SHEETS:
        for column in described.columns:
            if column.choices:
                named[f"{described.key}.{column.key}"] = tuple(text for _, text in column.choices)
            elif column.listed:
                named[column.listed] = getattr(lists, column.listed)
    ranges = {}
    for index, (name, words) in enumerate(named.items(), start=1):
        sheet.cell(1, index, name)
        for row, word in enumerate(words, start=2):
            sheet.cell(row, index, word)
        if words:
            letter = get_column_letter(index)
            ranges[name] = f"{LISTS}!${letter}$2:${letter}${len(words) + 1}"
    return ranges


def _write_sheet(sheet: Worksheet, described: Described, set_up: SetUp, ranges: Mapping[str, str]) -> None:
    sheet["B1"] = described.title
    sheet["B1"].font = Font(bold=True, size=14)
    sheet["B2"] = described.purpose
    sheet.column_dimensions["A"].width = 10
    _head(sheet, 1, "Note")
    for index, column in enumerate(described.columns, start=FIRST_COLUMN):
        _head(sheet, index, f"{column.header} *" if column.required else column.header)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        if (source := _range_of(described, column, ranges)) is not None:
            _validate(sheet, column, source, f"{letter}{EXAMPLE_ROW}:{letter}{LAST_ROW}")
    sheet.cell(EXAMPLE_ROW, 1, EXAMPLE)
    for index, column in enumerate(described.columns, start=FIRST_COLUMN):
        _put(sheet, EXAMPLE_ROW, index, column, described.example.get(column.key))
    for index in range(1, FIRST_COLUMN + len(described.columns)):
        cell = sheet.cell(EXAMPLE_ROW, index)
        cell.fill, cell.font = FAINT, Font(italic=True, color="595959")
    for place, row in enumerate(getattr(set_up, described.key), start=EXAMPLE_ROW + 1):
        for index, column in enumerate(described.columns, start=FIRST_COLUMN):
            _put(sheet, place, index, column, getattr(row, column.key))
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, FIRST_COLUMN + 1)


def _head(sheet: Worksheet, index: int, text: str) -> None:
    cell = sheet.cell(HEADER_ROW, index, text)
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _range_of(described: Described, column: Column, ranges: Mapping[str, str]) -> str | None:
    if column.kind == "yes":
        return ranges["yes"]
    if column.choices:
        return ranges.get(f"{described.key}.{column.key}")
    if column.listed:
        return ranges.get(column.listed)
    if column.refers:
        key, _, name = column.refers.partition(".")
        there = BY_KEY[key]
        letter = get_column_letter(FIRST_COLUMN + [each.key for each in there.columns].index(name))
        return f"'{there.title}'!${letter}${EXAMPLE_ROW}:${letter}${LAST_ROW}"
    return None


def _validate(sheet: Worksheet, column: Column, source: str, cells: str) -> None:
    """A list to choose from; words that are not in it are refused only where nothing else could be meant."""
    strict = bool(column.choices) or column.kind == "yes"
    rule = DataValidation(type="list", formula1=f"={source}", allow_blank=True, showErrorMessage=strict)
    rule.error, rule.errorTitle = "Choose from the list.", column.header
    rule.add(cells)
    sheet.add_data_validation(rule)


def _put(sheet: Worksheet, row: int, index: int, column: Column, value: object) -> None:
    """One value as the workbook shows it; text stays text, whatever it begins with."""
    cell = sheet.cell(row, index)
    cell.number_format = FORMATS.get(column.kind, "General")
    shown = as_shown(column, value)
    if shown is None:
        return
    cell.value = shown
    if isinstance(shown, str):
        cell.data_type = "s"


def as_shown(column: Column, value: object) -> str | Decimal | date | int | None:
    """A kept value as a cell of the column shows it."""
    if column.kind == "choice":
        return dict(column.choices).get(str(value or "")) if value or column.key == "kind" else None
    if value is None or value == "":
        return None
    if column.kind == "yes":
        return "Yes" if value else "No"
    if column.kind == "year" and isinstance(value, int):
        return year_label(value)
    if column.kind == "codes" and isinstance(value, tuple):
        return ", ".join(value)
    if column.kind == "shares" and isinstance(value, tuple):
        return ", ".join(f"{code} {percent.normalize():f}" for code, percent in value) or None
    return value if isinstance(value, Decimal | date | int) and not isinstance(value, bool) else str(value)
