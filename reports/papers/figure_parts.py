"""The parts of any figure: the lines or schemes that add to it, and below a line its entries, postings and forecasts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from reports import links
from reports.facts.line import EntryFacts, LineFacts, PostingFacts
from reports.facts.position import ContributionEntryFacts, Group
from reports.figures.variance import by, position
from reports.papers.figure_page import Component
from s75.money import ZERO, total
from s75.years import month_label, month_name

MOST_LINES = 200  # above it a figure is made of schemes, and each of them of lines


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a figure in £, and the headings of their details."""

    rows: tuple[Component, ...]
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Behind:
    """Where the parts of a figure are: its place, measure and period, and the scope that its address narrows it to."""

    place: str
    measure: str
    year: int
    period: int
    compared_with: int | None
    scope: Mapping[str, str] = field(default_factory=dict)

    def figure(self, measure: str = "", period: int = 0, **scope: str) -> str:
        """The page of another figure: by default of the same measure, period and scope."""
        narrowed = {**self.scope, **scope}
        return links.figure_path(self.place, measure or self.measure, self.year, period or self.period, **narrowed)

    def line(self, ref: str, anchor: str) -> str:
        return f"{links.line_path(self.place, ref, self.year, self.period)}#{anchor}"

    def month(self, month: int) -> str:
        return f"{month_label(month)} {month_name(self.year, month)}"

    def amount(self, groups: Sequence[Group]) -> Decimal:
        """The figure of groups in £; ValueError for a movement without an earlier period."""
        amount: Decimal | None = getattr(position(groups, compared=self.compared_with is not None), self.measure)
        if amount is None:
            raise ValueError("there is no earlier period in this year to compare with")
        return amount


def group_parts(behind: Behind, groups: Sequence[Group], names: Mapping[tuple[str, str], str]) -> Parts:
    """A row a line, or a row a scheme where there are many lines; `names` are those of schemes by fund and reference."""
    if len(groups) <= MOST_LINES:
        return Parts(tuple(_line_part(behind, group, names) for group in groups), ("Stream", "Whose money", "Spent by"))
    rows = []
    for (fund, ref), piled in by(groups, lambda group: (group.fund, group.scheme)).items():
        link = behind.figure(fund=fund, scheme=ref)
        marked = any(group.illustrative for group in piled)
        label = f"{ref} {names[fund, ref]}"
        rows.append(Component(label, behind.amount(piled), link, (f"{len(piled)} lines",), marked))
    return Parts(tuple(rows), ("Made of",))


def _line_part(behind: Behind, group: Group, names: Mapping[tuple[str, str], str]) -> Component:
    label = f"{group.line} {names[group.fund, group.scheme]}"
    link = links.figure_path(behind.place, behind.measure, behind.year, behind.period, fund=group.fund, line=group.line)
    details = (group.stream, group.contributor, group.spender)
    return Component(label, behind.amount([group]), link, details, group.illustrative)


def contribution_parts(entries: Sequence[ContributionEntryFacts]) -> Parts:
    """A row an entry: what a partner puts in, and the change that posted it."""
    rows = [
        Component(
            row.change,
            row.amount,
            details=(
                row.fund, row.stream, row.partner, month_label(row.posted_in), month_label(row.effective_from)
            ),
        )
        for row in entries
    ]  # fmt: skip
    return Parts(tuple(rows), ("Fund", "Stream", "Partner", "Posted in", "Effective from"))


def line_parts(behind: Behind, ref: str, facts: LineFacts) -> Parts:
    """What one figure of one line is made of; a line that does not stand at the period has no parts."""
    if facts.group is None:
        return Parts(())
    parts = LINE_PARTS[behind.measure](behind, ref, facts)
    if not facts.group.illustrative:
        return parts
    marked = tuple(Component(row.label, row.amount, row.link, row.details, illustrative=True) for row in parts.rows)
    return Parts(marked, parts.details)


def _entry(behind: Behind, ref: str, entry: EntryFacts) -> Component:
    details = (entry.kind, month_label(entry.posted_in), month_label(entry.effective_from))
    return Component(entry.change, entry.amount, behind.line(ref, f"entry-{entry.key}"), details)


ENTRY_DETAILS = ("Kind", "Posted in", "Effective from")


def original_parts(behind: Behind, ref: str, facts: LineFacts) -> Parts:
    counted = [entry for entry in facts.entries if entry.opening and entry.counts_by(behind.period)]
    return Parts(tuple(_entry(behind, ref, entry) for entry in counted), ENTRY_DETAILS)


def budget_parts(behind: Behind, ref: str, facts: LineFacts) -> Parts:
    counted = [entry for entry in facts.entries if entry.counts_by(behind.period)]
    return Parts(tuple(_entry(behind, ref, entry) for entry in counted), ENTRY_DETAILS)


def profiled_parts(behind: Behind, ref: str, facts: LineFacts) -> Parts:
    """The months up to the period of every entry that counts."""
    rows = [
        Component(entry.change, amount, behind.line(ref, f"entry-{entry.key}"), (behind.month(month),))
        for entry in facts.entries
        if entry.counts_by(behind.period)
        for month, amount in enumerate(entry.months[: behind.period], 1)
        if amount
    ]
    return Parts(tuple(rows), ("Month",))


def actual_parts(behind: Behind, ref: str, facts: LineFacts) -> Parts:
    """The postings: those of one month, import and code together, each journal alone."""

    def source(row: PostingFacts) -> tuple[int, int, str, int]:
        return (row.month, row.imported or 0, row.code, 0 if row.imported else row.key)

    rows = []
    for _, piled in groupby(sorted(facts.postings, key=source), key=source):
        postings = list(piled)
        first, amount = postings[0], total(row.amount for row in postings)
        link = behind.line(ref, f"posting-{first.key}")
        if first.imported:
            link = links.import_path(behind.place, first.imported, behind.year, behind.period, first.code)
        stamps = ", ".join(dict.fromkeys(month_label(row.posted_in) for row in postings))
        label = first.filename if first.imported else f"Journal: {first.journal}"
        rows.append(Component(label, amount, link, (behind.month(first.month), first.code, file_rows(first), stamps)))
    return Parts(tuple(rows), ("Month", "Ledger code", "Rows of the file", "Posted in"))


def file_rows(posting: PostingFacts) -> str:
    """“rows 7 and 12”, or how many where they are many; nothing for a journal."""
    rows = [str(row) for row in posting.rows]
    if not rows:
        return ""
    if len(rows) > 6:
        return f"{len(rows)} rows, from row {rows[0]}"
    return rows[0] if len(rows) == 1 else f"{', '.join(rows[:-1])} and {rows[-1]}"


def outturn_parts(behind: Behind, ref: str, facts: LineFacts) -> Parts:
    """Month by month the ledger or the forecast; of a line never forecast, the budget that it stands at."""
    if not facts.rounds:
        entries = budget_parts(behind, ref, facts).rows
        at_budget = [Component(row.label, row.amount, row.link, ("budget, not forecast",)) for row in entries]
        return Parts(tuple(at_budget), ("What counts",))
    rows = []
    for month in facts.months:
        if month.month in facts.months_in or month.actual:
            link = behind.figure("actual", line=ref)
            rows.append(Component(behind.month(month.month), month.actual, link, ("ledger",)))
        elif month.month <= 12 or month.forecast:
            newest = facts.rounds[0].round
            link = behind.line(ref, f"round-{newest}")
            words = f"forecast in {month_label(newest)}"
            rows.append(Component(behind.month(month.month), month.forecast, link, (words,)))
    return Parts(tuple(rows), ("What counts",))


def variance_parts(behind: Behind, ref: str, facts: LineFacts) -> Parts:
    assert facts.group is not None
    now = position([facts.group])
    return Parts(
        (
            Component("Forecast outturn", now.outturn, behind.figure("outturn", line=ref)),
            Component("less current budget", -now.budget, behind.figure("budget", line=ref)),
        )
    )


def movement_parts(behind: Behind, ref: str, facts: LineFacts) -> Parts:
    assert facts.group is not None
    now, earlier = position([facts.group]), behind.compared_with or behind.period
    before = now.variance - (now.movement or ZERO)
    then = behind.figure("variance", earlier, line=ref)
    return Parts(
        (
            Component(f"Variance at {month_label(behind.period)}", now.variance, behind.figure("variance", line=ref)),
            Component(f"less variance at {month_label(earlier)}", -before, then),
        )
    )


LINE_PARTS: dict[str, Callable[[Behind, str, LineFacts], Parts]] = {
    "original": original_parts,
    "budget": budget_parts,
    "profiled": profiled_parts,
    "actual": actual_parts,
    "outturn": outturn_parts,
    "variance": variance_parts,
    "movement": movement_parts,
}
