"""Uploaded forecast workbooks between preview and saving: kept for their owner, saved, cleared after a day.

They wait beside ledgers; `basis` tells them apart, and no ledger can be posted under it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from budgets.access import require
from budgets.models import Partner, Place
from budgets.roles import Power
from s75.errors import WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from schemes.actions.forecasts import RowInput, save_rows
from schemes.actions.uploads import MOST_KEPT, clear_old_uploads
from schemes.models import Forecast, PendingUpload

FORECAST = "forecast"


def keep_workbook(
    *,
    place: Place,
    partner: Partner,
    year: int,
    round: int,  # noqa: A002 - the field's word
    filename: str,
    content: bytes,
    by: User,
) -> PendingUpload:
    """Keep an uploaded workbook until it is saved. Nobody else sees it; with a sixth file, the person's oldest goes."""
    require(by, Power.FORECAST, partner=partner)
    with recorded(by=by, reason=f"Upload {filename}"):
        clear_old_uploads()
        made = PendingUpload.objects.create(
            owner=by,
            place=place,
            partner=partner,
            year=year,
            month=round,
            filename=filename[:200],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            basis=FORECAST,
        )
        newest = PendingUpload.objects.filter(owner=by).order_by("-pk").values_list("pk", flat=True)[:MOST_KEPT]
        PendingUpload.objects.filter(owner=by).exclude(pk__in=list(newest)).delete()
        return made


def drop_workbook(*, upload: PendingUpload, by: User) -> None:
    """Discard an upload: only its owner can."""
    PendingUpload.objects.filter(pk=upload.pk, owner=by, basis=FORECAST).delete()


def save_workbook(*, upload: PendingUpload, rows: Sequence[RowInput], by: User) -> list[Forecast]:
    """Save the rows of a kept workbook and let it go, in one transaction.

    Raises WrongState when it was saved or cleared meanwhile, and whatever `save_rows` raises; then nothing is saved.
    """
    with recorded(by=by, reason=f"Upload {upload.filename}"):
        kept = held(PendingUpload.objects).filter(pk=upload.pk, owner=by, basis=FORECAST).first()
        if kept is None:
            raise WrongState(f"{upload.filename} was saved already, or discarded. The forecast page shows what stands.")
        saved = save_rows(place=kept.place, year=kept.year, round=kept.month, rows=rows, by=by) if rows else []
        kept.delete()
        return saved
