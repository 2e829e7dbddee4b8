"""What would be read wrongly without a word: thousands for pounds, income left out, balances, other currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from s75.errors import Problem
from schemes.sources.amounts import read_amount
from schemes.sources.cells import is_blank, shown
from schemes.sources.headers import Column, words_of
from schemes.sources.ledger_layout import LOOKED_AT, Layout, cell
from schemes.sources.ledger_words import in_thousands
from schemes.sources.periods import read_period
from schemes.sources.sheets import Row
from schemes.sources.titles import read_line

MOST_OF_A_KIND = 20
_BALANCE = re.compile(
    r"\W*(?:(?:opening|closing) balance|(?:balance )?(?:[bc]/f(?:wd)?|(?:brought|carried) forward))\W*", re.IGNORECASE
)
_GROUP, _REST = re.compile(r"[£(-]{0,3}\d{1,3}"), re.compile(r"\d{3}(?:\.\d{1,2})?[)-]?(?: ?[CD]R)?", re.IGNORECASE)
_CURRENCY = {("currency",), ("currency", "code"), ("ccy",), ("curr",), ("cur",)}
_POUNDS = {"", "GBP", "£", "STERLING", "POUND STERLING", "UKP"}
_CONVERTED = {"accounted", "functional", "base", "local", "company", "gbp", "reporting", "sterling"}


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


def check_rows(layout: Layout) -> None:
    """Refuse rows whose amount is not a posting in pounds: balances, other currencies, amounts cut at their comma."""
    currency = _currency(layout)
    width = max(len(row) for row in layout.sheet.rows[layout.header.first : layout.header.last + 1])
    is_text = layout.sheet.read_as.startswith("text")
    found = 0
    for number, row in layout.data():
        if is_blank(cell(row, layout.code)):
            continue
        doubt = _cut(layout, row, number, width) if is_text and len(row) > width else None
        doubt = doubt or _foreign(layout, row, number, currency) or _balance(layout, row, number)
        if doubt:
            layout.problems.append(doubt)
            found += 1
        if found == MOST_OF_A_KIND:
            return


def _cut(layout: Layout, row: Row, number: int, width: int) -> Problem | None:
    """A row of text with more cells than headings, because an amount such as 1,234.56 stands in it without quotes."""
    for one, next_one in pairwise(map(shown, row)):
        if _GROUP.fullmatch(one) and _REST.fullmatch(next_one):
            expected = (
                f"{width} cells, as there are headings; put amounts with commas in quotes, or leave the commas out"
            )
            return layout.problem(number, None, f"{one},{next_one}", expected)
    return None


def _foreign(layout: Layout, row: Row, number: int, currency: Column | None) -> Problem | None:
    text = shown(cell(row, currency)).upper()
    return None if text in _POUNDS else layout.problem(number, currency, text, "an amount in pounds (GBP)")


def _currency(layout: Layout) -> Column | None:
    """The column of currencies, where the amounts are not said to be converted already."""
    if any(_CONVERTED & set(words_of(column.header)) for column in layout.money):
        return None
    named = [(index, header) for index, header in enumerate(layout.header.headers) if words_of(header) in _CURRENCY]
    return Column(*named[0], 0.0) if len(named) == 1 else None


def _balance(layout: Layout, row: Row, number: int) -> Problem | None:
    """A balance beside a code would be added to the postings that make it."""
    text = next((value for value in row if isinstance(value, str) and _BALANCE.fullmatch(value)), "")
    expected = "postings only: run the report without opening and closing balances"
    return layout.problem(number, None, shown(text), expected) if text else None


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
