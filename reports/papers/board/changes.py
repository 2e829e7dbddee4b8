"""Changes that are approved but do not count yet as at the period, and what the budgets would be with them."""

from __future__ import annotations

from reports.document import Block, Column, Row, Table
from reports.facts.position import ChangeFacts
from reports.papers.board.reading import Reading, label
from reports.papers.cells import pounds, sentence, words
from s75.money import total

NOT_YET = (
    "These changes are approved, but not posted or not effective as at this period; no other figure here holds them."
)


def changes_counted(reading: Reading) -> list[ChangeFacts]:
    """The changes of funds that count."""
    counted = {fund.slug for fund in reading.funds}
    return [change for change in reading.facts.changes if change.fund in counted]


def change_blocks(reading: Reading) -> tuple[Block, ...]:
    changes = changes_counted(reading)
    if not changes:
        return (sentence(f"No change is approved beyond the budgets as at {reading.period}."),)
    by_fund = (funds_table(reading, changes),) if len(reading.funds) > 1 else ()
    return (sentence(NOT_YET), changes_table(reading, changes), *by_fund)


def is_illustrative(change: ChangeFacts) -> bool:
    return change.basis.lower().startswith("illustrative")


def changes_table(reading: Reading, changes: list[ChangeFacts]) -> Table:
    whole = reading.total
    current = pounds(whole.budget, reading.figure("budget"), illustrative=whole.illustrative)
    empty = [words("")] * 5
    rows = [Row("current", (words(f"Current budget at {reading.period}"), *empty, current))]
    rows += [change_row(reading, i, change) for i, change in enumerate(changes)]
    mark = whole.illustrative or any(is_illustrative(change) for change in changes)
    with_them = pounds(whole.budget + total(change.amount for change in changes), illustrative=mark)
    sums = tuple(row.key for row in rows)
    rows.append(Row("total", (words("Current budget with these changes"), *empty, with_them), "total", sums))
    columns = (
        Column("title", "Change", "text", wide=True),
        Column("kind", "Kind", "text"),
        Column("fund", "Fund", "text"),
        Column("effective", "Effective from", "text"),
        Column("state", "State", "text"),
        Column("basis", "Basis", "text", wide=True),
        Column("amount", "Amount £"),
    )
    caption = f"Changes approved since {reading.period}"
    return Table("changes", caption, columns, tuple(rows), (reading.layout.note,), frozenset({"amount"}))


def change_row(reading: Reading, place: int, change: ChangeFacts) -> Row:
    title = change.title if change.number is None else f"{change.number}. {change.title}"
    cells = (
        words(title),
        words(change.kind),
        words(reading.fund(change.fund)),
        words(label(reading.facts.year, change.effective)),
        words(change.state),
        words(change.basis),
        pounds(change.amount, illustrative=is_illustrative(change)),
    )
    return Row(f"change:{place}", cells)


def funds_table(reading: Reading, changes: list[ChangeFacts]) -> Table:
    rows = []
    for fund in reading.funds:
        figures = reading.funds_at[fund.slug]
        own = [change for change in changes if change.fund == fund.slug]
        marks = (figures.illustrative, any(is_illustrative(change) for change in own))
        header = words(fund.name, reading.fund_page(fund.slug))
        link = reading.figure("budget", fund=fund.slug)
        amount = total(change.amount for change in own)
        cells = (
            pounds(figures.budget, link, illustrative=marks[0]),
            pounds(amount, illustrative=marks[1]),
            pounds(figures.budget + amount, illustrative=any(marks)),
        )
        rows.append(Row(f"fund:{fund.slug}", (header, *cells)))
    rows.append(funds_total(reading, changes, tuple(row.key for row in rows)))
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("budget", "Current budget"),
        Column("changes", "Changes approved since"),
        Column("with_changes", "Budget with them"),
    )
    caption = f"Budget of each fund with the changes approved since {reading.period}"
    sums_columns = frozenset({"budget", "changes", "with_changes"})
    return Table("changes_by_fund", caption, columns, tuple(rows), (reading.layout.note,), sums_columns)


def funds_total(reading: Reading, changes: list[ChangeFacts], sums: tuple[str, ...]) -> Row:
    whole, amount = reading.total, total(change.amount for change in changes)
    marks = (whole.illustrative, any(is_illustrative(change) for change in changes))
    cells = (
        pounds(whole.budget, reading.figure("budget"), illustrative=marks[0]),
        pounds(amount, illustrative=marks[1]),
        pounds(whole.budget + amount, illustrative=any(marks)),
    )
    return Row("total", (words("Total"), *cells), "total", sums)
