"""One line of a forecast round: what stands in its months, what was saved for it, and what speaks against that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reports.facts.position import Group, ThresholdFacts
from reports.figures.projection import straight_line
from reports.figures.rag import needs_explanation, rag
from reports.figures.variance import outturn, variance
from reports.rounds.states import state_of
from s75.money import ZERO
from s75.years import CLOSING_MONTH
from schemes.officers import NOBODY, Officers


@dataclass(frozen=True, slots=True)
class Entry:
    """A line's saved row in one round: thirteen figures in £ (None: not forecast), its words and who saved it."""

    round: int
    figures: Sequence[Decimal | None]
    explanation: str
    version: int = 0
    state: str = ""
    saved_by: str = ""
    mitigation: str = ""


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line in a round. `actuals` has thirteen places, None where the ledger is not in; `owes` says that its
    variance must be explained, by `limit`; `now` is this round's row and `last` that of the
    newest round before; `locked` says that its period is, and `late` that its partner's day is past. `seated` is who
    forecasts it today, and `mine` says that the reader does, or stands in."""

    ref: str
    name: str
    wanted: bool
    group: Group
    actuals: Sequence[Decimal | None]
    to_come: Sequence[int]
    now: Entry | None
    last: Entry | None
    owes: bool
    limit: ThresholdFacts | None = None
    locked: bool = False
    late: bool = False
    seated: Officers = field(default=NOBODY, compare=False)  # read for whole pages only
    mine: bool = field(default=False, compare=False)

    @property
    def version(self) -> int:
        return self.now.version if self.now else 0

    @property
    def state(self) -> str:
        """One of `STATES`, as it is at this period."""
        stored = self.now.state if self.now else None
        return state_of(stored, locked=self.locked, late=self.late, stands=self.last is not None)

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
    def mitigation(self) -> str:
        """What will be done about the variance: as with the explanation, the last round's to start from if one is owed."""
        if self.now:
            return self.now.mitigation
        return self.last.mitigation if self.last and self.owes else ""

    @property
    def last_ahead(self) -> Decimal | None:
        """What the last round forecast for the months that are to come now, in £; None where it forecast none of them."""
        said = [self.last.figures[month - 1] for month in self.to_come] if self.last else []
        return None if all(figure is None for figure in said) else sum(filter(None, said), ZERO)

    @property
    def rag(self) -> str:
        """Red, Amber or Green by the fund's limits; nothing where it has none."""
        now = self.group.now
        return rag(variance(now), now.budget, self.limit) if self.limit else ""

    @property
    def projection(self) -> Decimal | None:
        """Where the year ends if it goes on as it has, in £; None while no ledger is in, or where nothing is forecast."""
        return straight_line(self.actuals) if self.wanted else None

    @property
    def challenged(self) -> Decimal | None:
        """Projection less forecast outturn in £, where that passes the limit of what must be explained; else None."""
        projected = self.projection if self.to_come else None
        if projected is None or self.limit is None:
            return None
        gap = projected - outturn(self.group.now)
        return gap if needs_explanation(gap, self.group.now.budget, self.limit) else None

    @property
    def months(self) -> list[Decimal | None]:
        """The thirteen months as the grid shows them: ledgers where they are in, forecasts for the rest."""
        shown = list(self.actuals)
        newest = self.newest
        for month in self.to_come:
            shown[month - 1] = newest.figures[month - 1] if newest else None
        return shown


def months_of(lines: Sequence[GridLine], ins: frozenset[int]) -> list[Decimal]:
    """The sums of thirteen months in £: ledgers where they are in, the newest forecasts for the rest."""
    spent = [line.actuals for line in lines]
    newest = [entry.figures for line in lines if (entry := line.newest)]
    columns = ((month, spent if month in ins else newest) for month in range(1, CLOSING_MONTH + 1))
    return [sum(filter(None, [row[month - 1] for row in rows]), ZERO) for month, rows in columns]
