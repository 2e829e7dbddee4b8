"""Saving forecasts: all rows or none, never over somebody else's, and only where the round is open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.actions.years import lock_open_period
from s75.errors import BadInput, NotPermitted, PeriodLocked, StaleVersion, Unknown
from schemes.actions.forecasts import RowInput, keep_last_round, save_rows
from schemes.models import Forecast
from tests.universe import YEAR, Universe, ledger_csv

FULL = dict.fromkeys(range(1, 13), Decimal("50.00"))


def save(world: Universe, *rows: RowInput, by: str = "officer", month: int = 1) -> list[Forecast]:
    return save_rows(place=world.place, year=YEAR, round=month, rows=rows, by=getattr(world, by))


def count(world: Universe) -> int:
    return Forecast.objects.filter(line__place=world.place).count()


def lock(world: Universe, month: int) -> None:
    for fund in (world.pool, world.lead):
        lock_open_period(fund=fund, year=YEAR, month=month, waived="for a test", by=world.manager_of(fund))


def test_row_is_saved_with_version_1_then_2(world: Universe) -> None:
    assert save(world, RowInput("HOME", FULL, version=0))[0].version == 1
    assert save(world, RowInput("HOME", {3: Decimal("70.00")}, version=1))[0].version == 2
    kept = Forecast.objects.get(line__ref="HOME")
    assert kept.figures == [Decimal("50.00")] * 2 + [Decimal("70.00")] + [Decimal("50.00")] * 9 + [None]


def test_saving_the_same_again_changes_nothing(world: Universe) -> None:
    save(world, RowInput("HOME", FULL, version=0))
    assert save(world, RowInput("HOME", FULL, version=1))[0].version == 1


def test_stale_version_is_refused_and_carries_what_stands(world: Universe) -> None:
    save(world, RowInput("HOME", FULL, version=0))
    save(world, RowInput("HOME", {3: Decimal(70)}, version=1))
    with pytest.raises(StaleVersion) as caught:
        save(world, RowInput("HOME", {3: Decimal(90)}, version=1))
    assert caught.value.current.figures[2] == Decimal("70.00")  # type: ignore[attr-defined]
    assert Forecast.objects.get(line__ref="HOME").figures[2] == Decimal("70.00")


def test_first_save_of_two_people_is_stale_for_the_second(world: Universe) -> None:
    save(world, RowInput("HOME", FULL, version=0))
    with pytest.raises(StaleVersion):
        save(world, RowInput("HOME", FULL, version=0))


def test_one_bad_cell_saves_none_of_the_rows_and_is_named(world: Universe) -> None:
    bad = {**FULL, 4: None}
    with pytest.raises(BadInput) as caught:
        save(world, RowInput("HOME", FULL), RowInput("BEDS-C", bad, row=7))
    assert [(p.row, p.column) for p in caught.value.problems] == [(7, "BEDS-C P04")]
    assert "a blank is not 0" in caught.value.problems[0].expected
    assert count(world) == 0


@pytest.mark.parametrize("amount", [Decimal("1.001"), Decimal("1000000000000")])
def test_amounts_beyond_pence_or_size_are_refused(world: Universe, amount: Decimal) -> None:
    with pytest.raises(BadInput):
        save(world, RowInput("HOME", {**FULL, 4: amount}))
    assert count(world) == 0


def test_month_whose_ledger_is_in_is_not_forecast(world: Universe) -> None:
    from tests.schemes.actions.test_actuals import post

    post(world, 1, ledger_csv("P01", {"C100": "1.00", "C200": "1.00"}))
    with pytest.raises(BadInput) as caught:
        save(world, RowInput("HOME", FULL))
    assert "the ledger of P01 is in" in caught.value.problems[0].expected
    later = {month: amount for month, amount in FULL.items() if month > 1}
    assert save(world, RowInput("HOME", later))[0].figures[0] is None


def test_month_left_out_keeps_the_last_rounds_figure(world: Universe) -> None:
    save(world, RowInput("HOME", FULL))
    lock(world, 1)
    row = save(world, RowInput("HOME", {12: Decimal(99)}), month=2)[0]
    assert row.figures[10:12] == [Decimal("50.00"), Decimal("99")]


def test_last_round_is_kept_for_lines_not_entered(world: Universe) -> None:
    save(world, RowInput("HOME", FULL, explanation="As planned"))
    lock(world, 1)
    kept = keep_last_round(place=world.place, year=YEAR, round=2, refs=["HOME"], by=world.officer)
    assert (kept[0].figures[:12], kept[0].explanation) == ([Decimal("50.00")] * 12, "As planned")


def test_line_never_forecast_cannot_be_kept(world: Universe) -> None:
    with pytest.raises(BadInput, match="HOME has no earlier forecast"):
        keep_last_round(place=world.place, year=YEAR, round=1, refs=["HOME"], by=world.officer)


@pytest.mark.parametrize("by", ["board_officer", "commissioner", "manager", "auditor", "outsider"])
def test_only_the_spenders_officer_writes(world: Universe, by: str) -> None:
    with pytest.raises(NotPermitted):
        save(world, RowInput("HOME", FULL), by=by)
    assert count(world) == 0


@pytest.mark.parametrize("month", [2, 12])
def test_round_that_is_not_open_is_refused(world: Universe, month: int) -> None:
    with pytest.raises(PeriodLocked, match="P01 is open"):
        save(world, RowInput("HOME", FULL), month=month)


def test_locked_round_is_refused(world: Universe) -> None:
    lock(world, 1)
    with pytest.raises(PeriodLocked):
        save(world, RowInput("HOME", FULL))
    assert count(world) == 0


def test_unknown_reference_is_named_by_row(world: Universe) -> None:
    with pytest.raises(Unknown) as caught:
        save(world, RowInput("HOME", FULL), RowInput("NOPE", FULL, row=3))
    assert (caught.value.problems[0].row, caught.value.problems[0].found) == (3, "NOPE")
    assert count(world) == 0


def test_line_given_twice_is_refused(world: Universe) -> None:
    with pytest.raises(BadInput, match="HOME is given twice"):
        save(world, RowInput("HOME", FULL), RowInput("HOME", FULL))
