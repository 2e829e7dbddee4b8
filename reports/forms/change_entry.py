"""What somebody typed into the change screen: amounts read exactly, mistakes named, and the rows that the page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from budgets.models import Fund, FundingStream, Partner
from reports.facts.change import ChangeLine, ChangePot, Pot
from reports.figures.changes import PotFigures, after, beyond, pots_with
from s75.money import ZERO, total
from s75.numbers import whole
from s75.templatetags.s75 import pounds
from schemes.actions.changes import Amounts
from schemes.models import Line
from schemes.sources.amounts import read_amount

ADDED = 2  # rows in which a contribution can be added
WRONG = "Enter an amount in pounds, such as 1,200.50 or −300"


@dataclass(frozen=True)
class LineRow:
    """A line as the page shows it: what was typed, and what it comes to."""

    line: ChangeLine
    text: str
    error: str
    shown: bool
    offered: Decimal = ZERO

    @property
    def name(self) -> str:
        return f"line-{self.line.key}"

    @property
    def after(self) -> Decimal:
        return after(self.line)

    @property
    def beyond(self) -> bool:
        return beyond(self.line)


@dataclass(frozen=True)
class PotRow:
    """A stream and partner as the page shows it."""

    figures: PotFigures
    text: str
    error: str

    ceiling: Decimal | None = None

    @property
    def key(self) -> str:
        return "{}-{}".format(*self.figures.pot.pot)

    @property
    def name(self) -> str:
        return pot_name(self.figures.pot.pot)


@dataclass
class AddRow:
    """A contribution to add: texts as they were typed."""

    number: int
    stream: str = ""
    partner: str = ""
    amount: str = ""
    ceiling: str = ""
    error: str = ""


@dataclass
class Entry:
    """Everything typed, read: the amounts by line and pot, the texts that stand in the fields, and what is wrong."""

    lines: dict[int, Decimal] = field(default_factory=dict)
    pots: dict[Pot, Decimal] = field(default_factory=dict)
    ceilings: dict[Pot, Decimal] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    added: list[AddRow] = field(default_factory=lambda: [AddRow(i) for i in range(ADDED)])
    sought: str = ""
    only_changed: bool = False

    @property
    def problems(self) -> list[dict[str, str]]:
        """For the error summary: a sentence and the field."""
        return [{"text": text, "href": f"#{name}"} for name, text in self.errors.items()]


def pot_name(pot: Pot) -> str:
    """The field in which what a change adds to a pot is typed."""
    return f"pot-{pot[0]}-{pot[1]}"


def read_entry(sent: Mapping[str, str], lines: Sequence[ChangeLine]) -> Entry:
    """Read a posted form against the fund's lines; what cannot be read is an error and counts as nothing. A contribution
    that was added moves to a field of its own."""
    entry = Entry(sought=sent.get("sought", "").strip(), only_changed=bool(sent.get("only_changed")))
    for line in lines:
        amount = _read(entry, sent, f"line-{line.key}", line.ref)
        if amount:
            entry.lines[line.key] = amount
    for name in sent:
        if found := re.fullmatch(r"pot-(\d{1,9})-(\d{1,9})", name):
            pot = (int(found[1]), int(found[2]))
            if amount := _read(entry, sent, name, "Contribution"):
                entry.pots[pot] = amount
            if ceiling := _read(entry, sent, f"ceiling-{pot[0]}-{pot[1]}", "Ceiling"):
                entry.ceilings[pot] = ceiling
    entry.added = [_read_added(entry, sent, i) for i in range(ADDED)]
    return entry


def _read(entry: Entry, sent: Mapping[str, str], name: str, what: str) -> Decimal | None:
    text = sent.get(name, "").strip()
    if not text:
        return None
    entry.texts[name] = text
    try:
        return read_amount(text)
    except ValueError as wrong:
        entry.errors[name] = f"{what}: {wrong}"
        return None


def _read_added(entry: Entry, sent: Mapping[str, str], number: int) -> AddRow:
    names = ("stream", "partner", "amount", "ceiling")
    row = AddRow(number, *(sent.get(f"add-{number}-{name}", "").strip() for name in names))
    if not (row.stream or row.partner or row.amount):
        return row
    amount = _read(entry, sent, f"add-{number}-amount", "Added contribution")
    stream, partner = whole(row.stream), whole(row.partner)
    if stream is None or partner is None or not amount:
        entry.errors.setdefault(
            f"add-{number}-stream", "Choose the stream and the partner of the contribution, and its amount."
        )
        return row
    pot = (stream, partner)
    entry.pots[pot] = entry.pots.get(pot, ZERO) + amount
    entry.texts[pot_name(pot)] = pounds(entry.pots[pot])
    if ceiling := _read(entry, sent, f"add-{number}-ceiling", "Ceiling"):
        entry.ceilings[pot] = ceiling
    return AddRow(number)


def with_added(
    pots: Sequence[ChangePot], entry: Entry, streams: Mapping[int, str], partners: Mapping[int, str]
) -> list[ChangePot]:
    """The fund's pots and, as empty ones, those that were added; one of an unknown stream or partner is dropped."""
    known = {pot.pot for pot in pots}
    new = [pot for pot in entry.pots if pot not in known and pot[0] in streams and pot[1] in partners]
    return [*pots, *(ChangePot(pot, streams[pot[0]], partners[pot[1]], ZERO, ZERO) for pot in new)]


def entry_of(lines: Sequence[ChangeLine], pots: Sequence[ChangePot]) -> Entry:
    """What a draft holds, as if it had been typed."""
    entry = Entry()
    for line in lines:
        if line.amount:
            entry.lines[line.key] = line.amount
            entry.texts[f"line-{line.key}"] = pounds(line.amount)
    for pot in pots:
        if pot.amount:
            entry.pots[pot.pot] = pot.amount
            entry.texts[pot_name(pot.pot)] = pounds(pot.amount)
    return entry


def amounts_of(entry: Entry, fund: Fund) -> Amounts:
    """The typed amounts by the things that they are of."""
    lines = Line.objects.in_bulk(entry.lines)
    streams = FundingStream.objects.filter(place=fund.place_id).in_bulk([stream for stream, _ in entry.pots])
    partners = Partner.objects.in_bulk([heir for _, heir in entry.pots])
    known = {pot: (streams[pot[0]], partners[pot[1]]) for pot in entry.pots if pot[0] in streams and pot[1] in partners}
    return Amounts(
        {lines[key]: amount for key, amount in entry.lines.items() if key in lines},
        {known[pot]: amount for pot, amount in entry.pots.items() if pot in known},
        {known[pot]: amount for pot, amount in entry.ceilings.items() if pot in known},
    )


@dataclass(frozen=True)
class Sheet:
    """The page's rows with what was typed worked in, and the differences that the page names."""

    lines: list[LineRow]
    pots: list[PotRow]
    moved: Decimal
    unallocated: Decimal
    balanced: bool


def sheet(
    entry: Entry, lines: Sequence[ChangeLine], pots: Sequence[ChangePot], offered: Mapping[str, Decimal]
) -> Sheet:
    typed = [replace(line, amount=entry.lines.get(line.key, ZERO)) for line in lines]
    with_them = [replace(pot, amount=entry.pots.get(pot.pot, ZERO)) for pot in pots]
    figures = pots_with(typed, with_them)
    return Sheet(
        [
            LineRow(
                line,
                entry.texts.get(f"line-{line.key}", ""),
                WRONG if f"line-{line.key}" in entry.errors else "",
                _shown(entry, line),
                offered.get(line.ref, ZERO),
            )
            for line in typed
        ],
        [_pot_row(entry, one) for one in figures],
        total(line.amount for line in typed),
        total(one.unallocated for one in figures),
        all(one.budget == 0 for one in figures),
    )


def _pot_row(entry: Entry, figures: PotFigures) -> PotRow:
    name = pot_name(figures.pot.pot)
    error = WRONG if name in entry.errors else ""
    return PotRow(figures, entry.texts.get(name, ""), error, entry.ceilings.get(figures.pot.pot))


def _shown(entry: Entry, line: ChangeLine) -> bool:
    text = f"{line.ref} {line.name} {line.stream} {line.partner}".casefold()
    return entry.sought.casefold() in text and not (entry.only_changed and f"line-{line.key}" not in entry.texts)
