"""Periods out of order, and rows that slipped into them."""

from __future__ import annotations

from reports.books import periods
from tests.reports.books.planted.plant import BCF, Plant

PERIODS = (
    Plant(
        periods.periods_in_order,
        f"DROP INDEX period_one_open_at_a_time; UPDATE budgets_period SET state = 'open' WHERE fund_id = {BCF} AND month = 9",
        "worcestershire-bcf has more than one period open in 2022-23: P08, P09",
    ),
    Plant(
        periods.periods_in_order,
        f"UPDATE budgets_period SET state = 'future' WHERE fund_id = {BCF} AND month = 3",
        "P04 2022-23 of worcestershire-bcf is locked although the period before it is future",
    ),
    Plant(
        periods.periods_in_order,
        f"DELETE FROM budgets_period WHERE fund_id = {BCF} AND month = 13",
        "worcestershire-bcf does not have the thirteen periods",
    ),
    Plant(
        periods.locks_and_openings_are_dated,
        "UPDATE budgets_period SET locked_at = NULL, locked_by_id = NULL WHERE month = 3",
        "P03 2022-23 of worcestershire-bcf is locked, and its dates",
    ),
    *(
        Plant(
            periods.stamps_were_open,
            f"UPDATE {table} SET {column} = 11 WHERE fund_id = {BCF} AND {column} = {month}",
            f"{words} of worcestershire-bcf are stamped P11 2022-23, which was never opened",
        )
        for table, column, month, words in (
            ("schemes_budgetentry", "posted_in", 1, "17 budget entries"),
            ("budgets_contributionentry", "posted_in", 1, "contribution entries"),
            ("schemes_actual", "posted_in", 8, "postings"),
            ("schemes_ledgermonth", "posted_in", 8, "ledger months"),
            ("schemes_forecast", "round", 8, "17 forecasts"),
            ("budgets_change", "posted_in", 1, "1 changes"),
        )
    ),
    *(
        Plant(
            periods.locked_periods_stood_still,
            f"UPDATE {table} SET {column} = now() + interval '1 day' WHERE fund_id = {BCF} AND {stamp} = {month}",
            f"{words} of worcestershire-bcf were written to P0{month} 2022-23 after it was locked",
        )
        for table, column, stamp, month, words in (
            ("schemes_actual", "posted_at", "posted_in", 3, "postings"),
            ("schemes_forecast", "saved_at", "round", 7, "17 forecasts"),
            ("budgets_change", "posted_at", "posted_in", 1, "1 changes"),
        )
    ),
    Plant(
        periods.locked_totals_stand,
        "DELETE FROM budgets_periodtotals",
        "P07 2022-23 of worcestershire-bcf is locked without its totals",
    ),
    *(
        Plant(
            periods.locked_totals_stand,
            f"UPDATE budgets_periodtotals SET {measure} = {measure} - 0.01",
            f"was locked with {measure} £",
        )
        for measure in ("original", "budget", "profiled", "actual", "outturn")
    ),
    Plant(
        periods.locked_totals_stand,
        "UPDATE schemes_actual SET amount = amount + 1 WHERE month = 2",
        "P02 2022-23 of worcestershire-bcf was locked with actual",
    ),
    Plant(
        periods.locked_totals_stand,
        "INSERT INTO budgets_periodtotals (period_id, original, budget, profiled, actual, outturn) "
        "SELECT id, 0, 0, 0, 0, 0 FROM budgets_period WHERE month = 12 AND state = 'future'",
        "P12 2022-23 of worcestershire-bcf was never opened and has totals",
    ),
)
