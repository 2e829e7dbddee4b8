"""The demonstration's risk rules and terms of overspends: no paper gives the agreement's own, so that all are illustrative."""

from __future__ import annotations

from decimal import Decimal
from typing import Unpack

from budgets.actions.overspend import set_overspend_terms
from budgets.actions.risk import Terms, Tier, set_risk_rule
from budgets.models.overspend import NOTICE_DAYS, PLAN_DAYS
from reports.demonstration.case import YEAR, Case

SOURCE = "the agreement’s own rules are not published"


def set_rules(case: Case) -> None:
    """From P01: the Better Care Fund by halves, mental health in proportion to contributions, children and young people
    with the lead, and the aligned funds not at all."""
    council, board = case.partners["WCC"], case.partners["ICB"]
    halves: list[Tier] = [(None, {council: Decimal(50), board: Decimal(50)})]
    _set(case, "BCF", "over", kind="fixed", tiers=halves, uncommitted_first=True)
    _set(case, "BCF", "under", kind="fixed", tiers=halves, use="carry")
    _set(case, "MH", "over", kind="contributions")
    _set(case, "MH", "under", kind="contributions")
    _set(case, "CH", "over", kind="bearer", bearer=board)
    _set(case, "CH", "under", kind="bearer", bearer=board)
    for one in case.funds.values():
        set_overspend_terms(
            fund=one, year=YEAR, notice_days=NOTICE_DAYS, plan_days=PLAN_DAYS, source=SOURCE, illustrative=True,
            by=case.manager(one),
        )  # fmt: skip
    for fund in ("LD", "PH"):
        _set(case, fund, "over", kind="none")
        _set(case, fund, "under", kind="none")


def _set(case: Case, code: str, direction: str, **terms: Unpack[Terms]) -> None:
    fund = case.funds[code]
    said: Terms = {**terms, "source": SOURCE, "illustrative": True}
    set_risk_rule(fund=fund, direction=direction, year=YEAR, by=case.manager(fund), **said)
