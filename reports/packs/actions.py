"""Asking for a pack, making it in the background, and clearing it away after a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from budgets.actions.notices import tell
from budgets.models import Place
from reports.models import Pack
from reports.packs.choosing import Chosen
from reports.packs.making import make_content
from s75.background.aside import progress_of
from s75.background.schedule import enqueue_once, task_id
from s75.errors import RuleBroken, WrongState
from s75.history import recorded
from s75.models import User

KEPT = timedelta(days=1)
MOST_WAITING = 5


def ask_for_pack(
    *, title: str, chosen: Sequence[Chosen], place: Place, year: int, by: User, form: str = Pack.Form.PDF
) -> Pack:
    """Have the background worker make a pack; its page says how far it is. WrongState while too many of theirs wait."""
    key = f"pack {uuid4()}"
    with recorded(by=by, reason=f"Make the pack {title}"):
        waiting = Pack.objects.filter(owner=by, content=None, refusal="").exclude(form=Pack.Form.PUBLICATION)
        if waiting.count() >= MOST_WAITING:
            raise WrongState(f"{MOST_WAITING} packs of yours wait to be made. Wait for one of them, or delete one.")
        pack = begin(
            title=title, chosen=chosen, place=place, year=year, by=by, form=form, task=task_id(key)
        )  # fmt: skip
        enqueue_once(make, pack.pk, key=key)
    return pack


def ask_for_paper(*, title: str, paper: Chosen, place: Place, year: int, by: User) -> Pack:
    """Have one long paper made as a PDF; the same again, while what it says is the same, is the one that is there."""
    asked = [paper.as_kept()]
    there = Pack.objects.filter(owner=by, place=place, year=year, form=Pack.Form.PAPER, refusal="", chosen=asked)
    return there.defer("content").first() or ask_for_pack(
        title=title, chosen=[paper], place=place, year=year, by=by, form=Pack.Form.PAPER
    )


def begin(
    *, title: str, chosen: Sequence[Chosen], place: Place, year: int, by: User, form: str, task: UUID
) -> Pack:  # fmt: skip
    """The row by which everybody sees how far a task is."""
    kept = [paper.as_kept() for paper in chosen]
    return Pack.objects.create(
        place=place, owner=by, title=title[:120], year=year, form=form, chosen=kept, task=task, asked_at=timezone.now()
    )


@task
def make(number: int) -> bool:
    """Make a pack and tell its owner; whether it was made. One that was given up meanwhile is left."""
    pack = Pack.objects.select_related("place", "owner").filter(pk=number, content=None).first()
    if pack is None:
        return False
    try:
        with progress_of(Pack._meta.db_table, pack.pk) as say:
            made = make_content(pack, say)
    except RuleBroken as refused:
        Pack.objects.filter(pk=number).update(refusal=refused.message)
        return False
    if not Pack.objects.filter(pk=number).update(content=made, percent=100):
        return False
    page = reverse("pack", args=[pack.place.slug, number])
    tell("pack_made", to=[pack.owner_id], href=page, key=f"pack_made:{number}", says={"title": pack.title})
    return True


def drop_pack(*, pack: Pack, by: User) -> None:
    """Give a pack up: only its owner can."""
    Pack.objects.filter(pk=pack.pk, owner=by).delete()


def clear_old_packs() -> int:
    """Delete packs that were asked for more than a day ago; returns how many went."""
    gone, _ = Pack.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
    return gone
