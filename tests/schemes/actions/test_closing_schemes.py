"""Closing a scheme within the year: forecasts stop at its last day, late costs are posted and flagged, and it can reopen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from s75.errors import BadInput, NotPermitted, WrongState
from schemes.actions.actuals import import_actuals
from schemes.actions.forecasts import RowInput, keep_last_round, save_rows, set_submitted
from schemes.actions.schemes import close_scheme, reopen_scheme
from schemes.intake.planning import plan_import
from schemes.models import Scheme
from schemes.queries import after_close
from tests.universe import YEAR, Universe, ledger_csv

LAST = date(YEAR, 8, 31)


def closed(world: Universe, last_day: date = LAST) -> Scheme:
    return close_scheme(
        scheme=world.lines["HOME"].scheme, last_day=last_day, reason="The provider left", by=world.manager
    )


def months(**given: int) -> dict[int, Decimal | None]:
    """50 in every month, but for those given as m6=0."""
    return {month: Decimal(given.get(f"m{month}", 50)) for month in range(1, 13)}


def save(world: Universe, figures: dict[int, Decimal | None]) -> None:
    save_rows(place=world.place, year=YEAR, round=1, rows=[RowInput("HOME", figures)], by=world.officer)


@pytest.mark.parametrize(
    ("ends", "first"),
    [
        (None, None), (date(2024, 3, 31), 1), (date(2024, 4, 1), 2), (date(2024, 8, 31), 6), (date(2024, 9, 1), 7),
        (date(2025, 2, 28), 12), (date(2025, 3, 1), None), (date(2025, 3, 31), None), (date(2026, 1, 1), None),
    ],
)  # fmt: skip
def test_months_after_a_last_day(ends: date | None, first: int | None) -> None:
    expected = frozenset() if first is None else frozenset(range(first, 14))
    assert after_close(ends, 2024) == expected


def test_forecast_after_the_last_day_is_refused_with_its_month(world: Universe) -> None:
    save(world, months())
    closed(world)
    with pytest.raises(BadInput) as refused:
        save(world, months(m6=0, m7=10))
    named = {problem.column: problem.expected for problem in refused.value.problems}
    assert set(named) == {f"HOME P{month:02d}" for month in range(7, 13)}
    assert named["HOME P07"] == "0 in October 2024, as its scheme closed on 31 August 2024"


def test_forecast_of_nothing_after_the_last_day_is_kept(world: Universe) -> None:
    closed(world)
    none_after = dict.fromkeys(("m6", "m7", "m8", "m9", "m10", "m11", "m12"), 0)
    save(world, months(**none_after))
    assert world.lines["HOME"].forecasts.get().figures[4:6] == [Decimal(50), Decimal(0)]


def test_what_was_saved_before_cannot_be_submitted(world: Universe) -> None:
    save(world, months())
    forecast = world.lines["HOME"].forecasts.get()
    closed(world)
    with pytest.raises(BadInput, match="closed scheme is forecast to spend on") as refused:
        set_submitted(forecasts=[forecast], by=world.officer)
    assert refused.value.problems[0].column == "HOME P06"
    reopen_scheme(scheme=world.lines["HOME"].scheme, reason="The provider is back", by=world.manager)
    set_submitted(forecasts=[forecast], by=world.officer)
    forecast.refresh_from_db()
    assert forecast.state == "submitted"


def test_last_round_is_not_kept_past_the_last_day(world: Universe) -> None:
    from budgets.actions.years import lock_open_period

    save(world, months())
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="For a test", by=world.manager)
    closed(world)
    with pytest.raises(BadInput):
        keep_last_round(place=world.place, year=YEAR, round=2, refs=["HOME"], by=world.officer)


def test_late_costs_are_posted_and_flagged(world: Universe) -> None:
    closed(world, date(2024, 3, 31))
    content = ledger_csv("P01", {"C100": "5.00", "C200": "100.00"})
    plan = plan_import(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="l.csv", content=content, by=world.officer
    )
    late = "C200 posts £50.00 to HOME, whose scheme closed on 31 March 2024."
    assert plan.late == (late,)
    assert late in plan.as_dict()["warnings"]
    import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="l.csv", content=content, by=world.officer
    )
    assert world.lines["HOME"].actuals.get().amount == Decimal(50)


def test_scheme_closes_once_and_goes_on_when_reopened(world: Universe) -> None:
    scheme = closed(world)
    with pytest.raises(WrongState, match="closes on 31 August 2024 already"):
        closed(world)
    assert reopen_scheme(scheme=scheme, reason="Again", by=world.manager).ends is None
    with pytest.raises(WrongState, match="is not closed"):
        reopen_scheme(scheme=scheme, reason="Again", by=world.manager)
    assert closed(world, date(YEAR, 9, 30)).ends == date(YEAR, 9, 30)


def test_closing_needs_a_reason_a_sensible_day_and_the_right(world: Universe) -> None:
    scheme = world.lines["HOME"].scheme
    Scheme.objects.filter(pk=scheme.pk).update(starts=date(2024, 6, 1))
    with pytest.raises(BadInput, match="Say why"):
        close_scheme(scheme=scheme, last_day=LAST, reason=" ", by=world.manager)
    with pytest.raises(BadInput, match="starts on 1 June 2024"):
        close_scheme(scheme=scheme, last_day=date(2024, 5, 31), reason="x", by=world.manager)
    for who in ("officer", "director", "auditor", "outsider"):
        with pytest.raises(NotPermitted):
            close_scheme(scheme=scheme, last_day=LAST, reason="x", by=getattr(world, who))
    scheme.refresh_from_db()
    assert scheme.ends is None
