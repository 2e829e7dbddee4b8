"""The money of a plan: indicative contributions, and for each fund an opening budget that waits for a decision."""

from __future__ import annotations

from collections.abc import Mapping

from budgets.models import Change, Contribution, Fund, ProposedContribution
from s75.history import recorded
from s75.models import User
from s75.years import year_label
from schemes.content_checks import check_contents
from schemes.contents import read_contents
from schemes.models import Line, ProposedBudget
from schemes.plans.permission import require_funds, require_plans
from schemes.plans.plan import Plan
from schemes.plans.there import There

Pot = tuple[str, str, str]  # fund, partner, stream


def make_contributions(plan: Plan, there: There, *, by: User) -> dict[Pot, Contribution]:
    """The contributions of a plan, indicative and without amount yet; those that are there already are used."""
    require_plans(by, there.place)
    found: dict[Pot, Contribution] = {}
    new: list[Contribution] = []
    for row in plan.new.contributions:
        fund, partner, stream = there.funds[row.fund], there.partners[row.partner], there.stream(row.stream)
        assert stream is not None
        held = there.contributions.get((fund.pk, stream.pk, partner.heir_id or 0))
        if held is None:
            held = Contribution(fund=fund, year=plan.year, partner=partner, stream=stream, ceiling=row.ceiling)
            new.append(held)
        found[row.fund, row.partner, row.stream] = held
    with recorded(by=by, reason=f"Import the plan {plan.filename}"):
        Contribution.objects.bulk_create(new)
    return found


def request_openings(
    plan: Plan, there: There, lines: Mapping[str, Line], given: Mapping[Pot, Contribution], *, by: User
) -> list[Change]:
    """One opening budget for each fund that gets any, requested; whoever brings the plan in never decides on it."""
    funds = [there.funds[code] for code in plan.funds]
    require_funds(by, there.place, funds)
    with recorded(by=by, reason=f"Import the plan {plan.filename}"):
        made = [_opening(plan, fund, lines, given, by) for fund in funds]
        return [change for change in made if change is not None]


def _opening(
    plan: Plan, fund: Fund, lines: Mapping[str, Line], given: Mapping[Pot, Contribution], by: User
) -> Change | None:
    budgets = [(lines[row.ref], row.amount) for row in plan.new.lines if row.fund == fund.code and row.amount]
    money_in = [
        (given[row.fund, row.partner, row.stream], row.amount)
        for row in plan.new.contributions
        if row.fund == fund.code and row.amount
    ]
    if not budgets and not money_in:
        return None
    change = Change.objects.create(
        place=plan.place,
        fund=fund,
        year=plan.year,
        kind=Change.Kind.OPENING,
        title=f"Opening budget {year_label(plan.year)}",
        reason=f"The plan for {year_label(plan.year)}, brought in from {plan.filename}.",
        basis=plan.filename[:200],
        effective_from=1,
        requested_by=by,
    )
    ProposedBudget.objects.bulk_create(
        (ProposedBudget(change=change, line=line, amount=amount) for line, amount in budgets), batch_size=1000
    )
    ProposedContribution.objects.bulk_create(
        ProposedContribution(change=change, contribution=contribution, amount=amount)
        for contribution, amount in money_in
    )
    contents = read_contents(change)
    check_contents(contents, month=1)
    change.amount, change.within_scheme = contents.amount, contents.within_scheme
    change.state = Change.State.REQUESTED
    change.save()
    return change
