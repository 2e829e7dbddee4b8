"""What a Better Care Fund planning workbook holds, as its parser hands it on: rows of spend, and rows of income."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from s75.money import ZERO, total


@dataclass(frozen=True)
class Spend:
    """One row of the expenditure sheet: a scheme, or a part of one, and its amount in £ of the year that was asked for.

    `nhs_percent` (0 to 100) is given for joint commissioning only. `outputs` are in `unit`.
    """

    row: int
    ref: str
    name: str
    source: str
    amount: Decimal
    description: str = ""
    scheme_type: str = ""
    sub_type: str = ""
    area_of_spend: str = ""
    commissioner: str = ""
    nhs_percent: Decimal | None = None
    provider: str = ""
    is_new: bool | None = None
    outputs: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Income:
    """One contribution of the income sheet, in £ of the year: who pays it, as the sheet says, and its source."""

    row: int
    source: str
    body: str
    amount: Decimal


@dataclass(frozen=True)
class Unread:
    """Something of the workbook that was left out, and why: a blank prepared row, a total, a column of checks."""

    sheet: str
    where: str
    what: str
    why: str


@dataclass(frozen=True)
class IncomeSheet:
    """The income of one year; `breakdown` are parts that a row of `rows` holds already, such as DFG by district."""

    sheet: str
    rows: tuple[Income, ...]
    breakdown: tuple[Income, ...] = ()


@dataclass(frozen=True)
class BetterCarePlan:
    """A year of a planning workbook. `years` are all that its expenditure sheet has a column for."""

    sheet: str
    year: int
    years: tuple[int, ...]
    rows: tuple[Spend, ...]
    income: IncomeSheet | None = None
    board: str = ""
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def spend(self) -> Decimal:
        return total(row.amount for row in self.rows)

    @property
    def received(self) -> Decimal:
        return total(row.amount for row in self.income.rows) if self.income else ZERO


@dataclass(frozen=True)
class Lists:
    """The words that a year's template allows, each list in its order; an empty list is not checked."""

    scheme_type: tuple[str, ...] = ()
    sub_type: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    area_of_spend: tuple[str, ...] = ()
    commissioner: tuple[str, ...] = ()
    provider_type: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
