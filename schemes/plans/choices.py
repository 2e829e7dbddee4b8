"""What a planning workbook does not say: into which fund money goes, whose it is, and who spends it; with defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from budgets.models import Fund, Partner
from schemes.plans.there import There
from schemes.sources.bcf_plan import BetterCarePlan
from schemes.sources.bcf_plan_words import JOINT, LA, NHS, plain, side_of

SPLIT = "by income"  # between the bodies of the income sheet, in proportion
LARGER, PROVIDER = "larger part", "by provider"
NOBODY = "not said"  # the key of rows that name no commissioner
_COMMON = {"nhs", "icb", "integrated", "care", "board", "county", "council", "city", "borough", "the", "of", "and"}


@dataclass(frozen=True)
class Choices:
    """By source, a fund's code and the code of whose money it is; by commissioner, who spends.

    `row_funds` and `row_spenders` are of single rows (by number, as text) where those are wrong for them.
    """

    funds: Mapping[str, str] = field(default_factory=dict)
    payers: Mapping[str, str] = field(default_factory=dict)
    spenders: Mapping[str, str] = field(default_factory=dict)
    raise_contributions: bool = False
    fund: str = ""  # of every source for which no other is chosen
    row_funds: Mapping[str, str] = field(default_factory=dict)
    row_spenders: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Choices:
        """Choices as they were kept between two requests; what is not text is left aside."""

        def texts(name: str) -> dict[str, str]:
            found = kept.get(name)
            return {k: v for k, v in found.items() if isinstance(v, str) and v} if isinstance(found, dict) else {}

        fund = kept.get("fund")
        every = fund if isinstance(fund, str) else ""
        wide = (texts("funds"), texts("payers"), texts("spenders"), kept.get("raise") is True, every)
        return cls(*wide, texts("row_funds"), texts("row_spenders"))

    def kept(self) -> dict[str, Any]:
        return {
            "funds": dict(self.funds),
            "payers": dict(self.payers),
            "spenders": dict(self.spenders),
            "raise": self.raise_contributions,
            "row_funds": dict(self.row_funds),
            "row_spenders": dict(self.row_spenders),
        }


def sources_of(plan: BetterCarePlan) -> list[str]:
    """The sources of a plan, in the order of its income sheet and then of its rows."""
    income = [row.source for row in plan.income.rows] if plan.income else []
    return list(dict.fromkeys([*income, *(row.source for row in plan.rows)]))


def commissioners_of(plan: BetterCarePlan) -> list[str]:
    return sorted({row.commissioner or NOBODY for row in plan.rows}, key=[LA, NHS, JOINT, NOBODY].index)


def settled(plan: BetterCarePlan, there: There, chosen: Choices) -> Choices:
    """The choices with a default wherever nothing (or nothing that is there) was chosen; empty where none fits."""
    funds = {
        source: _kept(chosen.funds.get(source) or chosen.fund, there.funds) or default_fund(there)
        for source in sources_of(plan)
    }
    payers = {
        source: _kept(chosen.payers.get(source), {*there.partners, SPLIT}) or default_payer(source, plan, there)
        for source in sources_of(plan)
    }
    spenders = {
        who: _kept(chosen.spenders.get(who), {*there.partners, LARGER, PROVIDER}) or default_spender(who, there)
        for who in commissioners_of(plan)
    }
    return Choices(
        funds,
        payers,
        spenders,
        chosen.raise_contributions,
        row_funds=_of_rows(chosen.row_funds, plan, there.funds),
        row_spenders=_of_rows(chosen.row_spenders, plan, there.partners),
    )


def _of_rows(chosen: Mapping[str, str], plan: BetterCarePlan, allowed: Any) -> dict[str, str]:
    """What was chosen for rows that the plan has, as far as it is there."""
    rows = {str(row.row) for row in plan.rows}
    return {row: code for row, code in chosen.items() if row in rows and code in allowed}


def _kept(choice: str | None, allowed: Any) -> str:
    return choice if choice and choice in allowed else ""


def default_fund(there: There) -> str:
    """The fund that is called after the Better Care Fund; else the only pooled one, else the only one."""
    named = [code for code, fund in there.funds.items() if _is_better_care(fund)]
    pooled = [code for code, fund in there.funds.items() if fund.arrangement == Fund.Arrangement.POOLED]
    return next((found[0] for found in (named, pooled, list(there.funds)) if len(found) == 1), "")


def _is_better_care(fund: Fund) -> bool:
    words = plain(f"{fund.code} {fund.name}")
    return "bcf" in words.split() or "better care" in words


def council_of(there: There) -> str:
    """The code of the council: the only one, or the one that hosts a fund."""
    councils = [code for code, each in there.partners.items() if each.kind == Partner.Kind.COUNCIL]
    hosts = {fund.host.heir_id for fund in there.funds.values()}
    hosting = [code for code in councils if there.partners[code].heir_id in hosts]
    return next(iter(hosting or councils), "")


def nhs_of(there: There) -> list[str]:
    return [code for code, each in there.partners.items() if each.kind == Partner.Kind.NHS]


def default_payer(source: str, plan: BetterCarePlan, there: There) -> str:
    """Local government's sources are the council's; the NHS's are the ICB's, or by income where several contribute."""
    if side_of(source) == LA:
        return council_of(there)
    bodies = nhs_of(there)
    if len(bodies) <= 1:
        return next(iter(bodies), "")
    named = {body_code(row.body, there) for row in (plan.income.rows if plan.income else ()) if row.source == source}
    named.discard("")
    return SPLIT if len(named) > 1 else next(iter(named), bodies[0])


def default_spender(commissioner: str, there: There) -> str:
    if commissioner == LA:
        return council_of(there)
    if commissioner == NHS:
        return next(iter(nhs_of(there)), "") if len(nhs_of(there)) == 1 else PROVIDER
    return LARGER if commissioner == JOINT else PROVIDER


def body_code(body: str, there: There) -> str:
    """The code of the partner that the income sheet calls by this name; empty when it could be none or several."""
    wanted = _bare(body)
    found = [code for code, each in there.partners.items() if wanted and _bare(each.name) == wanted]
    if not found:
        near = [(code, _bare(each.name)) for code, each in there.partners.items()]
        found = [code for code, name in near if name and (name <= wanted or wanted <= name)] if wanted else []
    nhs = [code for code in found if there.partners[code].kind == Partner.Kind.NHS]
    is_nhs = bool({"nhs", "icb"} & set(plain(body).split()))
    return next(iter(nhs if is_nhs else found), "") if len(nhs if is_nhs else found) == 1 else ""


def _bare(name: str) -> frozenset[str]:
    return frozenset(plain(name).split()) - _COMMON
