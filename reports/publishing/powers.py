"""Who may do what with a paper: write it, sign it, publish it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.apps import apps

from budgets.access import access_of, require
from budgets.models import Fund
from budgets.roles import BY_KEY, Power
from reports.models import Paper
from s75.errors import NotPermitted
from s75.models import User


def require_for_all(user: User, power: Power, funds: Iterable[Fund]) -> None:
    """Raise NotPermitted unless the person has the power in the agreement of every fund. Of no fund nobody has any."""
    agreements = sorted({fund.agreement_id for fund in funds})
    if not agreements:
        raise NotPermitted("There is no fund that this would be of.")
    for agreement in agreements:
        require(user, power, agreement=agreement)


def may_for_all(user: User, power: Power, funds: Iterable[Fund]) -> bool:
    agreements = {fund.agreement_id for fund in funds}
    return bool(agreements) and all(access_of(user).may(power, heir=None, agreement=one) for one in agreements)


def holds_role(user: User, role: str, funds: Sequence[Fund]) -> bool:
    """Whether the person has the role for a partner in every agreement of the funds."""
    found = access_of(user)
    agreements = {fund.agreement_id: fund.agreement for fund in funds}
    return all(
        found.holds(role, heirs=frozenset(agreement.partners.values_list("heir", flat=True)), agreement=key)
        for key, agreement in agreements.items()
    )


def role_title(role: str) -> str:
    return BY_KEY[role].title if role in BY_KEY else role.replace("_", " ").capitalize()


def authors_of(paper: Paper) -> set[int]:
    """Everybody who ever wrote in the paper, and whoever began it."""
    events = apps.get_model("reports", "PaperTextEvent").objects.filter(paper=paper.pk)
    wrote = events.order_by().values_list("saved_by", flat=True).distinct()
    return {paper.created_by_id, *wrote}
