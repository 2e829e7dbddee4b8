"""Whether a contribution is indicative or confirmed; its amount moves only by a change."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from budgets.access import access_of
from budgets.models import Contribution
from budgets.roles import Power
from s75.errors import BadInput, NotPermitted, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import ZERO


def confirm_contribution(*, contribution: Contribution, by: User) -> Contribution:
    """From indicative to confirmed, by the host's pool manager or the contributing partner's finance director."""
    _require_confirming(by, contribution)
    with recorded(by=by, reason=f"{contribution} is confirmed"):
        locked = locked_contribution(contribution)
        if locked.status == Contribution.Status.CONFIRMED:
            raise WrongState(f"{locked} is confirmed already.")
        locked.status = Contribution.Status.CONFIRMED
        locked.save()
        return locked


def unconfirm_contribution(*, contribution: Contribution, reason: str, by: User) -> Contribution:
    """Back from confirmed to indicative, with the reason on record."""
    _require_confirming(by, contribution)
    if not reason.strip():
        raise BadInput("Say why it is indicative again. The reason is kept on record.")
    with recorded(by=by, reason=reason.strip()):
        locked = locked_contribution(contribution)
        if locked.status == Contribution.Status.INDICATIVE:
            raise WrongState(f"{locked} is indicative already.")
        locked.status = Contribution.Status.INDICATIVE
        locked.save()
        return locked


def may_confirm(user: User, contribution: Contribution) -> bool:
    """Whether the person is the host's pool manager or the contributing partner's finance director."""
    access, fund = access_of(user), contribution.fund
    return access.may(Power.POST_CHANGES, heir=fund.host.heir_id, agreement=fund.agreement_id) or access.may(
        Power.DECIDE_CHANGES, heir=contribution.partner.heir_id, agreement=fund.agreement_id
    )


def _require_confirming(by: User, contribution: Contribution) -> None:
    if not may_confirm(by, contribution):
        raise NotPermitted(
            f"{by} may not confirm {contribution}. The pool manager of {contribution.fund.host} or a finance director of "
            f"{contribution.partner} may."
        )


def locked_contribution(contribution: Contribution) -> Contribution:
    """The contribution as it stands now, locked for this transaction: everything about its instalments waits for it."""
    found = held(Contribution.objects).select_related("fund__host", "partner", "stream")
    return found.get(pk=contribution.pk)


def standing_of(contribution: Contribution) -> Decimal:
    """What a contribution stands at in its year, in £: the sum of all its entries."""
    found = contribution.entries.aggregate(amount=Sum("amount"))["amount"]
    return found if found is not None else ZERO
