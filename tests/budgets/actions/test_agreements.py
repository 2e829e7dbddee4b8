"""Agreements, their funds and thresholds: set up and changed by whoever may, as far as locked periods allow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from budgets.actions.agreements import change_agreement, change_fund, create_agreement, create_fund, set_threshold
from budgets.actions.places import add_partner
from budgets.actions.years import lock_open_period
from budgets.models import Agreement, Fund
from s75.errors import BadInput, NotPermitted, PeriodLocked, WrongState
from s75.history import recorded
from s75.models import User
from tests.universe import YEAR, Universe


def made(world: Universe, by: User | None = None, **other: Any) -> Agreement:
    about = {"title": "Second", "status": "draft", "starts": date(2025, 4, 1), "partners": [world.council, world.board]}
    return create_agreement(place=world.place, by=by or world.manager, **{**about, **other})


def changed(world: Universe, by: User | None = None, **other: Any) -> Agreement:
    about = {
        "title": "Testshire agreement", "status": "signed", "starts": date(2024, 4, 1), "signed_on": date(2024, 4, 1),
        "partners": [world.council, world.board],
    }  # fmt: skip
    return change_agreement(agreement=world.agreement, by=by or world.manager, **{**about, **other})


def locked(world: Universe) -> None:
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)


def test_a_pool_manager_sets_up_an_agreement_and_an_officer_does_not(world: Universe) -> None:
    assert made(world).partners.count() == 2
    with pytest.raises(NotPermitted):
        made(world, by=world.officer, title="Third")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": "testshire AGREEMENT"}, "called “testshire AGREEMENT” already"),
        ({"ends": date(2025, 3, 31)}, "cannot end before it starts"),
        ({"status": "signed"}, "Say on which day it was signed"),
        ({"status": "unsigned", "signed_on": date(2025, 4, 1)}, "cannot be “Unsigned”"),
        ({"status": "ended"}, "Say on which day it ended"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(world: Universe, given: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        made(world, **given)
    assert Agreement.objects.filter(place=world.place).count() == 1


def test_a_signed_agreement_needs_two_partners_and_a_draft_does_not(world: Universe) -> None:
    assert made(world, partners=[world.council]).status == "draft"
    with pytest.raises(BadInput, match="between two partners at least"):
        made(world, title="Third", status="signed", signed_on=date(2025, 4, 1), partners=[world.council])


def test_a_partner_without_a_seat_is_refused(world: Universe) -> None:
    from budgets.models import Partner

    stranger = Partner.objects.get(name="Worcestershire County Council")
    with pytest.raises(BadInput, match="has no seat in Testshire"):
        made(world, partners=[world.council, stranger])


def test_an_agreement_is_varied_and_ended_but_not_unsigned_again(world: Universe) -> None:
    assert changed(world, status="varied").status == "varied"
    with pytest.raises(WrongState, match="cannot become draft again"):
        changed(world, status="draft", signed_on=None)
    assert changed(world, status="ended", ends=date(2025, 3, 31)).ends == date(2025, 3, 31)
    with pytest.raises(NotPermitted):
        changed(world, by=world.director)


def test_a_partner_with_a_part_in_its_funds_stays_in_it(world: Universe) -> None:
    district = add_partner(place=world.place, code="DC", name="District", kind="district", by=world.manager)
    changed(world, partners=[world.council, world.board, district])
    assert world.agreement.partners.count() == 3
    changed(world)
    assert world.agreement.partners.count() == 2
    with pytest.raises(WrongState, match="NHS Testshire ICB hosts a fund of this agreement"):
        changed(world, partners=[world.council, district])
    Fund.objects.filter(pk=world.lead.pk).update(host=world.council)
    with pytest.raises(WrongState, match="contributes to a fund of this agreement"):
        changed(world, partners=[world.council, district])


def test_a_fund_is_set_up_with_a_code_that_addresses_can_carry(world: Universe) -> None:
    about: dict[str, Any] = {"agreement": world.agreement, "name": "New", "arrangement": "pooled", "by": world.manager}
    assert create_fund(code="NEW", host=world.council, **about).slug == "testshire-new"
    with pytest.raises(BadInput, match="cannot be part of an address"):
        create_fund(code="A/B", host=world.council, **about)
    with pytest.raises(BadInput, match="The code POOL is Pool's"):
        create_fund(code="pool", host=world.council, **about)
    with pytest.raises(NotPermitted):
        create_fund(code="N2", host=world.council, **{**about, "by": world.officer})


def test_a_host_is_in_the_agreement(world: Universe) -> None:
    district = add_partner(place=world.place, code="DC", name="District", kind="district", by=world.manager)
    with pytest.raises(BadInput, match="District is not in the agreement"):
        create_fund(
            agreement=world.agreement, code="N", name="N", arrangement="pooled", host=district, by=world.manager
        )


def test_arrangement_and_host_change_until_a_period_is_locked(world: Universe) -> None:
    about: dict[str, Any] = {"fund": world.pool, "name": "Pool", "position": 0, "by": world.manager}
    assert change_fund(arrangement="aligned", host=world.council, **about).arrangement == "aligned"
    locked(world)
    with pytest.raises(PeriodLocked, match="P01 2024-25 of Pool is locked"):
        change_fund(arrangement="pooled", host=world.council, **about)
    with pytest.raises(PeriodLocked):
        change_fund(arrangement="aligned", host=world.board, **about)
    renamed = change_fund(arrangement="aligned", host=world.council, **{**about, "name": "New name", "position": 4})
    assert (renamed.name, renamed.position, renamed.arrangement) == ("New name", 4, "aligned")
    with pytest.raises(NotPermitted):
        change_fund(arrangement="aligned", host=world.council, **{**about, "by": world.auditor})


def test_thresholds_count_from_an_unlocked_period_on(world: Universe) -> None:
    about: dict[str, Any] = {"fund": world.pool, "level": "fund", "year": YEAR, "red_pounds": Decimal(5)}
    assert set_threshold(month=1, by=world.manager, **about).red_pounds == 5
    locked(world)
    with pytest.raises(PeriodLocked, match=r"from the period after P01 2024-25 on"):
        set_threshold(month=1, by=world.manager, **about)
    with pytest.raises(PeriodLocked):
        set_threshold(month=1, by=world.manager, **{**about, "year": YEAR - 1})
    assert set_threshold(month=2, by=world.manager, **about).month == 2
    with pytest.raises(NotPermitted):
        set_threshold(month=3, by=world.officer, **about)


@pytest.mark.parametrize(
    ("model", "values", "said"),
    [
        (Fund, {"code": "POOL", "slug": "x", "name": "X", "arrangement": "pooled"}, "a fund of that code meanwhile"),
        (
            Agreement,
            {"title": "Testshire agreement", "starts": date(2024, 4, 1)},
            "an agreement of that title meanwhile",
        ),
    ],
)
def test_what_two_people_add_at_once_is_refused_to_the_second(
    world: Universe, model: type[Fund] | type[Agreement], values: dict[str, Any], said: str
) -> None:
    more = {"agreement": world.agreement, "host": world.council} if model is Fund else {}
    with pytest.raises(BadInput, match=said), recorded(by=world.manager, reason="At the same moment"):
        model.objects.create(place=world.place, **values, **more)
