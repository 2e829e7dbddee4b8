"""The tables of a change's page: each line, stream and the whole fund before it, what it changes, and after it."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Cell, Column, Row, Table
from reports.facts.change import ChangeLine
from reports.figures.changes import PotFigures, after
from reports.links import line_path
from reports.papers.cells import pounds, words
from s75.money import total

UNIT = "£ and pence. What is taken away is negative."
WORTH = frozenset({"before", "change", "after"})
POTS = frozenset(
    {"contributed", "contribution", "contributed_after", "budgeted", "budget", "budgeted_after", "unallocated"}
)


def lines_table(place: str, year: int, period: int, lines: Sequence[ChangeLine], when: str) -> Table:
    """The lines that the change touches; `when` says what “before” is, as “in P03”."""
    touched = [line for line in lines if line.amount]
    rows = [
        Row(
            f"line:{line.ref}",
            (
                words(f"{line.ref} {line.name}", line_path(place, line.ref, year, period)),
                words(f"{line.stream}, {line.partner}"),
                pounds(line.before, illustrative=line.illustrative),
                pounds(line.amount, illustrative=line.illustrative),
                pounds(after(line), illustrative=line.illustrative),
            ),
        )
        for line in touched
    ]
    mark = any(line.illustrative for line in touched)
    amounts = (
        total(line.before for line in touched),
        total(line.amount for line in touched),
        total(after(line) for line in touched),
    )
    whole = tuple(pounds(amount, illustrative=mark) for amount in amounts)
    rows.append(Row("total", (words("These lines"), words(""), *whole), "total", tuple(row.key for row in rows)))
    columns = (
        Column("line", "Line", "text", wide=True),
        Column("stream", "Stream, whose money", "text"),
        Column("before", f"Budget {when}"),
        Column("change", "Change"),
        Column("after", "After it"),
    )
    return Table("change_lines", "What it does to each line", columns, tuple(rows), (UNIT,), WORTH)


def pots_table(pots: Sequence[PotFigures], fund: str, when: str) -> Table:
    """Every stream of the fund and the fund itself; streams that it leaves alone are added up in one row."""
    touched = [pot for pot in pots if pot.touched]
    rest = [pot for pot in pots if not pot.touched]
    rows = [
        Row(f"pot:{pot.pot.pot[0]}:{pot.pot.pot[1]}", (words(f"{pot.pot.stream}, {pot.pot.partner}"), *_cells([pot])))
        for pot in touched
    ]
    if rest:
        rows.append(Row("rest", (words("Streams that it leaves as they are"), *_cells(rest))))
    rows.append(Row("total", (words(fund), *_cells(pots)), "total", tuple(row.key for row in rows)))
    columns = (
        Column("stream", "Stream, whose money", "text", wide=True),
        Column("contributed", f"Contributions {when}"),
        Column("contribution", "Change"),
        Column("contributed_after", "Contributions after"),
        Column("budgeted", f"Budgets {when}"),
        Column("budget", "Change"),
        Column("budgeted_after", "Budgets after"),
        Column("unallocated", "Unallocated after"),
    )
    return Table("change_pots", "What it does to each stream and to the fund", columns, tuple(rows), (UNIT,), POTS)


def _cells(pots: Sequence[PotFigures]) -> tuple[Cell, ...]:
    mark = any(pot.pot.illustrative for pot in pots)
    amounts = (
        total(pot.pot.contributed for pot in pots),
        total(pot.pot.amount for pot in pots),
        total(pot.contributed_after for pot in pots),
        total(pot.pot.budgeted for pot in pots),
        total(pot.budget for pot in pots),
        total(pot.budgeted_after for pot in pots),
        total(pot.unallocated for pot in pots),
    )
    return tuple(pounds(amount, illustrative=mark) for amount in amounts)
