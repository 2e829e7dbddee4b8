"""Reads one amount in pounds, exactly, from a spreadsheet cell or from text as ledgers print it."""

from __future__ import annotations

import re
from decimal import Decimal

from s75.money import LARGEST, ZERO, to_pence
from schemes.sources.cells import DASHES, Fault, clean

EXPECTED = "an amount in pounds, such as 1,234.56, (1,234.56) or 1,234.56CR"
NEAR_ENOUGH = Decimal("0.00001")
LONGEST = 40

_CURRENCY = ("£", "GBP")
_POINT = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ ,'\u2019])\d{3})(?:\1\d{3})*(?:\.\d*)?", re.ASCII)
_COMMA = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:([ .'\u2019])\d{3})(?:\1\d{3})*),\d{1,2}", re.ASCII)
_POINT_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", re.ASCII)
_UNCLEAR = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)


def read_amount(value: object) -> Decimal | None:
    """Read an amount in £ to the penny; None for a blank or a dash alone. ValueError says what was expected.

    Takes int, Decimal, a float from a spreadsheet cell (through its shortest text, never by float arithmetic) and
    text with £, thousands separators, brackets, a minus on either side, CR or DR, a point or a clear decimal comma.
    """
    if value is None:
        return None
    if isinstance(value, Fault):
        raise _unlike(value.expected)
    if isinstance(value, str):
        return _read_text(clean(value))
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _unlike()
    return _to_pounds(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))


def _unlike(expected: str = EXPECTED) -> ValueError:
    return ValueError(f"expected {expected}")


def is_dash(value: object) -> bool:
    """Whether a cell shows a dash alone, which is how ledgers print nil."""
    text = clean(value) if isinstance(value, str) else ""
    return bool(text) and _peel(text) in {("", "-")}


def _to_pounds(exact: Decimal) -> Decimal:
    if not exact.is_finite():
        raise _unlike()
    if abs(exact) > LARGEST:
        raise ValueError(f"expected an amount no larger than {LARGEST:,} either way")
    pounds = to_pence(exact)
    if abs(pounds - exact) > NEAR_ENOUGH:
        raise ValueError(f"{exact} has more than two decimals; expected pounds and pence")
    return pounds + ZERO


def _read_text(text: str) -> Decimal | None:
    if not text:
        return None
    if len(text) > LONGEST:
        raise _unlike()
    if "%" in text:
        raise ValueError(f"a percentage is not an amount; expected {EXPECTED}")
    digits, marks = _peel(text)
    if not digits and marks == "-":
        return None
    if len(marks) > 1:
        raise ValueError(f"more than one sign in “{text}”; expected {EXPECTED}")
    amount = _to_pounds(_read_digits(digits))
    return -amount + ZERO if marks in {"-", "(", "C"} else amount


def _peel(text: str) -> tuple[str, str]:
    """Peel currency and signs off an amount's text: what is left, and a letter per sign, of “-”, “+”, “(”, C and D."""
    rest, marks, currencies = text.upper(), "", 0
    while True:
        rest = rest.strip()
        if taken := next((word for word in _CURRENCY if rest.startswith(word) or rest.endswith(word)), ""):
            rest = rest.removeprefix(taken) if rest.startswith(taken) else rest.removesuffix(taken)
            currencies += 1
        elif rest.startswith("(") and rest.endswith(")"):
            rest, marks = rest[1:-1], marks + "("
        elif rest[:2] in {"CR", "DR"}:
            rest, marks = rest[2:], marks + rest[0]
        elif rest[-2:] in {"CR", "DR"}:
            marks, rest = marks + rest[-2], rest[:-2]
        elif rest.startswith((*DASHES, "+")):
            marks, rest = marks + ("+" if rest[0] == "+" else "-"), rest[1:]
        elif rest.endswith((*DASHES, "+")):
            marks, rest = marks + ("+" if rest[-1] == "+" else "-"), rest[:-1]
        else:
            return ("£" + rest if currencies > 1 else rest), marks


def _read_digits(text: str) -> Decimal:
    if _UNCLEAR.fullmatch(text):
        raise ValueError(f"“{text}” has three digits after its point, more than two decimals; expected {EXPECTED}")
    if _POINT.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[^\d.]", "", text))
    if _POINT_GROUPS.fullmatch(text):
        return Decimal(text.replace(".", ""))
    if _COMMA.fullmatch(text):
        whole, _, pence = text.rpartition(",")
        return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{pence}")
    raise _unlike()
