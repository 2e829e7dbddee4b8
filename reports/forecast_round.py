"""A partner's round as the forecast grid shows it: funds, lines, months and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from budgets.models import Fund, Period
from budgets.scope import Scope
from reports.facts import FundFacts, Group, PartnerFacts
from reports.figures.variance import Position, add, counted, outturn, position
from s75.money import ZERO, total
from s75.years import CLOSING_MONTH
from schemes.queries import months_to_come


@dataclass(frozen=True, slots=True)
class Entry:
    """A line's saved row in one round: thirteen figures in £ (None: not forecast), its words and who saved it."""

    round: int
    figures: Sequence[Decimal | None]
    explanation: str
    version: int = 0
    state: str = ""
    saved_at: datetime | None = None
    saved_by: str = ""


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line in a round. `actuals` has thirteen places, None where the ledger is not in; `owes` says that its
    variance must be explained; `now` is this round's row and `last` that of the newest round before."""

    ref: str
    name: str
    wanted: bool
    group: Group
    actuals: Sequence[Decimal | None]
    to_come: Sequence[int]
    now: Entry | None
    last: Entry | None
    owes: bool

    @property
    def version(self) -> int:
        return self.now.version if self.now else 0

    @property
    def state(self) -> str:
        """not started, draft or submitted."""
        return self.now.state if self.now else "not started"

    @property
    def spent(self) -> Decimal:
        """The ledgers that are in, in £: the part of the outturn that no forecast can move."""
        return sum(filter(None, self.actuals), ZERO)

    @property
    def newest(self) -> Entry | None:
        """The row that the line stands at: this round's, else the last; None when nobody ever forecast it."""
        return self.now or self.last

    def forecast(self, month: int) -> Decimal | None:
        """What stands for a month to come: this round's figure, else the last round's; None when nobody forecast it."""
        newest = self.newest
        return newest.figures[month - 1] if newest else None

    @property
    def words(self) -> str:
        """The explanation to start from: this round's, and before the line is started the last round's if one is owed."""
        if self.now:
            return self.now.explanation
        return self.last.explanation if self.last and self.owes else ""

    @property
    def months(self) -> list[Decimal | None]:
        """The thirteen months as the grid shows them: ledgers where they are in, forecasts for the rest."""
        shown = list(self.actuals)
        newest = self.newest
        for month in self.to_come:
            shown[month - 1] = newest.figures[month - 1] if newest else None
        return shown


@dataclass(frozen=True)
class FundRound:
    """One fund's part of a partner's round.

    `groups` stand for all of the partner's lines in it, also where `lines` holds only some. `months` are the sums of
    what the months show, `ins` the months whose ledger is in, `wanted` and `submitted` counts of lines. `may` says that
    the reader may forecast these lines while the period is open.
    """

    fund: Fund
    facts: FundFacts
    period: Period
    lines: Sequence[GridLine]
    groups: Sequence[Group]
    months: Sequence[Decimal]
    ins: frozenset[int]
    wanted: int
    submitted: int
    may: bool

    @property
    def writable(self) -> bool:
        return self.may and self.period.state == Period.State.OPEN


@dataclass(frozen=True)
class Total:
    """The sums of one fund, or of all that count."""

    name: str
    position: Position
    before: Decimal | None
    months: Sequence[Decimal]
    progress: str


@dataclass(frozen=True)
class Grid:
    """A partner's round over the funds whose period was opened; `waiting` are the funds where it was not yet."""

    scope: Scope
    heir: int
    partner: PartnerFacts
    partners: Sequence[PartnerFacts]
    funds: Sequence[FundRound]
    waiting: Sequence[Fund]

    @property
    def compared(self) -> bool:
        return self.scope.month > 1

    @cached_property
    def lines(self) -> dict[str, GridLine]:
        return {line.ref: line for part in self.funds for line in part.lines}

    @cached_property
    def counted(self) -> Sequence[FundFacts]:
        """The funds that count towards a total."""
        return counted([part.facts for part in self.funds])

    @cached_property
    def columns(self) -> list[int]:
        """The months that are columns: P01 to P12, and P13 where its ledger is in or its round is shown."""
        closing = self.scope.month == CLOSING_MONTH or any(CLOSING_MONTH in part.ins for part in self.funds)
        return list(range(1, CLOSING_MONTH + closing))

    @cached_property
    def to_come(self) -> frozenset[int]:
        """The months that are still to come in any of the funds."""
        return frozenset(month for part in self.funds for month in months_to_come(part.ins))

    def total_of(self, part: FundRound) -> Total:
        return self._total(f"Total {part.fund.name}", [part])

    @cached_property
    def whole(self) -> Total | None:
        """The total of all funds that count towards one; None where there is only one fund to show."""
        parts = [part for part in self.funds if part.facts in self.counted]
        return self._total("All funds", parts) if len(self.funds) > 1 and parts else None

    def _total(self, name: str, parts: Sequence[FundRound]) -> Total:
        groups = [group for part in parts for group in part.groups]
        return Total(
            name,
            position(groups, compared=self.compared),
            outturn(add(group.before for group in groups)) if self.compared else None,
            [total(amounts) for amounts in zip(*(part.months for part in parts), strict=True)],
            self.progress(parts),
        )

    def progress(self, parts: Sequence[FundRound] | None = None) -> str:
        """How far the round is, in words: 20 of 23 submitted."""
        shown = self.funds if parts is None else parts
        return f"{sum(part.submitted for part in shown)} of {sum(part.wanted for part in shown)} submitted"

    @property
    def may(self) -> bool:
        return any(part.may for part in self.funds)

    @property
    def writable(self) -> bool:
        return any(part.writable for part in self.funds)

    def own(self) -> list[GridLine]:
        """The lines that the reader may forecast: those of open periods, and without any open one all of theirs."""
        parts = [part for part in self.funds if part.writable] or [part for part in self.funds if part.may]
        return [line for part in parts for line in part.lines if line.wanted]
