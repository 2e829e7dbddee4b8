"""What is said about a line: comments and answers, kept in the round that is open, never changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from budgets.access import access_of
from budgets.models import Period
from budgets.roles import Power
from s75.errors import BadInput, NotPermitted, PeriodLocked, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import month_label
from schemes.models import Forecast, Line, Remark
from schemes.models.review import LONGEST_REMARK
from schemes.notices.lines import tell_answered, tell_remarked
from schemes.reviewing import may_speak

NO_NAMES = "Do not name or describe anybody who gets care."


def comment(*, line: Line, text: str, by: User, illustrative: bool = False) -> Remark:
    """Say something about a line, in its fund's open round.

    Raises NotPermitted for whoever only reads it, PeriodLocked when no period is open, BadInput without words.
    """
    if not may_speak(by, line):
        raise NotPermitted(
            f"{by} reads {line.ref}; who forecasts, reviews or closes it may comment. Ask an administrator for a role."
        )
    with recorded(by=by, reason=f"Comment on {line.ref}"):
        said = _said(line, _open_round(line), Remark.Kind.COMMENT, words_of(text, "a comment"), by, illustrative)
        tell_remarked(line, round=said.round, text=said.text, by=by)
        return said


def answer(*, line: Line, text: str, by: User) -> Remark:
    """Answer the query that stands on a line's forecast, as an officer of its spending partner.

    Raises NotPermitted for anybody else, PeriodLocked when no period is open, WrongState where nothing was queried.
    """
    if not access_of(by).may(Power.FORECAST, heir=line.spending_partner.heir_id, agreement=line.fund.agreement_id):
        raise NotPermitted(f"{line.ref} is spent by {line.spending_partner}; only its finance officers answer for it.")
    with recorded(by=by, reason=f"Answer about {line.ref}"):
        held(Line.objects).get(pk=line.pk)
        now = _open_round(line)
        if not Forecast.objects.filter(line=line, round=now, state=Forecast.State.QUERIED).exists():
            raise WrongState(f"{line.ref} is not queried in {month_label(now)}, so there is nothing to answer.")
        said = _said(line, now, Remark.Kind.ANSWER, words_of(text, "an answer"), by)
        tell_answered(line, round=now, text=said.text, by=by)
        return said


def remark_on(rows: Sequence[Forecast], kind: Remark.Kind, text: str, by: User) -> list[Remark]:
    """Keep the same words with each of these rows' lines: what a review says. The caller has checked that it may."""
    now = timezone.now()
    return Remark.objects.bulk_create(
        Remark(
            line_id=row.line_id, fund_id=row.fund_id, year=row.year, round=row.round, kind=kind, text=text,
            said_by=by, said_at=now,
        )
        for row in rows
    )  # fmt: skip


def words_of(text: str, what: str) -> str:
    """The words as they are kept. Raises BadInput where there are none, or too many."""
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise BadInput(f"Enter {what}.")
    if len(words) > LONGEST_REMARK:
        raise BadInput(f"That has {len(words):,} characters; shorten it to {LONGEST_REMARK:,} at most.")
    return words


def _open_round(line: Line) -> int:
    """The round that is open; the database checks that it still is when the remark is kept."""
    periods = Period.objects.filter(fund=line.fund_id, year=line.year, state=Period.State.OPEN)
    found = periods.values_list("month", flat=True).first()
    if found is None:
        raise PeriodLocked(f"No period of {line.fund} is open, so nothing can be said about {line.ref} now.")
    return found


def _said(line: Line, now: int, kind: Remark.Kind, text: str, by: User, illustrative: bool = False) -> Remark:
    return Remark.objects.create(
        line=line, fund_id=line.fund_id, year=line.year, round=now, kind=kind, text=text, said_by=by,
        said_at=timezone.now(), illustrative=illustrative,
    )  # fmt: skip
