"""Reads a ledger by the format that is kept of it; where its headings are gone, by what the columns mean, and says so."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from budgets.models import Partner, Place
from s75.errors import Problem
from schemes.models import SavedFormat
from schemes.sources.ledger import LedgerFormat
from schemes.sources.ledger_file import Ledger, read_ledger
from schemes.sources.ledger_rows import Watch

HEADINGS = ("code", "description", "amount", "debit", "credit", "period", "commitment")


class FileRead(NamedTuple):
    """What reading a file gave: the ledger, its problems, and what is worth saying of how it was read."""

    ledger: Ledger | None
    problems: list[Problem]
    notes: list[str]


def saved_format(place: Place, partner: Partner) -> SavedFormat | None:
    """The format that is kept of a partner's ledger in a place."""
    return SavedFormat.objects.filter(place=place, partner=partner).first()


def read_by_format(
    content: bytes,
    name: str,
    *,
    codes: Collection[str],
    sheet: str | None,
    saved: SavedFormat | None,
    watch: Watch | None = None,
) -> FileRead:
    """Read a file by its saved format, else by meaning. A sheet that was chosen goes before all."""
    if saved is None:
        return FileRead(*read_ledger(content, name, codes=codes, sheet=sheet, watch=watch), [])
    ledger, problems = read_ledger(content, name, codes=codes, sheet=sheet, format=as_format(saved), watch=watch)
    if ledger is not None:
        return FileRead(ledger, problems, _said(ledger, saved))
    ledger, found = read_ledger(content, name, codes=codes, sheet=sheet, watch=watch)
    if ledger is None:
        return FileRead(None, found, [])
    return FileRead(ledger, found, [_fell_back(ledger, saved)])


def as_format(saved: SavedFormat) -> LedgerFormat:
    """As the reader takes it. The basis is left out: what the file itself states is believed first."""
    headings = {name: getattr(saved, name) for name in HEADINGS}
    return LedgerFormat(sheet=saved.sheet, sign=-1 if saved.negative else 1, **headings)


def _said(ledger: Ledger, saved: SavedFormat) -> list[str]:
    if ledger.basis is None or ledger.basis == saved.basis:
        return []
    return [
        f"the file says that its amounts are {ledger.basis}, the saved format says {saved.basis}: the file was believed"
    ]


def _fell_back(ledger: Ledger, saved: SavedFormat) -> str:
    found = {getattr(ledger.format, name).casefold() for name in HEADINGS}
    gone = [f"“{text}”" for name in HEADINGS if (text := getattr(saved, name)) and text.casefold() not in found]
    said = (
        f"the saved format does not fit: {', '.join(gone)} is not among the headings"
        if gone
        else "the saved format does not fit"
    )
    sign = "; spending is negative in it, and was not turned round" if saved.negative else ""
    return f"{said}, so the columns were found by what they mean{sign}"
