"""A Document as a workbook: a summary sheet, then a sheet a table with totals that stay live."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.document import Block, Bullets, Chart, Document, Paragraph, Table
from reports.render.words import above_lines, clean, point, print_heading, print_paragraph, title_lines
from reports.render.xlsx_format import Formats, fit_row, write_text
from reports.render.xlsx_table import write_table

SUMMARY = "Summary"
NAME_LENGTH = 31
TEXT_WIDTH = 110
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_xlsx(document: Document) -> bytes:
    """The document as an .xlsx file. Figures are numbers, totals are formulas that also carry their value.

    A figure is exact until the file is written, where the format keeps numbers as binary floats: fifteen digits hold
    any amount up to £9,999,999,999,999.99 to the penny.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        meta = document.meta
        workbook.set_properties({"title": clean(meta.title), "subject": clean(f"{meta.paper}, as at {meta.as_at}")})
        formats = Formats(workbook)
        names = sheet_names(document.tables())
        _summary(workbook.add_worksheet(SUMMARY), document, names, formats)
        for table in document.tables():
            write_table(workbook.add_worksheet(names[table.key]), table, meta, formats)
    return file.getvalue()


def sheet_names(tables: tuple[Table, ...]) -> dict[str, str]:
    """A name for each table's sheet: its caption as far as the format allows, numbered where two would be alike."""
    names: dict[str, str] = {}
    taken = {SUMMARY.casefold(), "history", ""}
    for table in tables:
        whole = " ".join(_NOT_IN_NAMES.sub(" ", clean(table.caption)).split()) or "Table"
        name, number = _shortened(whole, NAME_LENGTH), 1
        while name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            name = _shortened(whole, NAME_LENGTH - len(ending)) + ending
        taken.add(name.casefold())
        names[table.key] = name
    return names


def _shortened(name: str, length: int) -> str:
    """The name's first words that fit, or its first letters where one word alone is too long."""
    if len(name) <= length:
        return name
    words = name[: length + 1].rsplit(" ", 1)[0]
    return (words if len(words) <= length else name[:length]).rstrip(" ,;.–-(")


def _summary(sheet: Any, document: Document, names: dict[str, str], formats: Formats) -> None:
    """The title block and the text of the paper, with a link to each table's sheet where the table would stand."""
    meta = document.meta
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, TEXT_WIDTH)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    write_text(sheet, 0, 0, meta.title, formats.title)
    write_text(sheet, 1, 0, f"{meta.paper}, draft" if meta.draft else meta.paper, formats.kind)
    row = 3
    for label, value in (*above_lines(meta), *title_lines(meta)):
        write_text(sheet, row, 0, label, formats.label)
        write_text(sheet, row, 1, value, formats.text)
        fit_row(sheet, row, [(value, TEXT_WIDTH)])
        row += 1
    for mark in meta.marks:
        write_text(sheet, row, 1, mark, formats.note)
        row += 1
    for section in document.sections:
        row += 1
        write_text(sheet, row, 0, print_heading(section), formats.heading if section.level == 2 else formats.part)
        row += 1
        for block in section.blocks:
            row = _block(sheet, row, block, names, formats)


def _block(sheet: Any, row: int, block: Block, names: dict[str, str], formats: Formats) -> int:
    """Write a block and return the row after it."""
    if isinstance(block, Table):
        target = f"internal:'{names[block.key]}'!A1"
        write_text(sheet, row, 0, "Table", formats.label)
        sheet.write_url(row, 1, target, formats.link, string=clean(block.caption)[:255] or names[block.key])
        return row + 1
    if isinstance(block, Bullets):
        for i, said in enumerate(block.points):
            text = f"{point(i, block.marker)} {print_paragraph(said)}"
            write_text(sheet, row + i, 1, text, formats.text)
            fit_row(sheet, row + i, [(text, TEXT_WIDTH)])
        return row + len(block.items)
    if isinstance(block, Chart):
        write_text(sheet, row, 0, "Chart", formats.label)
        text = f"{block.title}. {block.description}"
        write_text(sheet, row, 1, text, formats.text)
        fit_row(sheet, row, [(text, TEXT_WIDTH)])
        return row + 1
    return _paragraph(sheet, row, block, formats)


def _paragraph(sheet: Any, row: int, paragraph: Paragraph, formats: Formats) -> int:
    if isinstance(paragraph.number, int):
        sheet.write_number(row, 0, paragraph.number, formats.number)
    elif paragraph.number:
        write_text(sheet, row, 0, paragraph.number, formats.number)
    text = print_paragraph(paragraph)
    write_text(sheet, row, 1, text, formats.text)
    fit_row(sheet, row, [(text, TEXT_WIDTH)])
    return row + 1
