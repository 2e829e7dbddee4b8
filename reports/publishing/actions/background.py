"""Long papers: published by the background worker, so that nobody waits for their files; short ones need none of it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from budgets.roles import Power
from reports.models import Pack, Paper
from reports.packs.actions import begin
from reports.packs.waiting import is_long, is_stuck
from reports.publishing.actions.publishing import publish_paper, require_ready
from reports.publishing.kept import facts_digest
from reports.publishing.notices import tell_not_published
from reports.publishing.powers import require_for_all
from reports.publishing.reading import Read, read_paper
from s75.background.aside import progress_of
from s75.background.health import is_there
from s75.background.queue import is_over
from s75.background.schedule import enqueue_once, task_id
from s75.errors import RuleBroken
from s75.history import recorded
from s75.models import User


def ask_to_publish(*, paper: Paper, by: User) -> bool:
    """Have a long paper published in the background, when a worker is there; whether it will be.

    False where it is short, where nobody works or comes to it, or where the worker was refused it before: then it is to
    be published here and now. What refuses it is raised at once.
    """
    read = read_paper(paper)
    key, asked = key_of(read), publication_of(read)
    too_long = is_long(read.whole.bare, 2 if read.whole.exempt else 1)
    if not too_long or not is_there() or is_over(task_id(key)) or (asked is not None and is_stuck(asked)):
        return False
    require_for_all(by, Power.PUBLISH_PAPERS, read.funds)
    require_ready(read)
    with recorded(by=by, reason=f"Publish “{paper.title}”"):
        row = asked or begin(
            title=paper.title, chosen=[], place=paper.place, year=paper.year, by=by, form=Pack.Form.PUBLICATION,
            task=task_id(key),
        )  # fmt: skip
        enqueue_once(publish_in_background, paper.pk, by.pk, row.pk, key=key)
        return True


def key_of(read: Read) -> str:
    """The task of publishing a paper as it stands, with its figures: asked twice, it is done once."""
    signed = read.paper.signatures.order_by("-pk").values_list("pk", flat=True).first()
    return f"publish paper {read.paper.pk} {read.paper.revision} {signed} {facts_digest(read.whole.facts)[:16]}"


def publication_of(read: Read) -> Pack | None:
    """How far the paper, as it stands, is with its publication; None where nobody asked for it."""
    return Pack.objects.filter(form=Pack.Form.PUBLICATION, task=task_id(key_of(read))).first()


def is_being_published(read: Read) -> bool:
    """Whether the paper, as it stands, waits in the queue or is worked on."""
    key: UUID = task_id(key_of(read))
    return DBTaskResult.objects.filter(pk=key).exists() and not is_over(key)


@task
def publish_in_background(paper: int, user: int, progress: int = 0) -> bool:
    """Publish a paper for somebody, and tell them when it is refused; whether it was published. How far its files are is
    told in a row of packs, which nothing here touches before they are made."""
    found = Paper.objects.select_related("place", "corrects").get(pk=paper)
    by = User.objects.get(pk=user)
    row = Pack.objects.filter(pk=progress)
    try:
        with progress_of(Pack._meta.db_table, progress) as say, transaction.atomic():
            publish_paper(paper=found, by=by, say=say)
    except RuleBroken as refused:
        row.update(refusal=refused.message)
        tell_not_published(found, to=by, words=refused.message)
        return False
    row.update(percent=100)
    return True
