"""Whether risk rules hold together, and what locked periods were judged by stood still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from reports.books.reading import period, pounds, rows

_RULES = """
SELECT r.id, f.slug, f.arrangement, r.direction, r.kind, r.year, r.month, r.for_scheme, COALESCE(s.ref, '')
FROM budgets_riskrule r JOIN budgets_fund f ON f.id = r.fund_id
LEFT JOIN schemes_riskoverride o ON o.rule_id = r.id LEFT JOIN schemes_scheme s ON s.id = o.scheme_id
ORDER BY f.slug, r.direction, r.year, r.month, r.id
"""
_TIERS = """
SELECT t.rule_id, t.up_to, sum(s.percent) FROM budgets_risktier t LEFT JOIN budgets_riskshare s ON s.tier_id = t.id
GROUP BY t.id, 1, 2, t.position ORDER BY t.rule_id, t.position
"""
_WRITTEN = """
WITH locks AS (
    SELECT p.fund_id, p.year, p.month, min(e.pgh_created_at) AS at FROM budgets_period p
    JOIN budgets_periodevent e ON e.pgh_obj_id = p.id AND e.state = 'locked' AND e.locked_at = p.locked_at
    WHERE p.state = 'locked' GROUP BY p.id
), tiers AS (SELECT DISTINCT pgh_obj_id, rule_id FROM budgets_risktierevent),
written AS (
    SELECT 'risk rules' AS what, fund_id, year, month, pgh_created_at AS at FROM budgets_riskruleevent
    UNION ALL SELECT 'limits', fund_id, year, month, pgh_created_at FROM budgets_thresholdevent
    UNION ALL SELECT 'overspend terms', fund_id, year, month, pgh_created_at FROM budgets_overspendtermsevent
    UNION ALL SELECT 'risk rules', r.fund_id, r.year, r.month, e.pgh_created_at FROM (
        SELECT rule_id, pgh_created_at FROM budgets_risktierevent
        UNION ALL SELECT t.rule_id, s.pgh_created_at FROM budgets_riskshareevent s JOIN tiers t ON t.pgh_obj_id = s.tier_id
        UNION ALL SELECT rule_id, pgh_created_at FROM schemes_riskoverrideevent
    ) e JOIN budgets_riskrule r ON r.id = e.rule_id
)
SELECT f.slug, w.what, l.year, l.month, count(*) FROM written w
JOIN locks l ON l.fund_id = w.fund_id AND (l.year, l.month) >= (w.year, w.month) AND l.at < w.at
JOIN budgets_fund f ON f.id = w.fund_id GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


class Rule(NamedTuple):
    key: int
    fund: str
    arrangement: str
    direction: str
    kind: str
    year: int
    month: int
    for_scheme: bool
    scheme: str

    def __str__(self) -> str:
        of = f" for {self.scheme}" if self.scheme else ""
        return f"The {self.direction}spend rule of {self.fund}{of} from {period(self.year, self.month)}"


Tier = tuple[Decimal | None, Decimal | None]  # where it ends, and what its shares make


def risk_rules_hold_together() -> list[str]:
    """Tiers ascend and only the last is open, their shares make 100, and each kind of rule has what it needs."""
    tiers: dict[int, list[Tier]] = defaultdict(list)
    for rule, up_to, percent in rows(_TIERS):
        tiers[rule].append((up_to, percent))
    return [f"{rule} {wrong}." for rule in map(Rule._make, rows(_RULES)) for wrong in _wrong(rule, tiers[rule.key])]


def _wrong(rule: Rule, tiers: Sequence[Tier]) -> list[str]:
    found = []
    if rule.for_scheme != bool(rule.scheme):
        found.append("names no scheme and is one scheme's" if rule.for_scheme else "names a scheme and is the fund's")
    if rule.kind == "fund" and not rule.for_scheme:
        found.append("leaves it to the fund's rule, and is that itself")
    if rule.kind == "fixed" and (len(tiers) != 1 or tiers[0][0] is not None or tiers[0][1] is None):
        found.append("has fixed shares, and not one set of them for any amount")
    if rule.kind == "tiers" and not tiers:
        found.append("goes by tiers and has none")
    if rule.kind not in ("fixed", "tiers") and tiers:
        found.append("has tiers and does not go by them")
    before = Decimal(0)
    for number, (up_to, percent) in enumerate(tiers, 1):
        if up_to is None and number < len(tiers):
            found.append(f"has tier {number} without an end, and tiers above it")
        if up_to is not None and up_to <= before:
            found.append(f"has tier {number} that ends at {pounds(up_to)}, not above {pounds(before)} where it begins")
        if percent is not None and percent != 100:
            found.append(f"has tier {number} whose shares make {percent.normalize():f} per cent")
        before = up_to or before
    return found


def aligned_funds_share_nothing() -> list[str]:
    """The rules that an aligned fund, or one in view, goes by share nothing."""
    newest = {(rule.fund, rule.direction, rule.scheme): rule for rule in map(Rule._make, rows(_RULES))}
    return [
        f"{rule} shares by {rule.kind}, and the fund is {rule.arrangement.replace('_', ' ')}."
        for rule in newest.values()
        if rule.arrangement in ("aligned", "in_view") and rule.kind not in ("none", "fund")
    ]


def locked_terms_stood_still() -> list[str]:
    """By the history, no risk rule, no limit and no terms of overspends were written for a period after it was locked."""
    return [
        f"{many} {what} of {fund} that count in {period(year, month)} were written after it was locked."
        for fund, what, year, month, many in rows(_WRITTEN)
    ]
