"""The table of a scheme's page: its lines with their budgets, spend and variances, which re-add to the scheme's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports import links
from reports.document import Cell, Column, Row, Table
from reports.facts.position import Group
from reports.figures.variance import Position, position, variance_word
from reports.layouts.plain import PLAIN
from reports.papers.cells import BLANK, outturn_note, pounds, words
from reports.papers.figure_parts import Behind

MEASURES = ("budget", "actual", "outturn", "variance")
COLUMNS = (
    Column("line", "Line", "text"),
    Column("stream", "Funding stream", "text", wide=True),
    Column("contributor", "Whose money", "text"),
    Column("spender", "Whose ledger", "text"),
    Column("budget", "Current budget £", brief="Budget"),
    Column("actual", "Actual to date £", brief="Actual"),
    Column("outturn", "Forecast outturn £", brief="Outturn"),
    Column("variance", "Variance £", brief="Variance"),
)


def lines_table(behind: Behind, groups: Sequence[Group], names: Mapping[str, str]) -> Table:
    """A row a line; `names` are the funds' by slug, said where the scheme is in several."""
    several = len({group.fund for group in groups}) > 1
    rows = [_row(behind, group, names[group.fund] if several else "") for group in groups]
    whole = position(groups, compared=False)
    blanks = (words("Scheme"), BLANK, BLANK, BLANK)
    rows.append(Row("total", (*blanks, *_figures(behind, whole)), "total", tuple(row.key for row in rows)))
    caption = f"Lines at {behind.month(behind.period)}"
    return Table("lines", caption, COLUMNS, tuple(rows), (PLAIN.note,), frozenset(MEASURES))


def _row(behind: Behind, group: Group, fund: str) -> Row:
    link = links.line_path(behind.place, group.line, behind.year, behind.period)
    named = (words(group.line, link, fund), words(group.stream), words(group.contributor), words(group.spender))
    return Row(f"line:{group.line}", (*named, *_figures(behind, position([group], compared=False), group.line)))


def _figures(behind: Behind, figures: Position, line: str = "") -> tuple[Cell, ...]:
    return tuple(
        pounds(
            getattr(figures, measure),
            behind.figure(measure, line=line) if line else behind.figure(measure),
            variance_word(figures.variance) if measure == "variance" else "",
            outturn_note(figures, brief=False) if measure == "outturn" else "",
            figures.illustrative,
        )
        for measure in MEASURES
    )
