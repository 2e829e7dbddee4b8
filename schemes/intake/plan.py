"""What a ledger file would do, as one plan: its postings, what it leaves out, and what is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from budgets.models import Fund, Partner, Place
from s75.errors import Problem
from s75.money import ZERO, total
from schemes.models import ActualsImport, ImportRow, Line
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

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def posted(self) -> Decimal:
        return total(posting.amount for posting in self.postings)

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
            "warnings": list(self.ledger.warnings) if self.ledger else [],
            "problems": [problem.as_dict() for problem in self.problems],
        }
