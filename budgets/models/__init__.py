"""Money in, and who: places, partners, agreements, funds, streams, contributions, reserves, risk, periods and changes."""

from budgets.models.agreements import COMMITTEE, Agreement, AgreementPartner, ApprovalLimit, Clause
from budgets.models.calendar import Period, PeriodTotals
from budgets.models.changes import Change, ContributionEntry, ProposedContribution
from budgets.models.funds import Fund, Threshold
from budgets.models.notices import LetterChoice, Notice
from budgets.models.overspend import OverspendNotice, OverspendTerms
from budgets.models.parties import Membership, Partner, Place, PlacePartner
from budgets.models.reserves import Reserve, ReserveCommitment, ReserveEntry, ReserveProject
from budgets.models.risk import RiskRule, RiskShare, RiskTier
from budgets.models.streams import (
    Allocation,
    AllocationPart,
    Condition,
    Contribution,
    FundingStream,
    Instalment,
    Receipt,
)
from budgets.models.working_calendar import BankHoliday, CalendarRule, DueDate, DueKind

__all__ = [
    "COMMITTEE",
    "Agreement",
    "AgreementPartner",
    "Allocation",
    "AllocationPart",
    "ApprovalLimit",
    "BankHoliday",
    "CalendarRule",
    "Change",
    "Clause",
    "Condition",
    "Contribution",
    "ContributionEntry",
    "DueDate",
    "DueKind",
    "Fund",
    "FundingStream",
    "Instalment",
    "LetterChoice",
    "Membership",
    "Notice",
    "OverspendNotice",
    "OverspendTerms",
    "Partner",
    "Period",
    "PeriodTotals",
    "Place",
    "PlacePartner",
    "ProposedContribution",
    "Receipt",
    "Reserve",
    "ReserveCommitment",
    "ReserveEntry",
    "ReserveProject",
    "RiskRule",
    "RiskShare",
    "RiskTier",
    "Threshold",
]
