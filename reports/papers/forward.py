"""What copying a year forward would make, in tables: money by fund, stream and partner, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.document import Cell, Column, Paragraph, Row, Table
from reports.papers.cells import BLANK, heading_row, pounds, sentence, words
from s75.money import total
from s75.years import year_label
from schemes.forward.plan import Forward, LeftOut, Pot

UNIT = "£ and pence."
SUMS = frozenset({"now", "then", "budget", "unallocated"})


def headline(forward: Forward) -> Paragraph:
    """What next year would come to, against this year."""
    mark = any(pot.illustrative for pot in forward.pots)
    now, then = total(pot.now for pot in forward.pots), total(pot.then for pot in forward.pots)
    return sentence(
        f"Contributions of {year_label(forward.next_year)} would come to ",
        pounds(then, illustrative=mark),
        ", after ",
        pounds(now, illustrative=mark),
        f" in {year_label(forward.year)}.",
    )


def money_table(forward: Forward) -> Table:
    """This year and next by fund, stream and contributing partner."""
    now, then = year_label(forward.year), year_label(forward.next_year)
    columns = (
        Column("stream", "Funding stream", "text", wide=True),
        Column("partner", "Contributing partner", "text", wide=True),
        Column("now", f"Contribution {now} £", brief=now),
        Column("uplift", "Uplift", "text"),
        Column("then", f"Contribution {then} £", brief=then),
        Column("lines", "Lines", "count"),
        Column("budget", f"Budgets {then} £", brief="Budgets"),
        Column("unallocated", "Unallocated £"),
    )
    rows: list[Row] = []
    for fund in forward.ready:
        pots = [pot for pot in forward.pots if pot.fund.pk == fund.pk]
        if pots:
            lines = [_row(f"pot:{fund.slug}:{i}", pot) for i, pot in enumerate(pots)]
            rows.append(heading_row(f"heading:{fund.slug}", words(fund.name), len(columns)))
            rows += lines
            rows.append(_sum(f"fund:{fund.slug}", f"{fund.name}, total", pots, [row.key for row in lines]))
    subtotals = [row.key for row in rows if row.kind == "subtotal"]
    if len(subtotals) > 1:
        whole = _sum("total", "Total", forward.pots, subtotals)
        rows.append(Row(whole.key, whole.cells, "total", whole.sums))
    notes = (
        UNIT,
        "A contribution is this year's, raised by its stream's uplift and rounded to the penny.",
        "Budgets are this year's, raised alike; what a contribution does not give to lines stays unallocated.",
    )
    return Table("money", f"{now} and {then}", columns, tuple(rows), notes, SUMS)


def _row(key: str, pot: Pot) -> Row:
    becomes = "" if pot.target.name == pot.stream.name else f"becomes {pot.target.name}"
    new = ", which is made new" if pot.target.is_new else ""
    return Row(
        key,
        (
            words(pot.stream.name, note=f"{becomes}{new}"),
            words(str(pot.partner)),
            pounds(pot.now, illustrative=pot.illustrative),
            words(percent_words(pot.uplift)),
            *_then([pot]),
        ),
    )


def percent_words(percent: Decimal) -> str:
    """2.50 is printed as 2.5%, with a true minus."""
    return f"{percent.normalize():f}%".replace("-", "−")


def _sum(key: str, name: str, pots: Sequence[Pot], sums: Sequence[str]) -> Row:
    mark = any(pot.illustrative for pot in pots)
    now = pounds(total(pot.now for pot in pots), illustrative=mark)
    return Row(key, (words(name), BLANK, now, BLANK, *_then(pots)), "subtotal", tuple(sums))


def _then(pots: Sequence[Pot]) -> tuple[Cell, ...]:
    mark = any(pot.illustrative for pot in pots)
    return (
        pounds(total(pot.then for pot in pots), illustrative=mark),
        Cell(sum(len(pot.lines) for pot in pots), "count"),
        pounds(total(pot.budget_then for pot in pots), illustrative=mark),
        pounds(total(pot.unallocated for pot in pots), illustrative=mark),
    )


def left_out_table(forward: Forward) -> Table | None:
    """What does not go on, and why; None when everything does."""
    if not forward.left_out:
        return None
    columns = (
        Column("what", "What", "text", wide=True),
        Column("why", "Why", "text", wide=True),
        Column("amount", f"In {year_label(forward.year)} £"),
    )
    rows = tuple(_left(i, left) for i, left in enumerate(forward.left_out))
    return Table("left-out", f"Left out of {year_label(forward.next_year)}", columns, rows, (UNIT,))


def _left(place: int, left: LeftOut) -> Row:
    amount = BLANK if left.amount is None else pounds(left.amount, illustrative=left.illustrative)
    return Row(f"left:{place}", (words(left.what), words(left.why), amount))
