"""The lines of a round as their reviewers see them: where each stands, how far it moved, and whose turn it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reports.facts.position import Group, ThresholdFacts
from reports.figures.rag import needs_explanation, rag
from reports.figures.variance import movement, variance
from schemes.models.forecasts import SENT

SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line in a round. `stored` is the state of its row (None: it has none) and `state` the word for it; `mine` says
    that the reader reviews it, `own` that they wrote its row, and `open` that its period
    still takes a review; `ins` are the months whose ledger is in."""

    key: int
    fund: int
    ref: str
    name: str
    group: Group
    spender: int
    limit: ThresholdFacts | None
    stored: str | None
    state: str
    version: int
    explained: bool
    mine: bool
    own: bool
    ins: frozenset[int]
    open: bool

    @property
    def variance(self) -> Decimal:
        return variance(self.group.now)

    @property
    def moved(self) -> Decimal:
        """How far its variance moved since the period before, in £."""
        return movement(self.group.now, self.group.before)

    @property
    def rag(self) -> str:
        return rag(self.variance, self.group.now.budget, self.limit) if self.limit else ""

    @property
    def owes(self) -> bool:
        """Whether its variance must be explained, by its fund's limit."""
        return self.limit is not None and needs_explanation(self.variance, self.group.now.budget, self.limit)

    @property
    def may_approve(self) -> bool:
        return self.mine and self.open and not self.own and self.stored == SUBMITTED

    @property
    def may_query(self) -> bool:
        return self.mine and self.open and not self.own and self.stored in SENT


@dataclass(frozen=True, slots=True)
class Said:
    """One remark about a line: its kind and what that is called, the round, the words, who and when."""

    kind: str
    label: str
    round: int
    text: str
    by: str
    at: datetime
    illustrative: bool = False


def asked(thread: Sequence[Said], round: int) -> bool:  # noqa: A002
    """Whether the newest query of a round has not been answered in words."""
    turns = [said.kind for said in thread if said.round == round and said.kind in ("query", "answer")]
    return bool(turns) and turns[-1] == "query"


def doubts(line: ReviewLine, *, challenged: Decimal | None, asked: bool, compared: bool) -> list[str]:
    """Why a line deserves a look of its own before it is approved; empty where nothing is contentious.

    What passes the limit beyond which a variance must be explained counts: its movement since the last period (where
    there is one to compare with), and how far the run rate points elsewhere (`challenged`, in £; None: it does not).
    """
    budget = line.group.now.budget
    moved = compared and line.limit is not None and needs_explanation(line.moved, budget, line.limit)
    found = {
        "red": line.rag == "Red",
        "not explained": line.owes and not line.explained,
        "moved by more than the limit": moved,
        "the run rate points elsewhere": challenged is not None,
        "a query is not answered in words": asked,
    }
    return [reason for reason, holds in found.items() if holds]


def biggest_first(lines: Collection[ReviewLine], *, compared: bool) -> list[ReviewLine]:
    """The lines that moved most before the others; where nothing can be compared, those furthest from their budget."""
    return sorted(lines, key=lambda one: (-abs(one.moved if compared else one.variance), -abs(one.variance), one.ref))
