"""Files of every kind: what is read from them, and the sentence with which each hostile or foreign one is refused."""

from __future__ import annotations

import random
import struct
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from schemes.sources.cells import NO_VALUE, Fault, error_value
from schemes.sources.limits import MEGABYTE
from schemes.sources.tabular import Sheet, Unreadable, read_sheets
from tests.schemes.sources.ledgers import content_of, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ole(stream: str) -> bytes:
    return OLE + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


# what is read


def test_workbook_cells_keep_their_places_and_kinds() -> None:
    book = Workbook()
    book.active["B3"], book.active["D3"], book.active["E5"] = "text", 12.5, datetime(2022, 11, 30)  # noqa: DTZ001
    book.active["F5"] = True

    [sheet] = read_sheets(saved(book), "a.xlsx")

    assert sheet.rows == [(), (), (None, "text", None, 12.5), (), (None, None, None, None, date(2022, 11, 30), True)]
    assert [sheet.number(index) for index in (0, 4)] == [1, 5]


def test_workbook_formula_without_a_stored_value_and_errors_are_faults() -> None:
    book = Workbook()
    book.active["A1"], book.active["B2"], book.active["C2"] = "=1+1", "#REF!", 3
    book.active["B2"].data_type = "e"

    [sheet] = read_sheets(saved(book), "a.xlsx")

    assert sheet.rows == [(NO_VALUE,), (None, error_value("#REF!"), 3.0)]


def test_workbook_formula_with_a_stored_value_gives_it() -> None:
    parts = parts_of(workbook({"A": [["=1+1", "x"]]}))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<v></v>", b"<v>2</v>")

    [sheet] = read_sheets(zipped(parts), "a.xlsx")

    assert sheet.rows == [(2.0, "x")]


def test_workbook_hidden_sheets_are_marked_and_charts_left_out() -> None:
    book = Workbook()
    book.active["A1"] = 1
    book.create_sheet("Away").sheet_state = "hidden"
    book.create_sheet("Further away").sheet_state = "veryHidden"
    book.create_chartsheet("Chart")

    sheets = read_sheets(saved(book), "a.xlsx")

    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Sheet", False),
        ("Away", True),
        ("Further away", True),
    ]


def test_workbook_formatted_far_beyond_its_values_is_small() -> None:
    book = load_workbook(BytesIO(content_of("council_p08")))
    book.active["XFD1048576"].number_format = "0.00"

    [sheet] = read_sheets(saved(book), "a.xlsx")

    assert len(sheet.rows) == 39


def test_workbook_is_known_by_its_content_and_not_by_its_name() -> None:
    assert read_sheets(content_of("council_p08"), "ledger.csv")[0].read_as == "Excel workbook"
    assert read_sheets(content_of("icb_p08"), "ledger.xls")[0].read_as == "text, Windows-1252, separated by commas"


def opendocument(rows: str, *, styles: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    table = f'<table:table table:name="Ledger" table:style-name="ta1">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>{body}"
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0"?>{content}</office:document-content>'.encode(),
        }
    )


ODS_ROW = (
    "<table:table-row{repeated}><table:table-cell><text:p>a</text:p></table:table-cell>"
    '<table:table-cell table:number-columns-repeated="2"/>'
    '<table:table-cell office:value-type="currency" office:value="12.34"><text:p>£12.34</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="2022-11-30"/>'
    '<table:table-cell table:formula="of:=1"/>'
    '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0">'
    "<text:p>#DIV/0!</text:p></table:table-cell>"
    '<table:table-cell table:number-columns-repeated="16377"/></table:table-row>'
)
ODS_END = (
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def test_opendocument_cells_are_read_with_their_repetitions() -> None:
    repeated = ODS_ROW.format(repeated=' table:number-rows-repeated="2"')

    [sheet] = read_sheets(opendocument(repeated + ODS_END), "a.ods")

    row = ("a", None, None, Decimal("12.34"), datetime(2022, 11, 30), NO_VALUE, error_value("#DIV/0!"))  # noqa: DTZ001
    assert sheet == Sheet("Ledger", [row, row], read_as="OpenDocument spreadsheet")


def test_opendocument_hidden_table_is_marked() -> None:
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'

    [sheet] = read_sheets(opendocument(ODS_ROW.format(repeated=""), styles=style), "a.ods")

    assert sheet.hidden


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\n1,2\n", [("a", "b"), ("1", "2")]),
        (b"a;b\r\n1,5;2,5\r\n", [("a", "b"), ("1,5", "2,5")]),
        (b"a\tb\r1\t2", [("a", "b"), ("1", "2")]),
        (b"a|b\n1|2", [("a", "b"), ("1", "2")]),
        (b"sep=;\r\na;b\r\n", [("a", "b")]),
        (b'"sep=|"\na|b,c\n', [("a", "b,c")]),
        (b'a, "b, c"\n\n 1 ,2', [("a", "b, c"), (), ("1 ", "2")]),
        (b'"two\nlines",2', [("two\nlines", "2")]),
        ("£,–\n".encode("cp1252"), [("£", "–")]),
        ("£,–\n".encode(), [("£", "–")]),
        ("£,–\n".encode("utf-8-sig"), [("£", "–")]),
        ("£,–\n".encode("utf-16"), [("£", "–")]),
        (b"A title, with a comma\nand another\n\na;b;c\n1;2;3\n4;5;6\n", None),
    ],
)
def test_text_is_split_by_its_own_separator(content: bytes, rows: list[tuple[str, ...]] | None) -> None:
    [sheet] = read_sheets(content, "a.csv")

    assert sheet.rows == rows if rows else sheet.rows[-1] == ("4", "5", "6")


# what is refused


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n ", "is empty"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\xff\xd8\xff\xe0", "is a picture"),
        (b"{\\rtf1", "Word"),
        (b"\x1f\x8b\x08", "compressed archive"),
        (b"\r\n<!DOCTYPE html><table>", "web page"),
        (b"<html><table><tr>", "web page"),
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
        ("a,b".encode("utf-16-le"), "not a text file"),
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
