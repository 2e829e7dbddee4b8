"""Which submitted lines of open rounds wait for whose review: read once for many funds, and asked by fund and partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budgets.models import Fund, Partner
from budgets.notices.people import holders_by_partner
from budgets.roles import Power
from budgets.working_calendar import Due
from schemes.waiting import Unreviewed, rows_to_review

People = Mapping[tuple[int, int], frozenset[int]]


@dataclass(frozen=True)
class ForReview:
    """The lines that a partner's people could review by a day: how many are due, and who they wait for.

    `lines` are those that count for that day; `people` those who could review, each with the number of lines that wait
    for them, whenever these were submitted.
    """

    partner: Partner
    lines: int
    people: Mapping[int, int]


@dataclass(frozen=True)
class ReviewsWaiting:
    """`reviewers` are the people who review, by agreement and partner (heir)."""

    rows: Sequence[Unreviewed]
    partners: Mapping[int, Partner]
    reviewers: People

    def of(self, fund: Fund, due: Due) -> ForReview | None:
        """What waits for a review that is due; None when nothing does, or when nobody there could do it.

        Once its day is past, only what was submitted by then counts: nobody is late with what came later.
        """
        people = self.people(fund, due.year, due.heir or 0)
        if not people:
            return None
        rows = self._rows(fund, due.year, due.heir or 0)
        lines = sum(row.lines for row in rows if due.today <= due.day or row.submitted_on <= due.day)
        return ForReview(self.partners[due.heir or 0], lines, people)

    def people(self, fund: Fund, year: int, heir: int) -> dict[int, int]:
        """Those who review for a partner (by heir), each with the number of a fund's lines that wait for them."""
        rows, reviewers = self._rows(fund, year, heir), self.reviewers.get((fund.agreement_id, heir), frozenset())
        counts = {person: sum(row.lines for row in rows if person not in row.writers) for person in sorted(reviewers)}
        return {person: count for person, count in counts.items() if count}

    def _rows(self, fund: Fund, year: int, heir: int) -> list[Unreviewed]:
        """The rows that somebody there could review: nobody reviews what they wrote."""
        people = self.reviewers.get((fund.agreement_id, heir), frozenset())
        mine = [row for row in self.rows if (row.fund, row.year) == (fund.pk, year) and heir in row.heirs]
        return [row for row in mine if people - row.writers]


def read_reviews(funds: Sequence[Fund]) -> ReviewsWaiting:
    """The reviews that the open rounds of the funds wait for: two queries, whatever their number; one where none do."""
    rows = rows_to_review(funds) if funds else []
    if not rows:
        return ReviewsWaiting((), {}, {})
    heirs, agreements = {heir for row in rows for heir in row.heirs}, {fund.agreement_id for fund in funds}
    held = holders_by_partner(Power.REVIEW, agreements=agreements, heirs=heirs)
    reviewers = {(agreement, heir.pk): people for (agreement, heir), people in held.items()}
    return ReviewsWaiting(rows, {heir.pk: heir for _, heir in held}, reviewers)
