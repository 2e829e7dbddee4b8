"""Money out: schemes, their lines, budget entries, actuals and forecasts."""

from schemes.models.actuals import Actual, ActualsImport, ImportedFile, ImportRow, LedgerMonth, PendingUpload
from schemes.models.comparators import Comparator
from schemes.models.entries import BudgetEntry, ProposedBudget
from schemes.models.forecasts import Forecast
from schemes.models.ledgers import (
    Commitment,
    ImportReversal,
    Journal,
    ReversedLedger,
    SavedFormat,
    SuspenseClearing,
)
from schemes.models.lines import LedgerCode, LedgerCodeLine, Line
from schemes.models.passing import Passing, ReportedSpend
from schemes.models.plans import PendingPlan, PlanImport
from schemes.models.reference import ListEntry
from schemes.models.schemes import PermittedScheme, PlannedOutput, RiskOverride, Scheme

__all__ = [
    "Actual",
    "ActualsImport",
    "BudgetEntry",
    "Commitment",
    "Comparator",
    "Forecast",
    "ImportReversal",
    "ImportRow",
    "ImportedFile",
    "Journal",
    "LedgerCode",
    "LedgerCodeLine",
    "LedgerMonth",
    "Line",
    "ListEntry",
    "Passing",
    "PendingPlan",
    "PendingUpload",
    "PermittedScheme",
    "PlanImport",
    "PlannedOutput",
    "ProposedBudget",
    "ReportedSpend",
    "ReversedLedger",
    "RiskOverride",
    "SavedFormat",
    "Scheme",
    "SuspenseClearing",
]
