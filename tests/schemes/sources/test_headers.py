"""Headers found by meaning: where they stand, how they are written, and which column is which."""

from __future__ import annotations

from datetime import date

import pytest

from schemes.sources.headers import Vocabulary, find_headers, match_headers, words_of
from schemes.sources.ledger_words import VOCABULARY, basis_of, in_thousands

WANTED = {"code": ("cost centre", "code"), "amount": ("actual to date", "amount", "total")}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Cost\nCentre ", "cost centre"),
        ("COST_CENTRE", "cost centre"),
        ("CostCentreCode", "cost centre code"),
        ("Actual to date (£)", "actual to date"),
        ("Actual-to-date [GBP]", "actual to date"),
        ("Actuals, £", "actual"),
        ("Amount (excl. VAT)", "amount net"),
        ("% spent", "percent spent"),
        ("Jnl. No.", "jnl no"),
        ("Gross", "gross"),
        ("£", "pound"),
        (None, ""),
        (date(2022, 11, 30), "30 11 2022"),
    ],
)
def test_words_of_header(header: object, words: str) -> None:
    assert words_of(header) == tuple(words.split())


def test_header_row_is_found_below_titles() -> None:
    rows: list[list[object]] = [["Amount of work"], [], ["Code", None, "Actual to date"], ["PA1", None, 5]]

    match = match_headers(rows, WANTED, enough=lambda found: len(found) == 2)

    assert match is not None
    assert (match.first, match.last) == (2, 2)
    assert {meaning: columns[0].index for meaning, columns in match.columns.items()} == {"code": 0, "amount": 2}


def test_header_of_two_rows_is_joined_with_its_group_carried_to_the_right() -> None:
    rows: list[list[object]] = [
        [None, "Budget", None, "Actual"],
        ["Code", "Year", "To date", "Month", "To date"],
        ["PA1", 1, 2, 3, 4],
    ]

    match = match_headers(rows, WANTED, enough=lambda found: len(found) == 2)

    assert match is not None
    assert (match.first, match.last) == (0, 1)
    best = match.best("amount")
    assert best is not None
    assert best.index == 4


def test_header_in_row_61_is_not_looked_for() -> None:
    assert match_headers([[]] * 60 + [["Code", "Amount"]], WANTED) is None
    assert match_headers([[]] * 59 + [["Code", "Amount"]], WANTED) is not None


def test_header_with_a_word_that_rules_it_out_is_not_that_column() -> None:
    vocabulary = Vocabulary.of({"amount": ("actual",)}, {"amount": ("budgets",)})
    assert vocabulary.columns(["Actual v budget", "Actual"])["amount"][0].index == 1
    assert vocabulary.columns(["Actual v budget"]) == {}


def test_named_headers_are_found_as_plain_words() -> None:
    rows = [["x"], ["Amount £", "COST-CENTRE"]]

    match = find_headers(rows, {"code": "Cost centre", "amount": "Amount"}, VOCABULARY)

    assert match is not None
    assert [match.columns[name][0].index for name in ("code", "amount")] == [1, 0]
    assert find_headers(rows, {"code": "Cost centre", "amount": "Value"}, VOCABULARY) is None


MEANINGS = {
    "code": ["Cost centre", "Cost Ctr.", "GL code", "Budget code", "Nominal Ledger Code", "Cost Centre No.", "Detail code"],
    "to_date": ["Actual to date", "Year to date", "YTD", "Total to date", "Outturn to date", "Spend to-date (£)"],
    "month": ["Actual in month", "Period actual", "This month", "MTD", "Movement in month", "Current month actual"],
    "amount": ["Actual", "Actuals (incl. accruals)", "Net", "Amount", "Sum of Amount", "£", "Charged", "Value", "Total £"],
    "debit": ["Debit", "DR (£)", "Accounted Dr", "DEBIT_AMOUNT", "Debits"],
    "credit": ["Credit", "CR (£)", "Accounted Cr", "CREDIT_AMOUNT", "Credits"],
    "side": ["DR/CR", "D/C", "Debit/Credit", "Dr/(Cr)"],
    "period": ["Period", "Month", "Fiscal Year/Period", "Period name", "GL period", "Posting period", "Per."],
    "date": ["Date", "Posting date", "Transaction date"],
    "description": ["Description", "Cost Centre Name", "Cost Centre Desc", "Line Description", "Narrative", "Budget title"],
    "reference": ["Journal", "Jnl no", "Document Number", "Voucher No", "Transaction Ref"],
    "commitment": ["Commitments", "Committed", "On order"],
    None: [
        "Annual budget", "Profiled budget", "Budget to date", "YTD variance", "Forecast outturn", "Prior year actual",
        "Last year to date", "% spent", "VAT amount", "Gross incl VAT", "Quantity", "Remaining budget", "Budget holder",
        "Actual v budget", "Commitments and actuals", "Over/(under) spend", "Invoice date", "Opening balance",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("meaning", "header"), [(name, header) for name, listed in MEANINGS.items() for header in listed]
)
def test_ledger_column_means(meaning: str | None, header: str) -> None:
    assert next(iter(VOCABULARY.columns([header])), None) == meaning


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Basis: cumulative, net of recoverable VAT", "cumulative"),
        ("Month 8 year to date", "cumulative"),
        ("Actuals to P08", "cumulative"),
        ("YTD", "cumulative"),
        ("Basis: month", "month"),
        ("In-month actuals", "month"),
        ("Period to date", "month"),
        ("not cumulative", "month"),
        ("In-month and year to date", None),
        ("Budget monitoring statement", None),
    ],
)
def test_basis_of_text(text: str, basis: str | None) -> None:
    assert basis_of(text) == basis


@pytest.mark.parametrize(
    ("text", "thousands"),
    [("Actual £000", True), ("£'000s", True), ("(000s)", True), ("£m", True), ("in thousands", True), ("£2m grant", False),
     ("Actual (£)", False), ("52000", False), ("£ million pound fund", False)],
)  # fmt: skip
def test_text_that_says_thousands(text: str, thousands: bool) -> None:
    assert in_thousands(text) == thousands
