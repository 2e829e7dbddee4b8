"""Reviewing forecasts: approving rows that were submitted, or querying one back to its officer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from budgets.models import Place
from s75.errors import BadInput, NotPermitted, PeriodLocked, Problem, StaleVersion, Unknown, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import month_label, year_label
from schemes.actions.forecast_rows import keep_rounds_open, plan_for
from schemes.actions.remarks import remark_on, words_of
from schemes.models import Forecast, Line, Remark
from schemes.models.forecasts import SENT
from schemes.notices.lines import tell_approved, tell_queried
from schemes.queries import open_months
from schemes.reviewing import reviews, wrote


@dataclass(frozen=True)
class Seen:
    """A row as its reviewer saw it: the line's reference, and the version that was on the page."""

    ref: str
    version: int


def approve(
    *, place: Place, year: int, round: int, rows: Sequence[Seen], by: User, text: str = ""  # noqa: A002
) -> list[Forecast]:  # fmt: skip
    """Approve submitted rows of an open round, all or none; words are not needed.

    Raises Unknown for a reference, NotPermitted for a line that the person does not review or a row that they wrote,
    PeriodLocked outside the open period, StaleVersion when a row is not as it was seen, WrongState for one that is not
    submitted.
    """
    with recorded(by=by, reason=f"Approve in {month_label(round)}"):
        found = _reviewable(place, year, round, rows, by, states=(Forecast.State.SUBMITTED,), doing="approved")
        words = words_of(text, "a remark") if text.strip() else ""
        remark_on(found, Remark.Kind.APPROVAL, words, by)
        done = _reviewed(found, Forecast.State.APPROVED, by)
        tell_approved([row.line for row in done], round=round, by=by)
        return done


def query(*, place: Place, year: int, round: int, row: Seen, text: str, by: User) -> Forecast:  # noqa: A002
    """Query a row back to its officer, with the question in words; one that was approved can still be queried.

    Raises what `approve` raises, and BadInput without words.
    """
    with recorded(by=by, reason=f"Query in {month_label(round)}"):
        found = _reviewable(place, year, round, [row], by, states=SENT, doing="queried")
        remark_on(found, Remark.Kind.QUERY, words_of(text, "a question"), by)
        done = _reviewed(found, Forecast.State.QUERIED, by)[0]
        tell_queried(done.line, round=round, text=text.strip(), by=by)
        return done


def require_answered(rows: Iterable[Forecast]) -> None:
    """Raise WrongState for a row that was queried and, since then, neither changed nor answered.

    A row that is changed becomes a draft, so whatever still is queried needs an answer.
    """
    queried = {row.line_id: row for row in rows if row.state == Forecast.State.QUERIED}
    if not queried:
        return
    said = Remark.objects.filter(line__in=queried, kind=Remark.Kind.ANSWER).values_list("line", "round", "said_at")
    answered = {
        line for line, month, at in said if month == queried[line].round and at > (queried[line].reviewed_at or at)
    }
    silent = sorted(row.line.ref for line, row in queried.items() if line not in answered)
    if silent:
        problems = [Problem("", None, ref, "", "an answer to the query, or a changed forecast") for ref in silent]
        raise WrongState(f"Not submitted: {', '.join(silent)} was queried. Answer it or change it.", problems=problems)


def _reviewable(
    place: Place,
    year: int,
    month: int,
    rows: Sequence[Seen],
    by: User,
    *,
    states: Sequence[str],
    doing: str,
) -> list[Forecast]:
    """The rows with their lines, locked until the transaction ends and checked from every side."""
    lines = _locked_lines(place, year, [row.ref for row in rows])
    found = Forecast.objects.filter(line__in=lines.values(), round=month).select_related(
        "saved_by", "submitted_by", "reviewed_by"
    )
    now = {row.line_id: row for row in found}
    for line in lines.values():
        if not reviews(by, line):
            raise NotPermitted(f"{line.ref} is reviewed by whose money it is and by who leads its scheme, not by {by}.")
    _require_open(lines.values(), year, month)
    for row in rows:
        _require_seen(row, now.get(lines[row.ref].pk), states=states, doing=doing, by=by)
    keep_rounds_open(list(now.values()))
    return [now[lines[row.ref].pk] for row in rows]


def _locked_lines(place: Place, year: int, refs: Sequence[str]) -> dict[str, Line]:
    if not refs:
        raise BadInput("Choose at least one line.")
    if len(set(refs)) != len(refs):
        raise BadInput("A line is given twice. Nothing was saved.")
    related = ("fund", "scheme__lead_commissioner", "contributing_partner")
    lines = held(Line.objects).select_related(*related)
    found = {line.ref: line for line in lines.filter(place=place, year=year, ref__in=refs).order_by("pk")}
    unknown = [ref for ref in refs if ref not in found]
    if unknown:
        raise Unknown(f"{place} has no line “{unknown[0]}” in {year_label(year)}. Nothing was saved.")
    return found


def _require_open(lines: Iterable[Line], year: int, month: int) -> None:
    funds = {line.fund_id: line.fund for line in lines}
    now = open_months(funds.values(), year)
    for fund in funds.values():
        if now.get(fund.pk) != month:
            raise PeriodLocked(f"{month_label(month)} of {fund} is not open, so its forecasts cannot be reviewed.")


def _require_seen(seen: Seen, row: Forecast | None, *, states: Sequence[str], doing: str, by: User) -> None:
    if row is None:
        raise WrongState(f"{seen.ref} has no forecast in this round, so it cannot be {doing}.")
    if wrote(by, row):
        raise NotPermitted(f"You wrote the forecast of {seen.ref}, so somebody else reviews it.")
    if row.version != seen.version:
        who = row.reviewed_by or row.submitted_by or row.saved_by
        raise StaleVersion(
            f"{seen.ref} was changed since you read it, by {who}: it is {row.state} now. Look at it again.", current=row
        )
    if row.state not in states:
        raise WrongState(f"{seen.ref} is {row.state}, so it cannot be {doing}.")


def _reviewed(rows: Sequence[Forecast], state: Forecast.State, by: User) -> list[Forecast]:
    plan_for(len(rows))
    keys = [row.pk for row in rows]
    Forecast.objects.filter(pk__in=keys).update(
        state=state, reviewed_by=by, reviewed_at=timezone.now(), version=F("version") + 1
    )
    related = ("line__place", "line__fund", "line__spending_partner")
    kept = Forecast.objects.select_related(*related).in_bulk(keys)
    return [kept[key] for key in keys]
