"""What a plan workbook would set up, as one plan: what is new, what is there already, sums that reconcile, problems."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from budgets.models import Place
from s75.errors import Problem
from s75.money import total
from schemes.models import PlanImport
from schemes.plans.choices import Choices
from schemes.sources.bcf_plan import BetterCarePlan, Unread
from schemes.sources.set_up_parts import SetUp

PARTS = {  # the parts of a set-up in the order in which they are made, in words
    "partners": "Partners",
    "agreements": "Agreements",
    "funds": "Funds",
    "streams": "Funding streams",
    "schemes": "Schemes",
    "lines": "Lines",
    "contributions": "Contributions (indicative)",
    "profiles": "Monthly profiles",
    "codes": "Ledger codes",
    "outturns": "Prior-year outturns",
    "limits": "Approval limits",
    "risks": "Risk rules",
    "people": "People to invite",
}


@dataclass(frozen=True)
class Sum:
    """One line of the reconciliation, in £: what is planned to be spent, and what pays for it."""

    name: str
    spend: Decimal
    income: Decimal

    @property
    def difference(self) -> Decimal:
        """What stays unallocated; below zero, what is missing."""
        return self.income - self.spend

    @property
    def short(self) -> bool:
        return self.difference < 0

    def as_dict(self) -> dict[str, str]:
        amounts = {"spend": self.spend, "income": self.income, "difference": self.difference}
        return {"name": self.name, **{key: str(amount) for key, amount in amounts.items()}}


@dataclass(frozen=True)
class Reconciliation:
    """Expenditure against income, by stream and by partner; both re-add to the same totals."""

    by_stream: tuple[Sum, ...] = ()
    by_partner: tuple[Sum, ...] = ()

    @property
    def whole(self) -> Sum:
        spend, income = total(s.spend for s in self.by_stream), total(s.income for s in self.by_stream)
        return Sum("Total", spend, income)


@dataclass(frozen=True)
class SchemeUpdate:
    """A scheme that is there, with what the plan says differently: field, before, after."""

    ref: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Plan:
    """What importing would do; making it saves nothing. With problems it cannot be posted.

    `new` are the rows to be made, `again` the references of lines that are there without any budget.
    """

    place: Place
    year: int
    kind: str
    filename: str
    content: bytes = field(repr=False)
    better_care: BetterCarePlan | None = None
    choices: Choices = field(default_factory=Choices)
    new: SetUp = field(default_factory=SetUp)
    schemes: tuple[str, ...] = ()
    updates: tuple[SchemeUpdate, ...] = ()
    again: frozenset[str] = frozenset()
    named: dict[str, str] = field(default_factory=dict)
    kept: tuple[tuple[str, int], ...] = ()
    sums: Reconciliation = field(default_factory=Reconciliation)
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def rows(self) -> int:
        """The rows of the file that were taken."""
        return len(self.better_care.rows) if self.better_care else sum(len(getattr(self.new, k)) for k in _READ)

    @property
    def makes(self) -> list[tuple[str, int]]:
        """What would be made, in words, with counts."""
        counts = {key: len(self.schemes if key == "schemes" else getattr(self.new, key)) for key in PARTS}
        return [(words, counts[key]) for key, words in PARTS.items() if counts[key]]

    @property
    def funds(self) -> tuple[str, ...]:
        """The codes of the funds that would get an opening budget."""
        codes = [row.fund for row in self.new.lines] + [row.fund for row in self.new.contributions]
        return tuple(dict.fromkeys(codes))

    @property
    def budget(self) -> Decimal:
        return total(row.amount for row in self.new.lines)

    @property
    def contributions(self) -> Decimal:
        return total(row.amount for row in self.new.contributions)

    @property
    def is_better_care(self) -> bool:
        return self.kind == PlanImport.Kind.BETTER_CARE

    def summary(self) -> dict[str, Any]:
        """What is kept with the import: counts, and totals in £ as strings."""
        return {
            "made": [[words, count] for words, count in self.makes],
            "updated": len(self.updates),
            "budget": str(self.budget),
            "contributions": str(self.contributions),
            "funds": list(self.funds),
            "by_stream": [each.as_dict() for each in self.sums.by_stream],
            "by_partner": [each.as_dict() for each in self.sums.by_partner],
        }

    def as_dict(self) -> dict[str, Any]:
        """The contract of `import_plan --json`."""
        return {
            "kind": self.kind,
            "rows": self.rows,
            **self.summary(),
            "left_out": [{"sheet": u.sheet, "where": u.where, "what": u.what, "why": u.why} for u in self.unread],
            "warnings": list(self.warnings),
            "problems": [problem.as_dict() for problem in self.problems],
        }


_READ = [key for key in PARTS if key != "schemes"]
