"""Redaction: words that must not be kept, such as a patient's name, are taken out wherever they stand, on record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils import timezone

from budgets.access import WHOLE_PLACE, hosts_in
from budgets.models import Place
from budgets.roles import Power
from reports.models import FileContent, PublishedContent, PublishedPaper, RedactedPlace, Redaction
from reports.models.redactions import MARK, SHORT_MARK
from reports.publishing.actions.publishing import keep_edition
from reports.publishing.files import EXEMPT, PUBLIC, Kept, edition_from, make_files
from reports.writing.difference import Correction
from s75.errors import BadInput, NotPermitted, Problem
from s75.history import recorded
from s75.models import User

NOTE = "Words that must not be published were taken out of this paper. Nothing else changed."
SHORTEST = 3


@dataclass(frozen=True)
class Texts:
    """The columns of a table that hold free text, its key, and which of its rows are a place's."""

    table: str
    columns: tuple[str, ...]
    of_place: str
    key: str = "id"


_FUNDS = "fund_id IN (SELECT id FROM budgets_fund WHERE place_id = %(place)s)"
_PAPERS = "paper_id IN (SELECT id FROM reports_paper WHERE place_id = %(place)s)"
_PLACE = "place_id = %(place)s"
EXPLAINED = ("explanation", "mitigation", "basis")
TEXTS = (  # rows before their history: changing a row adds an event
    Texts("schemes_forecast", EXPLAINED, _FUNDS),
    Texts("schemes_forecastevent", EXPLAINED, _FUNDS, "pgh_id"),
    Texts("schemes_remark", ("text",), _FUNDS),
    Texts("budgets_notice", ("text",), _PLACE),
    Texts("budgets_noticeevent", ("text",), _PLACE, "pgh_id"),
    Texts("reports_paper", ("title", "note"), _PLACE),
    Texts("reports_paperevent", ("title", "note"), _PLACE, "pgh_id"),
    Texts("reports_papertext", ("text", "public_text"), _PAPERS),
    Texts("reports_papertextevent", ("text", "public_text"), _PAPERS, "pgh_id"),
    Texts("reports_paperremark", ("text",), _PAPERS),
    Texts("reports_paperreason", ("found", "reason"), _PAPERS),
)
_FITTING = """CASE WHEN length(regexp_replace("{column}", %(words)s, %(mark)s, 'gi')) <= COALESCE((
    SELECT character_maximum_length FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %(table)s AND column_name = '{column}'), 1000000000)
    THEN regexp_replace("{column}", %(words)s, %(mark)s, 'gi')
    ELSE regexp_replace("{column}", %(words)s, %(short)s, 'gi') END"""
_CONTEXTS = """
UPDATE pghistory_context SET metadata = jsonb_set(
    metadata, '{reason}', to_jsonb(regexp_replace(metadata ->> 'reason', %(words)s, %(mark)s, 'gi')))
WHERE metadata ->> 'reason' ~* %(words)s AND id IN (
    SELECT pgh_context_id FROM reports_paperevent WHERE place_id = %(place)s
    UNION SELECT pgh_context_id FROM schemes_forecastevent
        WHERE fund_id IN (SELECT id FROM budgets_fund WHERE place_id = %(place)s))
"""


def redact(*, place: Place, words: str, reason: str, by: User) -> Redaction:
    """Take words out of explanations, remarks, notices, papers and their histories of a place, as `[redacted]`.

    A published paper that holds them appears as a new version without them; every version that held them keeps its number,
    date and digests, and loses its files. The words are nowhere kept. Raises NotPermitted unless the person may redact
    here, BadInput when the words are too short to be meant, stand nowhere, or are repeated in the reason.
    """
    if not hosts_in(by, Power.REDACT, place, agreement=WHOLE_PLACE):
        raise NotPermitted(f"{by} may not take words out of what is kept. An administrator of {place} may.")
    sought = " ".join(words.split())
    _check(sought, reason)
    with recorded(by=by, reason=f"Redact: {reason.strip()}"):
        redaction = Redaction.objects.create(place=place, reason=reason.strip(), made_by=by)
        found = [place for texts in TEXTS for place in _take_out(redaction, texts, sought)]
        found += _take_out_of_reasons(redaction, sought)
        found += _take_out_of_published(redaction, sought, by)
        if not found:
            raise BadInput(
                "These words stand nowhere in this place's explanations, remarks and papers.",
                problems=[Problem("", None, "words", "", "words as they are written there")],
            )
        RedactedPlace.objects.bulk_create(found)
        return redaction


def _check(sought: str, reason: str) -> None:
    if len(sought) < SHORTEST or not any(one.isalpha() for one in sought) or MARK in sought:
        raise BadInput(
            f"Enter the words to take out: at least {SHORTEST} characters, with a letter.",
            problems=[Problem("", None, "words", "", "the words")],
        )
    if not reason.strip() or python_pattern(sought).search(reason):
        raise BadInput(
            "Say why, without repeating the words: the reason is kept.",
            problems=[Problem("", None, "reason", "", "a reason")],
        )


def python_pattern(sought: str) -> re.Pattern[str]:
    """The words in any case, with any space between them, and not within longer words."""
    inner = r"\s+".join(re.escape(piece) for piece in sought.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


def database_pattern(sought: str) -> str:
    """The same for the database."""
    inner = r"\s+".join("".join(one if one.isalnum() else f"\\{one}" for one in piece) for piece in sought.split())
    return rf"(?<!\w){inner}(?!\w)"


def _take_out(redaction: Redaction, texts: Texts, sought: str) -> list[RedactedPlace]:
    return [one for column in texts.columns for one in _take_out_of_column(redaction, texts, column, sought)]


def _take_out_of_column(redaction: Redaction, texts: Texts, column: str, sought: str) -> list[RedactedPlace]:
    statement = (
        f'UPDATE "{texts.table}" SET "{column}" = {_FITTING.format(column=column)} '  # noqa: S608 - our own names
        f'WHERE "{column}" ~* %(words)s AND {texts.of_place} RETURNING "{texts.key}"'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, _parameters(redaction, sought) | {"table": texts.table})
        rows = [row for (row,) in cursor.fetchall()]
    return [RedactedPlace(redaction=redaction, table=texts.table, row=row, column=column) for row in rows]


def _take_out_of_reasons(redaction: Redaction, sought: str) -> list[RedactedPlace]:
    """Out of the reasons under which the history keeps what was done to papers and forecasts."""
    with connection.cursor() as cursor:
        cursor.execute(_CONTEXTS, _parameters(redaction, sought))
        done = cursor.rowcount
    return [RedactedPlace(redaction=redaction, table="pghistory_context", row=0, column="metadata")] if done else []


def _parameters(redaction: Redaction, sought: str) -> dict[str, Any]:
    return {"words": database_pattern(sought), "mark": MARK, "short": SHORT_MARK, "place": redaction.place_id}


def _take_out_of_published(redaction: Redaction, sought: str, by: User) -> list[RedactedPlace]:
    """Take away every version that holds the words; a newest one is published again without them."""
    pattern = python_pattern(sought)
    rows = PublishedPaper.objects.select_for_update(of=("self",)).filter(place=redaction.place, content__isnull=False)
    holding = [
        (one, kept)
        for one in rows.select_related("content", "place", "paper").order_by("number", "version")
        if (kept := _without(Kept.of(one), pattern)) != Kept.of(one)
    ]
    for published, kept in holding:
        if not PublishedPaper.objects.filter(supersedes=published).exists():
            _publish_again(redaction, published, kept, by)
    found = _take_away(redaction, [published for published, _ in holding])
    return [*found, *_take_out(redaction, Texts("reports_publishedpaper", ("title",), _PLACE), sought)]


def _without(kept: Kept, pattern: re.Pattern[str]) -> Kept:
    return Kept(*(_swapped(value, pattern) for value in kept))


def _swapped(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(MARK, value)
    if isinstance(value, list):
        return [_swapped(one, pattern) for one in value]
    if isinstance(value, dict):
        return {key: _swapped(one, pattern) for key, one in value.items()}
    return value


def _publish_again(redaction: Redaction, published: PublishedPaper, kept: Kept, by: User) -> None:
    edition = edition_from(published, kept)
    variants = edition.variants
    again = replace(
        edition,
        version=published.version + 1,
        published_at=timezone.now(),
        corrections={variant: Correction(NOTE) for variant in (PUBLIC, EXEMPT) if variant in variants},
    )
    keep_edition(published.paper, again, make_files(again), by=by, supersedes=published, redaction=redaction)


def _take_away(redaction: Redaction, papers: Sequence[PublishedPaper]) -> list[RedactedPlace]:
    FileContent.objects.filter(file__published__in=papers).delete()
    PublishedContent.objects.filter(published__in=papers).delete()
    return [
        RedactedPlace(redaction=redaction, table="reports_publishedcontent", row=published.pk, column="facts")
        for published in papers
    ]
