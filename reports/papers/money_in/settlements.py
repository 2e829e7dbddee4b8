"""Settlement between the partners at the end of the last quarter, each leading to that partner's statement."""

from __future__ import annotations

from collections.abc import Iterable

from reports import links
from reports.document import Block, Cell, Column, Row, Table
from reports.facts.money import MoneyInFacts
from reports.figures.settlement import Settlement, add, quarters_ended, settle, together, word
from reports.figures.variance import counted
from reports.papers.cells import pounds, sentence, words
from reports.papers.money_in.words import UNIT
from s75.years import month_label, month_name

SIGN = "Positive is payable to the pool, negative receivable from it."
PAID_NOTE = "Paid is what was received from a partner for its instalments; the host that got it has it as a negative."
SUMS = frozenset({"due", "spend", "settlement", "paid", "outstanding"})


def settlement_columns(first: str) -> tuple[Column, ...]:
    return (
        Column("name", first, "text", wide=True),
        Column("due", "Contribution due £"),
        Column("spend", "Spent in its ledger £"),
        Column("settlement", "Settlement £"),
        Column("paid", "Paid £"),
        Column("outstanding", "Outstanding £"),
    )


def settlement_cells(figures: Settlement, mark: bool, *, named: bool = True) -> tuple[Cell, ...]:
    """The cells of a settlement after its name. A share of an over- or underspend is part of what is due.

    Of one partner a settlement is `named` payable or receivable; of all together it is neither.
    """
    words_of = (word(figures.amount), word(figures.outstanding)) if named else ("", "")
    return (
        pounds(figures.due + figures.share, illustrative=mark),
        pounds(figures.spend, illustrative=mark),
        pounds(figures.amount, word=words_of[0], illustrative=mark),
        pounds(figures.paid, illustrative=mark),
        pounds(figures.outstanding, word=words_of[1], illustrative=mark),
    )


def is_illustrative(facts: MoneyInFacts) -> bool:
    """Whether any amount that settlements are made of has no source."""
    return any(group.illustrative for group in facts.groups) or any(source.illustrative for source in facts.sources)


def counted_settlements(facts: MoneyInFacts, quarter: int) -> dict[str, Settlement]:
    """The settlements of all funds that count, by partner, at the end of a quarter."""
    funds = counted(facts.funds)
    return together(
        part for fund in funds for part in settle(fund, facts.sources, facts.spend, year=facts.year, quarter=quarter)
    )


def settlement_blocks(facts: MoneyInFacts) -> tuple[Block, ...]:
    ended = quarters_ended(facts.period)
    if not ended:
        return (sentence("The first quarter ends with P03; what each partner owes or is owed is shown from then."),)
    return (settlement_table(facts, ended[-1]),)


def settlement_table(facts: MoneyInFacts, quarter: int) -> Table:
    """All partners at the end of a quarter; over all of them the settlements make contributions less spend."""
    month = month_label(quarter * 3)
    caption = f"Settlement at the end of quarter {quarter} ({month}, {month_name(facts.year, quarter * 3)})"
    rows = tuple(partner_rows(facts, counted_settlements(facts, quarter).values()))
    notes = (UNIT, f"{SIGN} Together the partners' settlements make contributions less spend.", PAID_NOTE)
    return Table(f"settlement-{quarter}", caption, settlement_columns("Partner"), rows, notes, SUMS)


def partner_rows(facts: MoneyInFacts, figures: Iterable[Settlement]) -> list[Row]:
    rows, mark = [], is_illustrative(facts)
    parts = list(figures)
    for part in parts:
        link = links.settlement_path(facts.place, part.partner, facts.year, facts.period)
        header = words(facts.partner_name(part.partner), link)
        rows.append(Row(f"partner:{part.partner}", (header, *settlement_cells(part, mark))))
    total = settlement_cells(add("Together", parts), mark, named=False)
    rows.append(Row("total", (words("Together"), *total), "total", tuple(row.key for row in rows)))
    return rows
