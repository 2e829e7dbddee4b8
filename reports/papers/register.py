"""The register of changes: original budget + every posted change = current budget, fund by fund, with who decided."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Block, Cell, Column, Document, Meta, Row, Section, Table
from reports.facts.change import PostedChange, RegisterFacts, RegisterFund
from reports.figures.changes import Entered, running
from reports.links import figure_path
from reports.papers.cells import BLANK, ILLUSTRATIVE, number_paragraphs, plural, pounds, sentence, words
from s75.money import total
from s75.years import month_label, month_name, year_label

UNIT = "£ and pence."
ADDED = frozenset({"budget", "contribution"})


def register_paper(facts: RegisterFacts) -> Document:
    """The register as at a period, as a paper of its own."""
    sections = [Section("funds", "From the original to the current budget", fund_blocks(facts))]
    sections += [
        Section(f"changes-{fund.slug}", f"Changes of {fund.name}", change_blocks(facts, fund))
        for fund in facts.funds
        if _of(facts, fund)
    ]
    return Document(_meta(facts), number_paragraphs(sections))


def _meta(facts: RegisterFacts) -> Meta:
    at = _label(facts, facts.period)
    marked = any(fund.illustrative for fund in facts.funds) or any(change.illustrative for change in facts.changes)
    return Meta(
        title=f"Register of changes: {facts.scope_name} at {at}",
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{at}, {'locked' if facts.locked else 'open, so changes can still be posted'}",
        paper="Register of changes",
        draft=not facts.locked,
        facts=(("Covers", facts.scope_name), ("Unit and sign", f"{UNIT} What is taken away is negative.")),
        marks=(ILLUSTRATIVE,) if marked else (),
    )


def _label(facts: RegisterFacts, month: int) -> str:
    return f"{month_label(month)} ({month_name(facts.year, month)})"


def appendix_blocks(facts: RegisterFacts | None) -> tuple[Block, ...]:
    """The register as the appendix of another paper: nothing where nothing changed since the opening budgets."""
    if facts is None or not facts.changes:
        return ()
    changed = [fund for fund in facts.funds if _of(facts, fund)]
    return (*fund_blocks(facts), *(block for fund in changed for block in change_blocks(facts, fund)))


def fund_blocks(facts: RegisterFacts) -> tuple[Block, ...]:
    """How many changes there are, and each fund from its original to its current budget."""
    count = len(facts.changes)
    verb = "is" if count == 1 else "are"
    said = sentence(
        f"{plural(count, 'change', 'changes').capitalize()} {verb} posted and effective by {_label(facts, facts.period)}. "
        "The original budget and every change make the current budget."
    )
    still = [fund.name for fund in facts.funds if not _of(facts, fund)]
    unchanged = sentence(f"Nothing has changed since the opening budget in: {', '.join(still)}.") if still else None
    return (said, funds_table(facts), *((unchanged,) if unchanged else ()))


def funds_table(facts: RegisterFacts) -> Table:
    rows = [_fund_row(facts, fund) for fund in facts.funds]
    counted = [fund for fund in facts.funds if fund.counted]
    if len(facts.funds) > 1 and counted:
        rows.append(_funds_total(facts, counted))
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("original", "Original budget"),
        Column("changes", "Changes"),
        Column("current", "Current budget"),
        Column("contributed", "Contributions now"),
        Column("unallocated", "Unallocated"),
    )
    sums = frozenset({"original", "changes", "current", "contributed", "unallocated"})
    outside = any(not fund.counted for fund in facts.funds)
    notes = (UNIT, *(("A fund in view is shown for information and stays outside the total.",) if outside else ()))
    return Table("register_funds", "Original and current budget of each fund", columns, tuple(rows), notes, sums)


def _of(facts: RegisterFacts, fund: RegisterFund) -> list[PostedChange]:
    return [change for change in facts.changes if change.fund == fund.slug]


def _cells(facts: RegisterFacts, funds: Sequence[RegisterFund], link: str) -> tuple[Cell, ...]:
    changes = [change for fund in funds for change in _of(facts, fund)]
    original, added = total(fund.original for fund in funds), total(change.budget for change in changes)
    contributed = total(fund.contributed for fund in funds) + total(change.contribution for change in changes)
    first = any(fund.illustrative for fund in funds)
    mark = first or any(change.illustrative for change in changes)
    return (
        pounds(original, illustrative=first),
        pounds(added, illustrative=any(change.illustrative for change in changes)),
        pounds(original + added, link, illustrative=mark),
        pounds(contributed, illustrative=mark),
        pounds(contributed - original - added, illustrative=mark),
    )


def _fund_row(facts: RegisterFacts, fund: RegisterFund) -> Row:
    link = figure_path(facts.place, "budget", facts.year, facts.period, fund=fund.slug)
    return Row(f"fund:{fund.slug}", (words(fund.name), *_cells(facts, [fund], link)))


def _funds_total(facts: RegisterFacts, counted: Sequence[RegisterFund]) -> Row:
    link = figure_path(facts.place, "budget", facts.year, facts.period)
    sums = tuple(f"fund:{fund.slug}" for fund in counted)
    return Row("total", (words("Total"), *_cells(facts, counted, link)), "total", sums)


def change_blocks(facts: RegisterFacts, fund: RegisterFund) -> tuple[Block, ...]:
    """The changes of a fund that has some."""
    return (changes_table(facts, fund, running(fund, facts.changes)),)


def changes_table(facts: RegisterFacts, fund: RegisterFund, entered: Sequence[Entered]) -> Table:
    """One fund's changes in the order of their posting, each with the budget after it."""
    empty = [BLANK] * 5
    mark = fund.illustrative
    first = Row(
        "original",
        (
            words("Original budget"),
            *empty,
            pounds(fund.original, illustrative=mark),
            pounds(fund.contributed, illustrative=mark),
            pounds(fund.original, illustrative=mark),
        ),
    )
    rows = [first, *(_change_row(i, one, mark) for i, one in enumerate(entered))]
    mark = mark or any(one.change.illustrative for one in entered)
    last = entered[-1]
    link = figure_path(facts.place, "budget", facts.year, facts.period, fund=fund.slug)
    current = (
        words("Current budget"),
        *empty,
        pounds(last.budget_after, link, illustrative=mark),
        pounds(last.contributed_after, illustrative=mark),
        BLANK,
    )
    rows.append(Row("total", current, "total", tuple(row.key for row in rows)))
    columns = (
        Column("change", "Change", "text", wide=True),
        Column("kind", "Kind", "text"),
        Column("posted", "Posted", "text"),
        Column("effective", "Counts from", "text"),
        Column("decided", "Asked, decided, posted by", "text", wide=True),
        Column("moved", "Moves"),
        Column("budget", "Adds to the budget", brief="Budget"),
        Column("contribution", "Adds to contributions", brief="Contributions"),
        Column("after", "Budget after it"),
    )
    return Table(f"register_{fund.slug}", f"Register of changes of {fund.name}", columns, tuple(rows), (UNIT,), ADDED)


def _change_row(place: int, entered: Entered, marked: bool) -> Row:
    change = entered.change
    mark = change.illustrative
    named = change.title if change.number is None else f"{change.number}. {change.title}"
    authority = "; ".join(
        part for part in (change.authority, f"minute {change.minute}" if change.minute else "") if part
    )
    people = "; ".join(person for person in (change.requested_by, change.decided_by, change.posted_by) if person)
    cells = (
        words(named, note=authority),
        words(change.kind),
        words(f"{change.posted_on} in {month_label(change.posted_in)}"),
        words(month_label(max(change.posted_in, change.effective_from))),
        words(people),
        pounds(change.moved, illustrative=mark),
        pounds(change.budget, illustrative=mark),
        pounds(change.contribution, illustrative=mark),
        pounds(entered.budget_after, illustrative=marked or mark),
    )
    return Row(f"change:{place}", cells)
