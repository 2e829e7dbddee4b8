"""Redaction: a name goes from forecasts, remarks, papers and their histories, on record; no other way leads there."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.test import Client

from reports.books import papers as books
from reports.books.history import history_is_complete, history_names_the_person
from reports.models import PublishedFile, PublishedPaper, Redaction
from reports.publishing.actions import republishing
from reports.publishing.actions.drafting import say
from reports.publishing.actions.redacting import redact
from reports.publishing.files import edition_of
from s75.background import health
from s75.background.queue import work_off
from s75.errors import BadInput, NotPermitted
from schemes.actions.remarks import comment
from schemes.models import Forecast, Remark
from tests.reports.publishing.made import draft, publish, run, write
from tests.universe import Universe

NAME = "Jane  Roe"
WORDS = "A placement for jane roe, who moved in; Roe stays."
LEFT = "A placement for [redacted], who moved in; Roe stays."


def everything() -> str:
    """All text that the database holds in the tables that it keeps words in."""
    models = [model for label in ("budgets", "schemes", "reports") for model in apps.get_app_config(label).get_models()]
    names = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        found = []
        for name in [*names, "pghistory_context"]:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{name}" t')
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found).casefold()


def test_a_name_goes_from_everywhere_on_record(world: Universe) -> None:
    world.forecast("HOME", 100, explanation=WORDS)
    comment(line=world.lines["HOME"], text=f"Is it about {NAME}?", by=world.commissioner)
    published = publish(world)
    say(paper=draft(world), text="Jane Roe again", by=world.clerk)
    assert "jane roe" in everything()
    digests = set(published.files.values_list("sha256", flat=True))

    redaction = redact(place=world.place, words="Jane Roe", reason="A patient was named", by=world.operator)

    assert not re.search(r"jane\s+roe", everything())
    assert Forecast.objects.get(line__ref="HOME").explanation == LEFT
    assert Remark.objects.get(line__place=world.place).text == "Is it about [redacted]?"
    assert {place.table for place in redaction.places.all()} >= {
        "schemes_forecast", "schemes_forecastevent", "schemes_remark", "reports_paperremark", "reports_publishedcontent",
    }  # fmt: skip
    newest = PublishedPaper.objects.get(place=world.place, number=published.number, version=2)
    assert (newest.redaction, newest.supersedes) == (redaction, published)
    assert LEFT in json.dumps(edition_of(newest).data())
    assert b"taken out of this paper" in bytes(newest.files.get(form="html").content.content)
    assert set(published.files.values_list("sha256", flat=True)) == digests
    assert not PublishedFile.objects.filter(published=published, content__isnull=False).exists()
    for check in (
        books.published_papers_are_what_they_say, books.published_figures_stand,
        books.published_files_are_the_bytes_that_were_made, books.papers_were_signed_and_numbered,
        history_is_complete, history_names_the_person,
    ):  # fmt: skip
        assert check() == []


def test_words_are_taken_out_where_the_mark_would_not_fit(world: Universe) -> None:
    full = f"Amy {'x' * 1996}"
    comment(line=world.lines["HOME"], text=full, by=world.commissioner)

    redact(place=world.place, words="Amy", reason="A patient was named", by=world.operator)

    assert Remark.objects.get(line__place=world.place).text == f"[…] {'x' * 1996}"


def test_papers_without_the_words_stay_as_they_are(world: Universe) -> None:
    published = publish(world)
    world.forecast("HOME", 100, explanation=WORDS)

    redact(place=world.place, words="Jane Roe", reason="A patient was named", by=world.operator)

    assert PublishedPaper.objects.get(place=world.place) == published
    assert hasattr(PublishedPaper.objects.get(place=world.place), "content")


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [
        ("Jo", "why", "at least 3"),
        ("1,200", "why", "with a letter"),
        ("Jane Roe", "It names Jane Roe", "without repeating"),
        ("Jane Roe", " ", "without repeating"),
        ("Nobody Here", "why", "stand nowhere"),
    ],
)
def test_what_cannot_be_meant_is_refused(world: Universe, words: str, reason: str, said: str) -> None:
    world.forecast("HOME", 100, explanation=WORDS)

    with pytest.raises(BadInput, match=said):
        redact(place=world.place, words=words, reason=reason, by=world.operator)

    assert not Redaction.objects.exists()
    assert Forecast.objects.get(line__ref="HOME").explanation == WORDS


def test_only_an_administrator_of_the_place_redacts(world: Universe) -> None:
    world.forecast("HOME", 100, explanation=WORDS)

    for person in (world.clerk, world.manager, world.officer, world.director, world.auditor, world.outsider):
        with pytest.raises(NotPermitted):
            redact(place=world.place, words="Jane Roe", reason="why", by=person)


CLOSED = (
    "UPDATE schemes_forecastevent SET explanation = '[redacted]'",
    "UPDATE schemes_remark SET text = '[redacted]'",
    "UPDATE reports_papertextevent SET text = '[redacted]'",
    "DELETE FROM reports_publishedcontent",
    "DELETE FROM reports_filecontent",
    "UPDATE reports_publishedpaper SET title = '[redacted]'",
)


def test_no_other_way_leads_past_the_walls(world: Universe) -> None:
    """Without a redaction of the same transaction; neither a setting nor an older redaction opens them."""
    _written(world)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "INSERT INTO reports_redaction (place_id, reason, transaction, made_by_id, made_at) VALUES (%s, 'x', 1, %s, now())",
            [world.place.pk, world.operator.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")

    for statement in CLOSED:
        with pytest.raises(IntegrityError):
            run(f"SELECT set_config('s75.redacting', 'true', true); {statement}")


SHUT_STILL = (
    "UPDATE schemes_forecastevent SET explanation = 'Something else'",
    "UPDATE schemes_forecastevent SET explanation = '[redacted] and more words'",
    "UPDATE schemes_forecastevent SET figures = NULL",
    "UPDATE schemes_forecastevent SET saved_by_id = saved_by_id + 1",
    "DELETE FROM schemes_forecastevent",
    "UPDATE schemes_remark SET text = ''",
    "UPDATE schemes_remark SET round = 2",
    "UPDATE reports_papertextevent SET text = 'Other [redacted]'",
    "UPDATE reports_publishedpaper SET sha256 = '[redacted]'",
    "UPDATE reports_publishedcontent SET texts = '{}'",
    "UPDATE reports_filecontent SET content = ''",
    "UPDATE reports_paper SET state = 'draft' WHERE state = 'published'",
    "UPDATE schemes_forecast SET explanation = 'Something else'",
    "UPDATE schemes_forecast SET version = version + 1",
    "UPDATE reports_redaction SET reason = 'x'",
    "DELETE FROM reports_redaction",
)


def test_a_redaction_lets_words_out_and_nothing_else(world: Universe) -> None:
    _written(world)
    Redaction.objects.create(place=world.place, reason="why", made_by=world.operator)

    for statement in SHUT_STILL:
        with pytest.raises(IntegrityError):
            run(statement)


def test_the_record_names_its_own_transaction_whatever_it_is_given(world: Universe) -> None:
    made = Redaction.objects.create(place=world.place, reason="why", made_by=world.operator, transaction=1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_current()")
        now = cursor.fetchone()[0]
    made.refresh_from_db()
    assert made.transaction == now


def _written(world: Universe) -> Any:
    world.forecast("HOME", 100, explanation=WORDS)
    comment(line=world.lines["HOME"], text="Why?", by=world.commissioner)
    publish(world)
    return write(world, draft(world))


def test_a_worker_makes_the_files_of_what_is_published_again(
    world: Universe, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    world.forecast("HOME", 100, explanation=WORDS)
    published = publish(world)
    monkeypatch.setattr(republishing, "LONG", 0)
    health.sign("a worker")

    redact(place=world.place, words="Jane Roe", reason="A patient was named", by=world.operator)

    newest = PublishedPaper.objects.get(number=published.number, version=2)
    assert not newest.files.exists()
    assert LEFT in json.dumps(edition_of(newest).data())
    client.force_login(world.operator)
    page = client.get("/places/testshire/redactions/").content.decode()
    assert "Files that are being made again" in page
    assert "waits to be made" in page
    assert "data-progress" in page
    address = f"/places/testshire/papers/published/{newest.number}/2/"
    assert "Its files are being made" in client.get(address).content.decode()
    assert work_off() >= 1
    assert newest.files.count() == published.files.count()
    assert b"[redacted]" in bytes(newest.files.get(form="html").content.content)
    assert "being made" not in client.get(address).content.decode()
    assert not republishing.finish(newest)
    assert books.published_figures_stand() == []
