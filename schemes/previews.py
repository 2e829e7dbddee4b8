"""What an uploaded ledger would post, arranged for reading: by fund and code, with the period that each fund stamps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import Fund
from s75.money import ZERO, total
from s75.years import month_label, month_name
from schemes.intake.plan import Plan, Posting


@dataclass(frozen=True)
class CodePreview:
    """One ledger code: what the file gives, what is posted (of a cumulative file the difference), and to which lines."""

    code: str
    description: str
    given: Decimal
    posted: Decimal
    postings: tuple[Posting, ...]


@dataclass(frozen=True)
class FundPreview:
    """What one fund would get, in £, and the open period that its postings are stamped with."""

    fund: Fund
    period: str
    posted: Decimal
    codes: tuple[CodePreview, ...]


def preview_of(plan: Plan, stamps: Mapping[int, int]) -> list[FundPreview]:
    """The funds that a plan reaches, in their order; one without a difference is there with nothing to post."""
    by_fund: dict[int, dict[str, list[Posting]]] = defaultdict(lambda: defaultdict(list))
    for posting in plan.postings:
        by_fund[posting.line.fund_id][posting.code].append(posting)
    given, described = _read(plan)
    found = []
    for fund in sorted(plan.funds, key=lambda fund: (fund.position, fund.code)):
        codes = [
            CodePreview(
                code,
                described.get(code, ""),
                given.get(code, ZERO),
                total(posting.amount for posting in postings),
                tuple(postings),
            )
            for code, postings in sorted(by_fund[fund.pk].items())
        ]
        month = stamps[fund.pk]
        period = f"{month_label(month)} {month_name(plan.year, month)}"
        found.append(FundPreview(fund, period, total(code.posted for code in codes), tuple(codes)))
    return found


def _read(plan: Plan) -> tuple[dict[str, Decimal], dict[str, str]]:
    """What the file gives for each code, in £, and how it describes it."""
    given: dict[str, Decimal] = defaultdict(lambda: ZERO)
    described: dict[str, str] = {}
    for row in plan.ledger.rows if plan.ledger else ():
        given[row.code] += row.amount
        described.setdefault(row.code, row.description)
    return dict(given), described
