"""What is wrong in a ledger's rows is said by its place, all at once; what is a total is told from what it totals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from s75.errors import Problem
from schemes.sources.ledger_file import read_ledger
from tests.schemes.sources.ledgers import CODES, Cell, Table, as_text, as_workbook
from tests.schemes.sources.planted import COUNCIL, ICB, SHEET, read, with_extra, with_row


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
    rows: list[dict[str, Cell]] = [{"code": f"PA{number}", "amount": "?"} for number in range(300)]

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


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["CC,Actual to date", "{code},2,104,500.10"], "found “2,104”; 2 cells, as there are headings"),
        (["CC,Budget,Actual", "{code},900,(1,000.00)"], "found “(1,000.00)”; 3 cells"),
        (["CC,Amount,Currency", "{code},5.00,EUR"], "found “EUR”; an amount in pounds"),
        (["CC,Detail,Amount", "{code},Closing balance,5.00"], "found “Closing balance”; postings only"),
    ],
)
def test_what_would_be_read_wrongly_without_a_word_is_refused(rows: list[str], said: str) -> None:
    code = sorted(CODES)[0]
    _, problems = read_ledger("\n".join(rows).format(code=code).encode(), "l.csv", codes=CODES)
    assert any(said in str(problem) for problem in problems)


@pytest.mark.parametrize(
    "rows",
    [
        ["CC,Entered currency,Accounted amount,Currency", "{code},x,5.00,EUR"],
        ["CC,Amount,Currency", "{code},5.00,GBP"],
        ["CC,Amount", "{code},5.00,a note of somebody,12"],
    ],
)
def test_what_only_looks_so_is_read(rows: list[str]) -> None:
    code = sorted(CODES)[0]
    ledger, problems = read_ledger("\n".join(rows).format(code=code).encode(), "l.csv", codes=CODES)
    assert problems == []
    assert ledger is not None
    assert [row.amount for row in ledger.rows] == [5]
