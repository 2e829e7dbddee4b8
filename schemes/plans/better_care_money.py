"""The contributions of a Better Care Fund plan: as its income sheet has them, moved with single rows, or raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from s75.money import ZERO
from schemes.plans.choices import SPLIT, Choices, body_code, nhs_of
from schemes.plans.there import There
from schemes.sources.bcf_plan import BetterCarePlan
from schemes.sources.set_up_parts import ContributionRow, LineRow


def contributions_of(
    plan: BetterCarePlan, there: There, choices: Choices, names: Mapping[str, str]
) -> tuple[ContributionRow, ...]:
    sums: dict[tuple[str, str, str], tuple[int, Decimal]] = {}
    for row in plan.income.rows if plan.income else ():
        payer = choices.payers[row.source]
        if payer == SPLIT:
            payer = body_code(row.body, there) or next(iter(nhs_of(there)), "")
        key = (choices.funds[row.source], payer, names[row.source])
        first, amount = sums.get(key, (row.row, ZERO))
        sums[key] = first, amount + row.amount
    return tuple(
        ContributionRow(row, fund, partner, stream, amount) for (fund, partner, stream), (row, amount) in sums.items()
    )


def moved(
    given: tuple[ContributionRow, ...], lines: tuple[LineRow, ...], plan: BetterCarePlan, choices: Choices
) -> tuple[ContributionRow, ...]:
    """Contributions with the money of rows that go into another fund than their source's moved there with them."""
    usual = {row.row: choices.funds[row.source] for row in plan.rows}
    by_key = {(row.fund, row.partner, row.stream): row for row in given}
    for line in lines:
        home = (usual[line.row], line.payer, line.stream)
        before = by_key.get(home)
        if line.fund == usual[line.row] or before is None or line.amount <= 0:
            continue
        part, there = min(line.amount, before.amount), (line.fund, line.payer, line.stream)
        after = by_key.get(there) or ContributionRow(line.row, *there, ZERO)
        by_key[home] = replace(before, amount=before.amount - part)
        by_key[there] = replace(after, amount=after.amount + part)
    was = {(row.fund, row.partner, row.stream): row.amount for row in given}
    return tuple(row for key, row in by_key.items() if row.amount or not was.get(key, ZERO))


def raised(given: tuple[ContributionRow, ...], lines: tuple[LineRow, ...]) -> tuple[ContributionRow, ...]:
    """Contributions that reach what is spent from them."""
    spent: dict[tuple[str, str, str], Decimal] = {}
    for line in lines:
        key = (line.fund, line.payer, line.stream)
        spent[key] = spent.get(key, ZERO) + line.amount
    by_key = {(row.fund, row.partner, row.stream): row for row in given}
    rows = []
    for key in dict.fromkeys([*by_key, *spent]):
        there = by_key.get(key)
        amount = max(there.amount if there else ZERO, spent.get(key, ZERO))
        rows.append(ContributionRow(there.row if there else 0, *key, amount))
    return tuple(rows)
