"""The page of one contribution: the changes that make it, and its instalments as far as they are paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.document import Column, Row, Table
from reports.facts.money import InstalmentFacts, SourceFacts
from reports.figures.instalments import overdue, paid, received, state
from reports.papers.cells import BLANK, pounds, sentence, words
from reports.papers.headline import Card
from reports.papers.money_in.words import UNIT, day
from s75.money import total
from s75.years import month_label


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a contribution in £ that counts, by the change that posted it."""

    key: int
    change: str
    kind: str
    posted_in: int
    effective_from: int
    amount: Decimal


def contribution_cards(source: SourceFacts, today: date) -> tuple[Card, ...]:
    so_far, mark = paid(source, today), source.illustrative
    return (
        Card(
            "Current", pounds(source.amount, illustrative=mark), sentence("planned at first: ", pounds(source.original))
        ),
        Card("Invoiced", pounds(so_far.invoiced), sentence("of ", pounds(so_far.planned), " in instalments")),
        Card("Received", pounds(so_far.received), sentence("of ", pounds(so_far.due), f" due by {day(today)}")),
        Card("Overdue", pounds(so_far.overdue), sentence(f"on {day(today)}")),
    )


def entries_table(source: SourceFacts, entries: Sequence[EntryRow]) -> Table:
    mark = source.illustrative
    rows = []
    for entry in entries:
        cells = (
            words(entry.change),
            words(entry.kind),
            words(month_label(entry.posted_in)),
            words(month_label(entry.effective_from)),
            pounds(entry.amount, illustrative=mark),
        )
        rows.append(Row(f"entry:{entry.key}", cells))
    whole = (words("What it stands at"), BLANK, BLANK, BLANK, pounds(source.amount, illustrative=mark))
    rows.append(Row("total", whole, "total", tuple(row.key for row in rows)))
    columns = (
        Column("change", "Change", "text", wide=True),
        Column("kind", "Kind", "text"),
        Column("posted", "Posted in", "text"),
        Column("effective", "Effective from", "text"),
        Column("amount", "Amount £"),
    )
    return Table("entries", "Changes that make it", columns, tuple(rows), (UNIT,), frozenset({"amount"}))


def instalments_table(source: SourceFacts, today: date, link: dict[int, str]) -> Table:
    """The instalments; `link` leads from an instalment's key to its page."""
    rows = [_instalment_row(part, today, link.get(part.key, "")) for part in source.instalments]
    so_far, mark = paid(source, today), any(part.illustrative for part in source.instalments)
    missing = pounds(so_far.overdue, illustrative=mark)
    whole = (
        words("Total"),
        BLANK,
        pounds(so_far.planned, illustrative=mark),
        BLANK,
        pounds(so_far.received, illustrative=mark),
        missing,
        BLANK,
    )
    rows.append(Row("total", whole, "total", tuple(row.key for row in rows)))
    columns = (
        Column("number", "Instalment", "text"),
        Column("due", "Due on", "text"),
        Column("amount", "Amount £"),
        Column("invoice", "Invoice", "text"),
        Column("received", "Received £"),
        Column("overdue", "Overdue £"),
        Column("state", "State", "text"),
    )
    sums = frozenset({"amount", "received", "overdue"})
    return Table("instalments", f"Instalments on {day(today)}", columns, tuple(rows), (UNIT,), sums)


def _instalment_row(part: InstalmentFacts, today: date, link: str) -> Row:
    asked = f"on {day(part.invoiced_on)}" if part.invoiced_on else ""
    cells = (
        words(f"Instalment {part.number}", link),
        words(day(part.due_on)),
        pounds(part.amount, illustrative=part.illustrative),
        words(part.invoice, note=asked),
        pounds(received(part), illustrative=part.illustrative),
        pounds(overdue(part, today), illustrative=part.illustrative),
        words(state(part, today)),
    )
    return Row(f"instalment:{part.key}", cells)


def receipts_table(part: InstalmentFacts) -> Table:
    rows = [
        Row(
            f"receipt:{i}",
            (
                words(day(receipt.received_on)),
                words(receipt.reference),
                words(receipt.recorded_by),
                pounds(receipt.amount, illustrative=part.illustrative),
            ),
        )
        for i, receipt in enumerate(part.receipts)
    ]
    amount = pounds(total(receipt.amount for receipt in part.receipts), illustrative=part.illustrative)
    rows.append(Row("total", (words("Total"), BLANK, BLANK, amount), "total", tuple(row.key for row in rows)))
    columns = (
        Column("day", "Received on", "text"),
        Column("reference", "Reference", "text", wide=True),
        Column("by", "Recorded by", "text"),
        Column("amount", "Amount £"),
    )
    return Table("receipts", "Receipts", columns, tuple(rows), (UNIT,), frozenset({"amount"}))
