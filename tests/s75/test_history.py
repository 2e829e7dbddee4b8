"""History: each row says who and why, also where one action calls another or several people act in one transaction."""

from __future__ import annotations

from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction
from psycopg2.errorcodes import DEADLOCK_DETECTED

from budgets.models import Place
from s75.errors import WrongState
from s75.history import recorded
from s75.models import User


class InACircle(psycopg2.OperationalError):
    """What the driver raises where two wait for each other."""

    pgcode = DEADLOCK_DETECTED


@pytest.fixture
def people(db: None) -> tuple[User, User]:
    return (
        User.objects.create_user("one@test.example", name="One"),
        User.objects.create_user("two@test.example", name="Two"),
    )


def place(slug: str) -> Place:
    return Place.objects.create(slug=slug, name=slug, board=slug)


def said(slug: str) -> dict[str, Any]:
    metadata: dict[str, Any] = apps.get_model("budgets", "PlaceEvent").objects.get(slug=slug).pgh_context.metadata
    return metadata


def test_change_is_kept_with_person_and_reason(people: tuple[User, User]) -> None:
    with recorded(by=people[0], reason="why"):
        place("a")
    assert said("a") == {"user": people[0].pk, "reason": "why"}


def test_nested_action_of_another_person_keeps_both(people: tuple[User, User]) -> None:
    with recorded(by=people[0], reason="outer"):
        place("a")
        with recorded(by=people[1], reason="inner"):
            place("b")
        place("c")
    assert [said(slug)["user"] for slug in "abc"] == [people[0].pk, people[1].pk, people[0].pk]
    assert [said(slug)["reason"] for slug in "abc"] == ["outer", "inner", "outer"]


def test_nested_action_of_the_same_person_keeps_what_was_meant(people: tuple[User, User]) -> None:
    with recorded(by=people[0], reason="outer"), recorded(by=people[0], reason="a step of it"):
        place("a")
    assert said("a")["reason"] == "outer"


def test_bulk_statements_keep_a_row_each(people: tuple[User, User]) -> None:
    with recorded(by=people[0], reason="bulk"):
        Place.objects.bulk_create(Place(slug=slug, name=slug, board="x") for slug in ("a", "b"))
        Place.objects.filter(slug__in=["a", "b"]).update(board="y")
    events = apps.get_model("budgets", "PlaceEvent").objects.filter(slug__in=["a", "b"])
    assert sorted(events.values_list("slug", "pgh_label", "board")) == [
        ("a", "insert", "x"), ("a", "update", "y"), ("b", "insert", "x"), ("b", "update", "y"),
    ]  # fmt: skip


def test_refusal_undoes_the_change_and_its_history(people: tuple[User, User]) -> None:
    def fail() -> None:
        with recorded(by=people[0], reason="fails"):
            place("a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Place.objects.filter(slug="a").exists()
    assert not apps.get_model("budgets", "PlaceEvent").objects.filter(slug="a").exists()


def test_what_somebody_made_meanwhile_and_a_wait_in_a_circle_come_as_refusals(people: tuple[User, User]) -> None:
    place("a")
    with pytest.raises(WrongState, match="Somebody saved the same meanwhile"), recorded(by=people[0]):
        place("a")
    with pytest.raises(WrongState, match="Somebody is changing the same"), recorded(by=people[0]):
        raise OperationalError("deadlock detected") from InACircle()


def test_statement_by_hand_is_kept_too(db: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO budgets_place (slug, name, board, demonstration) VALUES ('raw', 'r', 'b', false)")
    assert apps.get_model("budgets", "PlaceEvent").objects.get(slug="raw").pgh_label == "insert"
