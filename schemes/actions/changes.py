"""What a change holds: drafted, edited and asked for with its amounts on both sides of the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from budgets.actions.changes import check_reserve, in_state, propose_change, require_owner, require_requester
from budgets.models import (
    Change,
    Contribution,
    Fund,
    FundingStream,
    Partner,
    Period,
    ProposedContribution,
    Reserve,
    ReserveProject,
)
from budgets.notices.changes import tell_asked
from s75.errors import AlreadyDone, BadInput, WrongState
from s75.history import recorded
from s75.models import User
from s75.years import CLOSING_MONTH, year_label
from schemes.content_checks import check_contents
from schemes.contents import Contents, read_contents
from schemes.models import Line, ProposedBudget


@dataclass(frozen=True)
class Amounts:
    """What a change holds, in £: by line, and by stream and partner; a ceiling where a claim is agreed for the first time."""

    budgets: Mapping[Line, Decimal] = field(default_factory=dict)
    money_in: Mapping[tuple[FundingStream, Partner], Decimal] = field(default_factory=dict)
    ceilings: Mapping[tuple[FundingStream, Partner], Decimal] = field(default_factory=dict)


def draft_change(
    *,
    fund: Fund,
    year: int,
    kind: str,
    title: str,
    reason: str,
    effective_from: int,
    amounts: Amounts,
    by: User,
    key: UUID,
    authority: str = "",
    basis: str = "",
    reserve: Reserve | None = None,
    project: ReserveProject | None = None,
    ask: bool = False,
) -> Change:
    """A change with its amounts in one step: a draft, or with `ask` requested at once.

    The same request sent twice makes it once; AlreadyDone when the key came before with other content.
    """
    with recorded(by=by, reason=reason):
        change = propose_change(
            fund=fund, year=year, kind=kind, title=title, reason=reason, effective_from=effective_from,
            authority=authority, basis=basis, key=key, reserve=reserve, project=project, by=by,
        )  # fmt: skip
        held = read_contents(change)
        if change.state != Change.State.DRAFT or held.budgets or held.contributions:
            if _held(held) != _wanted(amounts):
                raise AlreadyDone(
                    "This form was sent before with other amounts, and is kept as it was. Open the change."
                )
            return change
        set_change_amounts(change=change, amounts=amounts, by=by)
        return request_change(change=change, by=by) if ask else change


def _held(contents: Contents) -> dict[tuple[int, ...], Decimal]:
    """The amounts of a change by line, or by stream and heir."""
    lines: dict[tuple[int, ...], Decimal] = {(row.line_id,): row.amount for row in contents.budgets}
    for row in contents.contributions:
        lines[row.contribution.stream_id, row.contribution.partner.heir_id or 0] = row.amount
    return lines


def _wanted(amounts: Amounts) -> dict[tuple[int, ...], Decimal]:
    lines: dict[tuple[int, ...], Decimal] = {(line.pk,): amount for line, amount in amounts.budgets.items() if amount}
    for (stream, partner), amount in amounts.money_in.items():
        if amount:
            lines[stream.pk, partner.heir_id or 0] = amount
    return lines


def edit_change(
    *,
    change: Change,
    title: str,
    reason: str,
    effective_from: int,
    amounts: Amounts,
    by: User,
    authority: str = "",
    basis: str = "",
    reserve: Reserve | None = None,
    project: ReserveProject | None = None,
    ask: bool = False,
) -> Change:
    """Put other words and amounts into one's own draft, all at once; with `ask` it is requested then."""
    require_requester(change, by)
    with recorded(by=by, reason=reason):
        locked = in_state(change, Change.State.DRAFT)
        if locked.reverses_id is not None:
            raise WrongState("A reversal mirrors the change that it takes back. Throw it away, or ask for it as it is.")
        locked.title, locked.reason, locked.effective_from = title, reason, effective_from
        locked.authority, locked.basis = authority, basis
        if locked.kind == Change.Kind.DRAWDOWN:
            check_reserve(locked.fund, reserve, project)
            locked.reserve, locked.project = reserve, project
        locked.save()
        set_change_amounts(change=locked, amounts=amounts, by=by)
        return request_change(change=locked, by=by) if ask else locked


def set_change_amounts(*, change: Change, amounts: Amounts, by: User) -> None:
    """Put these amounts in place of whatever a draft held. Amounts of zero are left out.

    A contribution that the fund does not have yet comes with it, indicative and without any amount until the change is
    posted. Raises BadInput for a line of another fund or year, or a stream or partner that is not of the agreement.
    """
    require_requester(change, by)
    with recorded(by=by, reason=change.reason):
        locked = in_state(change, Change.State.DRAFT)
        _check_lines(locked, amounts)
        locked.proposed_budgets.all().delete()
        locked.proposed_contributions.all().delete()
        ProposedBudget.objects.bulk_create(
            (
                ProposedBudget(change=locked, line=line, amount=amount)
                for line, amount in amounts.budgets.items()
                if amount
            ),
            batch_size=1000,
        )
        ProposedContribution.objects.bulk_create(
            ProposedContribution(
                change=locked, contribution=_contribution(locked, pot, amounts.ceilings.get(pot)), amount=amount
            )
            for pot, amount in amounts.money_in.items()
            if amount
        )


def _check_lines(change: Change, amounts: Amounts) -> None:
    strays = [line.ref for line in amounts.budgets if (line.fund_id, line.year) != (change.fund_id, change.year)]
    if strays:
        raise BadInput(
            f"{', '.join(strays[:3])} {'is' if len(strays) == 1 else 'are'} not of {change.fund} in "
            f"{year_label(change.year)}. A change stays in one fund's year."
        )


def _contribution(change: Change, pot: tuple[FundingStream, Partner], ceiling: Decimal | None) -> Contribution:
    """The fund's contribution from a stream and partner (or whoever it succeeded), new where there is none."""
    stream, partner = pot
    partners = {one.heir_id for one in change.fund.agreement.partners.all()}
    if stream.place_id != change.place_id or partner.heir_id not in partners:
        raise BadInput(f"{stream} of {partner} is not of this agreement. Choose one of its streams and partners.")
    found = Contribution.objects.filter(
        fund=change.fund, year=change.year, stream=stream, partner__heir=partner.heir_id
    ).order_by("pk")
    kept = found.filter(partner=partner).first() or found.first()
    if kept is None:
        return Contribution.objects.create(
            fund=change.fund, year=change.year, partner=partner, stream=stream, ceiling=ceiling
        )
    if ceiling is not None and kept.ceiling is None:
        kept.ceiling = ceiling
        kept.save()
    return kept


def discard_change(*, change: Change, by: User) -> None:
    """Throw a draft away. By whoever proposed it, or who posts the fund's changes; the history keeps what it was."""
    require_owner(change, by)
    with recorded(by=by, reason=f"Throw away: {change.title}"):
        locked = in_state(change, Change.State.DRAFT)
        locked.proposed_budgets.all().delete()
        locked.proposed_contributions.all().delete()
        locked.delete()


def request_change(*, change: Change, by: User) -> Change:
    """Ask for a decision on one's own draft: from here its amounts stand, and its approval is judged by their size.

    Refused when it could not be posted as the books stand now: nothing in it, a virement that is not zero, a line taken
    below zero, budgets beyond contributions, a stream outside its years, ring-fenced money outside its schemes, a claim
    above its ceiling.
    """
    require_requester(change, by)
    with recorded(by=by, reason=change.reason):
        locked = in_state(change, Change.State.DRAFT)
        contents = read_contents(locked)
        check_contents(contents, month=max(open_or_next(locked.fund, locked.year), locked.effective_from))
        locked.amount, locked.within_scheme = contents.amount, contents.within_scheme
        locked.state = Change.State.REQUESTED
        locked.save()
        tell_asked(locked, by=by)
        return locked


def open_or_next(fund: Fund, year: int) -> int:
    """The period into which a change would be posted: the open one, else the one after the last locked."""
    periods = Period.objects.filter(fund=fund, year=year)
    is_open = periods.filter(state=Period.State.OPEN).values_list("month", flat=True).first()
    last = periods.filter(state=Period.State.LOCKED).aggregate(last=Max("month"))["last"] or 0
    return is_open or min(last + 1, CLOSING_MONTH)
