"""What moved a reserve: every entry up to the period with its authority, and the balance after it."""

from __future__ import annotations

from reports import links
from reports.document import Column, Row, Table
from reports.facts.reserve import ReserveFacts, ReservesFacts
from reports.figures.reserves import balances_after, reserve_figures
from reports.papers.cells import BLANK, pounds, words
from reports.papers.reserve.standing import UNIT
from s75.years import month_label, year_label


def movements_table(facts: ReservesFacts, reserve: ReserveFacts) -> Table:
    names = {project.key: project.name for project in reserve.projects}
    rows, mark = [], reserve.illustrative
    for entry, after in zip(reserve.entries, balances_after(reserve), strict=True):
        link = links.change_path(facts.place, entry.change, facts.year, facts.period) if entry.change else ""
        said = "; ".join(
            part for part in (entry.authority, f"for {names[entry.project]}" if entry.project else "") if part
        )
        cells = (
            words(entry.reason, link, said),
            words(entry.label),
            words(f"{month_label(entry.month)} {year_label(entry.year)}"),
            words(entry.posted_by),
            pounds(entry.amount, illustrative=mark),
            pounds(after, illustrative=mark),
        )
        rows.append(Row(f"entry:{entry.key}", cells))
    balance = pounds(reserve_figures(reserve).balance, illustrative=mark)
    keys = tuple(row.key for row in rows)
    rows.append(Row("total", (words("Balance"), BLANK, BLANK, BLANK, balance, BLANK), "total", keys))
    columns = (
        Column("reason", "What for", "text", wide=True),
        Column("kind", "Kind", "text"),
        Column("posted", "Posted in", "text"),
        Column("by", "Posted by", "text"),
        Column("amount", "Amount £"),
        Column("after", "Balance after it £"),
    )
    notes = (UNIT, "What leaves the reserve is negative.")
    caption = f"What moved {reserve.name}"
    return Table(f"movements_{reserve.key}", caption, columns, tuple(rows), notes, frozenset({"amount"}))
