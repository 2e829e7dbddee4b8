"""The demonstration's year as it is opened, its opening budgets, and the variations that wait to be posted."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from budgets.actions.agreements import set_threshold
from budgets.actions.changes import (
    agree_contribution,
    decide_change,
    propose_change,
    propose_contribution,
)
from budgets.actions.years import open_period, start_year
from budgets.models import Change, Contribution, Fund
from reports.demonstration.case import YEAR, Case, rows
from reports.demonstration.lines import add_lines
from s75.years import parse_month
from schemes.actions.budgets import post_change, propose_budgets
from schemes.actions.changes import request_change
from schemes.models import Line


def open_year(case: Case) -> None:
    """Every fund's year with P01 open, and the thresholds of its flags and explanations."""
    for fund in case.funds.values():
        by = case.manager(fund)
        start_year(fund=fund, year=YEAR, by=by)
        open_period(fund=fund, year=YEAR, month=1, by=by)
        set_threshold(
            fund=fund,
            year=YEAR,
            level="scheme",
            red_pounds=Decimal(100_000),
            red_percent=Decimal(5),
            explain_pounds=Decimal(120_000),
            explain_percent=Decimal(5),
            by=by,
        )
        set_threshold(
            fund=fund,
            year=YEAR,
            level="fund",
            red_pounds=Decimal(1_000_000),
            red_percent=Decimal("0.5"),
            by=by,
        )


def post_opening_budgets(case: Case) -> None:
    opening = {row["line"]: Decimal(row["opening_budget"]) for row in rows("lines.csv")}
    for fund in case.funds.values():
        amounts = {line: opening[ref] for ref, line in case.lines.items() if line.fund_id == fund.pk}
        change = _approved(
            case, fund, "opening", f"Opening budget of {fund}", "Budgets at the start of the year", 1, amounts,
            basis="funds and totals published; lines illustrative",
        )  # fmt: skip
        post_change(change=change, by=case.manager(fund))


def hold_changes(case: Case) -> None:
    """The four variations: approved with their numbers reserved, waiting to be posted."""
    for row in rows("changes.csv"):
        starts, fund = parse_month(row["effective_period"]), case.funds[row["fund"]]
        add_lines(case, [row], starts=starts)
        _approved(
            case, fund, row["kind"], row["title"], "Announced after the year began", starts,
            {case.lines[row["line"]]: Decimal(row["amount"])}, basis=row["basis"], number=int(row["change"]),
            ceiling=Decimal(row["amount"]) if "(claim)" in row["stream"] else None,
        )  # fmt: skip


def _approved(
    case: Case,
    fund: Fund,
    kind: str,
    title: str,
    reason: str,
    effective_from: int,
    amounts: dict[Line, Decimal],
    *,
    basis: str,
    number: int | None = None,
    ceiling: Decimal | None = None,
) -> Change:
    """A change with both sides of the money, proposed by the pool manager and approved by a finance director."""
    by = case.manager(fund)
    change = propose_change(
        fund=fund, year=YEAR, kind=kind, title=title, reason=reason, effective_from=effective_from, basis=basis,
        number=number, by=by,
    )  # fmt: skip
    _propose_contributions(case, change, amounts, ceiling)
    propose_budgets(change=change, amounts=amounts, by=by)
    request_change(change=change, by=by)
    director = case.people["WCC", "finance_director"]
    return decide_change(change=change, approve=True, authority="Finance director, council (illustrative)", by=director)


def _propose_contributions(case: Case, change: Change, amounts: dict[Line, Decimal], ceiling: Decimal | None) -> None:
    """What each partner puts into each stream so that the lines' budgets are paid for."""
    by = case.manager(change.fund)
    sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for line, amount in amounts.items():
        sums[line.stream_id, line.contributing_partner_id] += amount
    streams = {stream.pk: stream for stream in case.streams.values()}
    partners = {partner.pk: partner for partner in case.partners.values()}
    for (stream, partner), amount in sums.items():
        contribution = agree_contribution(
            fund=change.fund, year=YEAR, partner=partners[partner], stream=streams[stream], ceiling=ceiling,
            status=Contribution.Status.CONFIRMED, illustrative=any(line.illustrative for line in amounts), by=by,
        )  # fmt: skip
        propose_contribution(change=change, contribution=contribution, amount=amount, by=by)
