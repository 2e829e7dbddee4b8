"""Another place beside the small world, and somebody of it who only reads in Testshire."""

from __future__ import annotations

from datetime import date

from budgets.access import forget_access
from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import appoint_administrator, give_role
from budgets.actions.places import add_partner, create_place
from s75.models import User
from tests.universe import Universe


def visitor(world: Universe) -> User:
    """The world's auditor, who is now a finance officer of Othershire's council as well."""
    by = world.operator
    place = create_place(slug="othershire", name="Othershire", board="Othershire HWB", by=by)
    council = add_partner(place=place, code="OC", name="Othershire Council", kind="council", by=by)
    board = add_partner(place=place, code="OI", name="NHS Othershire ICB", kind="nhs", by=by)
    starts = date(2024, 4, 1)
    agreement = create_agreement(
        place=place, title="Othershire agreement", status="signed", starts=starts, signed_on=starts,
        partners=[council, board], by=by,
    )  # fmt: skip
    create_fund(agreement=agreement, code="OTHER", name="Other", arrangement="pooled", host=council, by=by)
    appoint_administrator(user=by, partner=council, by=by)
    forget_access(by)
    give_role(user=world.auditor, place=place, partner=council, role="finance_officer", by=by)
    forget_access(world.auditor)
    return world.auditor
