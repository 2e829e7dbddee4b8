"""What saving a workbook would do: tried out and taken back, so that its effect is what the figures themselves say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.db import transaction

from reports.figures.variance import outturn
from reports.render.words import clean
from reports.round_trip.compare import Comparison, LineEdits, compare
from reports.round_trip.write import round_key
from reports.rounds.grid import load_grid
from reports.rounds.lines import GridLine
from reports.rounds.round import FundRound, Grid
from s75.errors import BadInput, PeriodLocked, Problem, RuleBroken, Unknown
from s75.models import User
from s75.money import ZERO, total
from schemes.actions.forecasts import RowInput, save_rows
from schemes.sources.round_workbook import RoundFile, named, read_round
from schemes.sources.round_workbook_keys import EXPLANATION, MITIGATION


@dataclass(frozen=True)
class FundEffect:
    """A fund's forecast outturn in £: now, with the changes nobody else touched, and with yours in conflicts too."""

    fund: str
    now: Decimal
    after: Decimal
    with_mine: Decimal


@dataclass(frozen=True)
class Preview:
    """A workbook beside its round, and the lines as they would stand; `mark` is that of the versions compared with."""

    comparison: Comparison
    grid: Grid
    after: Grid | None
    problems: tuple[Problem, ...]
    refused: str
    mark: str

    @property
    def funds(self) -> list[FundEffect]:
        """The funds whose forecast would move, by fund."""
        if self.after is None:
            return []
        changed = {each.line.ref for each in self.comparison.changed}
        return [self._fund(part) for part in self.grid.funds if any(line.ref in changed for line in part.lines)]

    def _fund(self, part: FundRound) -> FundEffect:
        now = self.grid.total_of(part).position.outturn
        mine = {line.ref for line in part.lines}
        plain = [self.moved(each.line) for each in self.comparison.plain if each.line.ref in mine]
        every = [self.moved(each.line) for each in self.comparison.changed if each.line.ref in mine]
        return FundEffect(part.fund.name, now, now + total(plain), now + total(every))

    @property
    def unbegun(self) -> int:
        """How many of the reader's lines would still not be begun in this round."""
        changed = {each.line.ref for each in self.comparison.changed}
        return sum(line.now is None and line.ref not in changed for line in self.grid.own())

    def then(self, line: GridLine) -> GridLine | None:
        """The line as it would stand."""
        return self.after.lines.get(line.ref) if self.after else None

    def moved(self, line: GridLine) -> Decimal:
        """By how much the line's outturn would move, in £."""
        then = self.then(line)
        return outturn(then.group.now) - outturn(line.group.now) if then else ZERO


def read_own(grid: Grid, *, filename: str, content: bytes) -> tuple[RoundFile, list[Problem]]:
    """A workbook of this round, with what is wrong with its rows.

    Raises BadInput for a file that is no workbook of a round, or is another round's.
    """
    read, problems = read_round(content, filename)
    if read is None:
        raise BadInput(f"{problems[0].expected[:1].upper()}{problems[0].expected[1:]}. Nothing was saved.")
    if read.of != round_key(grid):
        raise BadInput(
            f"{filename} is the workbook of {named(read.of)}, and this is {named(round_key(grid))}. Open that round to upload "
            "it, or download this one. Nothing was saved."
        )
    return read, problems


def look_through(grid: Grid, *, filename: str, content: bytes, by: User) -> Preview:
    """Compare a workbook with its round, and try out what it would save. Raises what `read_own` raises."""
    read, problems = read_own(grid, filename=filename, content=content)
    found = compare(read, grid)
    wrong, refused, after = [*problems, *found.problems], "", None
    if found.changed and not wrong:
        try:
            after = _tried(grid, inputs_of(found.changed), by)
        except (BadInput, PeriodLocked, Unknown) as broken:
            wrong, refused = _placed(broken, found.changed), broken.message
    return Preview(found, grid, after, tuple(wrong), refused, _mark(found.changed))


def _tried(grid: Grid, rows: Sequence[RowInput], by: User) -> Grid:
    """The round as it would stand; whatever is saved for it is taken back."""
    scope = grid.scope
    with transaction.atomic():
        save_rows(place=scope.place, year=scope.year, round=scope.month, rows=rows, by=by)
        after = load_grid(scope, heir=grid.heir)
        transaction.set_rollback(True)
    return after


def inputs_of(changed: Sequence[LineEdits], *, theirs: Collection[str] = ()) -> list[RowInput]:
    """The rows to save: the cells that were changed, over what stands; without the lines where theirs is kept."""
    return [_input(each) for each in changed if each.line.ref not in theirs]


def _input(each: LineEdits) -> RowInput:
    figures = {
        edit.what: edit.mine for edit in each.edits if isinstance(edit.what, int) and not isinstance(edit.mine, str)
    }
    words = {edit.what: str(edit.mine) for edit in each.edits if isinstance(edit.what, str)}
    if each.line.now is None:  # the texts that the row starts from are saved with it, as the grid does
        for heading, text in ((EXPLANATION, each.line.words), (MITIGATION, each.line.mitigation)):
            words.setdefault(heading, text)
    return RowInput(
        each.line.ref,
        figures,
        explanation=_trimmed(words.get(EXPLANATION)),
        mitigation=_trimmed(words.get(MITIGATION)),
        version=each.version,
        row=each.row.row,
    )


def _trimmed(text: str | None) -> str | None:
    return None if text is None else clean(text).strip()


def _placed(broken: RuleBroken, changed: Sequence[LineEdits]) -> list[Problem]:
    """The problems of a refused save, each at its cell of the workbook."""
    cells = {
        f"{each.line.ref} {edit.name}".casefold(): (each.row, edit.what) for each in changed for edit in each.edits
    }
    placed = []
    for problem in broken.problems:
        at = cells.get(problem.column.casefold())
        placed.append(at[0].problem(at[1], problem.found, problem.expected) if at else problem)
    return placed or [Problem("", None, "", "", broken.message)]


def _mark(changed: Sequence[LineEdits]) -> str:
    """A mark of the row versions that were looked through, by which the confirmation tells whether they still stand."""
    return sha256(repr(sorted((each.line.ref, each.version) for each in changed)).encode()).hexdigest()[:16]
