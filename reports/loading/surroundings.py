"""What stands around a position: partners, thresholds, comparators, changes, contributions and ledgers, in one read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection

from budgets.models import Change, Contribution
from reports.facts.position import (
    ChangeFacts,
    ComparatorFacts,
    ContributionFacts,
    LedgerFacts,
    PartnerFacts,
    ThresholdFacts,
)
from s75.years import year_label

# Each part comes as one JSON array, amounts as text so that they stay exact.
_PARTS = {
    "partners": """
        SELECT p.heir_id AS heir, seat.code, p.name, p.starts, p.ends, p.id = p.heir_id AS is_heir
        FROM budgets_placepartner seat JOIN budgets_partner p ON p.id = seat.partner_id
        WHERE seat.place_id = %(place)s ORDER BY seat.position, seat.code""",
    "thresholds": """
        SELECT DISTINCT ON (f.slug, t.level) f.slug AS fund, t.level, t.red_pounds::text, t.red_percent::text,
            t.explain_pounds::text, t.explain_percent::text
        FROM budgets_threshold t JOIN budgets_fund f ON f.id = t.fund_id
        WHERE t.fund_id = ANY(%(funds)s) AND (t.year, t.month) <= (%(year)s, %(P)s)
        ORDER BY f.slug, t.level, t.year DESC, t.month DESC""",
    "comparators": """
        SELECT CASE WHEN c.scheme_id IS NOT NULL THEN 'scheme' WHEN c.fund_id IS NOT NULL THEN 'fund' ELSE 'place' END
            AS kind, COALESCE(s.ref, f.slug, p.slug) AS ref, COALESCE(s.name, f.name, p.name) AS name,
            c.measure, c.year, c.amount::text, c.precision, c.source
        FROM schemes_comparator c JOIN budgets_place p ON p.id = c.place_id
        LEFT JOIN budgets_fund f ON f.id = c.fund_id LEFT JOIN schemes_scheme s ON s.id = c.scheme_id
        WHERE c.place_id = %(place)s AND c.year BETWEEN %(year)s - 1 AND %(year)s
          AND (c.fund_id IS NULL OR c.fund_id = ANY(%(funds)s))
          AND (c.scheme_id IS NULL OR c.scheme_id IN (
            SELECT scheme_id FROM schemes_line WHERE fund_id = ANY(%(funds)s) AND year = %(year)s))
        ORDER BY c.id""",
    "changes": """
        SELECT c.number, c.title, c.kind, f.slug AS fund, c.effective_from, c.state, c.basis,
            COALESCE((SELECT sum(b.amount) FROM schemes_proposedbudget b WHERE b.change_id = c.id), 0)::text AS amount
        FROM budgets_change c JOIN budgets_fund f ON f.id = c.fund_id
        WHERE c.fund_id = ANY(%(funds)s) AND c.year = %(year)s AND c.kind <> 'opening'
          AND (c.state = 'approved' OR c.state = 'posted' AND greatest(c.posted_in, c.effective_from) > %(P)s)
        ORDER BY c.number""",
    "contributions": """
        SELECT f.slug AS fund, s.name AS stream, p.heir_id AS heir, c.status, c.illustrative,
            sum(e.amount)::text AS amount
        FROM budgets_contributionentry e
        JOIN budgets_contribution c ON c.id = e.contribution_id
        JOIN budgets_fund f ON f.id = e.fund_id JOIN budgets_fundingstream s ON s.id = c.stream_id
        JOIN budgets_partner p ON p.id = c.partner_id
        WHERE e.fund_id = ANY(%(funds)s) AND e.year = %(year)s AND e.counts_from <= %(P)s
        GROUP BY f.position, f.slug, s.position, s.name, p.heir_id, c.status, c.illustrative
        ORDER BY f.position, f.slug, s.position, s.name""",
    "ledgers": """
        SELECT p.name AS partner, i.month, i.basis, i.filename, i.control_total::text,
            to_char(i.imported_at AT TIME ZONE 'Europe/London', 'DD Mon YYYY') AS posted_at
        FROM schemes_actualsimport i JOIN budgets_partner p ON p.id = i.partner_id
        WHERE i.place_id = %(place)s AND i.year = %(year)s AND EXISTS (
            SELECT 1 FROM schemes_ledgermonth m WHERE m.actuals_import_id = i.id AND m.posted_in <= %(P)s
              AND m.fund_id = ANY(%(funds)s) AND NOT EXISTS (
                SELECT 1 FROM schemes_reversedledger r WHERE r.actuals_import_id = m.actuals_import_id
                  AND r.fund_id = m.fund_id AND r.posted_in <= %(P)s))
        ORDER BY i.month, i.id""",
}
ALL_PARTS = tuple(_PARTS)


@dataclass(frozen=True)
class Surroundings:
    partners: tuple[PartnerFacts, ...]
    codes: dict[int, str]
    thresholds: dict[str, tuple[ThresholdFacts, ...]]
    comparators: tuple[ComparatorFacts, ...]
    changes: tuple[ChangeFacts, ...]
    contributions: tuple[ContributionFacts, ...]
    ledgers: tuple[LedgerFacts, ...]


def load_surroundings(
    parameters: Mapping[str, Any], *, month_end: str, only: Collection[str] = ALL_PARTS
) -> Surroundings:
    """Read them for a place and funds, or `only` some parts; `month_end` (ISO date) decides under which name a partner
    stands."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(tuple(only)), parameters)
        parts = {name: [] for name in _PARTS} | dict(zip(only, cursor.fetchone() or (), strict=True))
    standing = _partners_on(parts["partners"], month_end)
    codes = {heir: partner.code for heir, partner in standing.items()}
    thresholds: dict[str, tuple[ThresholdFacts, ...]] = {}
    for row in parts["thresholds"]:
        thresholds[row["fund"]] = (*thresholds.get(row["fund"], ()), _threshold(row))
    return Surroundings(
        tuple(standing.values()),
        codes,
        thresholds,
        tuple(_comparator(row) for row in parts["comparators"]),
        tuple(_change(row) for row in parts["changes"]),
        tuple(_contribution(row, codes) for row in parts["contributions"]),
        tuple(_ledger(row) for row in parts["ledgers"]),
    )


@cache
def _statement(only: tuple[str, ...]) -> str:
    arrays = (f"(SELECT COALESCE(json_agg(part), '[]') FROM ({_PARTS[name]}) part)" for name in only)
    return f"SELECT {', '.join(arrays)}"


def _partners_on(rows: list[dict[str, Any]], day: str) -> dict[int, PartnerFacts]:
    """Who stands for each heir on a day: the one whose dates hold it, else the heir itself."""
    found: dict[int, PartnerFacts] = {}
    for row in rows:
        stands = (row["starts"] or "") <= day <= (row["ends"] or "9999")
        if stands or (row["is_heir"] and row["heir"] not in found):
            found[row["heir"]] = PartnerFacts(row["code"], row["name"])
    return found


def _threshold(row: dict[str, Any]) -> ThresholdFacts:
    limits = ("red_pounds", "red_percent", "explain_pounds", "explain_percent")
    return ThresholdFacts(row["level"], *(None if row[limit] is None else Decimal(row[limit]) for limit in limits))


def _comparator(row: dict[str, Any]) -> ComparatorFacts:
    return ComparatorFacts(
        row["kind"], row["ref"], row["name"], row["measure"], year_label(row["year"]), Decimal(row["amount"]),
        row["precision"], row["source"],
    )  # fmt: skip


def _change(row: dict[str, Any]) -> ChangeFacts:
    return ChangeFacts(
        row["number"], row["title"], Change.Kind(row["kind"]).label, row["fund"], row["effective_from"],
        Change.State(row["state"]).label, Decimal(row["amount"]), row["basis"],
    )  # fmt: skip


def _contribution(row: dict[str, Any], codes: Mapping[int, str]) -> ContributionFacts:
    confirmed = row["status"] == Contribution.Status.CONFIRMED
    return ContributionFacts(
        row["fund"], row["stream"], codes[row["heir"]], Decimal(row["amount"]), confirmed, row["illustrative"]
    )


def _ledger(row: dict[str, Any]) -> LedgerFacts:
    return LedgerFacts(
        row["partner"], row["month"], row["basis"], row["filename"], Decimal(row["control_total"]),
        row["posted_at"],
    )  # fmt: skip
