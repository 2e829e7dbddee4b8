"""Ring-fences: on which schemes a stream's money may be spent."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum

from budgets.access import require_set_up
from budgets.models import FundingStream
from s75.errors import BadInput, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from schemes.models import BudgetEntry, PermittedScheme, Scheme


def set_permitted(*, stream: FundingStream, schemes: Iterable[Scheme], by: User) -> list[Scheme]:
    """The schemes permitted to a ring-fenced stream, in place of those that were.

    WrongState for a stream without a ring-fence, and where one that refuses other schemes has budget on a scheme that
    would no longer be permitted.
    """
    require_set_up(by, stream.place)
    with recorded(by=by, reason=f"Choose the schemes permitted to {stream}"):
        locked = held(FundingStream.objects).get(pk=stream.pk)
        if not locked.ring_fenced:
            raise WrongState(f"{locked} is not ring-fenced, so every scheme may use it.")
        wanted = {scheme.pk: scheme for scheme in schemes}
        if stranger := next((one for one in wanted.values() if one.place_id != locked.place_id), None):
            raise BadInput(f"{stranger} is not a scheme of {locked.place}.")
        before = dict(locked.permitted.values_list("scheme", "pk"))
        _require_unused(locked, set(before) - set(wanted))
        PermittedScheme.objects.filter(pk__in=[pk for scheme, pk in before.items() if scheme not in wanted]).delete()
        PermittedScheme.objects.bulk_create(
            PermittedScheme(stream=locked, scheme=scheme) for pk, scheme in sorted(wanted.items()) if pk not in before
        )
        return list(wanted.values())


def _require_unused(stream: FundingStream, schemes: set[int]) -> None:
    if stream.outside != FundingStream.Outside.REFUSE or not schemes:
        return
    held = BudgetEntry.objects.filter(line__stream=stream, line__scheme__in=schemes)
    rows = (
        held.values("line__scheme__name").annotate(amount=Sum("amount")).exclude(amount=0).order_by("line__scheme__ref")
    )
    if (first := rows.first()) is not None:
        raise WrongState(
            f"{first['line__scheme__name']} has £{first['amount']:,.2f} of {stream}. Move that budget by a change first."
        )
