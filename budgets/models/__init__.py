"""Money in, and who: places, partners, agreements, funds, streams, contributions, periods and changes."""

from budgets.models.agreements import Agreement, AgreementPartner
from budgets.models.calendar import Period, PeriodTotals
from budgets.models.changes import Change, ContributionEntry, ProposedContribution
from budgets.models.funds import Fund, Threshold
from budgets.models.parties import Membership, Partner, Place, PlacePartner
from budgets.models.streams import Contribution, FundingStream

__all__ = [
    "Agreement",
    "AgreementPartner",
    "Change",
    "Contribution",
    "ContributionEntry",
    "Fund",
    "FundingStream",
    "Membership",
    "Partner",
    "Period",
    "PeriodTotals",
    "Place",
    "PlacePartner",
    "ProposedContribution",
    "Threshold",
]
