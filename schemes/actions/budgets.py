"""Budgets of lines: proposed by a change, and posted with it on both sides, money in and money out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import connection
from django.db.models import Q, Sum
from django.utils import timezone

from budgets.access import require_host
from budgets.actions.changes import in_state, next_number, require_requester
from budgets.actions.reserves import draw_reserve
from budgets.models import Change, Contribution, ContributionEntry, FundingStream, Partner, Period
from budgets.notices.changes import tell_posted
from budgets.roles import Power
from s75.errors import NotBalanced, PeriodLocked
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import ZERO, spread_over_months
from s75.planner import written
from s75.years import MONTHS, year_label
from schemes.content_checks import check_contents, too_much
from schemes.contents import Contents, read_contents
from schemes.models import BudgetEntry, Line, ProposedBudget


def propose_budgets(*, change: Change, amounts: Mapping[Line, Decimal], by: User) -> None:
    """Add amounts to the lines of a draft change, on the side of money out."""
    require_requester(change, by)
    with recorded(by=by, reason=change.reason):
        in_state(change, Change.State.DRAFT)
        ProposedBudget.objects.bulk_create(
            ProposedBudget(change=change, line=line, amount=amount) for line, amount in amounts.items()
        )


def spread_of(line: Line, amount: Decimal, effective_from: int) -> list[Decimal]:
    """The twelve months of a new amount: by the line's profile, or in equal months, from the effective period on."""
    first = min(effective_from, 12)
    weights = list(line.profile or [Decimal(1)] * 12)[first - 1 :]
    return [ZERO] * (first - 1) + spread_over_months(amount, weights)


def post_change(*, change: Change, by: User) -> Change:
    """Post an approved change into its fund's open period: it gets its number and writes its entries, once.

    What it takes from and the period are locked before anything is checked, so that of two changes at the same moment
    the second sees what the first took. Raises WrongState unless it is approved, PeriodLocked when no period is open,
    NotBalanced when a line or a reserve does not hold what is taken or budgets would exceed the contributions that pay
    for them.
    """
    require_host(by, Power.POST_CHANGES, change.fund)
    with recorded(by=by, reason=change.reason):
        locked = in_state(change, Change.State.APPROVED)
        if locked.number is None and locked.kind != Change.Kind.OPENING:
            locked.number = next_number(locked.place, locked.year)
        _hold_givers(locked)
        period = _open_period(locked)
        contents = read_contents(locked)
        check_contents(contents, month=max(period.month, locked.effective_from))
        locked.state, locked.posted_in = Change.State.POSTED, period.month
        locked.posted_by, locked.posted_at = by, timezone.now()
        locked.save()
        _post_contributions(contents, period.month)
        _post_budgets(contents, period.month)
        if locked.kind == Change.Kind.DRAWDOWN:
            draw_reserve(change=locked, amount=contents.contributed, posted_in=period.month, by=by)
        check_balance(locked)
        tell_posted(locked, by=by)
        return locked


def _hold_givers(change: Change) -> None:
    """Lock the lines that lose budget, as the database's own rule does; before the period, as who saves their rows does."""
    loses = Q(line__income=False, amount__lt=0) | Q(line__income=True, amount__gt=0)
    givers = change.proposed_budgets.filter(loses).order_by().values("line")
    list(held(Line.objects).filter(pk__in=givers).order_by("pk").values_list("pk"))


def _open_period(change: Change) -> Period:
    """The fund's open period, kept open until this transaction ends."""
    period = held(Period.objects).filter(fund=change.fund, year=change.year, state=Period.State.OPEN).first()
    if period is None:
        raise PeriodLocked(f"No period of {change.fund} is open in {year_label(change.year)}. Open one, then post.")
    return period


def _post_contributions(contents: Contents, posted_in: int) -> None:
    change = contents.change
    ContributionEntry.objects.bulk_create(
        ContributionEntry(
            change=change,
            contribution_id=proposed.contribution_id,
            fund_id=change.fund_id,
            year=change.year,
            posted_in=posted_in,
            effective_from=change.effective_from,
            amount=proposed.amount,
        )
        for proposed in contents.contributions
    )


def sum_of(contribution: Contribution) -> Decimal:
    """What a contribution stands at in its year, in £: the sum of all its entries."""
    found = contribution.entries.aggregate(amount=Sum("amount"))["amount"]
    return found if found is not None else ZERO


def _post_budgets(contents: Contents, posted_in: int) -> None:
    change = contents.change
    BudgetEntry.objects.bulk_create(
        (
            BudgetEntry(
                change=change,
                line=row.line,
                fund_id=change.fund_id,
                year=change.year,
                opening=change.kind == Change.Kind.OPENING,
                posted_in=posted_in,
                effective_from=change.effective_from,
                amount=row.amount,
                months=spread_of(row.line, row.amount, change.effective_from),
            )
            for row in contents.budgets
        ),
        batch_size=1000,
    )
    written(BudgetEntry, len(contents.budgets))


def check_balance(change: Change) -> None:
    """Raise NotBalanced, naming stream and amounts, when budgets of the fund's year exceed contributions in any period."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM s75_unbalanced(%s, %s) LIMIT 1", [change.fund_id, change.year])
        short = cursor.fetchone()
    if short:
        stream, partner = FundingStream.objects.get(pk=short[0]), Partner.objects.get(pk=short[1])
        raise NotBalanced(too_much(stream, partner, *short[2:5]))


def budget_of(line: Line, *, as_at: int = max(MONTHS) + 1) -> Decimal:
    """The current budget of a line as at a period, in £: the sum of what is posted and effective by then."""
    found = line.budget_entries.filter(counts_from__lte=as_at).aggregate(amount=Sum("amount"))["amount"]
    return found if found is not None else ZERO
