"""Reads one cell of our own set-up workbook by what its column holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from s75.money import to_pence
from s75.years import parse_year, year_label
from schemes.sources.amounts import read_amount
from schemes.sources.bcf_plan_words import plain
from schemes.sources.cells import Fault, shown
from schemes.sources.set_up_workbook_choices import Column

_SHARE = re.compile(r"\s*([^\s,;:]+)\s*[:=]?\s*(\d+(?:\.\d+)?)\s*%?\s*")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_UK = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def value_of(column: Column, cell: object) -> object:
    """What a cell holds, by the kind of its column. ValueError says what was expected."""
    if isinstance(cell, Fault):
        raise ValueError(cell.expected)  # noqa: TRY004 - the cell is wrong, not its type
    text = shown(cell)
    if column.kind == "choice":
        return _choice(column, text)
    if column.kind == "money":
        return _amount(cell)
    if column.kind == "date":
        return _date(cell, text)
    if column.kind in ("number", "count"):
        return _number(column, text)
    readers: dict[str, Callable[[str], object]] = {
        "yes": _yes,
        "year": _financial_year,
        "codes": _codes,
        "shares": _shares,
    }
    read = readers.get(column.kind)
    if read is not None:
        return read(text)
    return cell.strip() if isinstance(cell, str) else text


def _yes(text: str) -> bool:
    if plain(text) not in ("yes", "y", "no", "n", "true", "false", "1", "0"):
        raise ValueError("Yes or No")
    return plain(text) in ("yes", "y", "true", "1")


def _codes(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,;]", text) if part.strip())


def _choice(column: Column, text: str) -> str:
    for kept, label in column.choices:
        if plain(text) in (plain(label), plain(kept)):
            return kept
    raise ValueError("one of " + ", ".join(label for _, label in column.choices))


def _amount(cell: object) -> Decimal:
    exact = to_pence(Decimal(repr(cell))) if isinstance(cell, float | int) and not isinstance(cell, bool) else cell
    amount = read_amount(exact)
    if amount is None:
        raise ValueError("an amount in pounds, such as 1,234.56")
    return amount


def _number(column: Column, text: str) -> Decimal | int:
    try:
        number = Decimal(text.rstrip("% ").replace(",", ""))
    except ArithmeticError as wrong:
        raise ValueError("a number") from wrong
    if not number.is_finite() or number < 0 or number > 1_000_000_000:
        raise ValueError("a number of zero or more")
    if column.kind == "count":
        return int(number)
    return number.quantize(Decimal("0.0001"))


def _date(cell: object, text: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _UK.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as wrong:
        raise ValueError("a date such as 01/04/2024") from wrong
    raise ValueError("a date such as 01/04/2024")


def _financial_year(text: str) -> int:
    if text.isdecimal() and len(text) == 4:
        raise ValueError(f"a financial year such as {year_label(int(text))}")
    return parse_year(text)


def _shares(text: str) -> tuple[tuple[str, Decimal], ...]:
    shares = []
    for part in re.split(r"[,;]", text):
        found = _SHARE.fullmatch(part)
        if found is None:
            raise ValueError("codes with per cent, such as ECC 50, ICB 50")
        shares.append((found[1], Decimal(found[2])))
    return tuple(shares)
