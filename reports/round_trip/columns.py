"""The columns of a round's workbook: what each shows of a line, and which of its cells are to be filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from reports.figures.variance import outturn, variance
from reports.rounds.lines import GridLine
from reports.rounds.round import FundRound, Grid
from s75.years import month_label, month_name
from schemes.sources.round_workbook_keys import BUDGET, EXPLANATION, LINE, MITIGATION, OUTTURN

VARIANCE = "Variance"
TO_DO = "To do"
EXPLAIN, EXPLAINED = "Explain the variance", "Explained"

Shown = Decimal | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, what it shows of a line, and its month where it is one."""

    heading: str
    width: int
    of: Callable[[GridLine, FundRound], Shown]
    month: int = 0
    figures: bool = False
    wide: bool = False


def columns_of(grid: Grid) -> list[Column]:
    """The columns of a partner's round, without the hidden one that holds the keys."""
    return [*_names(grid), *[_month(grid, month) for month in grid.columns], *_results(grid), *_words(grid)]


def _names(grid: Grid) -> list[Column]:
    return [
        Column(LINE, 14, lambda line, part: line.ref),
        Column("Scheme", 34, lambda line, part: line.name, wide=True),
        Column("Fund", 22, lambda line, part: part.fund.name, wide=True),
        Column("Funding stream", 20, lambda line, part: line.group.stream, wide=True),
        Column("Whose money", 16, lambda line, part: grid.names.get(line.group.contributor, ""), wide=True),
        Column("Officer", 18, lambda line, part: _officer(line), wide=True),
        Column(BUDGET, 16, lambda line, part: line.group.now.budget, figures=True),
        Column("Budget to date", 16, lambda line, part: line.group.now.profiled, figures=True),
    ]


def _officer(line: GridLine) -> str:
    return line.seated.officer.name if line.seated.officer else "Nobody"


def _month(grid: Grid, month: int) -> Column:
    ins = {month in part.ins for part in grid.funds}
    kind = {frozenset({True}): "actual", frozenset({False}): "forecast"}.get(frozenset(ins), "actual or forecast")
    named = "closing" if month > 12 else month_name(grid.scope.year, month)
    return Column(
        f"{month_label(month)} {named}, {kind}", 15, lambda line, part: line.months[month - 1], month, figures=True
    )


def _results(grid: Grid) -> list[Column]:
    before = [
        Column(
            f"Outturn in {month_label(grid.scope.month - 1)}", 16, lambda line, part: outturn(line.group.before),
            figures=True,
        )
    ]  # fmt: skip
    return [
        Column(OUTTURN, 16, lambda line, part: outturn(line.group.now), figures=True),
        Column(VARIANCE, 16, lambda line, part: variance(line.group.now), figures=True),
        *(before if grid.compared else []),
        Column(TO_DO, 20, lambda line, part: asked_of(line)),
    ]


def _words(grid: Grid) -> list[Column]:
    return [
        Column(EXPLANATION, 50, lambda line, part: line.words, wide=True),
        Column(MITIGATION, 40, lambda line, part: line.mitigation, wide=True),
        Column("Last explanation", 40, lambda line, part: line.last.explanation if line.last else ""),
        Column("Notes", 24, lambda line, part: _note(line), wide=True),
    ]


def asked_of(line: GridLine) -> str:
    """Whether the line's variance must be explained, and is; nothing where it need not be."""
    if not line.owes:
        return ""
    return EXPLAINED if line.words.strip() else EXPLAIN


def _note(line: GridLine) -> str:
    notes = ["illustrative"] if line.group.illustrative else []
    return ", ".join([*notes, *([] if line.wanted else ["no forecast is asked"])])
