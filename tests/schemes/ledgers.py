"""What the tests of ledgers share: posting the council's files, locking both funds, and what stands on a line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from reports.actions import lock_period
from reports.books import breaks
from schemes.actions.actuals import import_actuals
from schemes.actions.suspense import clear_suspense
from schemes.models import Actual, ActualsImport, SuspenseClearing
from schemes.suspense import in_suspense
from tests.universe import YEAR, Universe, ledger_csv

Months = dict[int, Decimal]


def bring(
    world: Universe, month: int, amounts: dict[str, str], *, basis: str = "to date", **other: Any
) -> ActualsImport:
    """Post a ledger of the council."""
    asked = {
        "partner_code": "TC",
        "year": YEAR,
        "month": month,
        "filename": f"ledger {month}.csv",
        "content": ledger_csv(f"P{month:02d}", amounts, basis=basis),
        "by": world.officer,
    }
    return import_actuals(place=world.place, **{**asked, **other})[0]


def lock(world: Universe, month: int) -> None:
    for fund in (world.pool, world.lead):
        lock_period(fund=fund, year=YEAR, month=month, waive="for a test", by=world.manager_of(fund))


def stands(world: Universe, *refs: str) -> dict[str, Months]:
    """What is posted on lines by month, nil left out."""
    found = {}
    for ref in refs:
        rows = Actual.objects.filter(line=world.lines[ref]).values_list("month").annotate(amount=Sum("amount"))
        found[ref] = {month: amount for month, amount in rows.order_by("month") if amount}
    return found


def waiting(world: Universe) -> dict[str, Decimal]:
    return {one.code: one.amount for one in in_suspense([world.place.pk], [YEAR])}


def clear(world: Universe, code: str, percents: dict[str, int], **other: Any) -> SuspenseClearing:
    asked = {
        "place": world.place,
        "partner": world.council,
        "year": YEAR,
        "code": code,
        "percents": {world.lines[ref]: Decimal(percent) for ref, percent in percents.items()},
        "by": world.officer,
    }
    return clear_suspense(**{**asked, **other})


def broken_books(*kinds: str) -> list[str]:
    """What check_books finds in the checks of imports, ledgers, periods and forecasts."""
    mine = ("imports", "ledgers", "periods", "forecasts", "history", "parties", *kinds)
    return [said for check, said in breaks() if check.__module__.split(".")[-1] in mine]
