"""Days, periods and notes as the pages of money in print them."""

from __future__ import annotations

from datetime import date

from reports.facts.money import MoneyInFacts
from s75.years import month_label, month_name

UNIT = "£ and pence."


def day(value: date | None) -> str:
    """1 October 2022; nothing for no day."""
    return f"{value:%-d %B %Y}" if value else ""


def period_label(facts: MoneyInFacts) -> str:
    """P08 (November 2022)."""
    return f"{month_label(facts.period)} ({month_name(facts.year, facts.period)})"


def scheme_name(facts: MoneyInFacts, fund: str, ref: str) -> str:
    """Reference and name, as schemes are called in tables."""
    name = facts.scheme_names.get((fund, ref))
    return f"{ref} {name}" if name else ref
