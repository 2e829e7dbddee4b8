"""Reads what is asked in “what if this scheme overspends?”: schemes and amounts as people write them, from the address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reports.figures.fund_risk import SchemeKey
from reports.papers.board.reading import Reading
from s75.money import LARGEST, to_pence
from schemes.sources.amounts import read_amount

ROWS, MOST = 3, 10
ABBREVIATED = re.compile(
    r"(\()?\s*([−–-]?\s*£?|£\s*[−–-])\s*(\d[\d,]*(?:\.\d+)?)\s*(k|thousand|m|million)\s*(\))?", re.IGNORECASE | re.ASCII
)
TIMES = {"k": Decimal(1_000), "thousand": Decimal(1_000), "m": Decimal(1_000_000), "million": Decimal(1_000_000)}
UNREAD = "Enter an amount in pounds, such as 250,000, £0.25m or (50,000) for less"


@dataclass(frozen=True)
class AskedRow:
    """One row of the form as it was filled in, with what is wrong with it."""

    number: int
    scheme: str = ""
    more: str = ""
    scheme_error: str = ""
    more_error: str = ""


@dataclass(frozen=True)
class Asked:
    """The rows of the form, and what they suppose in £ by fund and scheme; nothing when any row is wrong."""

    rows: tuple[AskedRow, ...]
    more: dict[SchemeKey, Decimal] = field(default_factory=dict)

    @property
    def problems(self) -> list[dict[str, str]]:
        """The error summary's sentences, each with the field that it leads to."""
        found = []
        for row in self.rows:
            for name, error in (("scheme", row.scheme_error), ("more", row.more_error)):
                if error:
                    found.append({"text": f"Row {row.number}: {error}", "href": f"#{name}-{row.number}"})
        return found


def choices(reading: Reading) -> list[tuple[str, list[tuple[str, str]]]]:
    """The schemes that can be asked about, by the name of their fund: (value, label) pairs."""
    return [
        (fund.name, [(f"{fund.slug}:{ref}", reading.scheme(fund.slug, ref)) for ref in reading.schemes_at[fund.slug]])
        for fund in reading.funds
        if reading.schemes_at[fund.slug]
    ]


def read_asked(schemes: Sequence[str], amounts: Sequence[str], reading: Reading) -> Asked:
    """The rows of an address: `scheme` and `more`, as often as there are rows. Empty rows ask nothing."""
    known = {f"{fund.slug}:{ref}": (fund.slug, ref) for fund in reading.funds for ref in reading.schemes_at[fund.slug]}
    count = max(len(schemes), len(amounts))
    given = [(_at(schemes, i), _at(amounts, i)) for i in range(count)]
    given = [pair for pair in given if any(pair)]
    rows: list[AskedRow] = []
    more: dict[SchemeKey, Decimal] = {}
    for number, (scheme, text) in enumerate(given[:MOST], 1):
        row, amount = _read_row(number, scheme, text, known, more)
        rows.append(row)
        if amount is not None:
            more[known[scheme]] = amount
    if len(given) > MOST:
        rows.append(AskedRow(MOST + 1, scheme_error=f"Ask about {MOST} schemes at most"))
    blank = max(ROWS, min(len(rows) + 1, MOST)) - len(rows)
    rows += [AskedRow(len(rows) + 1 + i) for i in range(max(blank, 0))]
    wrong = any(row.scheme_error or row.more_error for row in rows)
    return Asked(tuple(rows), {} if wrong else more)


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place].strip() if place < len(texts) else ""


def _read_row(
    number: int, scheme: str, text: str, known: dict[str, SchemeKey], taken: dict[SchemeKey, Decimal]
) -> tuple[AskedRow, Decimal | None]:
    scheme_error = more_error = ""
    amount: Decimal | None = None
    if not scheme:
        scheme_error = "Choose the scheme that the amount is for"
    elif scheme not in known:
        scheme_error = "Choose one of the schemes of these funds"
    elif known[scheme] in taken:
        scheme_error = "This scheme is chosen twice. Put its amounts together in one row"
    try:
        amount = read_more(text)
    except ValueError as wrong:
        more_error = str(wrong)
    row = AskedRow(number, scheme, text, scheme_error, more_error)
    return row, None if scheme_error else amount


def read_more(text: str) -> Decimal:
    """An amount in £ as people write it: 1,234.50, £2.5m, 500k, (1,000) for less. ValueError says what is wrong."""
    if not text:
        raise ValueError("Enter by how much it would overspend")
    short = ABBREVIATED.fullmatch(text.strip())
    try:
        amount = _abbreviated(*short.groups()) if short else read_amount(text)
    except ValueError as wrong:
        raise ValueError(UNREAD) from wrong
    if amount is None:
        raise ValueError(UNREAD)
    if not amount:
        raise ValueError("Enter an amount other than nothing")
    return amount


def _abbreviated(opened: str | None, sign: str, digits: str, unit: str, closed: str | None) -> Decimal:
    amount = Decimal(digits.replace(",", "")) * TIMES[unit.lower()]
    less = bool(sign.strip(" £"))
    if amount != to_pence(amount) or amount > LARGEST or bool(opened) != bool(closed) or (opened and less):
        raise ValueError(UNREAD)
    return -to_pence(amount) if opened or less else to_pence(amount)
