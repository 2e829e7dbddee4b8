"""From the database to what a board paper tells beside the position, with who bears the variance, by one statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from budgets.models import Condition
from reports.facts.risk import RiskFacts
from reports.facts.wider import ClaimFacts, FloorFacts, NoticeSent, RoundCount, SchemeLabel, WiderFacts
from reports.loading.parts import Parts, read_parts
from reports.loading.risk import ASKED, RISK, risk_of
from schemes.models.forecasts import SENT

# Each part comes as one JSON array, amounts as text so that they stay exact.
_PARTS = {
    "schemes": """
        SELECT s.ref, s.area_of_spend AS area, s.scheme_type AS kind, s.commissioner, s.nhs_percent::text AS nhs_percent
        FROM schemes_scheme s WHERE s.place_id = %(place)s AND (s.area_of_spend <> '' OR s.scheme_type <> '')
        ORDER BY s.ref""",
    "national": """
        SELECT s.name, s.national FROM budgets_fundingstream s WHERE s.place_id = %(place)s AND s.national <> ''
        ORDER BY s.position, s.name""",
    "floors": """
        SELECT c.kind, c.floor::text, c.source, c.illustrative FROM budgets_condition c
        WHERE c.place_id = %(place)s AND c.year = %(year)s ORDER BY c.id""",
    "claims": """
        SELECT c.id AS key, f.slug AS fund, s.name AS stream, p.heir_id AS heir, c.ceiling::text, c.illustrative,
            COALESCE(sum(e.amount), 0)::text AS amount, count(e.id) = 0 AS waiting
        FROM budgets_contribution c JOIN budgets_fund f ON f.id = c.fund_id
        JOIN budgets_fundingstream s ON s.id = c.stream_id JOIN budgets_partner p ON p.id = c.partner_id
        LEFT JOIN budgets_contributionentry e ON e.contribution_id = c.id AND e.counts_from <= %(P)s
        WHERE c.fund_id = ANY(%(funds)s) AND c.year = %(year)s AND s.kind = 'claim'
        GROUP BY c.id, f.slug, f.position, s.name, s.position, p.heir_id ORDER BY f.position, s.position, c.id""",
    "rounds": """
        SELECT f.slug AS fund, count(*) AS forecast, count(*) FILTER (WHERE x.state = ANY(%(sent)s)) AS sent
        FROM schemes_forecast x JOIN budgets_fund f ON f.id = x.fund_id
        WHERE x.fund_id = ANY(%(funds)s) AND x.year = %(year)s AND x.round = %(P)s GROUP BY f.slug ORDER BY f.slug""",
    "notices": """
        SELECT f.slug AS fund, n.month, n.amount::text, n.due_on, n.sent_on, n.plan_due_on, n.plan_received_on AS plan_on,
            n.illustrative
        FROM budgets_overspendnotice n JOIN budgets_fund f ON f.id = n.fund_id
        WHERE n.fund_id = ANY(%(funds)s) AND n.year = %(year)s AND n.month <= %(P)s ORDER BY f.position, f.slug, n.month""",
    "measured": "SELECT 1 FROM schemes_indicator i WHERE i.place_id = %(place)s LIMIT 1",
    "changed": """
        SELECT 1 FROM budgets_change c WHERE c.fund_id = ANY(%(funds)s) AND c.year = %(year)s AND c.state = 'posted'
          AND c.kind <> 'opening' LIMIT 1""",
}


def load_wider(parameters: Mapping[str, Any], codes: Mapping[int, str]) -> tuple[RiskFacts, WiderFacts]:
    """The facts of risk, and all else, of a place's funds as at a period; `parameters` are those of `load_risk`, `codes`
    the partners' by heir."""
    parts = read_parts({**RISK, **_PARTS}, {**parameters, **ASKED, "sent": list(SENT)})
    return risk_of(parts, codes), _wider_of(parts, codes)


def _wider_of(parts: Parts, codes: Mapping[int, str]) -> WiderFacts:
    names = dict(Condition.Kind.choices)
    return WiderFacts(
        schemes=tuple(SchemeLabel(**row | {"nhs_percent": _amount(row["nhs_percent"])}) for row in parts["schemes"]),
        national=tuple((row["name"], row["national"]) for row in parts["national"]),
        floors=tuple(
            FloorFacts(row["kind"], str(names[row["kind"]]), Decimal(row["floor"]), row["source"], row["illustrative"])
            for row in parts["floors"]
        ),
        claims=tuple(_claim(row, codes) for row in parts["claims"]),
        rounds=tuple(RoundCount(**row) for row in parts["rounds"]),
        notices=tuple(_notice(row) for row in parts["notices"]),
        changed=bool(parts["changed"]),
        measured=bool(parts["measured"]),
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _claim(row: dict[str, Any], codes: Mapping[int, str]) -> ClaimFacts:
    return ClaimFacts(
        row["key"],
        row["fund"],
        row["stream"],
        codes[row["heir"]],
        Decimal(row["amount"]),
        _amount(row["ceiling"]),
        row["waiting"],
        row["illustrative"],
    )


def _notice(row: dict[str, Any]) -> NoticeSent:
    days = {name: date.fromisoformat(row[name]) for name in ("due_on", "sent_on", "plan_due_on")}
    plan = date.fromisoformat(row["plan_on"]) if row["plan_on"] else None
    return NoticeSent(**{**row, **days, "amount": Decimal(row["amount"]), "plan_on": plan})
