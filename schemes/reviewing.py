"""Who may review a line and who may speak about it: read by the actions, and by pages that offer what may be done."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from budgets.access import Access, access_of
from budgets.roles import Power
from s75.models import User
from schemes.models import Forecast, Line

SPEAKERS = (Power.FORECAST, Power.REVIEW, Power.KEEP_PERIODS)


class Written(Protocol):
    """A row of a round, as far as it says who wrote it."""

    saved_by_id: int
    submitted_by_id: int | None


def reaches(access: Access, *, heirs: Collection[int | None], agreement: int) -> bool:
    """Whether somebody reviews for one of these partners (by heir): whose money a line is, or who leads its scheme."""
    return any(heir and access.may(Power.REVIEW, heir=heir, agreement=agreement) for heir in heirs)


def reviews(user: User, line: Line) -> bool:
    """Whether the person reviews that line. It reads the line's fund, scheme and partners."""
    heirs = (line.contributing_partner.heir_id, line.scheme.lead_commissioner.heir_id)
    return reaches(access_of(user), heirs=heirs, agreement=line.fund.agreement_id)


def wrote(user: User, row: Written) -> bool:
    """Whether the person saved or submitted the row: nobody reviews what they wrote."""
    return user.pk in (row.saved_by_id, row.submitted_by_id)


def may_speak(user: User, line: Line) -> bool:
    """Whether the person may comment on the line: who forecasts, reviews or keeps periods for a partner of its
    agreement. One query, or none for who only reads."""
    access, agreement = access_of(user), line.fund.agreement_id
    heirs = frozenset().union(*(access.heirs_with(power, agreement=agreement) for power in SPEAKERS))
    return bool(heirs) and line.fund.agreement.partners.filter(heir__in=heirs).exists()


def may_answer(user: User, line: Line, round: int) -> bool:  # noqa: A002 - the field's word
    """Whether the line's row of a round is queried, and the person forecasts the line. One query, or none."""
    heir, agreement = line.spending_partner.heir_id, line.fund.agreement_id
    if not access_of(user).may(Power.FORECAST, heir=heir, agreement=agreement):
        return False
    return Forecast.objects.filter(line=line, round=round, state=Forecast.State.QUERIED).exists()
