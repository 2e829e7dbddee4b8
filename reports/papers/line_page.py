"""The tables of a line's page: its figures, each of which opens, and its months with what counts in each of them."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Cell, Column, Row, Table
from reports.facts.line import LineFacts, RoundFacts
from reports.figures.monthly import MonthFigures, monthly
from reports.figures.variance import Position, movement_word, position, variance_word
from reports.layouts.plain import PLAIN
from reports.papers.cells import BLANK, outturn_note, pounds, words
from reports.papers.figure_page import MEASURES
from reports.papers.figure_parts import Behind
from s75.money import total
from s75.years import month_label


def figures_table(behind: Behind, ref: str, facts: LineFacts) -> Table | None:
    """The line's measures as at the period; None while it does not stand."""
    if facts.group is None:
        return None
    figures = position([facts.group], compared=behind.compared_with is not None)
    rows = [
        Row(f"measure:{measure}", (words(name), _figure(behind, ref, measure, figures)))
        for measure, (name, _) in MEASURES.items()
        if measure != "contribution" and getattr(figures, measure) is not None
    ]
    columns = (Column("measure", "Figure", "text", wide=True), Column("amount", "Amount £"))
    return Table("figures", f"Figures at {behind.month(behind.period)}", columns, tuple(rows), (PLAIN.note,))


def _figure(behind: Behind, ref: str, measure: str, figures: Position) -> Cell:
    amount = getattr(figures, measure)
    word = {"variance": variance_word, "movement": movement_word}.get(measure)
    return pounds(
        amount,
        behind.figure(measure, line=ref),
        word(amount) if word else "",
        outturn_note(figures, brief=False) if measure == "outturn" else "",
        figures.illustrative,
    )


def months_table(behind: Behind, facts: LineFacts) -> Table:
    """Budget, ledger, this round's and the last round's forecast of every month, and which of them counts."""
    rounds = facts.rounds[:2]
    rows = [_month(behind, facts, rounds, figures) for figures in monthly(facts.months)]
    rows.append(_year(facts, rounds, tuple(row.key for row in rows)))
    columns = (
        Column("month", "Month", "text"),
        Column("budget", "Budget by profile"),
        Column("ledger", "Ledger"),
        *(Column(f"round_{r.round}", f"Forecast in {month_label(r.round)}") for r in rounds),
        Column("counts", "What counts"),
        Column("because", "Because", "text"),
    )
    caption = f"Months at {behind.month(behind.period)}"
    return Table("months", caption, columns, tuple(rows), (PLAIN.note,), frozenset({"budget", "ledger", "counts"}))


def _month(behind: Behind, facts: LineFacts, rounds: tuple[RoundFacts, ...], figures: MonthFigures) -> Row:
    month = figures.month
    cells = (
        words(behind.month(month)),
        _pounds(facts, figures.budget),
        _or_blank(facts, facts.ledger[month - 1] if month in facts.months_in or facts.ledger[month - 1] else None),
        *(_or_blank(facts, row.figures[month - 1]) for row in rounds),
        _pounds(facts, figures.expected),
        words(_because(facts, month)),
    )
    return Row(f"month:{month}", cells)


def _because(facts: LineFacts, month: int) -> str:
    if not facts.rounds:
        return "budget: never forecast"
    if month in facts.months_in:
        return "ledger"
    return f"forecast in {month_label(facts.rounds[0].round)}"


def _pounds(facts: LineFacts, amount: Decimal) -> Cell:
    return pounds(amount, illustrative=facts.group is not None and facts.group.illustrative)


def _or_blank(facts: LineFacts, amount: Decimal | None) -> Cell:
    return BLANK if amount is None else _pounds(facts, amount)


def _year(facts: LineFacts, rounds: tuple[RoundFacts, ...], sums: tuple[str, ...]) -> Row:
    figures = monthly(facts.months)
    cells = (
        words("Year"),
        _pounds(facts, total(row.budget for row in figures)),
        _pounds(facts, total(facts.ledger)),
        *[BLANK for _ in rounds],
        _pounds(facts, total(row.expected for row in figures)),
        BLANK,
    )
    return Row("total", cells, "total", sums)
