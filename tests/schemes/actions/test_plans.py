"""Importing a planning workbook: all that it makes, to the penny; what is refused, and that nothing is saved then."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.actions.changes import decide_change
from budgets.actions.places import add_partner
from budgets.actions.years import open_period, start_year
from budgets.models import AgreementPartner, Change, Contribution, ContributionEntry, FundingStream
from s75.errors import AlreadyDone, BadInput, NotPermitted
from schemes.actions.budgets import post_change
from schemes.actions.plans import Imported, import_plan, plan_import
from schemes.models import BudgetEntry, Line, PlanImport, PlannedOutput, Scheme
from schemes.plans.plan import Plan
from tests.schemes.sources.plan_books import ICB_NAME, LA_NAME, Book, by_source, scheme_rows
from tests.universe import Universe

YEAR = 2023
IN_TIME = 2.0  # seconds for 120 rows


def ask(world: Universe, book: Book, *, year: int = YEAR, who: str = "officer", **choices: Any) -> dict[str, Any]:
    return {
        "place": world.place,
        "year": year,
        "filename": "plan.xlsx",
        "content": book.content,
        "choices": choices,
        "by": getattr(world, who),
    }


def preview(world: Universe, book: Book, **asked: Any) -> Plan:
    return plan_import(**ask(world, book, **asked))


def take(world: Universe, book: Book, **asked: Any) -> Imported:
    return import_plan(**ask(world, book, **asked))


def nothing_made(year: int = YEAR) -> bool:
    return not any(
        found.exists()
        for found in (
            Line.objects.filter(place__slug="testshire", year=year),
            Change.objects.filter(place__slug="testshire", year=year),
            Contribution.objects.filter(fund__place__slug="testshire", year=year),
            PlanImport.objects.filter(place__slug="testshire"),
            Scheme.objects.filter(place__slug="testshire", ref="1"),
            FundingStream.objects.filter(place__slug="testshire", name="iBCF"),
        )
    )


def test_a_plan_makes_schemes_lines_streams_and_an_opening_that_waits(world: Universe) -> None:
    book = Book()
    done = take(world, book)
    lines = Line.objects.filter(place=world.place, year=YEAR)
    assert lines.count() == 120
    assert Scheme.objects.filter(place=world.place, lines__year=YEAR).distinct().count() == 96
    assert lines.filter(ref="4").exists()
    assert lines.get(ref="4-2").scheme.ref == "4"
    (opening,) = done.openings
    assert (opening.state, opening.kind, opening.fund) == ("requested", "opening", world.pool)
    proposed = {row.line.ref: row.amount for row in opening.proposed_budgets.select_related("line")}
    assert sum(proposed.values()) == Decimal("20962905.60") == opening.amount
    assert proposed["4-2"] == Decimal("106172.80")
    given = {
        (row.contribution.stream.name, row.contribution.partner): row.amount
        for row in opening.proposed_contributions.select_related("contribution__stream", "contribution__partner")
    }
    spent = by_source(book.rows)
    assert given == {
        ("NHS minimum", world.board): spent["Minimum NHS Contribution"],  # the stream that was there
        ("iBCF", world.council): spent["iBCF"],
        ("DFG", world.council): spent["DFG"],
        ("Additional LA Contribution", world.council): spent["Additional LA Contribution"],
        ("ICB Discharge Funding", world.board): spent["ICB Discharge Funding"],
    }
    assert set(Contribution.objects.filter(fund=world.pool, year=YEAR).values_list("status", flat=True)) == {
        "indicative"
    }
    assert FundingStream.objects.get(place=world.place, name="NHS minimum").national == "Minimum NHS Contribution"
    assert FundingStream.objects.get(place=world.place, name="DFG").capital
    assert not BudgetEntry.objects.filter(line__place=world.place, year=YEAR).exists()


def test_each_line_says_whose_money_it_is_who_spends_it_and_what_its_scheme_is(world: Universe) -> None:
    take(world, Book())
    joint = Line.objects.get(place=world.place, year=YEAR, ref="7")  # row 7: DFG, joint, 60 % NHS
    assert (joint.stream.name, joint.contributing_partner, joint.spending_partner) == (
        "DFG",
        world.council,
        world.board,
    )
    nhs = Line.objects.get(place=world.place, year=YEAR, ref="4-2")
    assert (nhs.contributing_partner, nhs.spending_partner) == (world.board, world.board)
    scheme = joint.scheme
    assert (scheme.commissioner, scheme.nhs_percent) == ("Joint", Decimal("60.0000"))
    assert (scheme.name, scheme.scheme_type, scheme.area_of_spend) == (
        "Scheme 7",
        "Home Care or Domiciliary Care",
        "Social Care",
    )
    outputs = PlannedOutput.objects.get(scheme__ref="4", scheme__place=world.place, year=YEAR)
    assert (outputs.amount, outputs.unit) == (Decimal(14 + 15), "Packages")


def test_the_opening_is_approved_by_another_and_posted_and_the_year_can_start(world: Universe) -> None:
    book = Book()
    (opening,) = take(world, book).openings
    with pytest.raises(NotPermitted):
        decide_change(change=opening, approve=True, authority="Me", by=world.officer)
    decide_change(change=opening, approve=True, authority="Board", by=world.director)
    start_year(fund=world.pool, year=YEAR, by=world.manager)
    open_period(fund=world.pool, year=YEAR, month=1, by=world.manager)
    post_change(change=opening, by=world.manager)
    posted = BudgetEntry.objects.filter(line__place=world.place, year=YEAR)
    assert sum(entry.amount for entry in posted) == sum(row["amount_1"] for row in book.rows)
    received = ContributionEntry.objects.filter(fund=world.pool, year=YEAR)
    assert sum(entry.amount for entry in received) == Decimal("20962905.60")


def test_the_second_year_and_the_later_layout_are_imported_as_well(world: Universe) -> None:
    book = Book(rows=[row | {"ref": f"N{row['ref']}"} for row in scheme_rows()])
    (first,) = take(world, book).openings
    assert first.amount == sum(row["amount_1"] for row in book.rows)
    three = Book.of_2025()
    later = take(world, three, year=2025)
    assert later.openings[0].amount == sum(row["amount_1"] for row in three.rows)
    assert [row.name for row in later.plan.new.streams] == ["Local Authority Better Care Grant"]


def test_a_plan_of_120_rows_previews_and_posts_in_time(world: Universe) -> None:
    asked = ask(world, Book())
    start = time.perf_counter()
    plan_import(**asked)
    seen = time.perf_counter()
    import_plan(**asked)
    done = time.perf_counter()
    assert seen - start < IN_TIME
    assert done - seen < IN_TIME


def test_the_statements_do_not_grow_with_the_rows(world: Universe) -> None:
    counts = []
    for count, fund in ((20, "POOL"), (120, "LEAD")):
        rows = scheme_rows(count)
        for row in rows:
            row["ref"] = f"{fund[0]}{row['ref']}"
        asked = ask(world, Book(rows=rows), funds=dict.fromkeys(by_source(rows), fund))
        with CaptureQueriesContext(connection) as seen:
            import_plan(**asked)
        counts.append(len(seen))
    assert counts[1] <= counts[0] + 5
    assert counts[0] < 120


def test_the_same_file_is_imported_once(world: Universe) -> None:
    asked = ask(world, Book())
    import_plan(**asked)
    with pytest.raises(AlreadyDone, match="Nothing is set up twice"):
        import_plan(**asked)


def test_another_file_while_the_opening_waits_is_refused(world: Universe) -> None:
    take(world, Book())
    with pytest.raises(BadInput) as refused:
        take(world, Book(title="Better Care Fund 2023-25 Template, again"))
    assert "holds nothing that is not there already" in str(refused.value.problems[0])
    rows = scheme_rows(121)
    with pytest.raises(BadInput) as refused:
        take(world, Book(rows=rows))
    said = [str(problem) for problem in refused.value.problems]
    assert any("the opening budget of Pool for 2023-24 is requested already" in each for each in said)
    rows = scheme_rows()
    rows[0]["amount_1"] += 1
    with pytest.raises(BadInput) as refused:
        take(world, Book(rows=rows))
    said = [str(problem) for problem in refused.value.problems]
    assert any("the line has £101,234.56 in 2023-24 already; move its budget by a change" in each for each in said)
    assert PlanImport.objects.filter(place=world.place).count() == 1


def test_after_the_opening_was_refused_a_corrected_file_uses_the_lines_again(world: Universe) -> None:
    (opening,) = take(world, Book()).openings
    decide_change(change=opening, approve=False, authority="One amount is wrong", by=world.director)
    rows = scheme_rows()
    rows[0]["amount_1"] += Decimal("1000.01")
    done = take(world, Book(rows=rows))
    assert Line.objects.filter(place=world.place, year=YEAR).count() == 120
    assert done.openings[0].proposed_budgets.get(line__ref="1").amount == Decimal("102234.57")
    assert done.openings[0].amount == Decimal("20963905.61")


def test_spend_above_income_blocks_posting_and_the_tick_raises_the_contribution(world: Universe) -> None:
    rows = scheme_rows()
    income = {
        source: {(ICB_NAME if "NHS" in source or "ICB" in source else LA_NAME): (amount, amount)}
        for source, amount in by_source(rows).items()
    }
    (who,) = income["DFG"]
    income["DFG"] = {who: (income["DFG"][who][0] - Decimal("0.01"), Decimal(0))}
    book = Book(rows=rows, income=income)
    plan = preview(world, book)
    (short,) = plan.problems
    assert short.column == "DFG"
    assert "£0.01 too much" in short.expected
    assert "tick “Raise contributions" in short.expected
    (dfg,) = [each for each in plan.sums.by_stream if each.name == "DFG"]
    assert (dfg.difference, dfg.short) == (Decimal("-0.01"), True)
    with pytest.raises(BadInput, match="cannot be imported as it is"):
        take(world, book)
    assert nothing_made()
    done = take(world, book, **{"raise": True})
    given = done.openings[0].proposed_contributions.get(contribution__stream__name="DFG")
    assert given.amount == by_source(rows)["DFG"]


def test_income_above_spend_stays_unallocated(world: Universe) -> None:
    rows = scheme_rows()
    spent = by_source(rows)
    income = {
        source: {(ICB_NAME if "NHS" in source or "ICB" in source else LA_NAME): (amount + 5, amount)}
        for source, amount in spent.items()
    }
    done = take(world, Book(rows=rows, income=income))
    assert done.plan.sums.whole.difference == 25
    assert sum(row.amount for row in done.openings[0].proposed_contributions.all()) == sum(spent.values()) + 25


def test_reconciliation_readds_by_stream_and_by_partner(world: Universe) -> None:
    plan = preview(world, Book())
    for sums in (plan.sums.by_stream, plan.sums.by_partner):
        assert sum(each.spend for each in sums) == plan.budget == Decimal("20962905.60")
        assert sum(each.income for each in sums) == plan.contributions
    assert {each.name for each in plan.sums.by_partner} == {"Testshire Council", "NHS Testshire ICB"}


def test_choices_move_money_to_a_fund_a_payer_and_a_spender(world: Universe) -> None:
    done = take(world, Book(), funds={"DFG": "LEAD"}, spenders={"NHS": "TC"}, payers={"ICB Discharge Funding": "TC"})
    assert [change.fund.code for change in done.openings] == ["POOL", "LEAD"]
    dfg = Line.objects.filter(place=world.place, year=YEAR, stream__name="DFG")
    assert {line.fund.code for line in dfg} == {"LEAD"}
    discharge = Line.objects.filter(place=world.place, year=YEAR, stream__name="ICB Discharge Funding")
    assert {line.contributing_partner for line in discharge} == {world.council}
    nhs = Line.objects.filter(place=world.place, year=YEAR, scheme__commissioner="NHS").exclude(scheme__ref__in=["14"])
    assert world.council in {line.spending_partner for line in nhs}


@pytest.mark.parametrize("who", ["auditor", "clerk", "commissioner", "director", "outsider"])
def test_who_proposes_no_budgets_brings_in_no_plan(world: Universe, who: str) -> None:
    with pytest.raises(NotPermitted):
        preview(world, Book(), who=who)
    with pytest.raises(NotPermitted):
        take(world, Book(), who=who)
    assert nothing_made()


@pytest.mark.parametrize("who", ["officer", "board_officer", "manager", "operator"])
def test_who_proposes_budgets_or_sets_up_brings_in_plans(world: Universe, who: str) -> None:
    assert take(world, Book(), who=who).record.imported_by == getattr(world, who)


def test_schemes_that_are_there_are_listed_with_what_changes(world: Universe) -> None:
    rows = scheme_rows(6)
    rows[0]["ref"], rows[0]["name"] = "HOME", "Home from hospital"
    plan = preview(world, Book(rows=rows))
    assert not plan.problems
    (update,) = plan.updates
    assert update.ref == "HOME"
    assert ("name", "Home", "Home from hospital") in update.changes
    assert "HOME" not in plan.schemes
    take(world, Book(rows=rows))
    assert Scheme.objects.get(place=world.place, ref="HOME").name == "Home from hospital"


def test_a_line_of_the_year_under_the_same_reference_is_a_conflict(world: Universe) -> None:
    rows = scheme_rows(6)
    rows[0]["ref"], rows[0]["name"] = "HOME", "Home"
    plan = preview(world, Book(rows=rows), year=2024)
    assert any("is a line of Home in Pool in 2024-25 already" in problem.expected for problem in plan.problems)


def test_several_boards_share_a_source_in_proportion_to_the_income_sheet(world: Universe) -> None:
    """Two boards give 2/3 and 1/3 of the NHS minimum: each row splits, and each board's lines make its contribution."""
    other = add_partner(place=world.place, code="ICB2", name="NHS Elsewhere ICB", kind="nhs", by=world.operator)
    AgreementPartner.objects.create(agreement=world.agreement, partner=other)
    rows = scheme_rows(60)
    spent = by_source(rows)
    income = {
        source: {(ICB_NAME if "NHS" in source or "ICB" in source else LA_NAME): (amount, amount)}
        for source, amount in spent.items()
    }
    third = (spent["Minimum NHS Contribution"] / 3).quantize(Decimal("0.01"))
    rest = spent["Minimum NHS Contribution"] - third
    income["Minimum NHS Contribution"] = {ICB_NAME: (rest, rest), "NHS Elsewhere ICB": (third, third)}
    (opening,) = take(world, Book(rows=rows, income=income)).openings
    minimum = opening.proposed_budgets.filter(line__stream__name="NHS minimum")
    by_partner = {
        partner: sum(row.amount for row in minimum.filter(line__contributing_partner=partner))
        for partner in (world.board, other)
    }
    assert by_partner == {world.board: rest, other: third}
    assert sum(row.amount for row in opening.proposed_budgets.all()) == sum(spent.values())
    one = Line.objects.filter(place=world.place, year=YEAR, scheme__ref="4").order_by("ref")
    assert [line.ref for line in one] == ["4", "4-2", "4-3"]
