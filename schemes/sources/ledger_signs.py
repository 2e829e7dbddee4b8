"""Tells how a ledger signs its credits: in a column of their own, by a mark beside the amount, or already negative."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from schemes.sources.amounts import read_amount
from schemes.sources.cells import is_blank, shown
from schemes.sources.headers import Column
from schemes.sources.ledger_layout import Layout, cell
from schemes.sources.sheets import Row

_CREDITS = {"C", "CR", "CREDIT", "CREDITS", "H"}
_DEBITS = {"D", "DR", "DEBIT", "DEBITS", "S", ""}


def side_is_credit(value: object) -> bool:
    """Whether the mark beside an amount is credit (C, CR, SAP's H) and not debit; ValueError for another mark."""
    side = shown(value).upper().rstrip(".")
    if side not in _CREDITS | _DEBITS:
        raise ValueError("expected D or C, debit or credit")
    return side in _CREDITS


def prints_credits_negative(layout: Layout) -> bool:
    """Whether the column of credits shows them as negative amounts, all of them."""
    figures = [figure for _, figure in _figures(layout, layout.credit)]
    return bool(figures) and all(figure < 0 for figure in figures)


def marks_negative_credits(layout: Layout) -> bool:
    """Whether the amounts marked as credit are already negative, all of them."""
    figures = [
        figure
        for row, figure in _figures(layout, layout.amount if layout.side else None)
        if shown(cell(row, layout.side)).upper().rstrip(".") in _CREDITS
    ]
    return bool(figures) and all(figure < 0 for figure in figures)


def _figures(layout: Layout, column: Column | None) -> Iterator[tuple[Row, Decimal]]:
    """The column's figures that are not nil, beside a code."""
    for _, row in layout.data() if column else ():
        try:
            figure = read_amount(cell(row, column))
        except ValueError:
            continue
        if figure and not is_blank(cell(row, layout.code)):
            yield row, figure
