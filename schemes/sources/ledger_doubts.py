"""What would be read wrongly without a word: thousands for pounds, income left out, amounts headed as a period."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from schemes.sources.amounts import read_amount
from schemes.sources.cells import is_blank, shown
from schemes.sources.headers import Column, words_of
from schemes.sources.ledger_layout import LOOKED_AT, Layout, cell
from schemes.sources.ledger_words import in_thousands
from schemes.sources.periods import read_period
from schemes.sources.titles import read_line


def check_income(layout: Layout) -> None:
    """Spending in one column and income in another would be read without the income: that needs a net column."""
    words = words_of(layout.amount.header) if layout.amount else ()
    if "net" in words or not {"expenditure", "spend", "gross"} & set(words):
        return
    for index, header in enumerate(layout.header.headers):
        plain = set(words_of(header))
        if plain & {"income", "receipt"} and not plain & {"budget", "forecast", "variance"}:
            income = Column(index, header, 0.0)
            if any(_figure(cell(row, income)) for _, row in layout.data()):
                row = layout.sheet.number(layout.header.last)
                layout.problems.append(layout.problem(row, income, header, "a column of net spending, income included"))


def _figure(value: object) -> bool:
    try:
        return bool(read_amount(value))
    except ValueError:
        return True


def check_unit(layout: Layout) -> None:
    """Refuse figures in thousands, as titles, the header or a row of units under it say: they would pass for pounds."""
    for number, column, text in _unit_texts(layout):
        if in_thousands(text):
            expected = "amounts in pounds and pence; export the ledger without rounding to thousands"
            layout.problems.append(layout.problem(number, column, text, expected))
            return


def _unit_texts(layout: Layout) -> Iterator[tuple[int, Column | None, str]]:
    for index, row in enumerate(layout.sheet.rows[: layout.header.first]):
        yield from ((layout.sheet.number(index), None, shown(value)) for value in row)
    for column in layout.money:
        yield layout.sheet.number(layout.header.last), column, column.header
        yield from ((number, column, shown(cell(row, column))) for number, row in islice(layout.data(), 2))


def holds_amounts(layout: Layout, column: Column) -> bool:
    """Whether a column headed “Period 8” or “Month” holds the month's amounts and not the rows' months."""
    if any(stated.month for stated in read_line(column.header).stated):
        return True
    values = [value for _, row in islice(layout.data(), LOOKED_AT) if not is_blank(value := cell(row, column))]
    return 2 * sum(_amount_only(value) for value in values) > len(values)


def _amount_only(value: object) -> bool:
    try:
        read_period(value)
    except ValueError:
        return _is_amount(value)
    return False


def _is_amount(value: object) -> bool:
    try:
        return read_amount(value) is not None
    except ValueError:
        return False
