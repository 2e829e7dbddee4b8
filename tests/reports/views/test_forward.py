"""The page that copies a year forward: the preview follows what is typed, saves nothing, and then makes it once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.models import Change, Contribution, FundingStream
from s75.models import User
from schemes.actions.schemes import create_line
from schemes.models import Line
from tests.universe import YEAR, Universe

PAGE = "/places/testshire/forward/"
NEXT = YEAR + 1


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/glossary/")
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_preview_follows_the_uplift_and_saves_nothing(world: Universe) -> None:
    client = signed_in(world.manager)
    plain = text(client.get(PAGE))
    assert "Copy 2024-25 forward to 2025-26" in plain
    raised = text(client.get(PAGE, {f"uplift_{world.minimum.pk}": "5.66"}))
    assert "1,267.92" in raised
    assert "1,267.92" not in plain
    assert "5.66%" in raised
    assert 'value="5.66"' in raised
    assert not Line.objects.filter(place=world.place, year=NEXT).exists()
    assert not Contribution.objects.filter(fund__place=world.place, year=NEXT).exists()


def test_what_was_previewed_is_made_once(world: Universe) -> None:
    client, sent = signed_in(world.manager), {f"uplift_{world.minimum.pk}": "5.66", "basis": "current"}
    done = client.post(PAGE, sent, follow=True)
    html = text(done)
    assert "2025-26 is there: 4 lines, and nothing confirmed yet." in html
    assert "2025-26 is there already" in html
    assert "Check the draft opening budget of Pool" in html
    opening = Change.objects.get(fund=world.pool, year=NEXT)
    assert (opening.state, opening.requested_by) == ("draft", world.manager)
    assert f"/places/testshire/changes/{opening.pk}/" in html
    assert client.get(f"/places/testshire/changes/{opening.pk}/edit/").status_code == 200
    again = client.post(PAGE, sent)
    assert again.status_code == 422
    assert "2025-26 is there already (Pool: 3 lines" in text(again)
    assert Line.objects.filter(place=world.place, year=NEXT).count() == 4


def test_what_cannot_be_read_is_named_and_kept(world: Universe) -> None:
    client, field = signed_in(world.manager), f"uplift_{world.own.pk}"
    for send in (client.get, client.post):
        answer = send(PAGE, {field: "a lot"})
        assert answer.status_code == 422
        assert "Enter the uplift of Council contribution as a percentage" in text(answer)
        assert 'value="a lot"' in text(answer)
    assert "must be -100 or more" in text(client.get(PAGE, {field: "-101"}))
    assert not Line.objects.filter(place=world.place, year=NEXT).exists()


def test_stream_that_takes_the_place_can_be_chosen(world: Universe) -> None:
    client = signed_in(world.manager)
    sent = {f"stream_{world.own.pk}": str(world.nhs.pk)}
    assert "becomes ICB contribution" in text(client.get(PAGE, sent))
    client.post(PAGE, sent)
    assert Line.objects.get(place=world.place, year=NEXT, ref="HOME").stream == world.nhs
    assert FundingStream.objects.get(pk=world.own.pk).last_year == YEAR


def test_administrator_reads_the_preview_and_copies_nothing(world: Universe) -> None:
    client = signed_in(world.operator)
    html = text(client.get(PAGE))
    assert "A pool manager copies the year" in html
    assert "Make 2025-26" not in html
    assert client.post(PAGE).status_code == 403


def test_page_asks_the_same_number_of_questions_at_any_size(world: Universe) -> None:
    client = signed_in(world.manager)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    asked()
    small = asked()
    for i in range(10):
        world.lines[f"X{i}"] = create_line(
            scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref=f"X{i}", stream=world.own,
            contributing_partner=world.council, spending_partner=world.council, by=world.manager,
        )  # fmt: skip
    world.post(world.approved(world.pool, {f"X{i}": Decimal(10) for i in range(10)}))
    assert asked() == small
