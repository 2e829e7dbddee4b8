"""What is read from workbooks and text files: cells in their places, faults, hidden sheets, separators."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from schemes.sources.cells import NO_VALUE, error_value
from schemes.sources.tabular import Sheet, read_sheets
from tests.schemes.sources.files import ODS_END, ODS_ROW, opendocument, parts_of, saved, zipped
from tests.schemes.sources.ledgers import content_of, workbook


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
