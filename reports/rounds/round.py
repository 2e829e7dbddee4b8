"""A partner's round as the forecast grid shows it: its funds with their lines, and what these come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from budgets.models import Fund, Period
from budgets.scope import Scope
from reports.facts.position import FundFacts, Group, PartnerFacts
from reports.figures.variance import Position, add, counted, outturn, position
from reports.rounds.lines import GridLine, months_of
from s75.money import total
from s75.years import CLOSING_MONTH
from schemes.queries import months_to_come


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
    """The sums of one fund, of all that count, or of some lines; `lines` are those that were read for it."""

    name: str
    position: Position
    before: Decimal | None
    months: Sequence[Decimal]
    progress: str
    lines: Sequence[GridLine] = field(default=(), compare=False)

    @property
    def last_ahead(self) -> Decimal | None:
        """What the last round forecast for the lines' months to come, in £; None where it forecast none."""
        said = [line.last_ahead for line in self.lines]
        return None if all(amount is None for amount in said) else total(filter(None, said))

    @property
    def projection(self) -> Decimal | None:
        """The sum of the lines' projections in £; a line without one counts as it stands. None where none has one."""
        projected = [(line, line.projection) for line in self.lines]
        if all(amount is None for _, amount in projected):
            return None
        return total(outturn(line.group.now) if amount is None else amount for line, amount in projected)


@dataclass(frozen=True)
class Grid:
    """A partner's round over the funds whose period was opened; `waiting` are the funds where it was not yet, and
    `names` what partners are called, by code."""

    scope: Scope
    heir: int
    partner: PartnerFacts
    partners: Sequence[PartnerFacts]
    funds: Sequence[FundRound]
    waiting: Sequence[Fund]
    names: Mapping[str, str] = field(default_factory=dict)

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
            [line for part in parts for line in part.lines],
        )

    def total_of_lines(self, name: str, part: FundRound, lines: Sequence[GridLine]) -> Total:
        """The sums of some of a fund's lines."""
        groups = [line.group for line in lines]
        return Total(
            name,
            position(groups, compared=self.compared),
            outturn(add(group.before for group in groups)) if self.compared else None,
            months_of(lines, part.ins),
            f"{len(lines)} of {len(part.lines)} lines",
            lines,
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
