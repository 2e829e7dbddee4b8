"""Reads everything that the pool manager's page shows, by a fixed number of queries whatever the size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import Period
from budgets.scope import Scope
from budgets.working_calendar import read_calendar
from reports.closing import FundClosing, closings, shown_funds
from reports.figures.variance import add, by, movement, variance
from reports.managing.breaches import FundBreach, breaches
from reports.managing.late import Owed, owed
from reports.managing.partners import PartnerStanding, standing_of
from reports.rounds.checks import RoundRead, read_round
from schemes.ledger_waiting import files_of
from schemes.reviews_waiting import read_reviews

BIGGEST = 8


@dataclass(frozen=True)
class Mover:
    """A scheme whose variance moved since the period before, in £: where it is and by how much; positive is adverse."""

    fund: str
    ref: str
    name: str
    variance: Decimal
    movement: Decimal
    illustrative: bool


@dataclass(frozen=True)
class Managing:
    """A period as whoever keeps it sees it."""

    closings: Sequence[FundClosing]
    owed: Sequence[Owed]
    partners: Sequence[PartnerStanding]
    movers: Sequence[Mover]
    breaches: Sequence[FundBreach]

    @property
    def opened(self) -> list[FundClosing]:
        return [closing for closing in self.closings if closing.is_open]

    @property
    def late(self) -> list[Owed]:
        return [one for one in self.owed if one.days_late]

    @property
    def unmet_everywhere(self) -> list[str]:
        """The checks that hold back every open fund, where there are several."""
        first = self.opened[0].unmet if len(self.opened) > 1 else []
        return [sentence for sentence in first if all(sentence in closing.unmet for closing in self.opened)]

    @property
    def unmet(self) -> list[tuple[FundClosing, list[str]]]:
        """The open funds that a check of their own holds back, with those checks."""
        shared = self.unmet_everywhere
        own = [(one, [sentence for sentence in one.unmet if sentence not in shared]) for one in self.opened]
        return [(closing, unmet) for closing, unmet in own if unmet]

    @property
    def standing_breaches(self) -> list[FundBreach]:
        return [one for one in self.breaches if one.breach is not None]


def read_managing(scope: Scope) -> Managing:
    """Everything of the scope's funds at its period."""
    shown = shown_funds(scope)
    calendar = read_calendar(scope.funds)
    before = scope.month - 1 if scope.month > 1 else None
    read = read_round(place=scope.place, funds=shown, year=scope.year, month=scope.month, compared_with=before)
    files = files_of(shown, scope.year, scope.month)
    found = closings(scope, read, calendar, files)
    opened = [closing.fund for closing in found if closing.is_open]
    now = {
        fund: variance(add(group.now for group in piled))
        for fund, piled in by(read.groups, lambda group: group.fund).items()
    }
    return Managing(
        closings=found,
        owed=owed(found, calendar, read_reviews(opened)),
        partners=standing_of(found, files),
        movers=movers(read) if before else [],
        breaches=breaches(scope.funds, scope.year, scope.month, now=now, opened=opened, calendar=calendar),
    )


def movers(read: RoundRead) -> list[Mover]:
    """The schemes whose variance moved most since the period before, the biggest first; those that did not are left out."""
    found = []
    for (fund, ref), piled in by(read.groups, lambda group: (group.fund, group.scheme)).items():
        now, then = add(group.now for group in piled), add(group.before for group in piled)
        moved = movement(now, then)
        marked = any(group.illustrative for group in piled)
        if moved:
            found.append(Mover(fund, ref, read.schemes[fund, ref], variance(now), moved, marked))
    return sorted(found, key=lambda one: (-abs(one.movement), one.ref))[:BIGGEST]


def version_of(scope: Scope, found: Sequence[FundClosing]) -> str:
    """Which version of the figures this is, in one or two sentences."""
    states = [closing.state for closing in found]
    many = len(found)
    locked = sum(state == Period.State.LOCKED for state in states)
    opened = sum(state == Period.State.OPEN for state in states)
    if locked == many:
        when = max(closing.period.locked_at for closing in found if closing.period and closing.period.locked_at)
        return f"{scope.label} is locked since {when:%-d %B %Y}: its figures do not move any more."
    if locked:
        return f"{scope.label} is locked in {locked} of {many} funds and open in {opened}: the figures of those still move."
    last = max((c.last_locked.month for c in found if c.last_locked), default=0)
    firm = f" The last figures that do not move are those of P{last:02d}." if last else ""
    return f"{scope.label} is open, so its figures still move.{firm}"
