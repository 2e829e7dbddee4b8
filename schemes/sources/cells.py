"""What one cell of a file holds, and how a person would see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_TO_SPACE = dict.fromkeys(map(ord, SPACES), " ")
DASHES = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212")


@dataclass(frozen=True)
class Fault:
    """A cell that shows something but holds no value that can be used."""

    found: str
    expected: str


NO_VALUE = Fault(
    "a formula without a stored value", "a figure; open the workbook in Excel, save it, and send that file"
)


def error_value(text: str) -> Fault:
    """The fault that a spreadsheet error such as #REF! is."""
    return Fault(text, "a figure, not a spreadsheet error; mend the formula in the file")


def clean(text: str) -> str:
    """Text with every kind of blank as one plain space, and none at the ends."""
    return " ".join((text if text.isascii() else text.translate(_TO_SPACE)).split())


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


def shown(value: object) -> str:
    """A cell as a person sees it: 52086001.0 is 52086001, a date is 30/11/2022, a blank is nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Fault):
        return value.found
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < 10**15:
        return str(int(value))
    return clean(str(value))


def letters(index: int) -> str:
    """The spreadsheet's name of the column at a position counted from 0: 0 is A, 26 is AA."""
    name, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(65 + digit) + name
    return name


def column_name(header: str, index: int) -> str:
    """A column as problems name it: its header and its letter."""
    return f"{header} ({letters(index)})" if header else letters(index)
