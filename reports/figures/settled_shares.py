"""What each partner bears of each shared fund's over- or underspend at year end, for settling it between them."""

from __future__ import annotations

from reports.facts.position import PositionFacts
from reports.figures.fund_risk import bearings
from reports.figures.settlement import Shares, shares_money


def settled_shares(facts: PositionFacts) -> Shares:
    """By fund and partner, in £; empty where the facts hold no rules of risk."""
    if facts.risk is None:
        return {}
    shared = [fund.slug for fund in facts.funds if shares_money(fund)]
    return {
        (slug, partner): borne.total
        for slug, bearing in bearings(facts, shared).items()
        for partner, borne in bearing.partners.items()
    }
