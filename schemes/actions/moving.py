"""Moving a fund under the agreement that follows its own; its history, its entries and its papers stay as they are."""

from __future__ import annotations

from budgets.access import require, require_host
from budgets.models import Agreement, Change, Fund, Membership, Partner
from budgets.roles import Power
from s75.errors import BadInput, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.today import today
from s75.years import year_of
from schemes.models import Line

AGREED = (Agreement.Status.SIGNED, Agreement.Status.VARIED)
PENDING = (Change.State.REQUESTED, Change.State.APPROVED)


def move_fund(*, fund: Fund, agreement: Agreement, reason: str, by: User) -> Fund:
    """From now on the fund stands under another agreement of its place, whose limits then say who decides.

    Refused while that agreement is not signed, has not begun or has run out; while a partner that has money in the fund
    from then on is not in it; and while a change of the fund is on its way, because the old agreement says who decides.
    """
    require_host(by, Power.SET_UP, fund)
    require(by, Power.SET_UP, partner=fund.host, agreement=agreement.pk)
    if not reason.strip():
        raise BadInput(
            "Say why the fund moves, for example which agreement follows which. The reason is kept on record."
        )
    with recorded(by=by, reason=reason.strip()):
        locked = held(Fund.objects).select_related("agreement", "host").get(pk=fund.pk)
        new = held(Agreement.objects).get(pk=agreement.pk)
        _require_in_force(locked, new)
        _require_parties(locked, new)
        _require_settled(locked)
        locked.agreement = new
        locked.save()
        return locked


def _require_in_force(fund: Fund, new: Agreement) -> None:
    day = today()
    if new.place_id != fund.place_id:
        raise BadInput(f"“{new}” is an agreement of another place.")
    if new.pk == fund.agreement_id:
        raise WrongState(f"{fund} stands under “{new}” already.")
    if new.status not in AGREED:
        raise WrongState(
            f"“{new}” is {new.get_status_display().lower()}. A fund moves under an agreement that is signed: record its "
            "signature first."
        )
    if new.starts > day:
        raise WrongState(f"“{new}” begins on {new.starts:%-d %B %Y}. Move {fund} on that day.")
    if new.ends is not None and new.ends < day:
        raise WrongState(f"“{new}” ran out on {new.ends:%-d %B %Y}. Move {fund} under one that is in force.")


def _require_parties(fund: Fund, new: Agreement) -> None:
    """That no partner with a part in the fund from the agreement's first year on is left behind."""
    parties = set(new.partners.values_list("heir", flat=True))
    since = year_of(new.starts)
    wanted: set[int | None] = {fund.host.heir_id}
    wanted |= set(fund.contributions.filter(year__gte=since).values_list("partner__heir", flat=True))
    lines = Line.objects.filter(fund=fund, year__gte=since)
    for whose in ("contributing_partner__heir", "spending_partner__heir"):
        wanted |= set(lines.values_list(whose, flat=True))
    if missing := {heir for heir in wanted - parties if heir}:
        names = ", ".join(Partner.objects.filter(pk__in=missing).order_by("name").values_list("name", flat=True))
        raise WrongState(f"{names} has a part in {fund} and is not in “{new}”. Add it to that agreement first.")


def narrowed_to(agreement: Agreement) -> list[str]:
    """The people whose roles are narrowed to an agreement: a fund that leaves it leaves their sight."""
    held = Membership.objects.filter(agreement=agreement, ended_at=None).select_related("user")
    return sorted({str(one.user) for one in held})


def _require_settled(fund: Fund) -> None:
    change = fund.changes.filter(state__in=PENDING).order_by("pk").first()
    if change is not None:
        raise WrongState(
            f"“{change.title}” is {change.get_state_display().lower()} under “{fund.agreement}”, which says who decides on "
            "it. Let it be decided and posted, or withdraw it, first."
        )
