"""Uploaded plans between preview and posting: kept for their owner with what was chosen, posted, cleared after a day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from budgets.models import Place
from s75.errors import WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import year_label
from schemes.actions.plans import Imported, import_plan, plan_import
from schemes.models import PendingPlan
from schemes.plans.permission import require_plans
from schemes.plans.plan import Plan

KEPT = timedelta(days=1)
MOST_KEPT = 5  # a person's newest


def keep_plan(*, place: Place, year: int, filename: str, content: bytes, by: User) -> PendingPlan:
    """Keep an uploaded workbook until it is imported. Nobody else sees it; with a sixth, the person's oldest goes."""
    require_plans(by, place)
    with recorded(by=by, reason=f"Upload {filename}"):
        PendingPlan.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        made = PendingPlan.objects.create(
            owner=by,
            place=place,
            year=year,
            filename=filename[:200],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        newest = PendingPlan.objects.filter(owner=by).order_by("-pk").values_list("pk", flat=True)[:MOST_KEPT]
        PendingPlan.objects.filter(owner=by).exclude(pk__in=list(newest)).delete()
        return made


def choose_for_plan(*, pending: PendingPlan, choices: Mapping[str, Any], by: User) -> PendingPlan:
    """Keep what its owner chose where the workbook does not say."""
    with recorded(by=by, reason=f"Choose for {pending.filename}"):
        kept = _held(pending, by)
        kept.choices = dict(choices)
        kept.save()
        return kept


def turn_to_year(*, pending: PendingPlan, year: int, by: User) -> PendingPlan:
    """Look at another year of a kept workbook instead; what was chosen for sources and partners stays chosen."""
    with recorded(by=by, reason=f"Look at {year_label(year)} of {pending.filename}"):
        kept = _held(pending, by)
        kept.year = year
        kept.save()
        return kept


def drop_plan(*, pending: PendingPlan, by: User) -> None:
    """Give an upload up: only its owner can."""
    PendingPlan.objects.filter(pk=pending.pk, owner=by).delete()


def plan_pending(*, pending: PendingPlan, by: User) -> Plan:
    """What importing a kept workbook would do. Raises what `plan_import` raises."""
    return plan_import(**_asked(pending), by=by)


def post_plan(*, pending: PendingPlan, by: User) -> Imported:
    """Import a kept workbook and let it go, in one transaction. WrongState when it was imported or cleared meanwhile."""
    with recorded(by=by, reason=f"Import the plan {pending.filename}"):
        kept = _held(pending, by)
        done = import_plan(**_asked(kept), by=by)
        kept.delete()
        return done


def _held(pending: PendingPlan, by: User) -> PendingPlan:
    kept = held(PendingPlan.objects).filter(pk=pending.pk, owner=by).first()
    if kept is None:
        raise WrongState(f"{pending.filename} was imported already, or given up. Look for it in the list of plans.")
    return kept


def _asked(pending: PendingPlan) -> dict[str, Any]:
    return {
        "place": pending.place,
        "year": pending.year,
        "filename": pending.filename,
        "content": bytes(pending.content),
        "choices": pending.choices,
    }
