"""Publishing papers again without words that were taken out: at once, or their files in the background when a worker is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from budgets.models import Place
from reports.layouts.data import from_data as layout_from_data
from reports.models import FileContent, Pack, PublishedContent, PublishedPaper, RedactedPlace, Redaction
from reports.packs.actions import begin
from reports.packs.waiting import LONG, rows_of
from reports.publishing.actions.publishing import keep_edition, keep_files
from reports.publishing.files import EXEMPT, PUBLIC, Edition, Kept, edition_from, edition_of, make_files
from reports.publishing.redaction.looks import redacted_layout
from reports.publishing.redaction.swapping import without
from reports.writing.difference import Correction
from s75.background.aside import progress_of
from s75.background.health import is_there
from s75.background.schedule import enqueue_once, task_id
from s75.errors import RuleBroken
from s75.history import recorded
from s75.locking import held
from s75.models import User

NOTE = "Words that must not be published were taken out of this paper. Nothing else changed."


def take_out_of_published(
    redaction: Redaction, papers: Sequence[PublishedPaper], pattern: re.Pattern[str], by: User
) -> tuple[list[RedactedPlace], list[PublishedPaper]]:
    """Take away every version that holds the words; a newest one is published again without them. The places, and the
    new versions whose files are still to be made."""
    locked = held(PublishedPaper.objects).filter(pk__in=[one.pk for one in papers])
    holding = list(locked.select_related("content", "place", "paper").order_by("number", "version"))
    again = [
        (published, _edition_without(published, pattern))
        for published in holding
        if not PublishedPaper.objects.filter(supersedes=published).exists()
    ]
    later = is_there() and _is_long([edition for _, edition in again])
    made = [
        keep_edition(
            published.paper, edition, [] if later else make_files(edition), by=by, supersedes=published,
            redaction=redaction,
        )
        for published, edition in again
    ]  # fmt: skip
    return _take_away(redaction, holding), made if later else []


def _edition_without(published: PublishedPaper, pattern: re.Pattern[str]) -> Edition:
    """The next version of a paper: the same without the words, in its layout without them."""
    edition = edition_from(published, without(Kept.of(published), pattern))
    layout = layout_from_data(redacted_layout(published.layout, pattern))
    variants = edition.variants
    return replace(
        edition,
        whole=replace(edition.whole, layout=layout),
        version=published.version + 1,
        published_at=timezone.now(),
        corrections={variant: Correction(NOTE) for variant in (PUBLIC, EXEMPT) if variant in variants},
    )


def _is_long(editions: Sequence[Edition]) -> bool:
    """Whether making all of their files takes longer than somebody should wait for a page."""
    return sum(rows_of(one.document(variant)) for one in editions for variant in one.variants) > LONG


def _take_away(redaction: Redaction, papers: Sequence[PublishedPaper]) -> list[RedactedPlace]:
    FileContent.objects.filter(file__published__in=papers).delete()
    PublishedContent.objects.filter(published__in=papers).delete()
    return [
        RedactedPlace(redaction=redaction, table="reports_publishedcontent", row=published.pk, column="facts")
        for published in papers
    ]


def waiting_for_files(place: Place) -> QuerySet[PublishedPaper]:
    """The published papers of a place whose files are still to be made."""
    rows = PublishedPaper.objects.filter(place=place, content__isnull=False, files__isnull=True)
    return rows.select_related("content", "place", "published_by").order_by("number", "version")


def progress_on(published: PublishedPaper) -> Pack | None:
    """How far the files of a paper are; None where nobody was asked for them, or it is a day ago."""
    return Pack.objects.filter(form=Pack.Form.PUBLICATION, task=task_id(_key(published))).first()


def ask_for_files(published: PublishedPaper, by: User) -> None:
    """Have the worker make the files of a paper that is published without any."""
    pack = begin(
        title=published.title, chosen=[], place=published.place, year=published.year, by=by, form=Pack.Form.PUBLICATION,
        task=task_id(_key(published)),
    )  # fmt: skip
    enqueue_once(make_in_background, published.pk, pack.pk, key=_key(published))


def _key(published: PublishedPaper) -> str:
    return f"files of published paper {published.pk}"


@task
def make_in_background(number: int, progress: int) -> bool:
    """Make the files of a published paper; whether they were made. How far they are is told in a row of packs."""
    published = PublishedPaper.objects.select_related("place").get(pk=number)
    row = Pack.objects.filter(pk=progress)
    try:
        with progress_of(Pack._meta.db_table, progress) as say, transaction.atomic():
            made = finish(published, say)
    except RuleBroken as refused:
        row.update(refusal=refused.message)
        return False
    row.update(percent=100)
    return made


def finish(published: PublishedPaper, say: Callable[[int], None] | None = None) -> bool:
    """Make the files of a published paper that has none, as it was published; whether it was this that made them.

    They are made before the paper is locked. False where another redaction took its content away meanwhile.
    """
    found = waiting_for_files(published.place).filter(pk=published.pk).first()
    if found is None:
        return False
    files = make_files(edition_of(found), say)
    with recorded(by=found.published_by, reason=f"Make the files of {found}"):
        held(PublishedPaper.objects).get(pk=found.pk)
        if not waiting_for_files(published.place).filter(pk=found.pk).exists():
            return False
        keep_files(found, files)
        return True
