"""Money passed on, and apart from it what those who got it report to have spent, which is what the return asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reports import links
from reports.document import Block, Column, Row, Table
from reports.facts.money import MoneyInFacts, PassingFacts
from reports.papers.cells import BLANK, pounds, words
from reports.papers.money_in.words import UNIT, day, period_label
from s75.money import ZERO, total
from s75.years import month_label


def passing_blocks(facts: MoneyInFacts) -> tuple[Block, ...]:
    if not facts.passings:
        return ()
    blocks: list[Block] = [passing_table(facts, facts.passings)]
    if facts.reported:
        blocks.append(reported_table(facts))
    return tuple(blocks)


def passed_to_blocks(facts: MoneyInFacts, partner: str) -> tuple[Block, ...]:
    """What is passed on to the partner of that name, and what it reports to have spent of it."""
    passings = tuple(one for one in facts.passings if one.partner == partner)
    reported = tuple(one for one in facts.reported if one.partner == partner)
    return passing_blocks(replace(facts, passings=passings, reported=reported))


def passing_state(passing: PassingFacts, today: date) -> str:
    if passing.passed_on:
        return f"passed on {day(passing.passed_on)}"
    return "overdue" if passing.due_on < today else "not due yet"


def passing_table(facts: MoneyInFacts, passings: Sequence[PassingFacts]) -> Table:
    rows = []
    for passing in passings:
        passed = passing.amount if passing.passed_on else ZERO
        link = links.passing_path(facts.place, passing.line, facts.year, facts.period)
        cells = (
            words(f"{passing.line} {passing.scheme}", link),
            words(passing.partner),
            words(day(passing.due_on)),
            pounds(passing.amount, illustrative=passing.illustrative),
            pounds(passed, illustrative=passing.illustrative),
            words(passing_state(passing, facts.day)),
        )
        rows.append(Row(f"passing:{passing.key}", cells))
    mark = any(passing.illustrative for passing in passings)
    due, passed = (
        total(passing.amount for passing in passings),
        total(passing.amount for passing in passings if passing.passed_on),
    )
    whole = (words("Total"), BLANK, BLANK, pounds(due, illustrative=mark), pounds(passed, illustrative=mark), BLANK)
    rows.append(Row("total", whole, "total", tuple(row.key for row in rows)))
    columns = (
        Column("line", "Line", "text", wide=True),
        Column("partner", "Passed to", "text", wide=True),
        Column("due", "Due on", "text"),
        Column("amount", "To be passed £"),
        Column("passed", "Passed £"),
        Column("state", "State", "text"),
    )
    caption = f"Money passed on at {period_label(facts)}"
    return Table("passings", caption, columns, tuple(rows), (UNIT,), frozenset({"amount", "passed"}))


def reported_table(facts: MoneyInFacts) -> Table:
    rows = []
    for row in facts.reported:
        cells = (
            words(row.partner),
            words(row.line, links.passing_path(facts.place, row.line, facts.year, facts.period)),
            words(month_label(row.month)),
            pounds(row.amount, illustrative=row.illustrative),
            words(row.source),
        )
        rows.append(Row(f"reported:{row.line}|{row.partner}", cells))
    columns = (
        Column("partner", "Partner", "text", wide=True),
        Column("line", "Line", "text"),
        Column("month", "To the end of", "text"),
        Column("amount", "Spent, year to date £"),
        Column("source", "Source", "text", wide=True),
    )
    note = "Reported by the partners that got the money. It is no posting: the fund's spend is the passing itself."
    caption = f"What those who got it report to have spent, at {period_label(facts)}"
    return Table("reported", caption, columns, tuple(rows), (UNIT, note))
