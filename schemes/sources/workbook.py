"""Reads an Excel workbook, after its XML has shown how large its sheets are and which cells hold no value."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from defusedxml import ElementTree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from schemes.sources.archives import DAMAGED
from schemes.sources.limits import MAX_TEXT, Unreadable, check_area
from schemes.sources.sheets import Row, Sheet, as_rows
from schemes.sources.workbook_scan import Scan, scan_sheet, shared_lengths

SHARED = "xl/sharedStrings.xml"


def read_workbook(content: bytes, name: str, archive: ZipFile) -> list[Sheet]:
    """Read the worksheets of an XLSX or XLSM file; macros are left alone, formulas give the value stored with them.

    A formula that has no stored value, and a spreadsheet error, become Faults in their cells.
    """
    scans = _scan(name, archive)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [
            Sheet(
                name=about.name,
                rows=_rows(book.get_sheet_by_name(about.name), scans[about.name]),
                hidden=about.visible != SheetVisibleEnum.Visible,
                read_as="Excel workbook",
            )
            for about in book.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet and about.name in scans
        ]
    except CalamineError as error:
        raise Unreadable(f"“{name}” {DAMAGED}") from error


def _rows(sheet: CalamineSheet, scan: Scan) -> list[Row]:
    return as_rows(sheet.to_python(skip_empty_area=False), scan.faults)


def _scan(name: str, archive: ZipFile) -> dict[str, Scan]:
    """Look through each worksheet's XML before calamine lays it out: its area, its cells without value, its text."""
    lengths = shared_lengths(archive.read(SHARED)) if SHARED in archive.namelist() else []
    scans, cells, text = {}, 0, 0
    for title, part in worksheet_parts(name, archive).items():
        scan = scan_sheet(archive.read(part), lengths)
        cells, text = cells + scan.rows * scan.columns, text + scan.text
        check_area(f"“{name}”, sheet {title},", scan.rows, scan.columns, cells)
        if text > MAX_TEXT:
            raise Unreadable(f"“{name}”, sheet {title}, holds more text than a ledger needs; remove what is not ledger")
        scans[title] = scan
    return scans


def worksheet_parts(name: str, archive: ZipFile) -> dict[str, str]:
    """The workbook's sheets by title, each with the archive's part that holds it; charts and macro sheets left out."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (ElementTree.ParseError, KeyError) as error:
        raise Unreadable(f"“{name}” {DAMAGED}") from error
    parts = {
        relation.get("Id"): _part_name(relation.get("Target", ""))
        for relation in relations
        if relation.get("Type", "").endswith("/worksheet")
    }
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            if parts.get(relation) in archive.namelist():
                found[sheet.get("name", "")] = parts[relation]
    return found


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
