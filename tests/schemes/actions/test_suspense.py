"""Suspense: unmapped codes post nothing and wait; mapping them later leaves the lines as mapping them first would have."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from s75.errors import BadInput, NotPermitted, PeriodLocked, WrongState
from schemes.actions.journals import JournalRow, post_journal
from schemes.actions.schemes import map_code
from schemes.actions.suspense import leave_out_of_suspense
from schemes.models import Actual, LedgerCode, LedgerMonth, SuspenseClearing
from schemes.suspense import in_suspense
from tests.schemes.ledgers import bring, broken_books, clear, lock, stands, waiting
from tests.universe import YEAR, Universe

LINES = ("BEDS-N", "BEDS-C", "HOME")
FILES = {  # three months of one ledger, cumulative and month by month
    "to date": (
        {"C100": "100.00", "Z9": "33.33"},
        {"C100": "180.00", "Z9": "50.00"},
        {"C100": "200.00", "Z9": "41.01"},
    ),
    "in month": ({"C100": "100.00", "Z9": "33.33"}, {"C100": "80.00", "Z9": "16.67"}, {"C100": "20.00", "Z9": "-8.99"}),
}


def test_an_unmapped_code_posts_nothing_and_stands_in_suspense(world: Universe) -> None:
    made = bring(world, 1, {"C100": "10.00", "Z9": "3.00", "X1": "7.00"})
    assert stands(world, *LINES) == {"BEDS-N": {1: Decimal("10.00")}, "BEDS-C": {}, "HOME": {}}
    (one,) = in_suspense([world.place.pk], [YEAR])
    assert (one.partner, one.code, one.description, one.amount) == (
        world.council, "Z9", "Line of Z9", Decimal("3.00"),
    )  # fmt: skip
    assert (one.since, one.newest) == (made, made)


@pytest.mark.parametrize("basis", ["to date", "in month"])
@pytest.mark.parametrize("percents", [{"HOME": 100}, {"BEDS-C": 33, "HOME": 67}])
def test_suspense_then_mapping_is_mapping_first(world: Universe, basis: str, percents: dict[str, int]) -> None:
    from django.db import transaction

    def months(mapped: int | None) -> dict[str, dict[int, Decimal]]:
        """The lines after three months, with the code mapped before the month given, or after the last."""
        point = transaction.savepoint()
        for month, amounts in enumerate(FILES[basis], 1):
            if mapped == month:
                shares = {world.lines[ref]: Decimal(percent) for ref, percent in percents.items()}
                map_code(partner=world.council, code="Z9", percents=shares, by=world.manager)
            bring(world, month, amounts, basis=basis)
            if month < 3:
                lock(world, month)
        if mapped is None:
            clear(world, "Z9", percents)
        assert waiting(world) == {}
        assert mapped or broken_books() == []
        found = stands(world, *LINES)
        transaction.savepoint_rollback(point)
        return found

    first, later = months(1), months(None)
    assert later == first
    assert sum(later["HOME"].values()) + sum(later["BEDS-C"].values()) == Decimal("41.01")


def test_clearing_is_stamped_with_the_open_period_and_leads_back_to_the_files(world: Universe) -> None:
    first = bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    lock(world, 1)
    second = bring(world, 2, {"C100": "10.00", "Z9": "50.00"})
    clearing = clear(world, "Z9", {"HOME": 100})
    rows = clearing.postings.order_by("pk").values_list("actuals_import", "code", "month", "posted_in", "amount")
    assert list(rows) == [
        (first.pk, "Z9", 1, 2, Decimal("30.00")),
        (second.pk, "Z9", 2, 2, Decimal("20.00")),
    ]
    assert (clearing.imports, clearing.amount) == ([first.pk, second.pk], Decimal("50.00"))


def test_the_next_file_posts_the_difference_to_what_was_cleared(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    clear(world, "Z9", {"HOME": 100})
    lock(world, 1)
    made = bring(world, 2, {"C100": "10.00", "Z9": "45.00"})
    assert made.posted == Decimal("15.00")
    assert stands(world, "HOME") == {"HOME": {1: Decimal("30.00"), 2: Decimal("15.00")}}
    assert broken_books() == []


def test_journals_are_never_netted_away(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    accrual = [JournalRow(world.lines["HOME"], 1, Decimal("5.00"))]
    post_journal(
        fund=world.pool, partner=world.council, year=YEAR, rows=accrual, text="Accrual", key=uuid4(), by=world.officer
    )
    clear(world, "Z9", {"HOME": 100})
    assert stands(world, "HOME") == {"HOME": {1: Decimal("35.00")}}


def test_a_code_mapped_in_the_set_up_is_taken_up_by_the_next_cumulative_file(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    map_code(partner=world.council, code="Z9", percents={world.lines["HOME"]: Decimal(100)}, by=world.manager)
    assert waiting(world) == {"Z9": Decimal("30.00")}  # until it is posted
    lock(world, 1)
    bring(world, 2, {"C100": "10.00", "Z9": "45.00"})
    assert waiting(world) == {}
    assert stands(world, "HOME") == {"HOME": {2: Decimal("45.00")}}
    assert broken_books() == []


def test_a_month_that_a_later_files_month_does_not_take_up_still_waits(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"}, basis="in month")
    map_code(partner=world.council, code="Z9", percents={world.lines["HOME"]: Decimal(100)}, by=world.manager)
    lock(world, 1)
    bring(world, 2, {"C100": "10.00", "Z9": "4.00"}, basis="in month")
    assert waiting(world) == {"Z9": Decimal("30.00")}
    clear(world, "Z9", {"HOME": 100})
    assert stands(world, "HOME") == {"HOME": {1: Decimal("30.00"), 2: Decimal("4.00")}}
    assert broken_books() == []


def test_listing_as_not_section_75_empties_suspense_and_posts_nothing(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    leave_out_of_suspense(place=world.place, partner=world.council, year=YEAR, code="Z9", by=world.officer)
    assert waiting(world) == {}
    assert not LedgerCode.objects.get(partner=world.council, code="Z9").section_75
    assert stands(world, "HOME") == {"HOME": {}}


def test_a_code_that_leads_to_lines_is_not_listed_as_not_section_75(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    map_code(partner=world.council, code="Z9", percents={world.lines["HOME"]: Decimal(100)}, by=world.manager)
    with pytest.raises(WrongState, match="leads to lines"):
        leave_out_of_suspense(place=world.place, partner=world.council, year=YEAR, code="Z9", by=world.officer)


@pytest.mark.parametrize("person", ["officer", "manager", "operator"])
def test_the_partners_officer_and_who_sets_up_may_clear(world: Universe, person: str) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    clear(world, "Z9", {"HOME": 100}, by=getattr(world, person))
    assert waiting(world) == {}


@pytest.mark.parametrize("person", ["board_officer", "commissioner", "clerk", "auditor", "outsider"])
def test_nobody_else_may(world: Universe, person: str) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    with pytest.raises(NotPermitted):
        clear(world, "Z9", {"HOME": 100}, by=getattr(world, person))
    with pytest.raises(NotPermitted):
        leave_out_of_suspense(place=world.place, partner=world.council, year=YEAR, code="Z9", by=getattr(world, person))
    assert waiting(world) == {"Z9": Decimal("30.00")}


def refused_whole(world: Universe) -> bool:
    return (
        waiting(world) == {"Z9": Decimal("30.00")}
        and not SuspenseClearing.objects.filter(place=world.place).exists()
        and not LedgerCode.objects.filter(code="Z9").exists()
        and not Actual.objects.filter(line=world.lines["HOME"]).exists()
    )


@pytest.mark.parametrize(
    ("percents", "wanted"),
    [({"HOME": 99}, "make 99, not 100"), ({"KIDS": 100}, "is spent by NHS Testshire ICB"), ({}, "to which line")],
)
def test_lines_that_do_not_fit_are_refused_and_save_nothing(
    world: Universe, percents: dict[str, int], wanted: str
) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    with pytest.raises(BadInput, match=wanted):
        clear(world, "Z9", percents)
    assert refused_whole(world)


def test_nothing_in_suspense_is_refused(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    clear(world, "Z9", {"HOME": 100})
    with pytest.raises(WrongState, match="any more"):
        clear(world, "Z9", {"BEDS-C": 100})
    assert stands(world, "HOME", "BEDS-C") == {"HOME": {1: Decimal("30.00")}, "BEDS-C": {}}


def test_without_an_open_period_nothing_is_cleared(world: Universe) -> None:
    from budgets.models import Period

    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    Period.objects.filter(fund=world.pool, month=1).update(state="future", opened_at=None, opened_by=None)
    with pytest.raises(PeriodLocked):
        clear(world, "Z9", {"HOME": 100})
    assert refused_whole(world)


def test_marks_of_a_fund_that_the_file_had_not_reached_come_with_the_clearing(world: Universe) -> None:
    from schemes.actions.schemes import create_line

    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    line = create_line(
        scheme=world.lines["KIDS"].scheme, fund=world.lead, year=YEAR, ref="KIDS-C", stream=world.own,
        contributing_partner=world.council, spending_partner=world.council, by=world.board_manager,
    )  # fmt: skip
    world.lines["KIDS-C"] = line
    clear(world, "Z9", {"KIDS-C": 100})
    marked = LedgerMonth.objects.filter(fund=world.lead, partner=world.council).standing(1)
    assert list(marked.values_list("month", "posted_in")) == [(1, 1)]
    assert broken_books() == []


def test_each_partners_ledger_has_suspense_of_its_own(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    bring(world, 1, {"900": "10.00", "Z9": "4.00"}, partner_code="ICB", by=world.board_officer)
    found = {(one.partner, one.code): one.amount for one in in_suspense([world.place.pk], [YEAR])}
    assert found == {(world.council, "Z9"): Decimal("30.00"), (world.board, "Z9"): Decimal("4.00")}
    clear(world, "Z9", {"HOME": 100})
    assert waiting(world) == {"Z9": Decimal("4.00")}


# what it holds up


def lock_pool(world: Universe, waive: str = "") -> None:
    from reports.actions import lock_period

    lock_period(fund=world.pool, year=YEAR, month=1, by=world.manager, waive=waive)


def submit(world: Universe) -> None:
    from reports.actions import submit_forecasts

    for ref, amount in (("BEDS-N", 100), ("BEDS-C", 50), ("HOME", 50)):
        world.forecast(ref, amount, explanation="As planned")
    submit_forecasts(place=world.place, year=YEAR, round=1, refs=LINES, by=world.officer)


def test_a_period_is_locked_with_nothing_in_suspense_or_a_reason(world: Universe) -> None:
    bring(world, 1, {"C100": "100.00", "C200": "100.00", "Z9": "30.00"})
    submit(world)
    with pytest.raises(WrongState, match="1 code of the ledger of Testshire Council"):
        lock_pool(world)
    clear(world, "Z9", {"HOME": 100})
    lock_pool(world)


def test_a_reason_waives_what_is_in_suspense(world: Universe) -> None:
    bring(world, 1, {"C100": "100.00", "C200": "100.00", "Z9": "30.00"})
    submit(world)
    lock_pool(world, waive="Settled next month")
    assert waiting(world) == {"Z9": Decimal("30.00")}


def test_a_fund_in_which_the_partner_spends_nothing_is_not_held_up(world: Universe) -> None:
    from reports.rounds.checks import ledgers_wait, line_states

    bring(world, 1, {"C100": "100.00", "C200": "100.00", "Z9": "30.00"})
    funds = [world.pool, world.lead]
    states = line_states(place=world.place, funds=funds, year=YEAR, month=1)
    found = ledgers_wait(funds, YEAR, states)
    assert [bool(found[fund.pk]) for fund in funds] == [True, False]
