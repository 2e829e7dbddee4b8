"""What an agreement says, and who may decide under it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from budgets.actions.terms import Wording, add_limit, change_limit, set_clauses
from budgets.models import ApprovalLimit, Clause
from s75.errors import BadInput, NotPermitted
from tests.universe import Universe


def said(world: Universe) -> dict[str, str]:
    return dict(world.agreement.clauses.values_list("topic", "text"))


def test_clauses_are_written_changed_and_taken_out(world: Universe) -> None:
    by = world.manager
    set_clauses(agreement=world.agreement, clauses={"aims": Wording("Better care", "Schedule 1")}, by=by)
    set_clauses(agreement=world.agreement, clauses={"decisions": Wording("The board decides")}, by=by)
    assert said(world) == {"aims": "Better care", "decisions": "The board decides"}
    set_clauses(agreement=world.agreement, clauses={"aims": Wording(" "), "decisions": Wording("It decides")}, by=by)
    assert said(world) == {"decisions": "It decides"}


def test_words_that_a_person_changes_are_illustrative_no_more(world: Universe) -> None:
    clause = {"aims": Wording("Made up", illustrative=True)}
    set_clauses(agreement=world.agreement, clauses=clause, by=world.manager)
    set_clauses(agreement=world.agreement, clauses={"aims": Wording("Made up")}, by=world.manager)
    assert Clause.objects.get(agreement=world.agreement).illustrative
    set_clauses(agreement=world.agreement, clauses={"aims": Wording("As signed")}, by=world.manager)
    assert not Clause.objects.get(agreement=world.agreement).illustrative


def test_clauses_that_cannot_be_are_refused_and_nothing_is_saved(world: Universe) -> None:
    wrong = {"aims": Wording("Better care"), "services": Wording("", "Schedule 2")}
    with pytest.raises(BadInput, match="“Persons and services” has a source but no text"):
        set_clauses(agreement=world.agreement, clauses=wrong, by=world.manager)
    with pytest.raises(BadInput, match="no topic “weather”"):
        set_clauses(agreement=world.agreement, clauses={"weather": Wording("Fine")}, by=world.manager)
    with pytest.raises(NotPermitted):
        set_clauses(agreement=world.agreement, clauses={"aims": Wording("Mine")}, by=world.officer)
    assert said(world) == {}


def limit(world: Universe, **other: Any) -> ApprovalLimit:
    about = {"agreement": world.agreement, "decided_by": "pool_manager", "up_to": Decimal(50_000), "by": world.manager}
    return add_limit(**{**about, **other})


def test_limits_are_added_by_whoever_sets_the_place_up(world: Universe) -> None:
    assert limit(world).up_to == 50_000
    assert limit(world, decided_by="committee", committee="Joint Committee", up_to=None).committee == "Joint Committee"
    with pytest.raises(NotPermitted):
        limit(world, kind="virement", by=world.director)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"decided_by": "committee"}, "Name the committee"),
        ({"committee": "Joint Committee"}, "only where a committee decides"),
        ({"up_to": Decimal(-1)}, "cannot be below zero"),
        ({"starts": date(2025, 1, 2), "ends": date(2025, 1, 1)}, "cannot end before it starts"),
    ],
)
def test_a_limit_that_cannot_be_is_refused(world: Universe, given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        limit(world, **given)
    assert not ApprovalLimit.objects.filter(agreement=world.agreement).exists()


def test_the_same_people_have_one_limit_at_a_time(world: Universe) -> None:
    limit(world, ends=date(2025, 3, 31))
    with pytest.raises(BadInput, match="a limit for the same changes"):
        limit(world, up_to=Decimal(10))
    assert limit(world, up_to=Decimal(10), starts=date(2025, 4, 1)).starts == date(2025, 4, 1)
    assert limit(world, kind="virement").kind == "virement"


def test_a_limit_is_changed_and_ended(world: Universe) -> None:
    made = limit(world, illustrative=True)
    about: dict[str, Any] = {
        "limit": made, "decided_by": "pool_manager", "kind": "", "within_scheme": False, "committee": "",
        "up_to": Decimal(75_000), "starts": None, "ends": date(2025, 3, 31),
    }  # fmt: skip
    changed = change_limit(by=world.manager, **about)
    assert (changed.up_to, changed.ends, changed.illustrative) == (Decimal(75_000), date(2025, 3, 31), False)
    with pytest.raises(NotPermitted):
        change_limit(by=world.auditor, **about)
    with pytest.raises(BadInput, match="Name the committee"):
        change_limit(by=world.manager, **{**about, "decided_by": "committee"})


def test_the_database_refuses_a_committee_without_a_name(world: Universe) -> None:
    with pytest.raises(IntegrityError, match="approval_limit_names_its_committee"), transaction.atomic():
        ApprovalLimit.objects.create(agreement=world.agreement, decided_by="committee")
