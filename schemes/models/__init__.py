"""Money out: schemes, their lines, budget entries, actuals and forecasts."""

from schemes.models.actuals import Actual, ActualsImport, ImportedFile, ImportRow, LedgerMonth, PendingUpload
from schemes.models.background import BackgroundLedger
from schemes.models.comparators import Comparator
from schemes.models.discharge import FortnightSpend, ReturnTerms
from schemes.models.entries import BudgetEntry, ProposedBudget
from schemes.models.forecasts import Forecast
from schemes.models.indicators import DeliveredOutput, Indicator, IndicatorTarget, Reading
from schemes.models.ledgers import (
    Commitment,
    ImportReversal,
    Journal,
    ReversedLedger,
    SavedFormat,
    SuspenseClearing,
)
from schemes.models.lines import LedgerCode, LedgerCodeLine, Line
from schemes.models.officers import Cover, LineOfficer
from schemes.models.passing import Passing, ReportedSpend
from schemes.models.plans import PendingPlan, PlanImport
from schemes.models.reference import ListEntry
from schemes.models.returns import ReturnAnswer
from schemes.models.review import Remark
from schemes.models.schemes import PermittedScheme, PlannedOutput, RiskOverride, Scheme

__all__ = [
    "Actual",
    "ActualsImport",
    "BackgroundLedger",
    "BudgetEntry",
    "Commitment",
    "Comparator",
    "Cover",
    "DeliveredOutput",
    "Forecast",
    "FortnightSpend",
    "ImportReversal",
    "ImportRow",
    "ImportedFile",
    "Indicator",
    "IndicatorTarget",
    "Journal",
    "LedgerCode",
    "LedgerCodeLine",
    "LedgerMonth",
    "Line",
    "LineOfficer",
    "ListEntry",
    "Passing",
    "PendingPlan",
    "PendingUpload",
    "PermittedScheme",
    "PlanImport",
    "PlannedOutput",
    "ProposedBudget",
    "Reading",
    "Remark",
    "ReportedSpend",
    "ReturnAnswer",
    "ReturnTerms",
    "ReversedLedger",
    "RiskOverride",
    "SavedFormat",
    "Scheme",
    "SuspenseClearing",
]
