"""What a reserve is to pay for: a project proposed with its costs by heading and year, decided on, and closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils import timezone

from budgets.access import access_of
from budgets.actions.reserves import held_period, locked_reserve
from budgets.holdings import balance_of, committed_of, cost_of, drawn_by
from budgets.models import Change, Fund, Period, Reserve, ReserveCommitment, ReserveProject
from budgets.roles import Power
from s75.errors import BadInput, NotBalanced, NotPermitted, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import total
from s75.years import london_date

State = ReserveProject.State
Costs = Mapping[tuple[str, int], tuple[Decimal, str]]  # by heading and year: £, and how it was worked out


def stamp(period: Period) -> int:
    """A period as a project keeps it: year × 100 + month."""
    return period.year * 100 + period.month


def add_project(
    *,
    reserve: Reserve,
    year: int,
    name: str,
    costs: Costs,
    by: User,
    position: int = 0,
    source: str = "",
    illustrative: bool = False,
) -> ReserveProject:
    """Propose what the reserve is to pay for, with its costs, in the open period of a year."""
    _require_proposing(by, reserve)
    with recorded(by=by, reason=f"Propose {name.strip()}"):
        period = held_period(reserve.fund, year)
        locked = locked_reserve(reserve)
        if not name.strip() or locked.projects.filter(name__iexact=name.strip()).exists():
            raise BadInput(f"{locked} has a project of that name already, or it has none. Give it a name of its own.")
        project = ReserveProject.objects.create(
            reserve=locked,
            name=name.strip(),
            proposed_by=by,
            proposed_in=stamp(period),
            position=position,
            source=source.strip(),
            illustrative=illustrative,
        )
        _write(project, costs)
        return project


def set_commitments(*, project: ReserveProject, costs: Costs, by: User) -> ReserveProject:
    """Put these costs in place of a proposed project's; whoever sets them is who proposes it.

    WrongState once it was decided on: what was agreed stands. For more another project is proposed; for less it is closed.
    """
    _require_proposing(by, project.reserve)
    with recorded(by=by, reason=f"Set what {project} costs"):
        locked = _locked(project)
        _require_state(locked, State.PROPOSED, "what it costs stands. Propose another project for more, or close it")
        locked.commitments.all().delete()
        _write(locked, costs)
        locked.proposed_by = by
        locked.save()
        return locked


def _write(project: ReserveProject, costs: Costs) -> None:
    if not costs or total(amount for amount, _ in costs.values()) <= 0:
        raise BadInput("Enter at least one heading with an amount above zero in one year.")
    wrong = next((heading for (heading, _), (amount, _) in costs.items() if not heading.strip() or amount < 0), None)
    if wrong is not None:
        raise BadInput("Each cost has a heading, and an amount of zero or more." if wrong else "Name the heading.")
    headings = list(dict.fromkeys(heading for heading, _ in costs))
    ReserveCommitment.objects.bulk_create(
        ReserveCommitment(
            project=project,
            heading=heading.strip(),
            year=year,
            amount=amount,
            note=note.strip(),
            position=headings.index(heading),
        )
        for (heading, year), (amount, note) in costs.items()
    )


def decide_project(
    *,
    project: ReserveProject,
    year: int,
    approve: bool,
    authority: str,
    by: User,
    committee: str = "",
    minute: str = "",
    decided_on: date | None = None,
) -> ReserveProject:
    """Agree or refuse a proposed project, in the open period of a year; never by whoever proposed it.

    `authority` says by which authority, or why not. A committee's decision is recorded with its name, its minute's
    reference and its date. Raises NotBalanced when agreed projects would cost more than the reserve holds for them.
    """
    if not authority.strip() and not committee.strip():
        raise BadInput("Say by which authority it is agreed, or why it is refused.")
    with recorded(by=by, reason=authority.strip() or f"{committee.strip()} decided on {project}"):
        period = held_period(project.reserve.fund, year)
        locked = _locked(project)
        _require_decider(locked, by, committee=bool(committee.strip()))
        _require_state(locked, State.PROPOSED, "it is decided already")
        if committee.strip():
            authority = _of_committee(authority.strip(), committee.strip(), minute.strip(), decided_on)
        if approve:
            _check_held(locked)
        locked.state = State.AGREED if approve else State.REFUSED
        locked.authority = authority.strip()[:200]
        locked.decided_by, locked.decided_in = by, stamp(period)
        locked.save()
        return locked


def may_decide_project(user: User, project: ReserveProject) -> bool:
    """Whether the person agrees or refuses it in their own role: never who proposed it."""
    return user.pk != project.proposed_by_id and _has(user, Power.DECIDE_CHANGES, project.reserve.fund)


def may_record_project(user: User, project: ReserveProject) -> bool:
    """Whether the person records what a committee decided on it: who posts the host's changes, or decides on changes."""
    return user.pk != project.proposed_by_id and may_close_projects(user, project.reserve.fund)


def _require_decider(project: ReserveProject, by: User, *, committee: bool) -> None:
    if by.pk == project.proposed_by_id:
        raise NotPermitted(f"{by} proposed “{project}”, so somebody else must decide on it.")
    if not (may_record_project(by, project) if committee else may_decide_project(by, project)):
        raise NotPermitted(
            f"{by} may not decide on “{project}”. A finance director may; a committee's decision is recorded by the pool "
            f"manager of {project.reserve.fund.host} as well."
        )


def _of_committee(said: str, committee: str, minute: str, on: date | None) -> str:
    if not minute or on is None:
        raise BadInput(
            "A committee's decision is recorded with the reference of its minute and the date of its meeting."
        )
    if on > london_date(timezone.now()):
        raise BadInput("The committee's meeting lies in the future. Record its decision when it has met.")
    named = f"{committee}, {on:%-d %B %Y}, {minute}"
    return f"{named}: {said}" if said else named


def _check_held(project: ReserveProject) -> None:
    """What all agreed projects are still to draw is in the reserve."""
    reserve, cost = project.reserve, cost_of(project)
    holds, committed = balance_of(reserve), committed_of(reserve)
    if cost > holds - committed:
        raise NotBalanced(
            f"“{project}” costs £{cost:,.2f}. {reserve} holds £{holds:,.2f}, of which £{committed:,.2f} is committed to other "
            f"projects: £{holds - committed:,.2f} is left. Lower its costs, or top the reserve up first."
        )


def close_project(*, project: ReserveProject, year: int, reason: str, by: User) -> ReserveProject:
    """End an agreed project, in the open period of a year: what it has not drawn is uncommitted again.

    WrongState while a drawdown for it waits to be decided or posted.
    """
    fund = project.reserve.fund
    if not may_close_projects(by, fund):
        raise NotPermitted(
            f"{by} may not close “{project}”. The pool manager of {fund.host} or a finance director may."
        )
    if not reason.strip():
        raise BadInput("Say why the project is closed. The reason is kept on record.")
    with recorded(by=by, reason=reason.strip()):
        period = held_period(fund, year)
        locked = _locked(project)
        _require_state(locked, State.AGREED, "only an agreed project is closed")
        waiting = (Change.State.REQUESTED, Change.State.APPROVED)
        if locked.changes.filter(state__in=waiting, reverses=None).exists():
            raise WrongState(f"A drawdown for “{locked}” waits to be decided or posted. Post or refuse it first.")
        locked.state, locked.closed_in = State.CLOSED, stamp(period)
        locked.save()
        return locked


def may_propose_projects(user: User, fund: Fund) -> bool:
    """Whether the person proposes what the reserves of the fund are to pay for."""
    return _has(user, Power.PROPOSE_CHANGES, fund)


def may_close_projects(user: User, fund: Fund) -> bool:
    """Whether the person posts the host's changes, or decides on changes for a partner of the agreement."""
    posts = access_of(user).may(Power.POST_CHANGES, heir=fund.host.heir_id, agreement=fund.agreement_id)
    return posts or _has(user, Power.DECIDE_CHANGES, fund)


def _has(user: User, power: Power, fund: Fund) -> bool:
    """Whether the person has the power for a partner of the fund's agreement."""
    heirs = access_of(user).heirs_with(power, agreement=fund.agreement_id)
    return bool(heirs) and fund.agreement.partners.filter(heir__in=heirs).exists()


def _require_proposing(by: User, reserve: Reserve) -> None:
    if not may_propose_projects(by, reserve.fund):
        raise NotPermitted(f"{by} may not propose what {reserve} pays for. A finance officer or a pool manager may.")


def freed_by(project: ReserveProject) -> Decimal:
    """What closing a project would leave uncommitted, in £."""
    return cost_of(project) - drawn_by(project)


def _locked(project: ReserveProject) -> ReserveProject:
    """The project as it stands now; its reserve is locked before it, as for everything that moves the reserve."""
    reserve = locked_reserve(project.reserve)
    locked = held(ReserveProject.objects).get(pk=project.pk)
    locked.reserve = reserve
    return locked


def _require_state(project: ReserveProject, state: str, why: str) -> None:
    if project.state != state:
        raise WrongState(f"“{project}” is {project.get_state_display().lower()}: {why}.")
