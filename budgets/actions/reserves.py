"""What moves a reserve: money allocated to it, topped up, drawn by a posted change, and returned to whose it is."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from budgets.access import require_host
from budgets.holdings import balance_of as balance_of
from budgets.holdings import check_drawing, committed_of
from budgets.models import Change, Fund, FundingStream, Partner, Period, Reserve, ReserveEntry, ReserveProject
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput, NotBalanced, PeriodLocked, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import year_label

Kind = ReserveEntry.Kind


def create_reserve(
    *,
    fund: Fund,
    stream: FundingStream,
    partner: Partner,
    name: str,
    by: User,
    contingency: bool = False,
    source: str = "",
    illustrative: bool = False,
) -> Reserve:
    """A reserve of a fund, empty: money of one partner, which what is drawn brings into the fund from its stream."""
    require_host(by, Power.SET_UP, fund)
    with recorded(by=by, reason=f"Set up the reserve {name.strip()}"):
        if stream.place_id != fund.place_id or stream.kind != FundingStream.Kind.RESERVE:
            raise BadInput(
                f"{stream} is not a reserve stream of {fund.place}. Choose one of that kind, or add it first."
            )
        if not fund.agreement.partners.filter(heir=partner.heir_id).exists():
            raise BadInput(f"{partner} is not in the agreement of {fund}. Choose one of its partners.")
        if not name.strip() or fund.reserves.filter(name__iexact=name.strip()).exists():
            raise BadInput(f"{fund} has a reserve of that name already, or it has none. Give it a name of its own.")
        return Reserve.objects.create(
            fund=fund,
            stream=stream,
            partner=partner,
            name=name.strip(),
            contingency=contingency,
            source=source.strip(),
            illustrative=illustrative,
        )


def allocate_reserve(
    *, reserve: Reserve, year: int, amount: Decimal, reason: str, authority: str, by: User, key: UUID | None = None
) -> ReserveEntry:
    """What is first set aside in a reserve, in £, in the fund's open period. The same `key` again posts nothing more."""
    return _post(reserve, Kind.ALLOCATION, year, amount, reason, authority, by, key)


def top_up_reserve(
    *, reserve: Reserve, year: int, amount: Decimal, reason: str, authority: str, by: User, key: UUID | None = None
) -> ReserveEntry:
    """What is added to a reserve later, in £, in the fund's open period."""
    return _post(reserve, Kind.TOP_UP, year, amount, reason, authority, by, key)


def return_reserve(
    *, reserve: Reserve, year: int, amount: Decimal, reason: str, authority: str, by: User, key: UUID | None = None
) -> ReserveEntry:
    """What goes back to whose money it is, in £ above zero. Never what agreed projects are still to draw."""
    return _post(reserve, Kind.RETURNED, year, amount, reason, authority, by, key)


def _post(
    reserve: Reserve, kind: str, year: int, amount: Decimal, reason: str, authority: str, by: User, key: UUID | None
) -> ReserveEntry:
    require_host(by, Power.POST_CHANGES, reserve.fund)
    if not reason.strip() or not authority.strip():
        raise BadInput("Say why, and by which authority: both are kept with the entry.")
    if amount <= 0:
        raise BadInput("Enter an amount above zero.")
    with recorded(by=by, reason=reason.strip()):
        period = held_period(reserve.fund, year)
        locked = locked_reserve(reserve)
        done = ReserveEntry.objects.filter(key=key).first() if key else None
        if done is not None:
            return _same(done, locked, kind, amount)
        _check_kind(locked, kind, amount)
        return ReserveEntry.objects.create(
            reserve=locked,
            fund_id=locked.fund_id,
            year=year,
            posted_in=period.month,
            kind=kind,
            amount=-amount if kind == Kind.RETURNED else amount,
            reason=reason.strip(),
            authority=authority.strip(),
            posted_by=by,
            key=key,
        )


def _same(done: ReserveEntry, reserve: Reserve, kind: str, amount: Decimal) -> ReserveEntry:
    """What was posted by the same form: the entry itself, unless the form now says something else."""
    if (done.reserve_id, done.kind, abs(done.amount)) != (reserve.pk, kind, amount):
        raise AlreadyDone("This form was sent before with other content, and its entry stands. Open the reserve.")
    return done


def _check_kind(reserve: Reserve, kind: str, amount: Decimal) -> None:
    allocated = reserve.entries.filter(kind=Kind.ALLOCATION).exists()
    if kind == Kind.ALLOCATION and allocated:
        raise WrongState(f"{reserve} has its allocation already. Top it up instead.")
    if kind != Kind.ALLOCATION and not allocated:
        raise WrongState(f"Nothing is allocated to {reserve} yet. Allocate it first.")
    if kind == Kind.RETURNED:
        holds, committed = balance_of(reserve), committed_of(reserve)
        if amount > holds - committed:
            raise NotBalanced(
                f"{reserve} holds £{holds:,.2f}, of which £{committed:,.2f} is committed to agreed projects: "
                f"£{holds - committed:,.2f} can be returned, not £{amount:,.2f}. Return less, or close a project first."
            )


def draw_reserve(*, change: Change, amount: Decimal, posted_in: int, by: User) -> ReserveEntry:
    """Take an amount in £ out of the reserve of a change that is being posted (a negative one gives it back).

    The reserve's row is locked before its balance is read, so that of two drawdowns at once the second sees the first.
    Raises NotBalanced when the reserve does not hold so much, or its project has not so much left of what was agreed.
    """
    if change.reserve_id is None or amount == 0:
        raise WrongState(f"“{change.title}” draws nothing from a reserve.")
    with recorded(by=by, reason=change.reason):
        reserve = held(Reserve.objects).get(pk=change.reserve_id)
        project = None
        if change.project_id is not None:
            project = held(ReserveProject.objects).get(pk=change.project_id)
        check_drawing(reserve=reserve, project=project, amount=amount, change=change)
        return ReserveEntry.objects.create(
            reserve=reserve,
            project=project,
            change=change,
            fund_id=change.fund_id,
            year=change.year,
            posted_in=posted_in,
            kind=Kind.DRAWDOWN,
            amount=-amount,
            reason=change.title,
            authority=change.authority,
            posted_by=by,
        )


def locked_reserve(reserve: Reserve) -> Reserve:
    """The reserve as it stands now, locked for this transaction: everything that moves it waits for it."""
    found = held(Reserve.objects).select_related("fund__agreement", "fund__host")
    return found.get(pk=reserve.pk)


def held_period(fund: Fund, year: int) -> Period:
    """The fund's open period of a year, kept open until this transaction ends. PeriodLocked when none is open."""
    rows = held(Period.objects).filter(fund=fund, year=year, state=Period.State.OPEN)
    period = rows.first()
    if period is None:
        raise PeriodLocked(
            f"No period of {fund} is open in {year_label(year)}, so its reserves do not move. Open one first."
        )
    return period
