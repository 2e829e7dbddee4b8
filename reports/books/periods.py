"""Whether periods keep their order, and whatever is stamped with one was written while it was open."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from reports.books.reading import months, period, pounds, rows
from reports.books.totals import totals_at
from s75.years import CLOSING_MONTH, year_label

STAMPED = {  # what is stamped with a period, the column, and when it was written where the row says so
    "schemes_budgetentry": ("budget entries", "posted_in", None),
    "budgets_contributionentry": ("contribution entries", "posted_in", None),
    "schemes_actual": ("postings", "posted_in", "posted_at"),
    "schemes_ledgermonth": ("ledger months", "posted_in", None),
    "schemes_reversedledger": ("reversals of ledgers", "posted_in", None),
    "schemes_journal": ("journals", "posted_in", "posted_at"),
    "schemes_commitment": ("commitments", "posted_in", None),
    "schemes_forecast": ("forecasts", "round", "saved_at"),
    "budgets_change": ("changes", "posted_in", "posted_at"),
    "budgets_reserveentry": ("reserve entries", "posted_in", "posted_at"),
}
ORDER = {"locked": 0, "open": 1, "future": 2}


def periods_in_order() -> list[str]:
    """Every year of a fund has P01 to P13: locked ones first, at most one open, then the future."""
    years: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    found = rows(
        "SELECT f.slug, p.year, p.month, p.state FROM budgets_period p JOIN budgets_fund f ON f.id = p.fund_id ORDER BY 1, 2, 3"
    )
    for fund, year, month, state in found:
        years[fund, year].append((month, state))
    breaks = []
    for (fund, year), states in years.items():
        if [month for month, _ in states] != list(range(1, CLOSING_MONTH + 1)):
            breaks.append(f"{fund} does not have the thirteen periods of {year_label(year)}, each once.")
        opened = [month for month, state in states if state == "open"]
        if len(opened) > 1:
            breaks.append(f"{fund} has more than one period open in {year_label(year)}: {months(opened)}.")
        for (_, before), (month, state) in pairwise(states):
            if ORDER[before] > ORDER[state]:
                breaks.append(f"{period(year, month)} of {fund} is {state} although the period before it is {before}.")
    return breaks


def locks_and_openings_are_dated() -> list[str]:
    """A locked period says who locked it and when, an opened one who opened it, and no period is both or neither."""
    found = rows(
        "SELECT f.slug, p.year, p.month, p.state FROM budgets_period p JOIN budgets_fund f ON f.id = p.fund_id "
        "WHERE (p.state = 'locked') <> (p.locked_at IS NOT NULL) OR (p.locked_at IS NULL) <> (p.locked_by_id IS NULL) "
        "OR (p.state = 'future') <> (p.opened_at IS NULL) OR (p.opened_at IS NULL) <> (p.opened_by_id IS NULL)"
    )
    return [
        f"{period(year, month)} of {fund} is {state}, and its dates or names say otherwise."
        for fund, year, month, state in found
    ]


def stamps_were_open() -> list[str]:
    """Nothing is stamped with a period that was never opened."""
    breaks = []
    for table, (words, stamp, _) in STAMPED.items():
        found = rows(
            f"SELECT f.slug, t.year, t.stamp, t.many FROM (SELECT fund_id, year, {stamp} AS stamp, count(*) AS many "
            f"FROM {table} WHERE {stamp} IS NOT NULL GROUP BY 1, 2, 3) t JOIN budgets_fund f ON f.id = t.fund_id "
            "LEFT JOIN budgets_period p ON p.fund_id = t.fund_id AND p.year = t.year AND p.month = t.stamp "
            "AND p.state <> 'future' WHERE p.id IS NULL ORDER BY 1, 2, 3"
        )
        breaks += [
            f"{many} {words} of {fund} are stamped {period(year, month)}, which was never opened."
            for fund, year, month, many in found
        ]
    return breaks


def locked_periods_stood_still() -> list[str]:
    """Nothing was written to a period after it was locked."""
    breaks = []
    for table, (words, stamp, written) in STAMPED.items():
        if written is None:
            continue
        found = rows(
            f"SELECT f.slug, p.year, p.month, count(*) FROM {table} t "
            f"JOIN budgets_period p ON p.fund_id = t.fund_id AND p.year = t.year AND p.month = t.{stamp} "
            f"JOIN budgets_fund f ON f.id = t.fund_id WHERE t.{written} > p.locked_at GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        breaks += [
            f"{many} {words} of {fund} were written to {period(year, month)} after it was locked."
            for fund, year, month, many in found
        ]
    return breaks


def locked_totals_stand() -> list[str]:
    """Every locked period has its totals, no other has, and they are what its postings still add up to."""
    found = rows(
        "SELECT f.id, f.slug, p.year, p.month, p.state, t.id IS NOT NULL, t.original, t.budget, t.profiled, t.actual, "
        "t.outturn FROM budgets_period p JOIN budgets_fund f ON f.id = p.fund_id "
        "LEFT JOIN budgets_periodtotals t ON t.period_id = p.id WHERE p.state = 'locked' OR t.id IS NOT NULL"
    )
    funds: dict[tuple[int, int], list[int]] = defaultdict(list)
    for fund, _, year, month, *_ in found:
        funds[year, month].append(fund)
    again = totals_at(funds)
    breaks = []
    for fund, slug, year, month, state, kept, *amounts in found:
        name = f"{period(year, month)} of {slug}"
        if state != "locked" and state != "open":
            breaks.append(f"{name} was never opened and has totals.")
        elif not kept:
            breaks.append(f"{name} is locked without its totals.")
        elif state == "locked":
            breaks += [
                f"{name} was locked with {measure} {pounds(then)}, and its postings now make {pounds(now)}."
                for (measure, now), then in zip(again[year, month][fund].items(), amounts, strict=True)
                if now != then
            ]
    return breaks
