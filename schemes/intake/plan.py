"""What a ledger file would do, as one plan: its postings, what it leaves out, and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from budgets.models import Fund, Partner, Place
from s75.errors import Problem
from s75.money import ZERO, total
from s75.years import month_label
from schemes.models import ActualsImport, ImportRow, Line
from schemes.queries import after_close
from schemes.sources.ledger_file import Ledger

CUMULATIVE = ActualsImport.Basis.CUMULATIVE.value


@dataclass(frozen=True)
class Posting:
    """One amount in £ that an import posts to a line for one code."""

    line: Line
    code: str
    amount: Decimal


@dataclass(frozen=True)
class LeftOut:
    """What a file gives for a code that is not posted, in £, and why."""

    code: str
    description: str
    amount: Decimal
    fate: str

    @property
    def why(self) -> str:
        return ImportRow.Fate(self.fate).label


@dataclass(frozen=True)
class Plan:
    """What a ledger file would do: nothing is saved by making one. With problems it cannot be posted."""

    place: Place
    partner: Partner
    year: int
    month: int
    filename: str
    content: bytes = field(repr=False)
    ledger: Ledger | None = None
    basis: str = ""
    control_total: Decimal = ZERO
    postings: tuple[Posting, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    funds: tuple[Fund, ...] = ()
    problems: tuple[Problem, ...] = ()
    commitments: tuple[Posting, ...] = ()
    notes: tuple[str, ...] = ()
    typed_total: Decimal | None = None
    difference: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def posted(self) -> Decimal:
        return total(posting.amount for posting in self.postings)

    @property
    def suspense(self) -> tuple[LeftOut, ...]:
        """The codes that lead nowhere yet: they post nothing until somebody maps them."""
        return tuple(one for one in self.left_out if one.fate == ImportRow.Fate.UNKNOWN)

    @property
    def in_suspense(self) -> Decimal:
        """What the file gives for those codes, on its own basis."""
        return total(one.amount for one in self.suspense)

    @property
    def others(self) -> tuple[LeftOut, ...]:
        """The codes that are listed as not section 75."""
        return tuple(one for one in self.left_out if one.fate != ImportRow.Fate.UNKNOWN)

    @property
    def committed(self) -> Decimal:
        return total(one.amount for one in self.commitments)

    def locked_notes(self, stamps: Mapping[int, int]) -> tuple[str, ...]:
        """A sentence for each open period that takes the file because its own month is locked there."""
        behind: dict[int, list[str]] = {}
        for fund in self.funds:
            if stamps[fund.pk] > self.month:
                behind.setdefault(stamps[fund.pk], []).append(str(fund))
        month = month_label(self.month)
        return tuple(
            f"{month} is locked in {', '.join(names)}: what the file posts there is stamped {month_label(stamp)}, and "
            f"figures as at {month} stay as they are."
            for stamp, names in sorted(behind.items())
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is worth a look before posting: of the saved format, the reading and the control total."""
        return (*self.notes, *(self.ledger.warnings if self.ledger else ()))

    @property
    def late(self) -> tuple[str, ...]:
        """A sentence for each amount that comes after its scheme's last day: it is posted, and worth a look."""
        return tuple(
            f"{posting.code} posts £{posting.amount:,.2f} to {posting.line.ref}, whose scheme closed on "
            f"{posting.line.scheme.ends:%-d %B %Y}."
            for posting in self.postings
            if self.month in after_close(posting.line.scheme.ends, self.year)
        )

    @property
    def rows(self) -> int:
        """The rows of the file that give an amount for a ledger code."""
        return len(self.ledger.rows) if self.ledger else 0

    def as_dict(self) -> dict[str, Any]:
        """The contract of `import_actuals --json`."""
        return {
            "rows": self.rows,
            "posted": str(self.posted),
            "control_total": str(self.control_total),
            "left_out": [
                {"code": one.code, "amount": str(one.amount), "description": one.description, "why": one.why}
                for one in self.left_out
            ],
            "subtotals": [
                {"row": row.row, "description": row.description, "amount": str(row.amount)}
                for row in (self.ledger.subtotals if self.ledger else ())
            ],
            "warnings": [*self.warnings, *self.late],
            "problems": [problem.as_dict() for problem in self.problems],
        }
