"""The demonstration's approval limits: no paper gives the agreement's own, so that every one of them is illustrative."""

from __future__ import annotations

from decimal import Decimal

from budgets.actions.terms import add_limit
from budgets.models import COMMITTEE
from reports.demonstration.case import Case

JOINT = "Joint committee"
LIMITS = (  # who, the committee, up to how many £, and whether only for moves within one scheme
    ("pool_manager", "", Decimal(50_000), True),
    ("finance_director", "", Decimal(500_000), False),
    (COMMITTEE, JOINT, None, False),
)


def set_limits(case: Case) -> None:
    """After the year's first changes were approved: from now on the limits say who decides."""
    fund = case.funds["BCF"]
    for decided_by, committee, up_to, within in LIMITS:
        add_limit(
            agreement=fund.agreement, decided_by=decided_by, committee=committee, up_to=up_to, within_scheme=within,
            illustrative=True, by=case.manager(fund),
        )  # fmt: skip
