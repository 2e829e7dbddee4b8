"""From the database to the facts of risk: rules, streams that are not shared, and the balances of reserves, in one read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from budgets.models import Fund
from reports.facts.risk import RiskFacts, RuleFacts, TierFacts
from reports.loading.parts import Parts, read_parts

UNSHARED = [Fund.Arrangement.ALIGNED.value, Fund.Arrangement.IN_VIEW.value]  # each partner keeps its own money
ASKED = {"unshared": UNSHARED}

# Each part comes as one JSON array, amounts as text so that they stay exact.
RISK = {
    "rules": """
        SELECT f.slug AS fund, r.direction, r.kind, r.year, r.month, COALESCE(s.ref, '') AS scheme,
            b.heir_id AS bearer, r.use, r.underspends_first, COALESCE(v.name, '') AS contingency, r.uncommitted_first,
            r.words, r.source, r.illustrative, (
                SELECT json_agg(json_build_array(t.up_to::text, (
                    SELECT json_agg(json_build_array(p.heir_id, h.percent::text) ORDER BY h.id)
                    FROM budgets_riskshare h JOIN budgets_partner p ON p.id = h.partner_id WHERE h.tier_id = t.id
                )) ORDER BY t.position) FROM budgets_risktier t WHERE t.rule_id = r.id
            ) AS tiers
        FROM budgets_riskrule r JOIN budgets_fund f ON f.id = r.fund_id
        LEFT JOIN budgets_partner b ON b.id = r.bearer_id LEFT JOIN budgets_reserve v ON v.id = r.contingency_id
        LEFT JOIN schemes_riskoverride o ON o.rule_id = r.id LEFT JOIN schemes_scheme s ON s.id = o.scheme_id
        WHERE r.fund_id = ANY(%(funds)s) AND (r.year, r.month) <= (%(year)s, %(P)s)
          AND r.for_scheme = (s.id IS NOT NULL)
        ORDER BY f.position, f.slug, s.ref NULLS FIRST, r.direction, r.year, r.month""",
    "apart": """
        SELECT s.name, s.ring_fenced FROM budgets_fundingstream s
        WHERE s.place_id = %(place)s AND (s.ring_fenced OR NOT s.in_risk_share) ORDER BY s.position, s.name""",
    "reserves": """
        SELECT f.slug AS fund, r.name, COALESCE(sum(e.amount), 0)::text AS balance
        FROM budgets_reserve r JOIN budgets_fund f ON f.id = r.fund_id
        LEFT JOIN budgets_reserveentry e ON e.reserve_id = r.id AND (e.year, e.posted_in) <= (%(year)s, %(P)s)
        WHERE r.fund_id = ANY(%(funds)s) GROUP BY f.slug, r.name""",
    "aligned": "SELECT f.slug FROM budgets_fund f WHERE f.id = ANY(%(funds)s) AND f.arrangement = ANY(%(unshared)s)",
}


def load_risk(parameters: Mapping[str, Any], codes: Mapping[int, str]) -> RiskFacts:
    """The facts of risk of a place's funds as at a period, by one statement; `codes` are the partners' codes by heir.

    `parameters` hold the keys of funds, the year, the period (P) and the place, as those of `scope_parameters` do. All
    rules made by the period are there; which of them are in force is for the figures to say.
    """
    return risk_of(read_parts(RISK, {**parameters, **ASKED}), codes)


def risk_of(parts: Parts, codes: Mapping[int, str]) -> RiskFacts:
    """The facts of risk from the parts that were read."""
    return RiskFacts(
        rules=tuple(_rule(row, codes) for row in parts["rules"]),
        apart={row["name"]: "ring-fenced" if row["ring_fenced"] else "outside the sharing" for row in parts["apart"]},
        reserves={(row["fund"], row["name"]): Decimal(row["balance"]) for row in parts["reserves"]},
        aligned=frozenset(row["slug"] for row in parts["aligned"]),
    )


def _rule(row: dict[str, Any], codes: Mapping[int, str]) -> RuleFacts:
    return RuleFacts(
        fund=row["fund"],
        direction=row["direction"],
        kind=row["kind"],
        year=row["year"],
        month=row["month"],
        scheme=row["scheme"],
        tiers=tuple(_tier(up_to, shares or [], codes) for up_to, shares in row["tiers"] or []),
        bearer="" if row["bearer"] is None else codes[row["bearer"]],
        use=row["use"],
        underspends_first=row["underspends_first"],
        contingency=row["contingency"],
        uncommitted_first=row["uncommitted_first"],
        words=row["words"],
        source=row["source"],
        illustrative=row["illustrative"],
    )


def _tier(up_to: str | None, shares: list[tuple[int, str]], codes: Mapping[int, str]) -> TierFacts:
    parts = tuple((codes[heir], Decimal(percent)) for heir, percent in shares)
    return TierFacts(None if up_to is None else Decimal(up_to), parts)
