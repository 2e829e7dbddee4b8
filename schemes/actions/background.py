"""Big ledgers: read and posted by the background worker, so that nobody waits for a page; small ones need none of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from budgets.actions.notices import tell
from s75.background.aside import progress_of
from s75.background.schedule import enqueue_once, task_id
from s75.errors import BadInput, Problem, RuleBroken
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.templatetags.s75 import sterling
from s75.years import month_end
from schemes.actions.uploads import plan_upload, post_upload
from schemes.intake.packing import pack
from schemes.intake.reading import FileRead, read_by_format, saved_format
from schemes.models import BackgroundLedger, PendingUpload
from schemes.queries import code_map

BIG_WORKBOOK, BIG_TEXT = 400 * 1024, 1024 * 1024  # bytes; reading takes about a second from there on
PACKED = b"PK"
State = BackgroundLedger.State


def is_big(content: bytes) -> bool:
    """Whether reading a file takes longer than somebody should wait for a page."""
    return len(content) > (BIG_WORKBOOK if content.startswith(PACKED) else BIG_TEXT)


def ask_to_read(*, upload: PendingUpload, by: User) -> BackgroundLedger:
    """Have a kept upload read in the background, in the transaction that keeps it."""
    with recorded(by=by, reason=f"Read {upload.filename}"):
        key = f"read upload {upload.pk}"
        enqueue_once(read_file, upload.pk, key=key)
        return BackgroundLedger.objects.create(upload=upload, task=task_id(key), asked_at=timezone.now())


def ask_to_post(*, upload: PendingUpload, by: User) -> None:
    """Have a ledger that was read posted in the background; asked twice, it is posted once."""
    with recorded(by=by, reason=f"Post {upload.filename}"):
        row = held(BackgroundLedger.objects).filter(upload=upload, upload__owner=by).first()
        if row is None or row.state == State.POSTING:
            return
        key = f"post upload {upload.pk} {timezone.now().isoformat()}"
        enqueue_once(post_file, upload.pk, key=key)
        row.state, row.percent, row.refusal = State.POSTING, 0, None
        row.task, row.asked_at = task_id(key), timezone.now()
        row.save()


@task
def read_file(upload: int) -> bool:
    """Read a kept upload and tell its owner; whether it can be posted. One that was given up meanwhile is left."""
    row = _find(upload, State.READING)
    if row is None:
        return False
    with progress_of(BackgroundLedger._meta.db_table, row.pk) as say:
        say(5)
        row.reading = pack(_read(row.upload, say))  # the upload finds it here, and is not read again
    kept = BackgroundLedger.objects.filter(pk=row.pk).update(state=State.READ, percent=100, reading=row.reading)
    return bool(kept) and _tell_read(row.upload)


def _read(upload: PendingUpload, say: Any) -> FileRead:
    partner, year = upload.partner, upload.year
    codes = code_map(upload.place, partner, year, month_end(year, upload.month))
    return read_by_format(
        bytes(upload.content),
        upload.filename,
        codes=codes.known,
        sheet=upload.sheet or None,
        saved=saved_format(upload.place, partner),
        watch=lambda done, of: say(40 + 55 * done // max(of, 1)),
    )


def _tell_read(upload: PendingUpload) -> bool:
    try:
        fine = not plan_upload(upload=upload, by=upload.owner).problems
    except RuleBroken:
        fine = False
    kind = "ledger_read" if fine else "ledger_refused"
    _tell(kind, upload, f"{reverse('actuals_upload', args=[upload.place.slug])}?pending={upload.pk}")
    return fine


@task
def post_file(upload: int) -> bool:
    """Post a kept upload and tell its owner; whether it was posted. A refusal is kept for the page that asks."""
    row = _find(upload, State.POSTING)
    if row is None:
        return False
    with progress_of(BackgroundLedger._meta.db_table, row.pk) as say:
        say(30)
    kept = row.upload
    number = kept.pk
    try:
        with transaction.atomic():
            made, _ = post_upload(upload=kept, by=kept.owner)
    except RuleBroken as refused:
        BackgroundLedger.objects.filter(pk=row.pk).update(state=State.REFUSED, refusal=_as_kept(refused))
        _tell("ledger_refused", kept, f"{reverse('actuals_upload', args=[kept.place.slug])}?pending={number}")
        return False
    page = reverse("actuals_import", args=[kept.place.slug, made.pk])
    _tell("ledger_posted", kept, page, key=posted_key(number), amount=sterling(made.posted))
    return True


def posted_key(upload: int) -> str:
    """The key of the notice that an upload was posted, by which its page is found when the upload is gone."""
    return f"ledger_posted:{upload}"


def refusal_of(row: BackgroundLedger) -> RuleBroken:
    """The refusal that a row keeps, as it was."""
    kept = row.refusal or {"message": "The file was not posted.", "problems": []}
    return BadInput(kept["message"], problems=[Problem(**problem) for problem in kept["problems"]])


def _as_kept(refused: RuleBroken) -> dict[str, Any]:
    return {"message": refused.message, "problems": [problem.as_dict() for problem in refused.problems]}


def _find(upload: int, state: str) -> BackgroundLedger | None:
    rows = BackgroundLedger.objects.select_related("upload__place", "upload__partner", "upload__owner")
    return rows.filter(upload=upload, state=state).first()


def _tell(kind: str, upload: PendingUpload, href: str, *, key: str = "", **says: object) -> None:
    tell(kind, to=[upload.owner_id], href=href, key=key, place=upload.place, says={"file": upload.filename, **says})
