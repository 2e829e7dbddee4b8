"""What is not done of open periods, gathered from what they wait for and the days on which it is due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from budgets.models import DueKind, Fund, Partner, Period
from budgets.working_calendar import Calendar, Due
from s75.years import month_label, month_name
from schemes.models import Line
from schemes.reviews_waiting import read_reviews
from schemes.waiting import lines_asked, shares_waiting


@dataclass
class Undone:
    """Something a partner has not done yet that is due on a day: a ledger, the forecasts of so many lines, or the review
    of so many. `people` are those who could review, each with the number of lines that wait for them."""

    kind: str
    partner: Partner
    due: Due
    funds: list[Fund] = field(default_factory=list)
    lines: int = 0
    people: Counter[int] = field(default_factory=Counter)

    @property
    def fund(self) -> Fund:
        return self.funds[0]

    @property
    def key(self) -> str:
        place = self.fund.place_id
        return f"{self.kind}:{place}:{self.partner.pk}:{self.due.year}:{self.due.month}:{self.due.day}"

    @property
    def period(self) -> str:
        return f"{month_label(self.due.month)} {month_name(self.due.year, self.due.month)}"

    @property
    def what(self) -> str:
        if self.kind == DueKind.LEDGER:
            return "the ledger"
        done = "reviewed" if self.kind == DueKind.REVIEW else "submitted"
        return f"1 line not {done}" if self.lines == 1 else f"{self.lines} lines not {done}"

    @property
    def goes_up(self) -> bool:
        """Whether others hear of it when it stays undone: not of reviews of what came after their day."""
        return self.kind != DueKind.REVIEW or self.lines > 0


@dataclass(frozen=True)
class Missing:
    """What one fund waits for from a partner: lines that are not done (0 for a ledger), and who could review them."""

    partner: Partner
    lines: int = 0
    people: Mapping[int, int] = field(default_factory=dict)


class Waiting:
    """What the open periods of some funds wait for, read once: six queries, whatever the number."""

    def __init__(self, funds: list[Fund]) -> None:
        self.funds = {fund.pk: fund for fund in funds}
        self.shares = {(share.fund.pk, share.year, share.partner.pk): share for share in shares_waiting(funds)}
        self.reviews = read_reviews(funds)
        self.lines: dict[tuple[int, int | None], list[Line]] = defaultdict(list)
        for line in lines_asked(funds).filter(is_sent=False).select_related("fund", "spending_partner"):
            self.lines[line.fund_id, line.spending_partner.heir_id].append(line)

    def missing(self, due: Due) -> Missing | None:
        """What is not done of something that is due; None when nothing is, or when nobody could do it."""
        if due.kind == DueKind.REVIEW:
            return self._review(due)
        share = self.shares.get((due.fund, due.year, due.heir or 0))
        if share is None:
            return None
        if due.kind == DueKind.LEDGER and due.month in share.missing:
            return Missing(share.partner)
        left = share.lines - share.sent if due.kind == DueKind.FORECAST else 0
        return Missing(share.partner, left) if left else None

    def _review(self, due: Due) -> Missing | None:
        """The lines that were submitted by the day of their review; whoever could review hears of the later ones too."""
        found = self.reviews.of(self.funds[due.fund], due)
        return Missing(found.partner, found.lines, found.people) if found else None


def undone(calendar: Calendar, periods: Iterable[Period], waiting: Waiting) -> list[Undone]:
    """What is not done, the funds of a place together where it is due on the same day."""
    found: dict[tuple[object, ...], Undone] = {}
    for period in periods:
        for due in calendar.dues(period.fund, period.year, period.month):
            missing = waiting.missing(due)
            if missing is None:
                continue
            key = (due.kind, period.fund.place_id, due.heir, due.year, due.month, due.day)
            one = found.setdefault(key, Undone(due.kind, missing.partner, due))
            one.funds.append(period.fund)
            one.lines += missing.lines
            one.people.update(missing.people)
    return list(found.values())
