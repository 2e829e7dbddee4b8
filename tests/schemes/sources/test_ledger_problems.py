"""What is wrong with a ledger is said by its place, all of it at once; what cannot be told from a total is not counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter

from s75.errors import Problem
from schemes.sources.ledger_file import Ledger, read_ledger
from tests.schemes.sources.ledgers import CODES, Cell, Table, as_text, as_workbook, table_of, workbook

SHEET = "Budget Monitoring P08"
COUNCIL = table_of("council_p08")
ICB = table_of("icb_p08")


def read(content: bytes, **options: str) -> tuple[Ledger | None, list[Problem]]:
    return read_ledger(content, "ledger.xlsx", codes=CODES, **options)  # type: ignore[arg-type]


def with_row(table: Table, place: int, **changed: Cell | object) -> Table:
    rows = list(table.rows)
    rows[place] = rows[place] | changed  # type: ignore[assignment,operator]
    return replace(table, rows=tuple(rows))


def with_extra(table: Table, **row: Cell) -> Table:
    return replace(table, rows=(*table.rows[:5], row, *table.rows[5:]))


# cells and rows


def test_amount_that_is_text_is_named_by_its_place() -> None:
    _, problems = read(as_workbook(with_row(COUNCIL, 0, amount="tbc")))

    expected = "expected an amount in pounds, such as 1,234.56, (1,234.56) or 1,234.56CR"
    assert problems == [Problem(SHEET, 7, "Actual to date (E)", "tbc", expected)]


def test_every_problem_is_named_and_not_only_the_first() -> None:
    table = with_row(with_row(with_row(COUNCIL, 0, amount="5%"), 1, amount="1.005"), 2, code="Adult services")

    _, problems = read(as_workbook(table))

    assert [(problem.row, problem.column) for problem in problems] == [
        (7, "Actual to date (E)"),
        (8, "Actual to date (E)"),
        (9, "Cost centre (A)"),
    ]


def test_at_most_200_problems_are_named() -> None:
    rows = [{"code": f"PA{number}", "amount": "?"} for number in range(300)]

    _, problems = read(as_workbook(replace(COUNCIL, rows=tuple(rows))))

    assert len(problems) == 200


@pytest.mark.parametrize(
    ("value", "said"),
    [("=1+1", "open the workbook in Excel, save it"), ("#REF!", "not a spreadsheet error")],
)
def test_amount_without_a_value_is_a_problem(value: str, said: str) -> None:
    _, [problem] = read(as_workbook(with_row(COUNCIL, 0, amount=value)))

    assert (problem.row, problem.column) == (7, "Actual to date (E)")
    assert said in problem.expected


def test_total_without_a_stored_value_is_no_problem() -> None:
    table = with_row(with_row(COUNCIL, 7, amount="=SUM(E7:E13)"), len(COUNCIL.rows) - 1, amount="#REF!")

    ledger, problems = read(as_workbook(table))

    assert problems == []
    assert ledger is not None
    assert len(ledger.rows) == 30


def test_code_whose_digits_a_spreadsheet_lost_is_a_problem() -> None:
    _, [problem] = read(as_text(with_row(ICB, 0, code="5.21E+07")))

    assert (problem.row, problem.found) == (2, "5.21E+07")
    assert "its digits are lost" in problem.expected


def test_code_unknown_is_a_row_and_no_problem() -> None:
    ledger, problems = read(as_workbook(with_extra(COUNCIL, code="ZZ1", amount=Decimal(5))))

    assert problems == []
    assert ledger is not None
    assert [row.amount for row in ledger.rows if row.code == "ZZ1"] == [Decimal(5)]


@pytest.mark.parametrize("table", [COUNCIL, ICB], ids=["council", "icb"])
def test_amount_without_a_code_is_a_problem(table: Table) -> None:
    stray = with_extra(table, description="Stray", amount=Decimal("5.00"), debit=Decimal("5.00"), reference="J1")

    _, [problem] = read(as_workbook(stray))

    assert problem.expected == "a ledger code beside the amount; a total must be called “Total” or “Sub-total”"


def test_blank_amount_is_no_row_and_is_said() -> None:
    ledger, problems = read(as_workbook(with_row(COUNCIL, 0, amount=None)))

    assert problems == []
    assert ledger is not None
    assert "PA2310" not in {row.code for row in ledger.rows}
    assert ledger.warnings[0] == "row 7: PA2310 has no amount; a blank is not read as 0"


def test_dash_beside_a_code_is_nil() -> None:
    ledger, _ = read(as_workbook(with_row(COUNCIL, 0, amount="-")))

    assert ledger is not None
    assert [row.amount for row in ledger.rows if row.code == "PA2310"] == [Decimal(0)]


def test_debit_and_credit_on_one_row_are_netted() -> None:
    ledger, problems = read(as_text(with_row(ICB, 0, debit=Decimal("100.10"), credit=Decimal("0.30"))))

    assert problems == []
    assert ledger is not None
    assert ledger.rows[0].amount == Decimal("99.80")


def test_mark_that_is_neither_debit_nor_credit_is_a_problem() -> None:
    def written(row: dict[str, Cell]) -> Cell:
        return row["debit"] or row["credit"]

    table = ICB.with_columns(amount=("Amount", written), side=("D/C", lambda row: "X")).without("debit", "credit")

    _, problems = read(as_text(table))

    assert len(problems) == 15
    assert problems[0].expected == "expected D or C, debit or credit"


# totals


def test_supplier_called_total_is_no_total() -> None:
    ledger, problems = read(as_text(ICB.retype(lambda key, value: "Total Care Ltd" if key == "line" else value)))

    assert problems == []
    assert ledger is not None
    assert len(ledger.rows) == 15


def test_supplier_called_total_without_a_code_is_a_problem_and_not_a_total() -> None:
    _, problems = read(as_text(with_row(ICB, 0, code=None, line="Total Care Ltd")))

    assert [problem.row for problem in problems] == [2]


def test_total_of_a_code_beside_the_code_itself_is_not_counted() -> None:
    own = [row for row in ICB.rows if row["code"] == "52086001"]
    total = {"code": "52086001", "line": "Total 52086001", "debit": Decimal("825760.87")}
    others = [row for row in ICB.rows if row["code"] != "52086001"]

    ledger, problems = read(as_text(replace(ICB, rows=(*own, total, *others))))  # type: ignore[arg-type]

    assert problems == []
    assert ledger is not None
    assert [(row.code, row.amount) for row in ledger.subtotals] == [("52086001", Decimal("825760.87"))]

    wrong = total | {"debit": Decimal(1)}
    _, [problem] = read(as_text(replace(ICB, rows=(*own, wrong, *others))))  # type: ignore[arg-type]
    assert problem.expected.startswith("a total of 52086001 that equals its rows above")


def test_totals_without_a_label_are_known_by_what_they_add_up_to() -> None:
    table = COUNCIL.retype(lambda key, value: None if value in {"Sub-total", "Total"} else value)

    ledger, problems = read(as_workbook(table))

    assert problems == []
    assert ledger is not None
    assert len(ledger.subtotals) == 3


def test_total_at_the_end_that_is_not_the_sum_is_a_warning() -> None:
    ledger, problems = read(as_workbook(with_row(COUNCIL, len(COUNCIL.rows) - 1, amount=Decimal(5))))

    assert problems == []
    assert ledger is not None
    assert ledger.warnings == ("row 39: the file's total £5.00 is not the sum of its rows, £69,220,515.01",)


# headers and columns


def test_header_not_found_says_which_columns_are_needed() -> None:
    ledger, [problem] = read(as_workbook(COUNCIL.without("amount")))

    assert ledger is None
    assert "a column of ledger codes (such as “Cost centre”)" in problem.expected


def test_same_header_over_different_figures_is_a_problem() -> None:
    twice = COUNCIL.with_columns(again=("Actual to date", lambda row: Decimal(1)))
    _, [problem] = read(as_workbook(twice))
    assert problem.column == "Actual to date (G)"
    assert "Actual to date (E) and Actual to date (G) have the same header" in problem.expected

    same = COUNCIL.with_columns(again=("Actual to date", lambda row: row["amount"]))
    assert read(as_workbook(same))[1] == []


@pytest.mark.parametrize("header", ["Actual to date £000", "Actual to date (£'000)", "Actual to date (000s)"])
def test_amounts_in_thousands_are_a_problem(header: str) -> None:
    _, [problem] = read(as_workbook(COUNCIL.rename(amount=header)))
    assert problem.expected == "amounts in pounds and pence; export the ledger without rounding to thousands"


@pytest.mark.parametrize(
    "table",
    [
        replace(COUNCIL, titles=(*COUNCIL.titles, ("All figures in £000",))),
        replace(COUNCIL, rows=({"amount": "£000"}, *COUNCIL.rows)),
    ],
    ids=["a title", "a row of units"],
)
def test_amounts_in_thousands_by_a_title_or_a_row_of_units_are_a_problem(table: Table) -> None:
    [problem] = read(as_workbook(table))[1]
    assert problem.found in {"All figures in £000", "£000"}


def test_spending_and_income_in_two_columns_need_a_net_one() -> None:
    table = COUNCIL.rename(amount="Expenditure").with_columns(income=("Income", lambda row: Decimal(-5)))
    _, [problem] = read(as_workbook(table))
    assert problem.expected == "a column of net spending, income included"

    net = table.with_columns(net=("Net", lambda row: row["amount"]))
    assert read(as_workbook(net))[1] == []


# sheets


def test_two_sheets_with_a_ledger_are_named_and_one_can_be_chosen() -> None:
    content = workbook({"Cover": [["Notes"]], "October": COUNCIL.cells(), "November": COUNCIL.cells()})

    ledger, [problem] = read(content)
    assert ledger is None
    assert problem.found == "“October”, “November”"

    assert read(content, sheet="november")[0] is not None
    assert read(content, sheet="December")[1][0].expected == (
        "there is no such sheet; the file has “Cover”, “October”, “November”"
    )


def test_hidden_sheet_is_not_chosen() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Seen").write(0, 0, "x")
        hidden = book.add_worksheet("Away")
        hidden.hide()
        for number, row in enumerate(COUNCIL.cells()):
            hidden.write_row(number, 0, row)

    ledger, [problem] = read(stream.getvalue())

    assert ledger is None
    assert (problem.sheet, problem.expected) == ("Away", "a sheet that can be seen; unhide it")


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"PK\x03\x04"], ids=["PDF", "empty", "damaged"])
def test_file_that_is_not_a_ledger_is_one_problem(content: bytes) -> None:
    ledger, [problem] = read(content)
    assert ledger is None
    assert "“ledger.xlsx”" in str(problem)


# periods


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (replace(COUNCIL, titles=(*COUNCIL.titles, ("Period 7",))), "row 6"),
        (replace(COUNCIL, titles=(*COUNCIL.titles, ("Financial year 2021/22",))), "row 6"),
        (COUNCIL.rename(amount="Actual to date Oct-22"), "row 6"),
        (COUNCIL.with_columns(period=("Period", lambda row: "DEC-22")), "row 7"),
    ],
    ids=["month", "year", "header", "column"],
)
def test_contradicting_periods_are_a_problem_that_names_both_places(table: Table, place: str) -> None:
    _, problems = read(as_workbook(table))
    assert place in str(problems[0])
    assert "one period in the whole file; " in problems[0].expected


def test_year_column_that_contradicts_is_a_problem() -> None:
    table = COUNCIL.with_columns(year=("Financial year", lambda row: "2021/22"))
    _, [problem] = read(as_workbook(table))
    assert (problem.row, problem.column, problem.found) == (7, "Financial year", "2021/22")

    agreeing = replace(COUNCIL, titles=(("Period 8",),)).with_columns(year=("FY", lambda row: "2022-23"))
    ledger, problems = read(as_workbook(agreeing))
    assert problems == []
    assert ledger is not None
    assert (ledger.year, ledger.months) == (2022, {8})


def test_period_that_cannot_be_read_is_a_problem() -> None:
    _, [problem] = read(as_text(with_row(ICB, 3, period="soon")))
    assert (problem.row, problem.column, problem.found) == (5, "Period (A)", "soon")


def test_row_without_a_period_among_several_months_is_a_problem() -> None:
    table = with_row(with_row(ICB, 0, period="OCT-22"), 1, period=None)
    _, [problem] = read(as_text(table))
    assert (problem.row, problem.column) == (3, "Period (A)")


@pytest.mark.parametrize(
    ("change", "basis", "months"),
    [
        (lambda table: table, "month", {8}),
        (lambda table: table.without("period"), None, set()),
        (lambda table: replace(table.without("period"), titles=(("Period: NOV-22",),)), None, {8}),
        (lambda table: replace(table.without("period"), titles=(("Month 8, in-month activity",),)), "month", {8}),
        (lambda table: replace(table, titles=(("Cumulative to November 2022",),)), "cumulative", {8}),
        (lambda table: replace(table, footers=((), ("Basis: cumulative",))), "cumulative", {8}),
        (lambda table: table.without("period").with_columns(day=("Date", lambda row: "22/11/2022")), "month", {8}),
        (lambda table: table.with_columns(day=("Posting date", lambda row: "02/12/2022")), "month", {8}),
        (lambda table: table.retype(lambda key, value: 202208 if key == "period" else value), "month", set()),
    ],
)
def test_basis_and_months_as_the_file_states_them(
    change: Callable[[Table], Table], basis: str | None, months: set[int]
) -> None:
    ledger, problems = read(as_text(change(ICB)))

    assert problems == []
    assert ledger is not None
    assert (ledger.basis, ledger.months) == (basis, months)


def test_basis_that_title_and_header_state_differently_is_a_problem() -> None:
    titles = (*COUNCIL.titles[:3], ("Basis: in-month",))
    _, [problem] = read(as_workbook(replace(COUNCIL, titles=titles)))
    assert (problem.row, problem.found) == (4, "Basis: in-month")


# size


def large_workbook() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(ICB.headers.values()))
        for number in range(50_000):
            sheet.write_row(number + 1, 0, ["NOV-22", 52086001, "A service", f"J{number}", "Invoice", number + 0.37])
    return stream.getvalue()


def large_text() -> bytes:
    rows = (f'NOV-22,52086001,A service,J{number},Invoice,"{number + 0.37:,.2f}",\n' for number in range(50_000))
    return (",".join(ICB.headers.values()) + "\n" + "".join(rows)).encode()


@pytest.mark.parametrize("make", [large_workbook, large_text])
def test_ledger_of_50_000_rows_is_read(make: Callable[[], bytes]) -> None:
    ledger, problems = read(make())

    assert problems == []
    assert ledger is not None
    assert sum(row.amount for row in ledger.rows) == sum(range(50_000)) + 50_000 * Decimal("0.37")
