"""What of a contribution is planned, invoiced, received and overdue, in £."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.facts.money import InstalmentFacts, SourceFacts
from s75.money import ZERO, split_by_shares, total


@dataclass(frozen=True, slots=True)
class Paid:
    """How far contributions are paid, in £. `unscheduled` is what no instalment asks for; it can be negative.

    `due` is what fell due by the day, `overdue` the part of instalments due before it that was not received.
    """

    planned: Decimal = ZERO
    unscheduled: Decimal = ZERO
    due: Decimal = ZERO
    invoiced: Decimal = ZERO
    received: Decimal = ZERO
    overdue: Decimal = ZERO


def received(instalment: InstalmentFacts) -> Decimal:
    """What was received for an instalment, corrections taken off."""
    return total(receipt.amount for receipt in instalment.receipts)


def overdue(instalment: InstalmentFacts, day: date) -> Decimal:
    """What is missing of an instalment that was due before the day; nothing of a credit, which the pool owes."""
    missing = instalment.amount - received(instalment)
    return missing if instalment.due_on < day and missing > 0 else ZERO


def state(instalment: InstalmentFacts, day: date) -> str:
    """Where an instalment has got to, in words."""
    got = received(instalment)
    if got and got >= instalment.amount:
        return "received" if got == instalment.amount else "overpaid"
    if overdue(instalment, day):
        return "part received, overdue" if got else "overdue"
    if got:
        return "part received"
    return "invoiced" if instalment.invoice else "not invoiced"


def paid(source: SourceFacts, day: date) -> Paid:
    """How far one contribution is paid as at a day."""
    rows = source.instalments
    planned = total(row.amount for row in rows)
    return Paid(
        planned=planned,
        unscheduled=source.amount - planned if rows else ZERO,
        due=total(row.amount for row in rows if row.due_on <= day),
        invoiced=total(row.amount for row in rows if row.invoice),
        received=total(received(row) for row in rows),
        overdue=total(overdue(row, day) for row in rows),
    )


def together(parts: Iterable[Paid]) -> Paid:
    """Several contributions as one."""
    rows = list(parts)
    return Paid(
        *(total(getattr(row, name) for row in rows) for name in Paid.__slots__),
    )


def due_by(source: SourceFacts, quarter: int, last_day: date) -> Decimal:
    """What of a contribution is due by the end of a quarter (1 to 4): the instalments due by its last day where any are
    planned, else as many quarters of it, split to the penny."""
    if source.instalments:
        return total(row.amount for row in source.instalments if row.due_on <= last_day)
    return total(split_by_shares(source.amount, [1, 1, 1, 1])[:quarter])


def received_by(source: SourceFacts, last_day: date) -> Decimal:
    """What of a contribution was received by a day."""
    return total(
        receipt.amount for row in source.instalments for receipt in row.receipts if receipt.received_on <= last_day
    )
