"""Papers as workbooks: live totals that another engine agrees with, text that stays text, sheets that print."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from reports.document import Cell, Column, Document, Row, Section, Table
from reports.render.words import print_cell
from reports.render.xlsx import render_xlsx, sheet_names
from reports.render.xlsx_format import LONGEST
from reports.render.xlsx_table import HEADER_ROW, sum_formula
from tests.reports.render import sample
from tests.reports.render.hostile import hostile
from tests.reports.render.xlsx_reading import heading_places, pence, place_of, recalculated, stored


def workbook_of(*tables: Table) -> bytes:
    return render_xlsx(Document(sample.META, (Section("s", "S", tables),)))


@pytest.fixture(scope="module")
def board() -> Document:
    return sample.board_like(40, 1)


@pytest.fixture(scope="module")
def board_xlsx(board: Document) -> bytes:
    return render_xlsx(board)


def test_totals_are_formulas_over_the_rows_that_they_name(board: Document, board_xlsx: bytes) -> None:
    sheet = stored(board_xlsx, formulas=True)["Position by scheme"]
    table = board.table("schemes-0")
    row, column = place_of(sheet, table, "subtotal-bcf", "budget")
    assert sheet.cell(row, column).value == f"=SUM(C6:C{row - 1})"
    row, column = place_of(sheet, table, "total", "budget")
    assert sheet.cell(row, column).value.count("SUM(C") == 5
    assert sheet.cell(*place_of(sheet, table, "total", "percent")).data_type == "n"


def test_every_total_is_the_same_stored_and_recalculated(board: Document, board_xlsx: bytes) -> None:
    names, again = sheet_names(board.tables()), recalculated(board_xlsx)
    kept, formulas = stored(board_xlsx), stored(board_xlsx, formulas=True)
    checked = 0
    for table in board.tables():
        sheet = kept[names[table.key]]
        for one in (row for row in table.rows if row.sums):
            for column, cell in zip(table.columns, one.cells, strict=True):
                if column.key in table.sums_columns:
                    place = place_of(sheet, table, one.key, column.key)
                    assert formulas[sheet.title].cell(*place).data_type == "f"
                    assert pence(sheet.cell(*place).value) == cell.value
                    assert pence(again.get_value(sheet.title, *place)) == cell.value
                    checked += 1
    assert checked == 7 * 8


def test_every_figure_is_a_number_that_prints_as_in_the_paper(board: Document, board_xlsx: bytes) -> None:
    book, names = stored(board_xlsx), sheet_names(board.tables())
    for table in board.tables():
        sheet = book[names[table.key]]
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                found = sheet.cell(*place_of(sheet, table, row.key, column.key)).value
                if cell.value is None or isinstance(cell.value, str):
                    assert (found or "") == print_cell(cell)
                elif cell.unit == "percent":
                    assert Decimal(repr(found)) * 100 == cell.value
                else:
                    assert Decimal(repr(found)) == cell.value


def test_formats_have_thousands_and_a_true_minus(board: Document, board_xlsx: bytes) -> None:
    sheet, table = stored(board_xlsx)["Position by scheme"], board.table("schemes-0")
    shapes = {
        key: sheet.cell(*place_of(sheet, table, "total", key)).number_format for key in ("budget", "percent", "lines")
    }
    assert shapes == {"budget": '#,##0.00;"−"#,##0.00', "percent": '0.0%;"−"0.0%', "lines": '#,##0;"−"#,##0'}


def test_words_notes_and_marks_have_columns_of_their_own(board: Document, board_xlsx: bytes) -> None:
    sheet, table = stored(board_xlsx)["Position by scheme"], board.table("schemes-0")
    places = heading_places(sheet)
    assert list(places)[-2:] == ["Notes", "Illustrative"]
    rows = {row.key: HEADER_ROW + 2 + i for i, row in enumerate(table.rows)}
    total, marked, noted = rows["total"], rows["ph-4"], rows["ch-3"]
    assert sheet.cell(total, places["Variance, in words"]).value == "overspend"
    assert sheet.cell(noted, places["Notes"]).value == "Forecast outturn: not forecast: stands at budget"
    assert sheet.cell(marked, places["Illustrative"]).value == (
        "illustrative: Original budget, Current budget, Budget to date, Actual to date, Forecast outturn, Variance"
    )
    assert sheet.cell(total, places["Illustrative"]).value is None
    assert "Illustrative" not in heading_places(stored(board_xlsx)["Position by fund"])


def test_sheets_keep_their_headers_in_sight_and_on_paper(board_xlsx: bytes) -> None:
    book = stored(board_xlsx)
    assert book.sheetnames[:3] == ["Summary", "Position by fund", "Position by scheme"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == f"B{HEADER_ROW + 2}"
        assert sheet.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
        assert sheet.print_title_cols == "$A:$A"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth in (None, 1)  # one page wide is what the format takes for granted
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Position by fund"].auto_filter.ref == f"A{HEADER_ROW + 1}:M{HEADER_ROW + 6}"
    assert book["Position by scheme"].auto_filter.ref is None


def test_the_summary_holds_the_title_block_the_text_and_links_to_the_sheets(board: Document, board_xlsx: bytes) -> None:
    sheet = stored(board_xlsx)["Summary"]
    rows = [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]
    assert rows[0][0] == board.meta.title
    assert ["As at", board.meta.as_at] in rows
    paragraph = next(text for number, text in rows if number == 1)
    assert "current budget of £" in paragraph
    assert ["Table", "Position by scheme"] in rows
    links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in stored(board_xlsx).sheetnames[1:]}


def test_no_text_becomes_a_formula_or_a_link() -> None:
    made = render_xlsx(hostile())
    book = stored(made, formulas=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.location
    with ZipFile(BytesIO(made)) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name]
        relations = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
    assert "TargetMode" not in relations


def test_a_long_explanation_is_whole_and_one_beyond_a_cell_says_so() -> None:
    columns = (Column("n", "Name", "text"), Column("why", "Why", "text", wide=True))
    texts = ("w " * 5000, "x" * (LONGEST + 1))
    table = Table("t", "T", columns, tuple(Row(str(i), (Cell("a"), Cell(text))) for i, text in enumerate(texts)))
    sheet = stored(workbook_of(table))["T"]
    assert sheet.cell(HEADER_ROW + 2, 2).value == texts[0]
    cut = sheet.cell(HEADER_ROW + 3, 2).value
    assert len(cut) == LONGEST
    assert cut.endswith("the whole text is in the paper)")


def empty(caption: str, key: str) -> Table:
    return Table(key, caption, (Column("a", "A", "text"),), ())


def test_sheet_names_are_allowed_short_and_unique() -> None:
    captions = ("Summary", "History", "", "A/B [C]: D?*'", "Position by scheme, a long view of everything", "x" * 40)
    tables = tuple(empty(caption, f"{caption}{i}") for caption in captions for i in range(3))
    names = list(sheet_names(tables).values())
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert "Position by scheme, a long view" in names
    assert "Summary" not in names
    assert len(stored(workbook_of(*tables)).sheetnames) == len(tables) + 1


def lines(*kinds: Any) -> Table:
    columns = (Column("n", "Name", "text"), Column("v", "Value"))
    rows = tuple(Row(key, (Cell(key), Cell(Decimal(1), "pounds")), "line", sums) for key, sums in kinds)
    return Table("t", "T", columns, rows, sums_columns=frozenset({"v"}))


def test_a_sum_joins_the_runs_of_the_rows_it_names() -> None:
    table = lines(("a", ()), ("b", ()), ("c", ()), ("d", ()), ("e", ("d", "a", "b")))
    places = {row.key: 4 + i for i, row in enumerate(table.rows)}
    assert sum_formula(table, table.rows[-1], places, 1) == "=SUM(B5:B6)+SUM(B8)"


def test_a_sum_of_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="“ghost”, which is not a row"):
        workbook_of(lines(("a", ()), ("b", ("a", "ghost"))))


def test_two_rows_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        workbook_of(lines(("a", ()), ("a", ())))


def test_a_sum_too_scattered_for_a_formula_is_its_value() -> None:
    keys = [(f"r{i}", ()) for i in range(3000)]
    table = lines(*keys, ("total", tuple(f"r{i}" for i in range(0, 3000, 2))))
    cell = stored(workbook_of(table), formulas=True)["T"].cell(HEADER_ROW + 3002, 2)
    assert (cell.data_type, cell.value) == ("n", 1)


def test_the_document_has_a_title_and_no_author(board: Document, board_xlsx: bytes) -> None:
    properties = stored(board_xlsx).properties
    assert properties.title == board.meta.title
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_two_thousand_rows_add_up() -> None:
    table = sample.flat_table("big", "Big", 2000)
    made = workbook_of(table)
    again = recalculated(made)
    sheet = stored(made)["Big"]
    place = place_of(sheet, table, "total", "outturn")
    assert pence(again.get_value("Big", *place)) == table.rows[-1].cells[5].value
