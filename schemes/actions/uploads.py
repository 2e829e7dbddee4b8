"""Uploaded ledgers between preview and posting: kept for their owner, changed, posted, cleared after a day."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from budgets.access import require
from budgets.models import Partner, Place
from budgets.roles import Power
from s75.errors import Unknown, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from schemes.actions.actuals import import_actuals
from schemes.intake.packing import unpack
from schemes.intake.plan import Plan
from schemes.intake.planning import plan_import
from schemes.intake.reading import FileRead
from schemes.models import ActualsImport, BackgroundLedger, PendingUpload

KEPT = timedelta(days=1)
MOST_KEPT = 5  # a person's newest


def keep_upload(
    *,
    place: Place,
    partner: Partner,
    year: int,
    month: int,
    filename: str,
    content: bytes,
    by: User,
    control_total: Decimal | None = None,
    basis: str = "",
    sheet: str = "",
    difference: str = "",
) -> PendingUpload:
    """Keep an uploaded file until it is posted. Nobody else sees it; with a sixth, the person's oldest goes."""
    require(by, Power.IMPORT_ACTUALS, partner=partner)
    with recorded(by=by, reason=f"Upload {filename}"):
        clear_old_uploads()
        made = PendingUpload.objects.create(
            owner=by,
            place=place,
            partner=partner,
            year=year,
            month=month,
            filename=filename[:200],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            basis=basis,
            sheet=sheet[:120],
            control_total=control_total,
            difference=difference[:400],
        )
        newest = PendingUpload.objects.filter(owner=by).order_by("-pk").values_list("pk", flat=True)[:MOST_KEPT]
        PendingUpload.objects.filter(owner=by).exclude(pk__in=list(newest)).delete()
        return made


def clear_old_uploads() -> int:
    """Delete what nobody posted within a day, whoever's it is; returns how many went."""
    gone, _ = PendingUpload.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return gone


def drop_upload(*, upload: PendingUpload, by: User) -> None:
    """Give an upload up: only its owner can."""
    PendingUpload.objects.filter(pk=upload.pk, owner=by).delete()


def plan_upload(*, upload: PendingUpload, by: User) -> Plan:
    """What posting a kept file would do. Raises what `plan_import` raises."""
    return plan_import(**_asked(upload), by=by)


def post_upload(*, upload: PendingUpload, by: User) -> tuple[ActualsImport, Plan]:
    """Post a kept file and delete it, in one transaction. WrongState when it was posted or cleared meanwhile."""
    with recorded(by=by, reason=f"Import {upload.filename}"):
        kept = held(PendingUpload.objects).filter(pk=upload.pk, owner=by).first()
        if kept is None:
            raise WrongState(f"{upload.filename} was posted already, or given up. Look for it in the list of ledgers.")
        done = import_actuals(**_asked(kept), by=by)
        kept.delete()
        return done


def _asked(upload: PendingUpload) -> dict[str, Any]:
    """A kept file as planning and posting it both ask for it."""
    return {
        "place": upload.place,
        "partner_code": seat_code(upload.place, upload.partner),
        "year": upload.year,
        "month": upload.month,
        "filename": upload.filename,
        "content": bytes(upload.content),
        "sheet": upload.sheet or None,
        "basis": upload.basis or None,
        "control_total": upload.control_total,
        "difference": upload.difference,
        "read": reading_of(upload),
    }


def reading_of(upload: PendingUpload) -> FileRead | None:
    """What reading the file gave, where that was done in the background."""
    background = background_of(upload)
    packed = background.reading if background else None
    return None if packed is None else unpack(bytes(packed))


def background_of(upload: PendingUpload) -> BackgroundLedger | None:
    """How far the background worker has come with an upload; None for one that needs no worker."""
    return getattr(upload, "background", None)


def seat_code(place: Place, partner: Partner) -> str:
    """The short code under which a partner is known in a place. Unknown when it has no seat there."""
    seat = place.seats.filter(partner=partner).first()
    if seat is None:
        raise Unknown(f"{partner} is not a partner in {place}.")
    return seat.code
