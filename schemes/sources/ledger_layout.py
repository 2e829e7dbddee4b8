"""The columns of a ledger's sheet, once they are found."""

from __future__ import annotations

from dataclasses import dataclass, field

from s75.errors import Problem
from schemes.sources.cells import column_name
from schemes.sources.headers import Column, HeaderMatch
from schemes.sources.ledger import LedgerFormat
from schemes.sources.periods import Basis
from schemes.sources.sheets import Row, Sheet

LOOKED_AT = 3_000


@dataclass
class Layout:
    """The columns of a ledger's sheet. Either `amount` is set, or both `debit` and `credit` are."""

    sheet: Sheet
    header: HeaderMatch
    code: Column
    hits: int
    amount: Column | None = None
    debit: Column | None = None
    credit: Column | None = None
    side: Column | None = None
    period: Column | None = None
    period_is_date: bool = False
    year: Column | None = None
    reference: Column | None = None
    commitment: Column | None = None
    descriptions: tuple[Column, ...] = ()
    basis: Basis | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def money(self) -> tuple[Column, ...]:
        return tuple(column for column in (self.amount, self.debit, self.credit) if column)

    def data(self) -> list[tuple[int, Row]]:
        """The rows under the header, each with the number that the file's reader shows."""
        start = self.header.last + 1
        return [(self.sheet.number(start + place), row) for place, row in enumerate(self.sheet.rows[start:])]

    def problem(self, row: int | None, column: Column | None, found: str, expected: str) -> Problem:
        named = column_name(column.header, column.index) if column else ""
        return Problem(self.sheet.name, row, named, found[:80], expected)

    def as_format(self, sign: int) -> LedgerFormat:
        def text(column: Column | None) -> str:
            return column.header if column else ""

        return LedgerFormat(
            sheet=self.sheet.name,
            header_row=self.sheet.number(self.header.last),
            code=text(self.code),
            description=text(next(iter(self.descriptions), None)),
            amount=text(self.amount),
            debit=text(self.debit),
            credit=text(self.credit),
            period=text(self.period),
            commitment=text(self.commitment),
            basis=self.basis,
            sign=sign,
        )


def cell(row: Row, column: Column | None) -> object:
    return row[column.index] if column and column.index < len(row) else None
