"""The figures of a national return: what was spent and not what was passed, by scheme and source and by source."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.facts.national_return import YEAR_END, ReturnLine
from reports.figures.national_return import additional_change, came_in, scheme_rows, source_rows, spent, whole_row
from tests.reports.figures.made import pounds
from tests.reports.returned import CARE, DFG, HOMES, LINES, NHS, income, returned


def test_of_money_passed_on_counts_what_those_who_got_it_spent() -> None:
    # 600.00 in the ledger, of which 590.00 was only passed on; the two districts spent 120.00 and 80.50 of it
    assert spent(LINES[3]) == Decimal("210.50")
    assert spent(LINES[0]) == Decimal("512.34")


def test_while_the_ledger_shows_less_than_was_passed_only_what_is_reported_counts() -> None:
    assert spent(replace(LINES[3], ledger=Decimal(400))) == Decimal("200.50")
    assert spent(replace(LINES[0], ledger=Decimal(-3))) == -3  # a correction of a line that passes nothing on


def test_a_row_for_each_scheme_and_source_with_outputs_in_the_schemes_first() -> None:
    rows = scheme_rows(returned())
    assert [(row.scheme.ref, row.source, row.planned, row.actual) for row in rows] == [
        ("1", NHS, 1500, Decimal("612.35")),
        ("1", "iBCF", 400, 150),
        ("2", DFG, 600, Decimal("210.50")),
    ]
    assert [(row.planned_outputs, row.delivered) for row in rows] == [(1000, 450), (None, None), (80, 0)]


def test_what_no_quarter_reported_is_blank_and_not_nought() -> None:
    rows = scheme_rows(replace(returned(), quarter=3))
    assert [row.delivered for row in rows] == [None, None, None]


def test_sources_stand_in_the_order_of_the_list_with_income_and_spend() -> None:
    rows = source_rows(returned(2025))
    assert [row.source for row in rows] == [NHS, "iBCF", DFG]
    assert (rows[0].planned_income, rows[0].updated_income, rows[0].actual) == (1500, 1600, Decimal("612.35"))
    assert whole_row(returned(2025)).updated_income == 2600


def test_a_claim_brings_in_no_more_than_was_spent_of_it_and_no_more_than_its_ceiling() -> None:
    claim = income("iBCF", 400, claim=True, ceiling=Decimal(300), spend=150)
    assert came_in(claim) == 150
    assert came_in(replace(claim, spend=Decimal(350))) == 300
    facts = returned(2023, YEAR_END, income=(claim, income(NHS, 1500)))
    assert {row.source: row.actual_income for row in source_rows(facts)} == {NHS: 1500, "iBCF": 150, DFG: 0}


def test_only_additional_contributions_count_as_changed() -> None:
    facts = returned(income=(income(NHS, 10, 20), income("Additional LA Contribution", 100, 75)))
    assert additional_change(facts) == -25


amounts = st.builds(
    ReturnLine,
    ref=st.text(max_size=3),
    scheme=st.sampled_from(["1", "2"]),
    source=st.sampled_from([NHS, DFG, "iBCF", "Something else"]),
    original=pounds,
    budget=pounds,
    ledger=pounds,
    passed=pounds,
    reported=st.lists(st.tuples(st.sampled_from(["A", "B"]), pounds), max_size=2).map(tuple),
)


@given(st.lists(amounts, max_size=12).map(tuple))
def test_schemes_and_sources_re_add_to_the_whole(lines: tuple[ReturnLine, ...]) -> None:
    facts = returned(lines=lines, schemes=(CARE, HOMES))
    whole = whole_row(facts)
    for rows in (scheme_rows(facts), source_rows(facts)):
        assert sum(row.planned for row in rows) == whole.planned == sum(line.original for line in lines)
        assert sum(row.actual for row in rows) == whole.actual
    turned = scheme_rows(replace(facts, lines=lines[::-1]))
    assert {(row.scheme.ref, row.source, row.planned, row.actual) for row in turned} == {
        (row.scheme.ref, row.source, row.planned, row.actual) for row in scheme_rows(facts)
    }
