"""Reads a Better Care Fund planning workbook: bytes in, the plan of one year and every problem out."""

from __future__ import annotations

from dataclasses import replace

from s75.errors import Problem
from schemes.sources.bcf_plan_income import read_income
from schemes.sources.bcf_plan_layout import find_layout
from schemes.sources.bcf_plan_parts import BetterCarePlan, Income, IncomeSheet, Lists, Spend, Unread
from schemes.sources.bcf_plan_rows import read_rows
from schemes.sources.bcf_plan_years import stated_board, stated_years
from schemes.sources.limits import CURE, Unreadable
from schemes.sources.sheets import Sheet
from schemes.sources.tabular import read_sheets

__all__ = [
    "BetterCarePlan",
    "Income",
    "IncomeSheet",
    "Lists",
    "Spend",
    "Unread",
    "plan_sheets",
    "read_better_care_plan",
    "read_better_care_sheets",
]

_IN_WORDS = (
    ("not a ledger's export", "not a planning workbook"),
    (CURE, "send the planning workbook itself, as an .xlsx file"),
    ("than a ledger needs", "than a plan needs"),
    ("which no ledger does", "which no plan does"),
    ("what is not ledger", "what is not part of the plan"),
    ("part of the ledger", "part of the plan"),
    ("any ledger", "any plan"),
    (". Export fewer columns or a shorter period", "; remove pictures and sheets that the plan does not need"),
)


def plan_sheets(content: bytes, filename: str) -> list[Sheet]:
    """The sheets of a workbook, refused by the same guards as a ledger's. Unreadable says what is wrong, of a plan."""
    try:
        return read_sheets(content, filename)
    except Unreadable as refused:
        message = refused.message
        for ours, theirs in _IN_WORDS:
            message = message.replace(ours, theirs)
        raise Unreadable(message) from refused


def read_better_care_plan(
    content: bytes, filename: str, *, year: int, lists: Lists
) -> tuple[BetterCarePlan | None, list[Problem]]:
    """Read a workbook's plan of a year. None when there is no expenditure sheet to read."""
    try:
        sheets = plan_sheets(content, filename)
    except Unreadable as refused:
        return None, [Problem("", None, "file", "", refused.message)]
    return read_better_care_sheets(sheets, year=year, lists=lists)


def read_better_care_sheets(
    sheets: list[Sheet], *, year: int, lists: Lists
) -> tuple[BetterCarePlan | None, list[Problem]]:
    """The same of sheets that were opened already."""
    tables = [sheet.rows for sheet in sorted(sheets, key=lambda each: each.hidden)]
    stated = stated_years(tables)
    layout, problems, unread = find_layout(sheets, year, stated)
    if layout is None or problems:
        return None, problems
    reading = read_rows(layout, lists)
    income, wrong = read_income(sheets, year, stated or tuple(sorted(layout.amounts)))
    plan = BetterCarePlan(
        sheet=layout.sheet.name,
        year=year,
        years=tuple(sorted(layout.amounts)),
        rows=tuple(reading.rows),
        income=income,
        board=stated_board(tables),
        unread=(*reading.unread, *unread),
        warnings=tuple(reading.warnings),
    )
    if income is None and not wrong:
        plan = replace(
            plan, warnings=(*plan.warnings, "the workbook has no income sheet, so contributions are not known")
        )
    return plan, [*reading.problems, *wrong]
