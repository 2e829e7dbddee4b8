"""The sentence with which each foreign, oversized or hostile file is refused before it is laid out."""

from __future__ import annotations

import random
import struct
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import Workbook

from schemes.sources.cells import Fault
from schemes.sources.limits import MEGABYTE
from schemes.sources.tabular import Unreadable, read_sheets
from tests.schemes.sources.files import ODS_ROW, ole, opendocument, parts_of, saved, zipped
from tests.schemes.sources.ledgers import content_of


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n ", "is empty"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\xff\xd8\xff\xe0", "is a picture"),
        (b"{\\rtf1", "Word"),
        (b"\x1f\x8b\x08", "compressed archive.*unpack it"),
        (b"\r\n<!DOCTYPE html><table>", "web page"),
        (b"<html><table><tr>", "web page.*open it in Excel"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "XML file"),
        ("<html>".encode("utf-16"), "web page"),
        (ole("EncryptedPackage"), "password"),
        (ole("WordDocument"), "Word document"),
        (ole("Workbook"), "save it as .xlsx"),
        (zipped({"word/document.xml": b"<a/>"}), "Word document"),
        (zipped({"ppt/presentation.xml": b"<a/>"}), "presentation"),
        (zipped({"xl/workbook.bin": b"x"}), "binary workbook"),
        (zipped({"ledger.csv": b"a,b"}), "an archive, not a workbook"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"a,b\x00,c", "not a text file"),
        (b"a,\x81\xff\xfe", "not a text file"),
        (b'a,b\n"c,d\n1,2\n', "quotation mark"),
        (b'a,b\n"c"d,e\n', "line 2: a quotation mark"),
    ],
)
def test_foreign_file_is_refused_by_what_it_is(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        read_sheets(content, "ledger.xlsx")
    assert "“ledger.xlsx”" in refused.value.message


def test_file_of_51_megabytes_is_refused_unopened() -> None:
    with pytest.raises(Unreadable, match="has 51 MB; a file may have 30 MB"):
        read_sheets(b"PK" + bytes(51 * MEGABYTE - 2), "ledger.xlsx")


def test_zip_bomb_is_refused_by_what_it_declares() -> None:
    parts = parts_of(content_of("council_p08")) | {"xl/media/image1.png": bytes(300 * MEGABYTE)}
    with pytest.raises(Unreadable, match="would unpack to 300 MB"):
        read_sheets(zipped(parts), "ledger.xlsx")


def test_zip_bomb_is_refused_by_its_ratio() -> None:
    parts = parts_of(content_of("council_p08")) | {"xl/media/image1.png": bytes(50 * MEGABYTE)}
    with pytest.raises(Unreadable, match="would unpack to 50 MB"):
        read_sheets(zipped(parts), "ledger.xlsx")


def test_zip_that_lies_about_its_size_is_refused_before_it_is_laid_out() -> None:
    large = 40 * MEGABYTE
    content = zipped(parts_of(content_of("council_p08")) | {"xl/media/image1.png": bytes(large)})
    lying = content.replace(struct.pack("<I", large), struct.pack("<I", 1000))

    with pytest.raises(Unreadable, match="damaged"):
        read_sheets(lying, "ledger.xlsx")


def test_zip_of_many_parts_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 2,000 parts"):
        read_sheets(zipped({f"part{number}": b"" for number in range(2001)}), "ledger.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_workbook_that_defines_entities_is_refused(part: str) -> None:
    parts = parts_of(content_of("council_p08"))
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1/">]>'
    parts[part] = parts[part].replace(b"<", entity + b"<", 1)

    with pytest.raises(Unreadable, match="defines entities"):
        read_sheets(zipped(parts), "ledger.xlsx")


def test_workbook_in_a_hidden_encoding_is_refused() -> None:
    parts = parts_of(content_of("council_p08"))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].decode().encode("utf-16")

    with pytest.raises(Unreadable, match="encoding"):
        read_sheets(zipped(parts), "ledger.xlsx")


@pytest.mark.parametrize(("cell", "said"), [("A200001", "more than 200,000 rows"), ("SH1", "more than 500 columns")])
def test_workbook_with_a_value_far_away_is_refused(cell: str, said: str) -> None:
    book = Workbook()
    book.active["A1"] = book.active[cell] = 1
    with pytest.raises(Unreadable, match=said):
        read_sheets(saved(book), "ledger.xlsx")


def test_workbook_that_repeats_one_long_text_is_refused() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row in range(10_000):
            sheet.write_string(row, 0, "x" * 30_000)
    with pytest.raises(Unreadable, match="more text than a ledger needs"):
        read_sheets(stream.getvalue(), "ledger.xlsx")


@pytest.mark.parametrize("repeated", ["rows", "columns"])
def test_opendocument_that_repeats_a_value_without_end_is_refused(repeated: str) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell>'
    row = (
        "<table:table-row>" + cell
        if repeated == "columns"
        else ODS_ROW.format(repeated=' table:number-rows-repeated="999999999999"')
    )
    row += "</table:table-row>" if repeated == "columns" else ""
    with pytest.raises(Unreadable, match=f"more than .* {repeated}"):
        read_sheets(opendocument(row), "ledger.ods")


def test_text_of_too_many_rows_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 200,000 rows"):
        read_sheets(b"1,2\n" * 200_001, "ledger.csv")


def test_damaged_workbook_is_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(75)  # noqa: S311 - damage, not secrets
    original = parts_of(content_of("council_p08"))
    for _ in range(150):
        parts = dict(original)
        part = chance.choice([name for name in parts if name.startswith("xl/")])
        damaged = bytearray(parts[part])
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randrange(1, 30)] = chance.choice([b"<", b"", b"\xff", b'"><c r="ZZZ9999999">'])
        parts[part] = bytes(damaged)
        try:
            sheets = read_sheets(zipped(parts), "ledger.xlsx")
        except Unreadable:
            continue
        assert all(
            not isinstance(value, Fault) or value.found for sheet in sheets for row in sheet.rows for value in row
        )
