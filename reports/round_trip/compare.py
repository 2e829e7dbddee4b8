"""Compares a workbook that came back with its round: what was changed in it, what others saved meanwhile, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reports.render.words import clean, print_pounds
from reports.rounds.lines import GridLine
from reports.rounds.round import Grid
from s75.errors import Problem
from s75.money import total
from s75.years import month_label
from schemes.sources.round_workbook import RoundFile, RoundRow
from schemes.sources.round_workbook_keys import BUDGET, EXPLANATION, MITIGATION, OUTTURN, mark_of

BLANK = "a figure; a blank is not 0, so enter 0 where nothing will be spent"
WORDS = (EXPLANATION, MITIGATION)
Held = Decimal | str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that was changed: the month or the heading, where it stands, what stands now and what the file says."""

    what: int | str
    address: str
    now: Held
    mine: Held

    @property
    def name(self) -> str:
        return month_label(self.what) if isinstance(self.what, int) else self.what


@dataclass(frozen=True, slots=True)
class LineEdits:
    """The changes of one line; `theirs` are the cells that somebody else saved since the download, as they stand."""

    line: GridLine
    row: RoundRow
    edits: tuple[Edit, ...]
    theirs: tuple[Edit, ...] = ()

    @property
    def conflict(self) -> bool:
        """Whether somebody else changed the line since; who only submitted it changed nothing."""
        return bool(self.theirs)

    @property
    def version(self) -> int:
        """The row version that was compared with."""
        return self.line.version


@dataclass
class Comparison:
    """Everything there is to say of a workbook against its round. With problems nothing can be saved."""

    changed: list[LineEdits] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    gone: tuple[str, ...] = ()
    untouched: int = 0

    @property
    def plain(self) -> list[LineEdits]:
        return [each for each in self.changed if not each.conflict]

    @property
    def conflicts(self) -> list[LineEdits]:
        return [each for each in self.changed if each.conflict]


def compare(read: RoundFile, grid: Grid) -> Comparison:
    """What the workbook changes in the round as it stands. A cell that holds what it held when it was downloaded changes
    nothing, whatever others saved in it since."""
    writable = {line.ref for part in grid.funds if part.writable for line in part.lines if line.wanted}
    found = Comparison(gone=tuple(ref for ref in read.gone if ref in grid.lines))
    for row in read.rows:
        line = grid.lines.get(row.key.ref)
        if line is None:
            found.problems.append(_unknown(row, grid))
        else:
            _Line(row, line, found, shut="" if line.ref in writable else _why_shut(line, grid)).compare()
    return found


def _unknown(row: RoundRow, grid: Grid) -> Problem:
    column = next(iter(row.cells.values())).column
    return Problem(row.sheet, row.row, column, row.key.ref, f"a line that {grid.partner.name} spends in this round")


def _why_shut(line: GridLine, grid: Grid) -> str:
    if not line.wanted:
        return f"nothing new, as no forecast is asked of {line.ref}"
    part = next(part for part in grid.funds if part.facts.slug == line.group.fund)
    state = f"{grid.scope.label} of {part.fund.name} is {part.facts.period_state.lower()}"
    return f"nothing new, as {state}" if part.may else f"nothing new, as you do not forecast {part.fund.name}"


class _Line:
    """One line of the workbook beside the line as it stands; `shut` says why it takes nothing."""

    def __init__(self, row: RoundRow, line: GridLine, found: Comparison, *, shut: str) -> None:
        self.row, self.line, self.found, self.shut = row, line, found, shut

    def compare(self) -> None:
        before = len(self.found.problems)
        edits = [*self._figures(), *self._words()]
        self._see_locked()
        if edits and self.shut:
            self._refuse(edits[0].what, str(edits[0].mine or ""), self.shut)
        elif edits:
            self._require_whole(edits)
        elif len(self.found.problems) == before:
            self.found.untouched += 1
        if edits and not self.shut:
            theirs = tuple(self._theirs()) if self.row.key.version != self.line.version else ()
            self.found.changed.append(LineEdits(self.line, self.row, tuple(edits), theirs))

    def _refuse(self, what: int | str, seen: str, expected: str) -> None:
        self.found.problems.append(self.row.problem(what, seen, expected))

    def _figures(self) -> Iterator[Edit]:
        for month in self.line.to_come:
            cell, base = self.row.cells.get(month), self.row.key.months.get(month)
            now = self.line.forecast(month)
            if cell is None:
                continue
            if cell.expected:
                self._refuse(month, cell.text, cell.expected)
            elif cell.amount is None and base is not None:
                self._refuse(month, cell.text, BLANK)
            elif cell.amount not in (base, now):
                yield Edit(month, self.row.address(month), now, cell.amount)

    def _words(self) -> Iterator[Edit]:
        key, line = self.row.key, self.line
        for heading, base, now in (
            (EXPLANATION, key.explanation, line.words),
            (MITIGATION, key.mitigation, line.mitigation),
        ):
            cell = self.row.cells.get(heading)
            if cell is None:
                continue
            text = clean(cell.text).strip()
            if cell.expected:
                self._refuse(heading, cell.text, "text, not a formula or an error")
            elif mark_of(text) not in (base, mark_of(now)):
                yield Edit(heading, self.row.address(heading), now, text)

    def _require_whole(self, edits: Sequence[Edit]) -> None:
        """A line that is saved has a figure in every month to come."""
        given = {edit.what for edit in edits}
        for month in self.line.to_come:
            cell = self.row.cells.get(month)
            if cell is not None and not cell.expected and month not in given and self.line.forecast(month) is None:
                self._refuse(month, "", BLANK)

    def _theirs(self) -> Iterator[Edit]:
        key, line = self.row.key, self.line
        for month in line.to_come:
            if month in key.months and line.forecast(month) != key.months[month]:
                yield Edit(month, "", line.forecast(month), None)
        for heading, base, now in (
            (EXPLANATION, key.explanation, line.words),
            (MITIGATION, key.mitigation, line.mitigation),
        ):
            if mark_of(now) != base:
                yield Edit(heading, "", now, None)

    def _see_locked(self) -> None:
        """What was changed in cells that are not to be filled in is not taken, and said."""
        key, cells = self.row.key, self.row.cells
        for month, base in key.months.items():
            cell = cells.get(month)
            if cell is not None and month not in self.line.to_come and not cell.expected and cell.amount != base:
                self._ignore(month, "the ledger stands in a month that is in")
        budget = cells.get(BUDGET)
        if budget is not None and budget.amount is not None and budget.amount != key.budget:
            self._ignore(BUDGET, "budgets move by changes that are approved")
        if self._is_overtyped():
            self._ignore(OUTTURN, "it is worked out from the months")

    def _ignore(self, what: int | str, why: str) -> None:
        cell = self.row.cells[what]
        held = print_pounds(cell.amount) if cell.amount is not None else "blank"
        name = month_label(what) if isinstance(what, int) else what
        self.found.ignored.append(f"{self.line.ref}, {name} ({self.row.address(what)}): {held} is not taken; {why}.")

    def _is_overtyped(self) -> bool:
        """Whether an amount stands where the sum of the row's own months should."""
        cell = self.row.cells.get(OUTTURN)
        months: Mapping[int, Decimal | None] = {
            month: each.amount for month in self.row.key.months if (each := self.row.cells.get(month))
        }
        if cell is None or cell.amount is None or len(months) < len(self.row.key.months):
            return False
        forecast = [months[month] for month in self.line.to_come]
        stands_at_budget = self.line.newest is None and not any(amount is not None for amount in forecast)
        wanted = (
            self.row.key.budget if stands_at_budget else total(each for each in months.values() if each is not None)
        )
        return cell.amount != wanted
