"""Undoing an import: the negatives land in the open period, locked ones do not move, and the file may come again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from s75.errors import AlreadyDone, BadInput, NotPermitted, PeriodLocked, WrongState
from schemes.actions.actuals import import_actuals
from schemes.actions.import_reversals import reverse_import
from schemes.models import Actual, ActualsImport, ImportReversal
from schemes.queries import months_in
from tests.schemes.ledgers import bring, broken_books, clear, lock, stands, waiting
from tests.universe import YEAR, Universe, ledger_csv

FIRST = {"C100": "100.00", "C200": "50.01", "Z9": "4.00"}


def undo(world: Universe, made: ActualsImport, **other: object) -> ImportReversal:
    return reverse_import(**{"made": made, "reason": "The wrong file", "by": world.officer, **other})  # type: ignore[arg-type]


def test_everything_is_taken_back_and_the_import_stays(world: Universe) -> None:
    made = bring(world, 1, FIRST)
    reversal = undo(world, made)
    assert stands(world, "BEDS-N", "BEDS-C", "HOME") == {"BEDS-N": {}, "BEDS-C": {}, "HOME": {}}
    assert ActualsImport.objects.filter(pk=made.pk).exists()
    assert set(reversal.postings.values_list("actuals_import", "code", "posted_in")) == {
        (made.pk, "C100", 1),
        (made.pk, "C200", 1),
    }
    assert waiting(world) == {}  # its codes are in suspense no more
    assert broken_books() == []


def test_the_same_file_may_be_imported_again_and_again_undone(world: Universe) -> None:
    for _ in range(3):
        undo(world, bring(world, 1, FIRST))
    assert bring(world, 1, FIRST).posted == Decimal("150.01")
    with pytest.raises(AlreadyDone):
        bring(world, 1, FIRST)
    assert broken_books() == []


def test_later_files_post_the_difference_without_it(world: Universe) -> None:
    bring(world, 1, FIRST)
    lock(world, 1)
    undo(world, bring(world, 2, {"C100": "999.00", "C200": "50.01", "Z9": "4.00"}))
    again = bring(world, 2, {"C100": "120.00", "C200": "50.01", "Z9": "4.00"})
    assert again.posted == Decimal("20.00")
    assert stands(world, "BEDS-N") == {"BEDS-N": {1: Decimal("100.00"), 2: Decimal("20.00")}}
    assert broken_books() == []


def test_a_locked_period_does_not_move(world: Universe) -> None:
    made = bring(world, 1, FIRST)
    lock(world, 1)
    undo(world, made)
    at = (world.pool.pk, world.council.heir_id or 0)
    assert months_in([world.pool.pk], YEAR, as_at=1)[at] == {1}
    assert at not in months_in([world.pool.pk], YEAR, as_at=2)
    assert at not in months_in([world.pool.pk], YEAR)
    rows = Actual.objects.filter(line=world.lines["BEDS-N"]).order_by("pk").values_list("posted_in", "amount")
    assert list(rows) == [(1, Decimal("100.00")), (2, Decimal("-100.00"))]
    assert broken_books() == []


def test_what_was_cleared_from_suspense_goes_back_too(world: Universe) -> None:
    first = bring(world, 1, FIRST)
    lock(world, 1)
    second = bring(world, 2, {**FIRST, "Z9": "9.00"})
    clear(world, "Z9", {"HOME": 100})
    undo(world, second)
    assert stands(world, "HOME")["HOME"][1] - Decimal("25.00") in (Decimal("4.00"), Decimal("4.01"))
    assert 2 not in stands(world, "HOME")["HOME"]
    assert broken_books() == []
    undo(world, first)
    assert stands(world, "HOME") == {"HOME": {}}
    assert broken_books() == []


def test_only_the_newest_is_undone(world: Universe) -> None:
    first = bring(world, 1, FIRST)
    lock(world, 1)
    second = bring(world, 2, FIRST)
    with pytest.raises(WrongState, match=r"ledger 2\.csv \(P02\) was imported after ledger 1\.csv"):
        undo(world, first)
    undo(world, second)
    undo(world, first)
    assert stands(world, "BEDS-N") == {"BEDS-N": {}}


def test_another_partners_newer_file_is_not_in_the_way(world: Universe) -> None:
    made = bring(world, 1, FIRST)
    bring(world, 1, {"900": "1.00"}, partner_code="ICB", by=world.board_officer)
    undo(world, made)
    assert stands(world, "KIDS") == {"KIDS": {1: Decimal("1.00")}}


def test_twice_is_refused(world: Universe) -> None:
    made = bring(world, 1, FIRST)
    undo(world, made)
    with pytest.raises(AlreadyDone):
        undo(world, made)


def test_a_reason_is_asked_for(world: Universe) -> None:
    made = bring(world, 1, FIRST)
    with pytest.raises(BadInput, match="Say why"):
        undo(world, made, reason="  ")
    assert not ImportReversal.objects.filter(actuals_import=made).exists()


@pytest.mark.parametrize("person", ["board_officer", "manager", "commissioner", "auditor", "outsider", "operator"])
def test_only_the_partners_officer_undoes_its_imports(world: Universe, person: str) -> None:
    made = bring(world, 1, FIRST)
    with pytest.raises(NotPermitted):
        undo(world, made, by=getattr(world, person))
    assert stands(world, "BEDS-N") == {"BEDS-N": {1: Decimal("100.00")}}


def test_without_an_open_period_nothing_is_undone(world: Universe) -> None:
    from budgets.models import Period

    made = bring(world, 1, FIRST)
    Period.objects.filter(fund=world.pool, month=1).update(state="future", opened_at=None, opened_by=None)
    with pytest.raises(PeriodLocked):
        undo(world, made)
    assert stands(world, "BEDS-N") == {"BEDS-N": {1: Decimal("100.00")}}


def test_a_forecast_of_the_month_counts_again_from_the_reversal_on(world: Universe) -> None:
    from budgets.models import Period
    from reports.actions import totals_of

    for ref in ("BEDS-N", "BEDS-C", "HOME"):
        world.forecast(ref, 70)
    made = bring(world, 1, FIRST)
    period = Period.objects.get(fund=world.pool, year=YEAR, month=1)
    before = totals_of(period)["outturn"]
    undo(world, made)
    assert before == Decimal("150.01") + 3 * 11 * 70
    assert totals_of(period)["outturn"] == 3 * 12 * 70


def test_a_file_for_a_locked_month_is_stamped_with_the_open_period_and_says_so(world: Universe) -> None:
    lock(world, 1)
    made, plan = import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="late.csv",
        content=ledger_csv("P01", {"C100": "10.00"}), by=world.officer,
    )  # fmt: skip
    assert set(made.postings.values_list("month", "posted_in")) == {(1, 2)}
    (said,) = plan.locked_notes({fund.pk: 2 for fund in plan.funds})
    assert said.startswith("P01 is locked in Pool: what the file posts there is stamped P02")
