"""What can be wrong with a ledger file that was read well: its period, its basis, its codes or its total."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from s75.errors import Problem
from s75.years import month_label, year_label
from schemes.intake.plan import CUMULATIVE, Plan
from schemes.models import ActualsImport
from schemes.sources.ledger_file import Ledger


def wrong_period(ledger: Ledger, year: int, month: int, basis: str | None) -> list[Problem]:
    """The period that the file itself states must be the one asked for."""
    wanted = f"the ledger of {month_label(month)} {year_label(year)}; choose the period that the file is of"
    problems = []
    if ledger.year is not None and ledger.year != year:
        problems.append(Problem(ledger.sheet, None, "period", year_label(ledger.year), wanted))
    stated = set(ledger.months)
    if stated and (max(stated) != month or (basis != CUMULATIVE and stated != {month})):
        found = ", ".join(month_label(m) for m in sorted(stated))
        problems.append(
            Problem(ledger.sheet, None, "period", found, _of_one_month(month) if len(stated) > 1 else wanted)
        )
    return problems


def _of_one_month(month: int) -> str:
    return (
        f"rows of {month_label(month)} alone: export that month, or one amount a code for the year to date without a "
        "column of periods"
    )


def no_basis(basis: str | None) -> list[Problem]:
    if basis in ActualsImport.Basis.values:
        return []
    wanted = "the file does not say whether its amounts are cumulative or of the month: choose one"
    return [Problem("", None, "basis", basis or "", wanted)]


def vanished(ledger: Ledger, earlier: dict[str, Decimal], given: Collection[str]) -> list[Problem]:
    """A code that earlier imports posted and this file lacks is a problem, not a zero."""
    return [
        Problem(
            ledger.sheet,
            None,
            "code",
            "",
            f"code {code} stood at £{amount:,.2f} in an earlier file and is missing from this one: "
            "run the report for all codes, and leave a code that is nil in it with 0.00",
        )
        for code, amount in sorted(earlier.items())
        if code not in given and amount != 0
    ]


def nothing(ledger: Ledger, mapped: Collection[str]) -> list[Problem]:
    if mapped:
        return []
    wanted = "no row has a ledger code that leads to a line of this place; check the partner and the code mapping"
    return [Problem(ledger.sheet, None, "code", "", wanted)]


def wrong_total(plan: Plan, typed: Decimal | None, difference: str) -> tuple[list[Problem], list[str]]:
    """What the typed control total says against the file: a problem, or a note of what accounts for the difference.

    It must be what the file gives on section 75 codes, with those in suspense or without; else words must explain it.
    """
    if typed is None or typed == plan.control_total:
        return [], []
    if plan.in_suspense and typed == plan.control_total + plan.in_suspense:
        return [], [f"the control total typed includes £{plan.in_suspense:,.2f} on codes in suspense"]
    if difference:
        gap = typed - plan.control_total
        return [], [
            f"the control total typed is £{abs(gap):,.2f} {'above' if gap > 0 else 'below'} the file’s: {difference}"
        ]
    wanted = (
        f"the file gives £{plan.control_total:,.2f} on section 75 codes; check the total typed, or the file, or say what "
        "accounts for the difference"
    )
    return [Problem("", None, "control total", f"{typed:,.2f}", wanted)], []
