"""The calendar of a place's year as a file that diaries read (iCalendar, RFC 5545): an all-day entry for each date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from budgets.calendar_table import Table

LONGEST = 75  # octets a line
END = "\r\n"


def calendar_file(name: str, tables: Iterable[Table], made: datetime) -> str:
    """Everything that is due, as text of a .ics file; an entry that stays as it is keeps its mark, and a diary takes it once."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//s75//calendar//EN", f"X-WR-CALNAME:{_plain(name)}"]
    for table in tables:
        lines += _entries(name, table, made.astimezone(UTC))
    return END.join(part for line in [*lines, "END:VCALENDAR", ""] for part in _folded(line))


def _entries(name: str, table: Table, made: datetime) -> Iterator[str]:
    funds = ", ".join(table.funds)
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.day is None:
                continue
            said = f"{row.label} {column} ({funds})"
            mark = hashlib.sha256(f"{name}|{row.name}|{said}".encode()).hexdigest()[:32]
            yield from ("BEGIN:VEVENT", f"UID:{mark}@s75", f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}")
            yield from (
                f"DTSTART;VALUE=DATE:{_day(cell.day)}",
                f"DTEND;VALUE=DATE:{_day(cell.day + timedelta(days=1))}",
            )
            yield f"SUMMARY:{_plain(said)}"
            if cell.why:
                yield f"DESCRIPTION:{_plain(cell.why)}"
            yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _plain(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """A long line goes on after a break and a space; no character is torn apart."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST:
            yield part
            part = " "
        part += sign
    yield part
