"""National return templates as they come: several layouts, with everything in them that filling must leave alone."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

SCHEME_HEADERS = {
    "ref": "Scheme ID",
    "name": "Scheme Name",
    "scheme_type": "Scheme Type",
    "sub_type": "Sub Types",
    "source": "Source of Funding",
    "planned": "Planned Expenditure (£)",
    "actual": "Actual Expenditure to date (£)",
    "planned_outputs": "Planned outputs",
    "delivered": "Outputs delivered to date",
    "unit": "Unit of Measure",
    "issues": "Have there been any implementation issues?",
    "issues_text": (
        "If yes, please briefly describe the issue(s) and any actions that have been or are being implemented as a result."
    ),
}
REORDERED = dict(reversed(SCHEME_HEADERS.items())) | {
    "ref": "Scheme ref",
    "source": "Funding source",
    "delivered": "Outputs delivered to date (estimate if unsure)",
    "actual": "Actual spend to date",
}
TWO_YEARS = {
    "ref": "Scheme ID",
    "name": "Scheme Name",
    "source": "Source of Funding",
    "before": "Actual expenditure 2022-23",
    "planned": "Planned expenditure 2023-24",
    "actual": "Actual expenditure to date 2023-24",
    "planned_before": "Planned outputs 2022-23",
    "planned_outputs": "Planned outputs 2023-24",
    "delivered": "Outputs delivered to date",
    "unit": "Units",
    "issues": "Any implementation issues?",
    "issues_text": "If yes, describe the issue",
}
ROWS = (
    {"ref": 1, "name": "Home care", "source": "NHS Minimum Contribution", "planned": 1500, "unit": "Hours of care"},
    {"ref": None, "name": "Home care", "source": "iBCF", "planned": 400},
    {"ref": 2, "name": "Adaptations", "source": "DFG", "planned": 601, "planned_outputs": 80},
    {"ref": 9, "name": "Not ours", "source": "DFG", "planned": 5},
)
INPUTS = ("actual", "delivered", "issues", "issues_text", "unit", "planned_outputs")


@dataclass
class Template:
    """What a template looks like; `titles` rows stand above its header, which is in row titles + 1."""

    headers: Mapping[str, str] = field(default_factory=lambda: SCHEME_HEADERS)
    rows: Sequence[Mapping[str, Any]] = ROWS
    titles: int = 4
    stated: str = "Better Care Fund 2023-24 Quarter 2 Quarterly Reporting Template"
    protected: bool = True
    left: int = 1  # empty columns before the table

    def column(self, key: str) -> int:
        return self.left + 1 + list(self.headers).index(key)

    def address(self, key: str, row: int) -> str:
        """The cell of a column in the nth row of schemes, from 0."""
        return f"{openpyxl.utils.get_column_letter(self.column(key))}{self.titles + 2 + row}"

    def bytes(self) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "5. Spend & Activity"
        self._titles(sheet)
        for key, text in self.headers.items():
            sheet.cell(self.titles + 1, self.column(key), text)
        for place, row in enumerate(self.rows):
            self._row(sheet, self.titles + 2 + place, row)
        self._total(sheet)
        self._trimmings(book, sheet)
        file = io.BytesIO()
        book.save(file)
        return with_parts(
            file.getvalue(), {"xl/media/image1.png": b"\x89PNG not really", "customXml/item1.xml": b"<a/>"}
        )

    def _titles(self, sheet: Worksheet) -> None:
        if self.titles:
            sheet.cell(1, 1, self.stated)
            sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=6)
        if self.titles > 2:
            sheet.cell(2, 1, "Selected Health and Wellbeing Board:")
            sheet.cell(2, 2, "Testshire")

    def _row(self, sheet: Worksheet, number: int, row: Mapping[str, Any]) -> None:
        for key in self.headers:
            cell = sheet.cell(number, self.column(key), row.get(key))
            cell.protection = Protection(locked=key not in INPUTS)
            cell.fill = PatternFill("solid", fgColor="FFFFCC")

    def _total(self, sheet: Worksheet) -> None:
        first, last = self.titles + 2, self.titles + 1 + len(self.rows)
        sheet.cell(last + 1, self.left + 1, "Total")
        for key in ("planned", "actual"):
            letter = openpyxl.utils.get_column_letter(self.column(key))
            sheet.cell(last + 1, self.column(key), f"=SUM({letter}{first}:{letter}{last})")

    def _trimmings(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.protection.sheet = self.protected
        choice = DataValidation(type="list", formula1='"Yes,No"', allow_blank=True)
        sheet.add_data_validation(choice)
        choice.add(self.address("issues", 0))
        red = PatternFill("solid", bgColor="FF0000")
        sheet.conditional_formatting.add(self.address("actual", 0), CellIsRule("lessThan", ["0"], fill=red))
        lists = book.create_sheet("Lists")
        lists.sheet_state = "hidden"
        lists["A1"] = "Yes"
        book.defined_names["YesNo"] = DefinedName("YesNo", attr_text="Lists!$A$1:$A$2")


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with parts that openpyxl would lose, or with others in their place."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as archive, ZipFile(file, "w", ZIP_DEFLATED) as made:
        for part in archive.infolist():
            if part.filename not in parts:
                made.writestr(part, archive.read(part))
        for name, content_of in parts.items():
            made.writestr(name, content_of)
    return file.getvalue()


def source_template(title: str, headers: Sequence[str], labels: Sequence[str]) -> bytes:
    """A template that asks by source: labels down, figures across, and a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = title
    for place, text in enumerate(headers, start=2):
        sheet.cell(3, place, text)
    for number, label in enumerate(labels, start=4):
        sheet.cell(number, 1, label)
    last = 3 + len(labels)
    sheet.cell(last + 1, 1, "Total")
    for place in range(2, 2 + len(headers)):
        letter = openpyxl.utils.get_column_letter(place)
        sheet.cell(last + 1, place, f"=SUM({letter}4:{letter}{last})")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


COMMENT = "Please provide any comments that may be useful for local context where there is a difference between planned and actual"


def year_end_template(*, protected: bool = True, comment: str = "") -> bytes:
    """An end-of-year template: income by source, then expenditure with its plan and actual, each with its comment."""
    book = openpyxl.load_workbook(io.BytesIO(source_template("BCF 2023-24", ("Planned", "Actual"), ("iBCF", "DFG"))))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    texts = {
        "A8": f"{COMMENT} income for 2023-24", "A10": "Expenditure", "B11": "2023-24", "A12": "Plan", "A14": "Actual",
        "A16": f"{COMMENT} expenditure for 2023-24", "A13": "Do you wish to change your actual BCF expenditure?",
    }  # fmt: skip
    for address, text in texts.items():
        sheet[address] = text
    sheet["B12"] = "=B6*2"
    for area in ("A8:B8", "A16:D16", "A17:D17"):
        sheet.merge_cells(area)
    if comment:
        sheet["A17"] = comment
    for address in ("B4", "C4", "B5", "C5", "C8", "B13", "B14", "A17"):
        sheet[address].protection = Protection(locked=False)
        sheet[address].fill = PatternFill("solid", fgColor="FFFFCC")
    sheet.protection.sheet = protected
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
