"""Forecasts written by a partner's officers: rows of a round saved together or not at all, from grid, paste or file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from budgets.access import access_of
from budgets.models import Place
from budgets.roles import Power
from s75.errors import BadInput, NotPermitted, PeriodLocked, Problem, StaleVersion, Unknown
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import LARGEST
from s75.planner import written
from s75.years import CLOSING_MONTH, month_label, month_name, year_label
from schemes.actions.forecast_rows import keep_rounds_open, plan_for, store
from schemes.actions.reviews import require_answered
from schemes.models import Forecast, Line
from schemes.queries import after_close, months_in, months_to_come, newest_forecasts, open_months

LONGEST_TEXT = 2_000


@dataclass(frozen=True)
class RowInput:
    """What somebody enters for one line: figures in £ by month (None: left blank), and words (None: as they are).

    `version` is the row version that was read, 0 for a row not saved in this round yet, None to overwrite knowingly
    (a file). `places` names the row and columns of a file or a pasted block in problems.
    """

    ref: str
    figures: Mapping[int, Decimal | None] = field(default_factory=dict)
    explanation: str | None = None
    mitigation: str | None = None
    version: int | None = None
    row: int | None = None
    basis: str | None = None


@dataclass
class _Round:
    """The lines of one save with what they need to be checked, read and locked at once."""

    year: int
    round: int
    lines: dict[str, Line]
    open_in: dict[int, int]
    now: dict[int, Forecast]
    newest: dict[int, Forecast]
    ins: dict[tuple[int, int], frozenset[int]]

    def to_come(self, line: Line) -> list[int]:
        return months_to_come(self.ins.get((line.fund_id, line.spending_partner.heir_id or 0), frozenset()))


def save_rows(*, place: Place, year: int, round: int, rows: Sequence[RowInput], by: User) -> list[Forecast]:  # noqa: A002 - the field's word
    """Save rows of a round, all or none, and return them as saved, with their new versions.

    A month that is not given keeps its last figure. Raises Unknown for a reference, NotPermitted for a line that another
    partner spends, PeriodLocked outside the open period, StaleVersion when somebody saved a row since it was read, and
    BadInput naming row and column of every cell that cannot be taken.
    """
    with recorded(by=by, reason=f"Forecast in {month_label(round)}"):
        found = _read(place, year, round, rows)
        _authorise(found, by)
        _require_open(found)
        _require_fresh(found, rows)
        problems: list[Problem] = []
        changed = [saved for row in rows if (saved := _apply(found, row, problems, by)) is not None]
        if problems:
            raise BadInput("Nothing was saved.", problems=problems)
        store(changed)
        written(Forecast, len(changed))
        return [found.now[found.lines[row.ref].pk] for row in rows]


def _read(place: Place, year: int, round: int, rows: Sequence[RowInput]) -> _Round:  # noqa: A002
    refs = [row.ref for row in rows]
    lines = {line.ref: line for line in _locked_lines(place, year, refs)}
    unknown = [row for row in rows if row.ref not in lines]
    if unknown:
        problems = [
            Problem("", row.row, "ref", row.ref, "the reference of a line of this place and year") for row in unknown
        ]
        raise Unknown(
            f"{place} has no line “{unknown[0].ref}” in {year_label(year)}. Nothing was saved.", problems=problems
        )
    if len(set(refs)) != len(refs):
        twice = next(ref for ref in refs if refs.count(ref) > 1)
        raise BadInput(f"The line {twice} is given twice. Nothing was saved.")
    funds = {line.fund_id: line.fund for line in lines.values()}
    ids = [line.pk for line in lines.values()]
    newest = newest_forecasts(ids, up_to=round)
    now = {pk: forecast for pk, forecast in newest.items() if forecast.round == round}
    return _Round(year, round, lines, open_months(funds.values(), year), now, newest, months_in(funds, year))


def _locked_lines(place: Place, year: int, refs: Sequence[str]) -> list[Line]:
    """The lines, locked until the transaction ends, each with its fund and spender."""
    lines = Line.objects.filter(place=place, year=year, ref__in=refs).order_by("pk")
    related = ("fund", "spending_partner", "scheme")
    return list(held(lines).select_related(*related))


def _authorise(found: _Round, by: User) -> None:
    for line in found.lines.values():
        if not access_of(by).may(Power.FORECAST, heir=line.spending_partner.heir_id, agreement=line.fund.agreement_id):
            raise NotPermitted(
                f"{line.ref} is spent by {line.spending_partner}; only its finance officers forecast it."
            )


def _require_open(found: _Round) -> None:
    for line in found.lines.values():
        now = found.open_in.get(line.fund_id)
        if now != found.round:
            is_open = f"{month_label(now)} is open" if now else "no period is open"
            raise PeriodLocked(
                f"{month_label(found.round)} of {line.fund} is not open for forecasts ({is_open}). Nothing was saved."
            )


def _require_fresh(found: _Round, rows: Sequence[RowInput]) -> None:
    for row in rows:
        current = found.now.get(found.lines[row.ref].pk)
        if row.version is not None and row.version != (current.version if current else 0):
            who = f"{current.saved_by} saved {row.ref}" if current else f"{row.ref} was removed"
            raise StaleVersion(
                f"{who} since you read it. Both values are shown; save again to keep yours.", current=current
            )


def _apply(found: _Round, row: RowInput, problems: list[Problem], by: User) -> Forecast | None:
    """The row's forecast with what was entered, ready to be stored; None when nothing differs or a cell is wrong."""
    line = found.lines[row.ref]
    before = found.now.get(line.pk)
    figures = _figures(found, line, row, problems)
    for name, text in (("explanation", row.explanation), ("mitigation", row.mitigation)):
        if text is not None and len(text) > LONGEST_TEXT:
            problems.append(
                Problem("", row.row, f"{row.ref} {name}", f"{len(text)} characters", f"at most {LONGEST_TEXT:,}")
            )
    target = before or Forecast(line=line, fund_id=line.fund_id, year=found.year, round=found.round, version=0)
    wanted = {
        "figures": figures,
        "explanation": target.explanation if row.explanation is None else row.explanation.strip(),
        "mitigation": target.mitigation if row.mitigation is None else row.mitigation.strip(),
        "basis": target.basis if row.basis is None else row.basis,
    }
    if before is not None and all(getattr(before, name) == value for name, value in wanted.items()):
        return None
    for name, value in wanted.items():
        setattr(target, name, value)
    target.version += 1
    target.state, target.submitted_by, target.submitted_at = Forecast.State.DRAFT, None, None
    target.reviewed_by, target.reviewed_at = None, None
    target.saved_by, target.saved_at = by, timezone.now()
    found.now[line.pk] = target
    return target


def _figures(found: _Round, line: Line, row: RowInput, problems: list[Problem]) -> list[Decimal | None]:
    to_come = found.to_come(line)
    last = found.newest.get(line.pk)
    over = after_close(line.scheme.ends, found.year)
    figures: list[Decimal | None] = [None] * CLOSING_MONTH
    for month in sorted({*to_come, *row.figures}):
        place = (row.row, f"{row.ref} {month_label(month)}")
        given = row.figures.get(month, last.figures[month - 1] if last else None)
        if month not in to_come:
            if row.figures[month] is not None:
                wanted = f"the ledger of {month_label(month)} is in, so its actual stands; leave the cell out"
                problems.append(Problem("", *place, str(row.figures[month]), wanted))
        elif given is None:
            problems.append(Problem("", *place, "", "a blank is not 0; type 0 if nothing will be spent"))
        elif given != 0 and month in over:
            problems.append(Problem("", *place, str(given), _closed(line, found.year, month)))
        elif abs(given) > LARGEST or given != given.quantize(Decimal("0.01")):
            problems.append(Problem("", *place, str(given), "pounds with at most two decimals"))
        else:
            figures[month - 1] = given
    return figures


def _closed(line: Line, year: int, month: int) -> str:
    return f"0 in {month_name(year, month)}, as its scheme closed on {line.scheme.ends:%-d %B %Y}"


def keep_last_round(*, place: Place, year: int, round: int, refs: Sequence[str], by: User) -> list[Forecast]:  # noqa: A002
    """Take the last round's figures and words over for lines that have no row in this round yet.

    Raises BadInput for a line that was never forecast, and whatever `save_rows` raises.
    """
    with recorded(by=by, reason=f"Keep the last round in {month_label(round)}"):
        found = _read(place, year, round, [RowInput(ref) for ref in refs])
        waiting = [line for line in found.lines.values() if line.pk not in found.now]
        never = [line.ref for line in waiting if line.pk not in found.newest]
        if never:
            raise BadInput(f"{', '.join(never)} has no earlier forecast to keep. Enter its figures first.")
        last = {line.ref: found.newest[line.pk] for line in waiting}
        rows = [
            RowInput(ref, explanation=old.explanation, mitigation=old.mitigation, basis=old.basis, version=0)
            for ref, old in last.items()
        ]
        return save_rows(place=place, year=year, round=round, rows=rows, by=by)


def set_submitted(*, forecasts: Sequence[Forecast], by: User) -> None:
    """Mark rows of an open round as submitted. Whether they may be is decided in reports/actions.py, by the figures.

    A row that was queried must have been changed or answered since: else WrongState.
    """
    _require_nothing_after_close(forecasts)
    require_answered(forecasts)
    plan_for(len(forecasts))
    keep_rounds_open(forecasts)
    Forecast.objects.filter(pk__in=[forecast.pk for forecast in forecasts]).update(
        state=Forecast.State.SUBMITTED,
        submitted_by=by,
        submitted_at=timezone.now(),
        reviewed_by=None,
        reviewed_at=None,
        version=F("version") + 1,
    )


def _require_nothing_after_close(forecasts: Sequence[Forecast]) -> None:
    """A row that was saved before its scheme was closed cannot be submitted with money after its last day."""
    closed = Forecast.objects.filter(pk__in=[row.pk for row in forecasts], line__scheme__ends__isnull=False)
    problems = [
        Problem("", None, f"{row.line.ref} {month_label(month)}", str(figure), _closed(row.line, row.year, month))
        for row in closed.select_related("line__scheme").order_by("line__ref")
        for month in sorted(after_close(row.line.scheme.ends, row.year))
        if (figure := row.figures[month - 1])
    ]
    if problems:
        raise BadInput("Nothing was submitted: a closed scheme is forecast to spend on.", problems=problems)
