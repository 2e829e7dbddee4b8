"""Claim streams: no grant, but money that is claimed for what was spent, up to a ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.money import SourceFacts
from reports.facts.position import Group
from reports.figures.variance import add, outturn
from s75.money import ZERO


@dataclass(frozen=True, slots=True)
class Claim:
    """What a claim brings in for spend of an amount, in £: `beyond` is what nobody pays, so its contributor bears it."""

    spend: Decimal
    ceiling: Decimal

    @property
    def income(self) -> Decimal:
        """min(eligible spend, ceiling): the rule of the funds that are claimed and not granted."""
        return min(self.spend, self.ceiling)

    @property
    def headroom(self) -> Decimal:
        return self.ceiling - self.income

    @property
    def beyond(self) -> Decimal:
        """Spend above the ceiling."""
        return self.spend - self.income


@dataclass(frozen=True, slots=True)
class ClaimFigures:
    """One claim: to date, and at the forecast outturn, which is the outturn once every ledger is in."""

    source: SourceFacts
    to_date: Claim
    forecast: Claim
    illustrative: bool


def ceiling_of(source: SourceFacts) -> Decimal:
    """The most that can be claimed, in £: its ceiling, or where none is set what was agreed."""
    return source.amount if source.ceiling is None else source.ceiling


def claims(sources: Iterable[SourceFacts], groups: Iterable[Group]) -> tuple[ClaimFigures, ...]:
    """Every claim with the spend on its lines: those of its fund, stream and contributing partner."""
    rows = list(groups)
    return tuple(_claim(source, rows) for source in sources if source.claim)


def _claim(source: SourceFacts, groups: list[Group]) -> ClaimFigures:
    own = [g for g in groups if (g.fund, g.stream, g.contributor) == (source.fund, source.stream, source.partner)]
    now = add(group.now for group in own)
    ceiling = ceiling_of(source)
    illustrative = source.illustrative or any(group.illustrative for group in own)
    return ClaimFigures(source, Claim(now.actual, ceiling), Claim(outturn(now), ceiling), illustrative)


def claimed(source: SourceFacts, spend: Decimal) -> Decimal:
    """What a claim stream owes for spend of an amount, in £; nothing while no change of it counts."""
    return ZERO if source.waiting else Claim(spend, ceiling_of(source)).income
