"""Redaction: words that must not be kept, such as a patient's name, are taken out wherever they stand, on record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connection
from django.utils import timezone

from budgets.access import WHOLE_PLACE, hosts_in
from budgets.models import Place
from budgets.roles import Power
from reports.house_style.actions.layouts import revise_drafts
from reports.models import Pack, PlaceLayout, RedactedPlace, Redaction
from reports.models.redactions import MARK, SHORT_MARK
from reports.publishing.actions.republishing import ask_for_files, take_out_of_published
from reports.publishing.redaction.finding import CONTEXTS, Found, Reason, Stand, find
from reports.publishing.redaction.kept_files import HeldFile
from reports.publishing.redaction.looks import redacted_layout
from reports.publishing.redaction.reach import Texts, texts
from reports.publishing.redaction.words import database_pattern, python_pattern, sought_words
from s75.errors import BadInput, NotPermitted, Problem, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from schemes.models import ImportedFile, PendingPlan, PendingUpload, PlanImport

LAYOUTS = PlaceLayout._meta.db_table
ONLY_FILES = "Nothing was chosen: the words stand in kept files only. Choose those to withdraw."
ONLY_BY_HAND = "Nothing was taken out: the words stand only where they are to be replaced by hand."
FILES = {model._meta.db_table: model for model in (ImportedFile, PlanImport, PendingUpload, PendingPlan)}
_FITTING = """CASE WHEN length(regexp_replace("{column}", %(words)s, %(mark)s, 'gi')) <= COALESCE((
    SELECT character_maximum_length FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %(table)s AND column_name = '{column}'), 1000000000)
    THEN regexp_replace("{column}", %(words)s, %(mark)s, 'gi')
    ELSE regexp_replace("{column}", %(words)s, %(short)s, 'gi') END"""
_REASONS = """
UPDATE pghistory_context SET metadata = jsonb_set(
    metadata, '{reason}', to_jsonb(regexp_replace(metadata ->> 'reason', %(words)s, %(mark)s, 'gi')))
WHERE id = ANY(%(reasons)s::uuid[])
"""


def look_for(*, place: Place, words: str, by: User) -> Found:
    """Where the words stand in a place, for whoever may take them out. Changes nothing."""
    _require(place, by)
    return find(place, sought_words(words))


def redact(
    *,
    place: Place,
    words: str,
    reason: str,
    by: User,
    seen: str | None = None,
    withdraw: Collection[str] | None = None,
) -> Redaction:
    """Take words out of every free text of a place and its history, as `[redacted]`, and withdraw kept files with them.

    A published paper that holds them appears as a new version without them; every version that held them keeps its number,
    date and digests, and loses its files. A kept file cannot be changed without breaking its SHA-256: it loses its bytes
    and keeps its name and digest; `withdraw` names those that do (all when it is None). A layout of the place's own gets a
    new version. Where a worker is there, it makes the files of long papers; they are without the words by then. The words
    are nowhere kept, but for what `Found.by_hand` lists. `seen` is the mark of what the person looked through. Raises
    NotPermitted unless the person may redact here, BadInput when the words are too short to be meant, stand nowhere, or are
    repeated in the reason, WrongState when they stand elsewhere than what was looked through.
    """
    _require(place, by)
    sought = sought_words(words)
    _check_reason(sought, reason)
    with recorded(by=by, reason=f"Redact: {reason.strip()}"):
        held(Place.objects).get(pk=place.pk)  # nothing is published meanwhile that holds them
        redaction = Redaction.objects.create(place=place, reason=reason.strip(), made_by=by)
        found = find(place, sought)
        _check_found(found, seen)
        done = _take_out_of_texts(redaction, found.stands, sought)
        done += _take_out_of_reasons(redaction, found.reasons, sought)
        done += _withdraw(redaction, [one for one in found.files if withdraw is None or one.key in withdraw])
        done += _take_out_of_layouts(redaction, found.layouts, sought, by)
        taken, unfinished = take_out_of_published(redaction, found.papers, python_pattern(sought), by)
        done += taken
        if not done:
            raise BadInput(ONLY_FILES if found.reached else ONLY_BY_HAND)
        RedactedPlace.objects.bulk_create(done)
        Pack.objects.filter(place=place).delete()  # they may hold the words, and can be made again
        for published in unfinished:
            ask_for_files(published, by)
        return redaction


def _require(place: Place, by: User) -> None:
    if not hosts_in(by, Power.REDACT, place, agreement=WHOLE_PLACE):
        raise NotPermitted(f"{by} may not take words out of what is kept. An administrator of {place} may.")


def _check_reason(sought: str, reason: str) -> None:
    if not reason.strip() or python_pattern(sought).search(reason):
        raise BadInput(
            "Say why, without repeating the words: the reason is kept.",
            problems=[Problem("", None, "reason", "", "a reason that does not repeat the words")],
        )


def _check_found(found: Found, seen: str | None) -> None:
    if not found:
        raise BadInput(
            "These words stand nowhere in what is written in this place.",
            problems=[Problem("", None, "words", "", "words as they are written there")],
        )
    if seen is not None and seen != found.mark:
        raise WrongState("The words stand elsewhere than when you looked. Look through the places once more.")


def _take_out_of_texts(redaction: Redaction, stands: Sequence[Stand], sought: str) -> list[RedactedPlace]:
    """Table by table, rows before their history: changing a row adds an event."""
    by_table = {one.table: one for one in texts()}
    for table, found in groupby(sorted(stands, key=_order), key=lambda one: one.table):
        _take_out(by_table[table], sorted({one.row for one in found}), sought)
    return [RedactedPlace(redaction=redaction, table=one.table, row=one.row, column=one.column) for one in stands]


def _order(stand: Stand) -> tuple[bool, str]:
    return stand.history, stand.table


def _take_out(one: Texts, rows: Sequence[int], sought: str) -> None:
    """All columns at once, so that no event is added that still holds the words in another."""
    swapped = ", ".join(f'"{column}" = {_FITTING.format(column=column)}' for column in one.columns)
    statement = f'UPDATE "{one.table}" SET {swapped} WHERE "{one.key}" = ANY(%(rows)s)'  # noqa: S608 - our own names
    given = {"words": database_pattern(sought), "mark": MARK, "short": SHORT_MARK, "table": one.table}
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, given | {"rows": list(rows)})
    except IntegrityError as broken:
        if "duplicate key" not in str(broken):
            raise
        raise WrongState(
            f"Without these words two of the {one.name} would be called the same. Rename one of them first."
        ) from broken


def _take_out_of_reasons(redaction: Redaction, reasons: Sequence[Reason], sought: str) -> list[RedactedPlace]:
    """Out of the reasons under which the history keeps what was done. They have no number: one place stands for all."""
    if not reasons:
        return []
    given: dict[str, Any] = {
        "words": database_pattern(sought),
        "mark": MARK,
        "reasons": [one.context for one in reasons],
    }
    with connection.cursor() as cursor:
        cursor.execute(_REASONS, given)
    return [RedactedPlace(redaction=redaction, table=CONTEXTS, row=0, column="metadata")]


def _withdraw(redaction: Redaction, files: Iterable[HeldFile]) -> list[RedactedPlace]:
    """Empty kept files; those that wait to be posted go as a whole."""
    found = []
    for file in files:
        rows = FILES[file.table]._default_manager.filter(pk=file.row)
        if file.waits:
            rows.delete()
        else:
            rows.update(content=b"")
        found.append(RedactedPlace(redaction=redaction, table=file.table, row=file.row, column="content"))
    return found


def _take_out_of_layouts(
    redaction: Redaction, layouts: Sequence[PlaceLayout], sought: str, by: User
) -> list[RedactedPlace]:
    """A new version of each, which the drafts in it follow: nobody's signature is of that."""
    pattern, done = python_pattern(sought), []
    locked = held(PlaceLayout.objects).filter(pk__in=[one.pk for one in layouts])
    for layout in locked.order_by("pk"):
        layout.content, layout.version = redacted_layout(layout.content, pattern), layout.version + 1
        layout.saved_by, layout.saved_at = by, timezone.now()
        layout.save()
        revise_drafts(layout, by)
        done.append(RedactedPlace(redaction=redaction, table=LAYOUTS, row=layout.pk, column="content"))
    return done
