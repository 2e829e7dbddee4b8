"""What the database itself refuses, whoever asks: each rule broken by hand, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from budgets.models import Change, ContributionEntry, Period
from schemes.models import BudgetEntry
from tests.universe import YEAR, Universe


def run(statement: str, parameters: Sequence[Any], *, at_end: bool = True) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        if at_end:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(rule: str, statement: str, *parameters: Any, at_end: bool = False) -> None:
    """Assert that the database refuses a statement by the rule of that name."""
    with pytest.raises(IntegrityError) as caught:
        run(statement, parameters, at_end=at_end)
    assert caught.value.__cause__.diag.constraint_name == rule  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "table", ["schemes_budgetentry", "budgets_contributionentry", "schemes_forecastevent", "budgets_changeevent"]
)
def test_postings_and_history_are_append_only(world: Universe, table: str) -> None:
    world.forecast("HOME", 50)
    refused("postings_are_append_only", f"DELETE FROM {table}")
    refused(
        "postings_are_append_only",
        f"UPDATE {table} SET id = id" if "event" not in table else f"UPDATE {table} SET pgh_id = pgh_id",
    )
    refused("postings_are_append_only", f"TRUNCATE {table} CASCADE")


def _entry(world: Universe, amount: str) -> tuple[str, tuple[Any, ...]]:
    posted = Change.objects.get(fund=world.pool, state="posted")
    months = [Decimal(0)] * 11 + [Decimal(amount)]
    statement = (
        "INSERT INTO schemes_budgetentry (change_id, line_id, fund_id, year, opening, posted_in, effective_from, amount, months)"
        " VALUES (%s, %s, %s, %s, false, %s, 1, %s, %s)"
    )
    line = world.lines["HOME"]
    return statement, (posted.pk, line.pk, line.fund_id, YEAR, 1, Decimal(amount), months)


def test_budget_beyond_contributions_is_refused_at_commit(world: Universe) -> None:
    statement, parameters = _entry(world, "0.01")
    refused("money_is_there_before_it_is_spent", statement, *parameters, at_end=True)


def test_budget_within_contributions_is_taken(world: Universe) -> None:
    statement, parameters = _entry(world, "-0.01")
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert BudgetEntry.objects.filter(amount=Decimal("-0.01")).count() == 1


def test_second_statement_is_checked_after_the_first_was(world: Universe) -> None:
    """The mark of a finished check must not hide what the same transaction writes later."""
    run(*_entry(world, "-0.01"))
    with pytest.raises(IntegrityError, match="exceed the contributions"):
        run(*_entry(world, "0.02"))


def test_entry_in_a_locked_period_is_refused(world: Universe) -> None:
    statement, parameters = _entry(world, "-1.00")
    lock(world, 1)
    refused("period_must_be_open", statement, *parameters)


def test_entry_whose_months_do_not_readd_is_refused(world: Universe) -> None:
    statement, parameters = _entry(world, "-1.00")
    wrong = (*parameters[:-1], [Decimal(0)] * 12)
    refused("budget_entry_months_readd", statement, *wrong)


def test_entry_without_a_posted_change_is_refused(world: Universe) -> None:
    held = world.approved(world.pool, {"HOME": Decimal(10)})
    statement, parameters = _entry(world, "-1.00")
    refused("entries_follow_their_change", statement, held.pk, *parameters[1:])


@pytest.mark.parametrize("statement", ["UPDATE schemes_forecast SET explanation = 'x'", "DELETE FROM schemes_forecast"])
def test_forecast_of_a_locked_round_cannot_be_written(world: Universe, statement: str) -> None:
    world.forecast("HOME", 50)
    lock(world, 1)
    refused("period_must_be_open", statement)


def test_actual_stamped_with_a_locked_period_is_refused(world: Universe) -> None:
    lock(world, 1)
    line = world.lines["HOME"]
    refused(
        "period_must_be_open",
        "INSERT INTO schemes_actual (line_id, fund_id, year, month, posted_in, amount, code, journal, posted_by_id, posted_at)"
        " VALUES (%s, %s, %s, 1, 1, 5, '', 'by hand', %s, now())",
        line.pk, line.fund_id, YEAR, world.officer.pk,
    )  # fmt: skip


def lock(world: Universe, month: int) -> None:
    period = Period.objects.get(fund=world.pool, year=YEAR, month=month)
    Period.objects.filter(pk=period.pk).update(state="locked", locked_at="2024-05-01T09:00Z", locked_by=world.manager)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("periods_open_and_lock_in_order", "state = 'open' WHERE month = 3"),
        ("periods_open_and_lock_in_order", "state = 'locked' WHERE month = 5"),
        ("period_keeps_its_month", "month = 12 WHERE month = 1"),
    ],
)
def test_periods_open_and_lock_in_order(world: Universe, rule: str, change: str) -> None:
    what, where = change.split(" WHERE ")
    refused(rule, f"UPDATE budgets_period SET {what} WHERE fund_id = %s AND {where}", world.pool.pk)


def test_locked_period_reopens_with_a_reason_only(world: Universe) -> None:
    lock(world, 1)
    refused(
        "periods_open_and_lock_in_order",
        "UPDATE budgets_period SET state = 'open', locked_at = NULL, locked_by_id = NULL WHERE fund_id = %s AND month = 1",
        world.pool.pk,
    )


def test_only_the_last_locked_period_reopens(world: Universe) -> None:
    lock(world, 1)
    Period.objects.filter(fund=world.pool, month=2).update(state="open")
    lock(world, 2)
    refused(
        "periods_open_and_lock_in_order",
        "UPDATE budgets_period SET state = 'open', locked_at = NULL, locked_by_id = NULL, reopened_because = 'x'"
        " WHERE fund_id = %s AND month = 1",
        world.pool.pk,
    )


def test_posted_change_stands(world: Universe) -> None:
    refused("change_stands", "UPDATE budgets_change SET title = 'Other' WHERE fund_id = %s", world.pool.pk)


def test_amounts_of_an_approved_change_stand(world: Universe) -> None:
    held = world.approved(world.pool, {"HOME": Decimal(10)})
    refused("proposed_amounts_stand", "UPDATE schemes_proposedbudget SET amount = 99 WHERE change_id = %s", held.pk)
    refused("proposed_amounts_stand", "DELETE FROM budgets_proposedcontribution WHERE change_id = %s", held.pk)


@pytest.mark.parametrize("column", ["stream_id", "contributing_partner_id", "spending_partner_id"])
def test_line_with_figures_keeps_what_it_is(world: Universe, column: str) -> None:
    other = {
        "stream_id": world.nhs.pk,
        "contributing_partner_id": world.board.pk,
        "spending_partner_id": world.board.pk,
    }
    refused("line_stands", f"UPDATE schemes_line SET {column} = %s WHERE ref = 'HOME'", other[column])


def test_contribution_entries_follow_their_change(world: Universe) -> None:
    entry = ContributionEntry.objects.filter(fund=world.pool).first()
    assert entry is not None
    refused(
        "entries_follow_their_change",
        "INSERT INTO budgets_contributionentry (change_id, contribution_id, fund_id, year, posted_in, effective_from, amount)"
        " VALUES (%s, %s, %s, %s, 1, 5, 10)",
        entry.change_id, entry.contribution_id, entry.fund_id, YEAR,
    )  # fmt: skip


def test_history_says_who_and_why_also_for_bulk_statements(world: Universe) -> None:
    forecast = world.forecast("HOME", 50)
    event = apps.get_model("schemes", "ForecastEvent").objects.get(pgh_obj=forecast)
    assert event.figures == forecast.figures
    assert event.pgh_context.metadata == {"user": world.officer.pk, "reason": "Forecast in P01"}
