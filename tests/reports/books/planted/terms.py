"""Risk rules that do not hold together, and terms that were written after the lock."""

from __future__ import annotations

from reports.books import risk
from tests.reports.books.planted.plant import BCF, Plant

TERMS: tuple[Plant, ...] = (
    Plant(
        risk.risk_rules_hold_together,
        "UPDATE budgets_riskshare SET percent = 40",
        "The overspend rule of worcestershire-bcf from P01 2022-23 has tier 1 whose shares make 80 per cent",
    ),
    Plant(
        risk.risk_rules_hold_together,
        "UPDATE budgets_risktier SET up_to = 250000 WHERE up_to = 750000",
        "of durham-bcf from P01 2023-24 has tier 2 that ends at £250,000.00, not above £250,000.00 where it begins",
    ),
    Plant(
        risk.risk_rules_hold_together,
        "UPDATE budgets_risktier SET up_to = NULL WHERE up_to = 750000",
        "of durham-bcf from P01 2023-24 has tier 2 without an end, and tiers above it",
    ),
    Plant(
        risk.risk_rules_hold_together,
        "DELETE FROM budgets_riskshare; DELETE FROM budgets_risktier",
        "of worcestershire-bcf from P01 2022-23 has fixed shares, and not one set of them for any amount",
    ),
    Plant(
        risk.risk_rules_hold_together,
        "DELETE FROM budgets_riskshare; DELETE FROM budgets_risktier",
        "of durham-bcf from P01 2023-24 goes by tiers and has none",
    ),
    Plant(
        risk.risk_rules_hold_together,
        "UPDATE budgets_riskrule SET kind = 'contributions' WHERE kind = 'fixed'",
        "of worcestershire-bcf from P01 2022-23 has tiers and does not go by them",
    ),
    Plant(
        risk.risk_rules_hold_together,
        "UPDATE budgets_riskrule SET for_scheme = true",
        "of worcestershire-bcf from P01 2022-23 names no scheme and is one scheme's",
    ),
    Plant(
        risk.risk_rules_hold_together,
        "UPDATE budgets_riskrule SET kind = 'fund', bearer_id = NULL",
        "The overspend rule of worcestershire-bcf from P01 2022-23 leaves it to the fund's rule, and is that itself",
    ),
    Plant(
        risk.aligned_funds_share_nothing,
        f"UPDATE budgets_fund SET arrangement = 'aligned' WHERE id = {BCF}",
        "The overspend rule of worcestershire-bcf from P01 2022-23 shares by fixed, and the fund is aligned",
    ),
    *(
        Plant(
            risk.locked_terms_stood_still,
            f"UPDATE budgets_{table}event SET pgh_created_at = now() + interval '1 day'",
            f"{words} of {fund} that count in P01 {year} were written after it was locked",
        )
        for table, words, fund, year in (
            ("riskrule", "2 risk rules", "worcestershire-bcf", "2022-23"),
            ("overspendterms", "1 overspend terms", "worcestershire-bcf", "2022-23"),
            ("risktier", "2 risk rules", "worcestershire-bcf", "2022-23"),
            ("riskshare", "4 risk rules", "worcestershire-bcf", "2022-23"),
            ("threshold", "2 limits", "worcestershire-bcf", "2022-23"),
        )
    ),
)
