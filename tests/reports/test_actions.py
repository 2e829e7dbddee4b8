"""Submitting and locking a round: judged by its figures, refused with the reason, and nothing half done."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.actions.years import open_period, reopen_period
from budgets.models import Fund, Period, PeriodTotals, Place
from reports.actions import lock_period, lock_periods, submit_forecasts, totals_of
from reports.rounds.checks import line_states, unmet_checks
from s75.errors import BadInput, ExplanationMissing, NotPermitted, PeriodLocked, WrongState
from s75.models import User
from schemes.models import Forecast
from tests.schemes.actions.test_actuals import post
from tests.universe import YEAR, Universe, ledger_csv

POOL = ["BEDS-N", "BEDS-C", "HOME"]


def submit(world: Universe, *refs: str, by: str = "officer", month: int = 1) -> list[Forecast]:
    return submit_forecasts(place=world.place, year=YEAR, round=month, refs=refs, by=getattr(world, by))


def lock(world: Universe, *, waive: str = "", by: str = "manager", month: int = 1) -> Period:
    return lock_period(fund=world.pool, year=YEAR, month=month, by=getattr(world, by), waive=waive)


def on_budget(world: Universe) -> None:
    """Every line of the pool forecast at its budget, and the council's ledger in."""
    for ref, monthly in (("BEDS-N", 100), ("BEDS-C", 50), ("HOME", 50)):
        world.forecast(ref, monthly)
    post(world, 1, ledger_csv("P01", {"C100": "100.00", "C200": "100.00"}))


def test_lines_on_budget_are_submitted_and_the_period_locks(world: Universe) -> None:
    on_budget(world)
    submit(world, *POOL)
    assert lock(world).waived == ""
    states = dict(Period.objects.filter(fund=world.pool, month__lte=2).values_list("month", "state"))
    assert states == {1: "locked", 2: "open"}


def test_line_without_a_row_is_not_submitted(world: Universe) -> None:
    world.forecast("HOME", 50)
    with pytest.raises(BadInput, match="BEDS-C has no forecast in P01"):
        submit(world, "HOME", "BEDS-C")
    assert Forecast.objects.get(line__ref="HOME").state == "draft"


def test_variance_past_the_limit_needs_words(world: Universe) -> None:
    world.forecast("HOME", 55)  # 660 against 600: exactly ten per cent
    with pytest.raises(ExplanationMissing) as caught:
        submit(world, "HOME")
    assert [p.column for p in caught.value.problems] == ["HOME"]
    world.forecast("HOME", 55, explanation="More hours of care")
    assert submit(world, "HOME")[0].line.ref == "HOME"


def test_variance_below_the_limit_needs_none(world: Universe) -> None:
    world.forecast("HOME", "54.99")
    assert len(submit(world, "HOME")) == 1


def test_editing_a_submitted_row_makes_it_a_draft_again(world: Universe) -> None:
    world.forecast("HOME", 50)
    submit(world, "HOME")
    assert world.forecast("HOME", 51).state == "draft"


def test_only_the_spenders_officer_submits(world: Universe) -> None:
    world.forecast("HOME", 50)
    for by in ("board_officer", "manager", "auditor"):
        with pytest.raises(NotPermitted):
            submit(world, "HOME", by=by)


def test_lock_names_each_check_that_is_not_met(world: Universe) -> None:
    world.forecast("HOME", 80)
    with pytest.raises(WrongState) as caught:
        lock(world)
    for words in ("ledger of Testshire Council for P01 is not in", "3 of 3 lines not submitted", "Not explained: HOME"):
        assert words in caught.value.message
    assert Period.objects.get(fund=world.pool, month=1).state == "open"


def test_waived_checks_are_kept_with_the_reason(world: Universe) -> None:
    assert lock(world, waive="Ledger system is down").waived == "Ledger system is down"


@pytest.mark.parametrize("by", ["officer", "board_manager", "clerk", "director"])
def test_only_the_hosts_pool_manager_locks(world: Universe, by: str) -> None:
    with pytest.raises(NotPermitted):
        lock(world, waive="x", by=by)


def test_locked_round_takes_no_submission(world: Universe) -> None:
    world.forecast("HOME", 50)
    lock(world, waive="x")
    with pytest.raises(PeriodLocked):
        submit(world, "HOME")


def test_lock_keeps_the_totals_of_its_paper(world: Universe) -> None:
    on_budget(world)
    world.forecast("HOME", 60, explanation="More")
    period = lock(world, waive="x")
    kept = PeriodTotals.objects.get(period=period)
    assert (kept.original, kept.budget, kept.profiled, kept.actual) == (2400, 2400, 200, 200)
    assert kept.outturn == Decimal(1200 + 600 + 50 + 11 * 60)
    assert totals_of(period) == {
        name: getattr(kept, name) for name in ("original", "budget", "profiled", "actual", "outturn")
    }


def test_several_funds_are_locked_with_totals_of_their_own_all_or_none(demonstration: Place) -> None:
    funds = list(Fund.objects.filter(place=demonstration, slug__in=("worcestershire-ld", "worcestershire-ph")))
    by = User.objects.get(email="pool.manager.council@demonstration.example")

    locked = lock_periods(place=demonstration, funds=funds, year=2022, month=8, by=by, waive="Tried")
    assert [period.fund for period in locked] == funds
    for period in locked:
        kept = PeriodTotals.objects.get(period=period)
        assert totals_of(period) == {name: getattr(kept, name) for name in totals_of(period)}

    bcf = Fund.objects.get(slug="worcestershire-bcf")
    with pytest.raises(PeriodLocked):
        lock_periods(place=demonstration, funds=[bcf, funds[0]], year=2022, month=8, by=by, waive="Tried")
    assert Period.objects.get(fund=bcf, year=2022, month=8).state == Period.State.OPEN


def test_locked_position_does_not_move_when_later_months_do(world: Universe) -> None:
    on_budget(world)
    period = lock(world, waive="x")
    before = totals_of(period)
    world.forecast("HOME", 90, round=2, explanation="More")
    world.post(world.approved(world.pool, {"HOME": Decimal(500)}))
    post(world, 1, ledger_csv("P01", {"C100": "150.00", "C200": "100.00"}))
    assert totals_of(period) == before


def test_unchanged_line_is_seen(world: Universe) -> None:
    for ref, monthly in (("HOME", 50), ("BEDS-C", 50)):
        world.forecast(ref, monthly)
    lock(world, waive="x")
    world.forecast("HOME", 50, round=2)
    world.forecast("BEDS-C", 51, round=2)
    states = line_states(place=world.place, funds=[world.pool], year=YEAR, month=2)
    assert {s.ref: (s.state, s.unchanged) for s in states} == {
        "HOME": ("draft", True),
        "BEDS-C": ("draft", False),
        "BEDS-N": ("not started", False),
    }


def test_closing_month_asks_for_no_forecast(world: Universe) -> None:
    states = line_states(place=world.place, funds=[world.pool], year=YEAR, month=13)
    assert unmet_checks(world.pool, YEAR, 13, states) == []


def test_last_locked_period_reopens_with_a_reason(world: Universe) -> None:
    lock(world, waive="x")
    reopen_period(fund=world.pool, year=YEAR, month=1, reason="A ledger was wrong", by=world.manager)
    states = dict(Period.objects.filter(fund=world.pool, month__lte=2).values_list("month", "state"))
    assert states == {1: "open", 2: "future"}
    assert world.forecast("HOME", 50).version == 1


@pytest.mark.parametrize("reason", ["", "   "])
def test_reopening_needs_a_reason(world: Universe, reason: str) -> None:
    lock(world, waive="x")
    with pytest.raises(WrongState, match="needs a reason"):
        reopen_period(fund=world.pool, year=YEAR, month=1, reason=reason, by=world.manager)


def test_period_after_which_something_is_written_stays_locked(world: Universe) -> None:
    lock(world, waive="x")
    world.forecast("HOME", 50, round=2)
    with pytest.raises(WrongState, match="P02 of Pool already holds forecasts"):
        reopen_period(fund=world.pool, year=YEAR, month=1, reason="x", by=world.manager)


def test_opening_what_is_open_changes_nothing(world: Universe) -> None:
    opened = Period.objects.get(fund=world.pool, month=1).opened_at
    assert open_period(fund=world.pool, year=YEAR, month=1, by=world.manager).opened_at == opened


def test_later_period_waits_for_the_earlier(world: Universe) -> None:
    with pytest.raises(WrongState, match="P01 of Pool is not locked yet"):
        open_period(fund=world.pool, year=YEAR, month=2, by=world.manager)
