"""A round's workbook read back: wherever its rows and columns went, and whatever program saved it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from schemes.sources.round_workbook import RoundFile, read_round
from schemes.sources.round_workbook_keys import LineKey, RoundKey, mark_of, read_key, write_key
from tests.schemes.sources.files import opendocument

OF = RoundKey("testshire", 2024, 1, "TC")
HEAD = ["Key", "Line", "Scheme", "Current budget", "P01 April 2024, actual", "P02 May 2024, forecast",
        "P03 June 2024, forecast", "Forecast outturn", "Explanation", "Mitigation"]  # fmt: skip


def key(ref: str, of: RoundKey = OF) -> str:
    months = {1: Decimal("10.00"), 2: Decimal("20.00"), 3: None}
    return write_key(LineKey(of, ref, 3, months, Decimal("100.00"), mark_of("Why"), mark_of("")))


def row(ref: str, **cells: object) -> list[object]:
    given = {"may": 20, "june": None, "why": "Why", "of": OF} | cells
    return [key(ref, given["of"]), ref, "Beds", 100, 10, given["may"], given["june"], 30, given["why"], None]  # type: ignore[arg-type]


def book(*rows: list[object], head: list[str] | None = None, keys: bool = True, hide: bool = True) -> Any:
    """A workbook as it may come back: a title, a header, rows, and the sheet of keys."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Forecast"
    sheet["B1"] = "Forecast P01"
    shown: list[list[Any]] = [head or HEAD, *rows]
    for at, values in enumerate(shown, 5):
        for column, value in enumerate(values, 1):
            sheet.cell(at, column, value)
    if keys:
        hidden = made.create_sheet("Keys")
        hidden["A1"] = "Keys of a forecast round"
        for at, ref in enumerate(("A", "B"), 2):
            hidden.cell(at, 1, key(ref))
        hidden.sheet_state = "hidden" if hide else "visible"
    return made


def content(made: Any) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def read(made: Any) -> RoundFile:
    found, problems = read_round(content(made), "round.xlsx")
    assert found is not None
    assert problems == []
    return found


def told(made: Any) -> list[str]:
    return [str(problem) for problem in read_round(content(made), "round.xlsx")[1]]


def test_rows_are_read_with_their_keys_and_cells() -> None:
    found = read(book(row("A", may=25.5), row("B")))
    first = found.rows[0]
    assert (found.of, found.gone) == (OF, ())
    assert (first.key.ref, first.key.version, first.row, first.address(2)) == ("A", 3, 6, "F6")
    assert (first.cells[1].amount, first.cells[2].amount, first.cells[3].amount) == (10, Decimal("25.50"), None)
    assert (first.cells["Explanation"].text, first.cells["Mitigation"].text) == ("Why", "")


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made["Forecast"].move_range("A6:J7", rows=9),
        lambda made: made["Forecast"].delete_cols(1),
        lambda made: made["Forecast"].delete_cols(3, 2),
        lambda made: made["Forecast"].insert_cols(4, 3),
        lambda made: made.remove(made["Keys"]),
        lambda made: setattr(made["Keys"], "sheet_state", "visible"),
        lambda made: setattr(made["Forecast"], "title", "Forecast - Table 1"),
        lambda made: made["Forecast"].insert_rows(1, 4),
        lambda made: setattr(made["Forecast"].row_dimensions[6], "hidden", True),
    ],
    ids=["moved", "key column lost", "columns deleted", "columns added", "hidden sheet lost", "hidden sheet shown",
         "sheet renamed", "rows above", "row filtered out"],
)  # fmt: skip
def test_what_a_spreadsheet_does_to_the_sheet_loses_no_line(change: Callable[[Any], None]) -> None:
    made = book(row("B", may=21), row("A", may=22))
    change(made)
    assert {each.key.ref: each.cells[2].amount for each in read(made).rows} == {"A": 22, "B": 21}


def test_a_visible_line_goes_before_a_key_that_was_sorted_apart_from_it() -> None:
    first, second = row("A", may=1), row("B", may=2)
    first[0], second[0] = second[0], first[0]
    assert {each.key.ref: each.cells[2].amount for each in read(book(first, second)).rows} == {"A": 1, "B": 2}


def test_a_row_whose_line_was_emptied_is_known_by_its_key() -> None:
    bare = row("A")
    bare[1] = None
    assert read(book(bare)).rows[0].key.ref == "A"


def test_deleted_rows_are_named() -> None:
    assert read(book(row("B"))).gone == ("A",)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("£1,234.50", "1234.50"), ("\u00a01 234.50", "1234.50"), ("(12.00)", "-12.00"), (0, "0"), ("12-", "-12"),
     (100.1 + 200.2, "300.30"), ("", None), ("\u00a0", None)],
)  # fmt: skip
def test_amounts_are_taken_however_they_are_written(typed: object, amount: str | None) -> None:
    cell = read(book(row("A", may=typed), row("B"))).rows[0].cells[2]
    assert (cell.amount, cell.expected) == (None if amount is None else Decimal(amount), "")


@pytest.mark.parametrize("typed", ["=SUM(A1:A2)", "about 20", 1.239, "10%"])
def test_a_cell_without_a_figure_says_what_is_expected(typed: object) -> None:
    cell = read(book(row("A", may=typed), row("B"))).rows[0].cells[2]
    assert cell.amount is None
    assert cell.expected


def test_a_row_that_cannot_be_told_is_named_by_its_cell() -> None:
    strange = [key("A"), *row("Z")[1:]]
    nameless: list[object] = [None, None, "Beds", None, None, 7]
    assert told(book(row("A"), strange, row("A"), nameless)) == [
        "sheet Forecast, row 7, column B: found “Z”; a line of P01 2024-25 of TC in testshire, as it was downloaded",
        "sheet Forecast, row 8, column B: found “A”; each line once; row 6 has it too",
        "sheet Forecast, row 9, column B: the reference of a line; figures stand in this row",
    ]


def test_rows_of_another_round_are_refused() -> None:
    assert "P02 2024-25 of TC" in told(book(row("A"), row("B", of=RoundKey("testshire", 2024, 2, "TC"))))[0]


def test_a_month_that_stands_twice_is_refused() -> None:
    head = [*HEAD, "P02 May 2024, forecast"]
    assert told(book([*row("A"), 99], row("B"), head=head))[0].endswith("each column once; delete the copy")


def test_two_sheets_of_forecasts_are_refused_unless_one_is_hidden() -> None:
    made = book(row("A"), row("B"))
    copy = made.copy_worksheet(made["Forecast"])
    assert "keep one of these sheets" in told(made)[0]
    copy.sheet_state = "hidden"
    mine = made.create_sheet("My workings", 0)
    mine.append(["Line", "P02"])
    assert len(read(made).rows) == 2, "nor does a table of one's own count"


@pytest.mark.parametrize(
    ("sent", "said"),
    [(b"%PDF-1.7", "is a PDF, not a forecast workbook"), (b"", "is empty"), (b"a,b\n1,2\n", "is not a forecast workbook")],
)  # fmt: skip
def test_what_is_no_workbook_of_a_round_is_refused_with_a_cure(sent: bytes, said: str) -> None:
    found, problems = read_round(sent, "x")
    assert found is None
    assert said in problems[0].expected
    assert "download" in problems[0].expected
    assert "ledger" not in problems[0].expected


def test_a_workbook_without_any_key_is_refused() -> None:
    bare = row("A")
    bare[0] = None
    assert "has lost its keys" in told(book(bare, keys=False))[0]


def test_a_text_file_saved_from_the_workbook_is_read() -> None:
    quoted = key("A").replace('"', '""')
    text = f"{','.join(HEAD).replace('P01 April 2024, actual', 'P01').replace('P02 May 2024, forecast', 'P02')}\r\n"
    text = text.replace("P03 June 2024, forecast", "P03")
    found, _ = read_round(f'{text}"{quoted}",A,Beds,100,10,77,,30,Why,\r\n'.encode(), "round.csv")
    assert found is not None
    assert found.rows[0].cells[2].amount == 77


def test_an_opendocument_spreadsheet_is_read() -> None:
    def cells(values: Any) -> str:
        return "".join(
            f'<table:table-cell office:value-type="float" office:value="{value}"/>'
            if isinstance(value, int)
            else f"<table:table-cell><text:p>{value or ''}</text:p></table:table-cell>"
            for value in values
        )

    rows = [[], HEAD, row("B", may=12), row("A", may="£13.50")]
    table = "".join(f"<table:table-row>{cells(values)}</table:table-row>" for values in rows)
    found, problems = read_round(opendocument(table), "round.ods")
    assert found is not None
    assert problems == []
    assert [(each.key.ref, each.row, each.cells[2].amount) for each in found.rows] == [
        ("B", 3, 12),
        ("A", 4, Decimal("13.50")),
    ]


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", '{"place": 1}', key("A").replace('"3"', '"99"')])
def test_a_damaged_key_is_none(text: str) -> None:
    assert read_key(text) is None


def test_words_are_the_same_however_their_blanks_are_written() -> None:
    assert mark_of("a  b\r\nc\u00a0") == mark_of("a b\nc")
    assert mark_of("a") != mark_of("b")
