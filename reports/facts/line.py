"""The facts of one line: its entries, postings, forecasts and who changed them, frozen as the database holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reports.facts.position import Group, MonthFacts


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One budget entry in £, with the change that posted it; `months` re-add to its amount."""

    key: int
    change: str
    kind: str
    opening: bool
    posted_in: int
    effective_from: int
    amount: Decimal
    months: tuple[Decimal, ...]

    def counts_by(self, period: int) -> bool:
        """Whether it is both posted and effective by a period."""
        return max(self.posted_in, self.effective_from) <= period


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """One posting in £: from an import (its key, file, code and the rows of the file), or from a journal and its reason."""

    key: int
    month: int
    posted_in: int
    amount: Decimal
    imported: int | None
    filename: str
    code: str
    rows: tuple[int, ...]
    journal: str
    posted_by: str
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A line's forecast in one round: thirteen figures in £ (None where the ledger was in), words, who and when."""

    round: int
    figures: tuple[Decimal | None, ...]
    explanation: str
    mitigation: str
    basis: str
    state: str
    saved_by: str
    saved_at: datetime
    submitted_by: str
    submitted_at: datetime | None
    reviewed_by: str = ""
    reviewed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A forecast row as it stood after somebody changed it, and why they did."""

    round: int
    version: int
    figures: tuple[Decimal | None, ...]
    explanation: str
    mitigation: str
    state: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as at a period: its standing (None when it does not stand yet), and what stands behind every figure.

    `months` is what counts in each month, `months_in` the months whose ledger is in, and `ledger` what the ledger holds
    in each of the thirteen months in £, whether it counts or not.
    """

    group: Group | None
    months: tuple[MonthFacts, ...]
    months_in: frozenset[int]
    ledger: tuple[Decimal, ...]
    entries: tuple[EntryFacts, ...]
    postings: tuple[PostingFacts, ...]
    rounds: tuple[RoundFacts, ...]
