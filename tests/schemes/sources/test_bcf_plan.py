"""Reading planning workbooks: both layouts, columns in any order and wording, and what the template leaves around them."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from schemes.sources.bcf_plan import Lists, read_better_care_plan
from schemes.sources.bcf_plan_words import source_of
from tests.schemes.sources.plan_books import (
    HEADERS_2022,
    HEADERS_2023,
    ICB_NAME,
    LA_NAME,
    LISTS,
    LISTS_2025,
    REWORDED,
    Book,
    by_source,
    scheme_rows,
)


def total_of(book: Book, amount: str = "amount_1") -> Decimal:
    return Decimal(sum(row[amount] for row in book.rows))


@pytest.mark.parametrize(("year", "amount"), [(2023, "amount_1"), (2024, "amount_2")])
def test_both_years_of_the_workbook_of_2023_to_2025_are_read(year: int, amount: str) -> None:
    book = Book()
    plan, problems = read_better_care_plan(book.content, "plan.xlsx", year=year, lists=LISTS)
    assert not problems
    assert plan is not None
    assert (len(plan.rows), plan.years, plan.board) == (120, (2023, 2024), "Testshire")
    assert plan.spend == total_of(book, amount) == plan.received
    first = plan.rows[0]
    assert (first.row, first.ref, first.name, first.source) == (book.row(0), "1", "Scheme 1", "iBCF")
    assert first.outputs == (11 if year == 2023 else 13)
    joint = next(row for row in plan.rows if row.commissioner == "Joint")
    assert joint.nhs_percent == 60


def test_the_layout_of_2025_has_activities_and_no_names() -> None:
    book = Book.of_2025()
    plan, problems = read_better_care_plan(book.content, "plan.xlsx", year=2025, lists=LISTS_2025)
    assert not problems
    assert plan is not None
    assert plan.spend == total_of(book) == plan.received
    assert plan.rows[0].name == "What scheme 1 does, part 1"
    assert plan.rows[0].scheme_type == "Support to carers"
    assert {row.source for row in plan.rows} >= {"Local Authority Better Care Grant", "DFG"}


def test_earlier_templates_have_one_column_of_expenditure_and_no_lists() -> None:
    book = Book(headers=dict(HEADERS_2022), title="Better Care Fund 2022-23 Template", sheet="5a. Expenditure")
    plan, problems = read_better_care_plan(book.content, "plan.xlsx", year=2022, lists=Lists())
    assert not problems
    assert plan is not None
    assert (plan.years, plan.spend) == ((2022,), total_of(book))


@pytest.mark.parametrize(
    "order", [list(REWORDED), list(REWORDED)[::-1], sorted(REWORDED)], ids=["as is", "reversed", "sorted"]
)
def test_columns_are_found_by_meaning_in_any_order_and_wording(order: list[str]) -> None:
    book = Book(headers=dict(REWORDED), order=order, sheet="Plan")
    plan, problems = read_better_care_plan(book.content, "plan.xlsx", year=2024, lists=LISTS)
    assert not problems
    assert plan is not None
    reference, _ = read_better_care_plan(Book().content, "plan.xlsx", year=2024, lists=LISTS)
    assert reference is not None
    assert plan.rows == reference.rows


def test_prepared_rows_totals_and_check_columns_are_left_out_and_listed() -> None:
    book = Book(totals=True)
    plan, problems = read_better_care_plan(book.content, "plan.xlsx", year=2023, lists=LISTS)
    assert not problems
    assert plan is not None
    left = [(each.what, each.why) for each in plan.unread]
    assert ("30 prepared rows that nobody filled in", "blank") in left
    assert ("Total", "a total") in left
    assert ("% of Overall Spend (Average)", "not part of a scheme’s line") in left


def test_a_scheme_of_the_other_year_only_is_left_out() -> None:
    book = Book(rows=scheme_rows(10), planted={(2, "amount_1"): None})
    book.rows[2]["amount_1"] = Decimal(0)
    plan, problems = read_better_care_plan(book.content, "plan.xlsx", year=2023, lists=LISTS)
    assert not problems
    assert plan is not None
    assert [each for each in plan.unread if each.why == "nothing planned in 2023-24"]
    assert len(plan.rows) == 9


def test_income_is_read_by_source_and_body_and_parts_by_district() -> None:
    rows = scheme_rows(20)
    spent = by_source(rows)
    income = {source: {LA_NAME: (amount, amount)} for source, amount in spent.items()}
    share = (spent["Minimum NHS Contribution"] - 1, Decimal(0))
    income["Minimum NHS Contribution"] = {ICB_NAME: share, "NHS Otherplace ICB": (Decimal(1), Decimal(0))}
    whole = spent["DFG"]
    districts = {"Northborough": (Decimal(1000), Decimal(0)), "Southborough": (whole - 1000, Decimal(0))}
    book = Book(rows=rows, income=income, districts=districts)
    plan, problems = read_better_care_plan(book.content, "plan.xlsx", year=2023, lists=LISTS)
    assert not problems
    assert plan is not None
    assert plan.income is not None
    assert plan.received == sum(spent.values())  # districts are parts of the DFG and not counted twice
    nhs = [(row.body, row.amount) for row in plan.income.rows if row.source == "Minimum NHS Contribution"]
    assert nhs == [(ICB_NAME, share[0]), ("NHS Otherplace ICB", Decimal(1))]
    assert [row.body for row in plan.income.breakdown] == ["Northborough", "Southborough"]


def test_amounts_with_more_than_two_decimals_are_rounded_and_named() -> None:
    book = Book(rows=scheme_rows(5), planted={(0, "amount_1"): 1234.5678}, with_income=False)
    plan, problems = read_better_care_plan(book.content, "plan.xlsx", year=2023, lists=LISTS)
    assert not problems
    assert plan is not None
    assert plan.rows[0].amount == Decimal("1234.57")
    assert any("1 amounts have more than two decimals" in warning for warning in plan.warnings)
    assert any("no income sheet" in warning for warning in plan.warnings)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Minimum NHS Contribution", "Minimum NHS Contribution"),
        ("NHS Minimum Contribution", "Minimum NHS Contribution"),
        ("Improved Better Care Fund", "iBCF"),
        ("iBCF Contribution", "iBCF"),
        ("Disabled Facilities Grant (DFG)", "DFG"),
        ("LA Discharge Funding", "Local Authority Discharge Funding"),
        ("ICB Discharge Funding", "ICB Discharge Funding"),
        ("Additional NHS Contribution", "Additional NHS Contribution"),
        ("Local Authority Additional Contribution", "Additional LA Contribution"),
        ("Local Authority Better Care Grant", "Local Authority Better Care Grant"),
        ("Council tax", ""),
    ],
)
def test_sources_are_known_by_their_wordings(text: str, source: str) -> None:
    assert source_of(text) == source


def test_headers_with_line_breaks_are_those_of_the_template() -> None:
    assert "\n" in HEADERS_2023["ref"]


@pytest.mark.parametrize("first", ["source", "body"])
def test_income_in_one_table_names_its_sources_row_by_row(first: str) -> None:
    book = Book(rows=scheme_rows(20), with_income=False)
    opened = openpyxl.load_workbook(io.BytesIO(book.content))
    sheet = opened.create_sheet("Income")
    heads = ["Source of funding", "Partner"] if first == "source" else ["Partner", "Source of funding"]
    sheet.append([*heads, "2023-24", "2024-25"])
    for source, amount in by_source(book.rows).items():
        body = ICB_NAME if "NHS" in source or "ICB" in source else LA_NAME
        sheet.append([*([source, body] if first == "source" else [body, source]), amount, 1])
    sheet.append(["Total", None, sum(by_source(book.rows).values()), 5])
    file = io.BytesIO()
    opened.save(file)
    plan, problems = read_better_care_plan(file.getvalue(), "plan.xlsx", year=2023, lists=LISTS)
    assert not problems
    assert plan is not None
    assert plan.income is not None
    assert {row.source: row.amount for row in plan.income.rows} == by_source(book.rows)
    assert {row.body for row in plan.income.rows} == {ICB_NAME, LA_NAME}


def test_sub_types_and_providers_that_the_list_lacks_are_kept_and_named() -> None:
    rows = scheme_rows(5)
    rows[0] |= {"scheme_type": "Carers Services", "sub_type": "Tea and sympathy", "provider": "A hospice"}
    rows[1] |= {"scheme_type": "Carers Services", "sub_type": "respite  services"}
    plan, problems = read_better_care_plan(Book(rows=rows).content, "plan.xlsx", year=2023, lists=LISTS)
    assert not problems
    assert plan is not None
    assert (plan.rows[0].sub_type, plan.rows[0].provider) == ("Tea and sympathy", "A hospice")
    assert plan.rows[1].sub_type == "Respite services"
    assert any("kept as written: “Tea and sympathy”" in warning for warning in plan.warnings)
