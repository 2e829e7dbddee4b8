"""Where a reserve stands: from what was allocated over what is committed to what is left, and the headline above it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports import links
from reports.document import Block, Cell, Column, Row, Table
from reports.facts.reserve import ReserveFacts, ReservesFacts
from reports.figures.reserves import ProjectFigures, ReserveFigures, project_figures, reserve_figures, together
from reports.papers.cells import pounds, sentence, words
from reports.papers.headline import Card

UNIT = "£ and pence."
STATES = {"proposed": "Proposed", "agreed": "Agreed", "refused": "Refused", "closed": "Closed"}


def reserve_cards(parts: Sequence[ReserveFigures]) -> tuple[Card, ...]:
    """What is held, what of it is still to be drawn, what is uncommitted, and what proposals would leave."""
    if not parts:
        return ()
    whole = together(parts)
    mark = whole.illustrative
    return (
        Card(
            "Balance", pounds(whole.balance, illustrative=mark), sentence("of ", pounds(whole.allocated), " allocated")
        ),
        Card(
            "Committed",
            pounds(whole.committed, illustrative=mark),
            sentence("to agreed projects, of which ", pounds(whole.to_come), " is still to be drawn"),
        ),
        Card(
            "Uncommitted", pounds(whole.uncommitted, illustrative=mark), sentence("allocated, not committed or drawn")
        ),
        Card(
            "Headroom",
            pounds(whole.headroom, illustrative=mark),
            sentence("if all that is proposed, ", pounds(whole.proposed), ", is agreed"),
        ),
    )


def reserves_table(facts: ReservesFacts) -> Table:
    """A row a reserve; a total where there are several."""
    rows = []
    for reserve in facts.reserves:
        header = words(reserve.name, links.reserve_path(facts.place, reserve.key, facts.year, facts.period))
        cells = _columns(reserve_figures(reserve), reserve.illustrative)
        rows.append(Row(f"reserve:{reserve.key}", (header, words(reserve.fund_name), *cells)))
    if len(rows) > 1:
        whole = together(reserve_figures(reserve) for reserve in facts.reserves)
        mark = any(reserve.illustrative for reserve in facts.reserves)
        keys = tuple(row.key for row in rows)
        rows.append(Row("total", (words("Total"), words(""), *_columns(whole, mark)), "total", keys))
    columns = (
        Column("reserve", "Reserve", "text", wide=True),
        Column("fund", "Fund", "text"),
        Column("allocated", "Allocated £"),
        Column("drawn", "Drawn £"),
        Column("balance", "Balance £"),
        Column("committed", "Committed £"),
        Column("uncommitted", "Uncommitted £"),
        Column("headroom", "Headroom £"),
    )
    sums = frozenset(column.key for column in columns[2:])
    return Table("reserves", "Reserves", columns, tuple(rows), (UNIT, *HOW_TO_READ), sums)


HOW_TO_READ = (
    "Allocated: what was set aside and topped up, less what was returned. Committed: what agreed projects cost, drawn or "
    "not; of a closed one, what it drew.",
    "Uncommitted: allocated less committed, and less what was drawn without a project. Headroom: what would be left if "
    "every proposed project were agreed.",
)


def _columns(figures: ReserveFigures, own: bool) -> tuple[Cell, ...]:
    """The figures in the table's order; those that projects enter carry the mark of theirs."""
    return (
        pounds(figures.allocated, illustrative=own),
        pounds(figures.drawn, illustrative=own),
        pounds(figures.balance, illustrative=own),
        pounds(figures.committed, illustrative=figures.illustrative),
        pounds(figures.uncommitted, illustrative=figures.illustrative),
        pounds(figures.headroom, illustrative=figures.illustrative),
    )


def standing_blocks(facts: ReservesFacts, reserve: ReserveFacts) -> tuple[Block, ...]:
    """In a sentence and a table: allocated, less each agreed project, is uncommitted; less each proposed one, headroom."""
    figures = reserve_figures(reserve)
    said = sentence(
        words(reserve.name),
        " holds ",
        pounds(figures.balance, illustrative=reserve.illustrative),
        ", of which ",
        pounds(figures.to_come, illustrative=figures.illustrative),
        " is still to be drawn by agreed projects and ",
        pounds(figures.uncommitted, illustrative=figures.illustrative),
        " is uncommitted.",
    )
    whose = sentence(
        "It is money of ", words(reserve.partner), " in ", words(reserve.fund_name), "; what is drawn comes in as ",
        words(reserve.stream), "." + (" It is held against overspends." if reserve.contingency else ""),
        *((" Source: ", words(reserve.source), ".") if reserve.source else ()),
    )  # fmt: skip
    return (said, whose, standing_table(facts, reserve, figures))


def standing_table(facts: ReservesFacts, reserve: ReserveFacts, figures: ReserveFigures) -> Table:
    projects = [project_figures(reserve, project) for project in reserve.projects]
    rows = [Row("allocated", (words("Allocated"), pounds(figures.allocated, illustrative=reserve.illustrative)))]
    rows += [_project_row(facts, reserve, one, "committed", one.committed) for one in projects if _binds(one)]
    if figures.elsewhere:
        amount = pounds(-figures.elsewhere, illustrative=reserve.illustrative)
        rows.append(Row("elsewhere", (words("Drawn without a project"), amount)))
    keys = tuple(row.key for row in rows)
    left = pounds(figures.uncommitted, illustrative=figures.illustrative)
    rows.append(Row("uncommitted", (words("Uncommitted"), left), "subtotal", keys))
    proposed = [
        _project_row(facts, reserve, one, "proposed", one.proposed)
        for one in projects
        if one.project.state == "proposed"
    ]
    rows += proposed
    sums = ("uncommitted", *(row.key for row in proposed))
    last = pounds(figures.headroom, illustrative=figures.illustrative)
    rows.append(Row("headroom", (words("Headroom if all that is proposed is agreed"), last), "total", sums))
    columns = (Column("step", "Step", "text", wide=True), Column("amount", "Amount £"))
    caption = f"{reserve.name}: what is left to commit"
    return Table(f"standing_{reserve.key}", caption, columns, tuple(rows), (UNIT,), frozenset({"amount"}))


def _binds(figures: ProjectFigures) -> bool:
    return figures.project.state in ("agreed", "closed")


def _project_row(
    facts: ReservesFacts, reserve: ReserveFacts, figures: ProjectFigures, kind: str, amount: Decimal
) -> Row:
    project = figures.project
    note = {"closed": "closed: what it drew", "proposed": "proposed"}.get(project.state, "agreed")
    link = links.reserve_project_path(facts.place, reserve.key, project.key, facts.year, facts.period)
    header = words(project.name, link, note)
    return Row(f"{kind}:{project.key}", (header, pounds(-amount, illustrative=project.illustrative)))
