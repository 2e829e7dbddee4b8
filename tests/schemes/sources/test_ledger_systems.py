"""The case's last ledgers in the shapes that well-known ledger systems and budget reports give them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemes.sources.ledger_file import Ledger, read_ledger
from tests.schemes.sources.ledgers import CODES, Cell, by_code, content_of, table_of, workbook

COUNCIL = table_of("council_p08").rows
ICB = table_of("icb_p08").rows
Rows = list[list[Cell]]


def signed(row: dict[str, Cell]) -> Decimal:
    debit, credit = row["debit"] or Decimal(0), row["credit"] or Decimal(0)
    assert isinstance(debit, Decimal)
    assert isinstance(credit, Decimal)
    return debit - credit


def amount(row: dict[str, Cell]) -> Decimal:
    assert isinstance(row["amount"], Decimal)
    return row["amount"]


def minus_behind(value: Decimal) -> str:
    return f"{abs(value):,.2f}{'-' if value < 0 else ''}"


def sap() -> Rows:
    head: Rows = [["Cost centres: actual line items"], ["From period", "8", "To period", "8"], []]
    columns: Rows = [["Cost Ctr", "Cost element", "Name", "Val/COArea Crcy", "Posting date", "Per", "DocumentNo"]]
    return [
        *head,
        *columns,
        *([row["code"], "410000", row["line"], minus_behind(signed(row)), "30.11.2022", "8", "1"] for row in ICB),
    ]


def unit4() -> Rows:
    columns: Rows = [["account", "account(T)", "cat_1", "cost_c", "period", "amount", "trans_date", "voucher_no"]]
    return [*columns, *(["4100", "Fees", "x", row["code"], "202208", signed(row), "22/11/2022", "1"] for row in ICB)]


def oracle() -> Rows:
    columns: Rows = [["Entity", "Cost Centre", "Account", "Period Name", "Entered Dr", "Entered Cr", "Accounted Net"]]
    return [*columns, *(["QHM", r["code"], "5216", "NOV-22", r["debit"], r["credit"], signed(r)] for r in ICB)]


def paged() -> Rows:
    """A title, a range of months and a header at the top of each page, the page's number above the amounts."""
    rows: Rows = []
    for number, row in enumerate(ICB):
        if number % 3 == 0:
            rows += [["Centros", None, f"Page: {number // 3 + 1}"], ["Periods 008 - 008 2022/23"], []]
            rows.append(["Cost centre", "Prd", "Amount"])
        rows.append([row["code"], "8", f"{abs(signed(row)):,.2f}{'CR' if signed(row) < 0 else ''}"])
    return [*rows, ["Grand total", None, sum(signed(row) for row in ICB)], ["Records selected: 9"]]


def company_codes() -> Rows:
    columns: Rows = [["Company Code", "Cost Center", "Posting Date", "D/C", "Amount in Company Code Currency"]]
    marks = [("H" if signed(row) < 0 else "S", abs(signed(row))) for row in ICB]
    return [*columns, *(["1000", row["code"], 44895, *mark] for row, mark in zip(ICB, marks, strict=True))]


def credit_notes() -> Rows:
    columns: Rows = [["Period", "Cost Centre", "Detail", "Debit", "Credit"]]
    return [
        *columns,
        *(["NOV-22", r["code"], "Credit note", r["debit"] or f"({r['credit']:,.2f})", None] for r in ICB),
    ]


def nhs_report() -> Rows:
    above: Rows = [[None, None, "In month", None, None, "Year to date", None, None, "Full year"]]
    columns: Rows = [["Cost centre", "Description", *["Budget", "Actual", "Variance"] * 2, "Budget", "Forecast"]]
    one = Decimal(1)
    return [
        *above,
        *columns,
        *([r["code"], r["description"], one, one, one, one, r["amount"], one, one, one] for r in COUNCIL),
    ]


def wrapped() -> Rows:
    columns: Rows = [["Cost", None, "Annual", "Actual to"], ["centre", "Description", "budget", "date"]]
    return [*columns, *([r["code"], r["description"], r["budget"], r["amount"]] for r in COUNCIL)]


def months_and_range() -> Rows:
    columns: Rows = [["Cost centre", "Description", "Actual Nov-22", "Actual Apr-22 to Nov-22"]]
    return [*columns, *([r["code"], r["description"], Decimal(1), r["amount"]] for r in COUNCIL)]


def month_beside() -> Rows:
    columns: Rows = [["Cost centre", "Description", "Period 8", "Year to date"]]
    return [*columns, *([r["code"], r["description"], Decimal("1.00"), r["amount"]] for r in COUNCIL)]


def pay_and_other() -> Rows:
    columns: Rows = [["Cost centre", "Description", "Pay", "Non-pay", "Total to Nov-22"]]
    return [*columns, *([r["code"], r["description"], Decimal(1), Decimal(2), r["amount"]] for r in COUNCIL)]


def by_subjective() -> Rows:
    rows: Rows = [["Directorate", "CC", "CC name", "Subjective", "Cumulative actual"]]
    for row in (row for row in COUNCIL if row["code"]):
        parts = [("Employees", amount(row) - 10), ("Supplies", Decimal(10))]
        rows += [["Adults", row["code"], row["description"], name, part] for name, part in parts]
        rows.append([None, f"{row['code']} Total", None, None, amount(row)])
    rows.append(["Grand Total", None, None, None, sum(amount(row) for row in COUNCIL if row["code"])])
    return rows


def read(rows: Rows) -> Ledger:
    ledger, problems = read_ledger(workbook({"Report": rows}), "report.xlsx", codes=CODES)
    assert [str(problem) for problem in problems] == []
    assert ledger is not None
    return ledger


def totals(name: str) -> dict[str, Decimal]:
    ledger, _ = read_ledger(content_of(name), name, codes=CODES)
    assert ledger is not None
    return by_code(ledger)


@pytest.mark.parametrize(
    ("rows", "months"),
    [(sap(), {8}), (unit4(), set()), (oracle(), {8}), (paged(), {8}), (company_codes(), {8}), (credit_notes(), {8})],
    ids=["SAP", "Unit4", "Oracle", "pages", "company codes and day numbers", "credit notes"],
)
def test_journal_list_of_system(rows: Rows, months: set[int]) -> None:
    ledger = read(rows)
    assert by_code(ledger) == totals("icb_p08")
    assert (ledger.basis, ledger.months) == ("month", months)


@pytest.mark.parametrize(
    ("rows", "months"),
    [
        (nhs_report(), set()),
        (wrapped(), set()),
        (months_and_range(), {8}),
        (month_beside(), set()),
        (pay_and_other(), {8}),
        (by_subjective(), set()),
    ],
    ids=["NHS", "wrapped", "months and range", "month beside", "pay and other", "by subjective"],
)
def test_budget_report_of_system(rows: Rows, months: set[int]) -> None:
    ledger = read(rows)
    assert by_code(ledger) == totals("council_p08")
    assert (ledger.basis, ledger.months) == ("cumulative", months)


def test_ledger_that_shows_spending_as_negative_is_read_with_its_sign_and_said() -> None:
    turned = table_of("council_p08").retype(lambda key, value: -value if isinstance(value, Decimal) else value).cells()

    first = read(turned)
    assert first.warnings == ("the rows add up to less than nothing; the ledger may show spending as negative",)

    saved = type(first.format)(code="Cost centre", amount="Actual to date", sign=-1)
    again, problems = read_ledger(workbook({"Report": turned}), "report.xlsx", codes=CODES, format=saved)
    assert problems == []
    assert again is not None
    assert by_code(again) == totals("council_p08")
