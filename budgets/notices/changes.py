"""Who hears of a change on its way: whoever decides, whoever asked, whoever posts."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from budgets.actions.notices import is_silent, tell
from budgets.limits import may_decide, may_record
from budgets.models import Change
from budgets.notices.people import holders, hosts
from budgets.roles import Power
from s75.models import User
from s75.years import month_label, year_label


def tell_asked(change: Change, *, by: User) -> None:
    """Tell whoever may decide on a change, or record what a committee decides, that it waits."""
    if is_silent():
        return
    powers = (Power.DECIDE_CHANGES, Power.POST_CHANGES)
    able = User.objects.in_bulk(holders(powers, agreement=change.fund.agreement_id))
    to = [pk for pk, user in able.items() if may_decide(user, change) or may_record(user, change)]
    _tell("change_asked", change, to, by)


def tell_decided(change: Change, *, by: User) -> None:
    """Tell whoever asked how it was decided; of an approved one also whoever posts it."""
    approved = change.state == Change.State.APPROVED
    to = {change.requested_by_id} | (hosts(change.fund, Power.POST_CHANGES) if approved else set())
    _tell("change_decided", change, to, by, decided="approved" if approved else "refused")


def tell_posted(change: Change, *, by: User) -> None:
    """Tell whoever asked for it and whoever decided on it that it stands."""
    period = f"{month_label(change.posted_in or 0)} {year_label(change.year)}"
    _tell("change_posted", change, filter(None, (change.requested_by_id, change.decided_by_id)), by, period=period)


def _tell(kind: str, change: Change, to: Iterable[int], by: User, **words: object) -> None:
    tell(
        kind,
        to=to,
        href=reverse("change", args=[change.place.slug, change.pk]),
        place=change.place,
        by=by,
        says={"title": change.title, "fund": change.fund, **words},
    )
