"""What a ledger file is read into: its rows, its sub-totals, and what it says of its month, year and basis."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from schemes.sources.periods import Basis


@dataclass(frozen=True)
class LedgerFormat:
    """How one ledger's file is laid out, by header texts (“” for a column that it does not have), to be kept.

    `sign` is −1 where the ledger shows spending as negative.
    """

    sheet: str = ""
    header_row: int = 0
    code: str = ""
    description: str = ""
    amount: str = ""
    debit: str = ""
    credit: str = ""
    period: str = ""
    commitment: str = ""
    basis: Basis | None = None
    sign: int = 1


@dataclass(frozen=True)
class LedgerRow:
    """One amount in £ of a ledger file, spending positive; `row` is the number that the file's reader shows."""

    row: int
    code: str
    description: str
    amount: Decimal
    month: int | None = None
    reference: str = ""
    commitment: Decimal | None = None


@dataclass(frozen=True)
class Ledger:
    """A ledger file as read. Sub-totals and totals are listed and never counted among the rows.

    `basis`, `year` and `months` are what the file itself states, None or empty where it does not say. With basis
    “cumulative” an amount is the year's to date; with “month” it belongs to its row's month, or to the only one stated.
    `sheets` are those that can be seen in the file, for whoever would have another one read.
    """

    rows: tuple[LedgerRow, ...]
    subtotals: tuple[LedgerRow, ...]
    basis: Basis | None
    year: int | None
    months: frozenset[int]
    sheet: str
    format: LedgerFormat
    read_as: str
    warnings: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
