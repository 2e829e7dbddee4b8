"""Long papers: published by the background worker, so that nobody waits for their files; short ones need none of it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from budgets.roles import Power
from reports.models import Paper
from reports.publishing.actions.publishing import publish_paper, require_ready
from reports.publishing.kept import facts_digest
from reports.publishing.notices import tell_not_published
from reports.publishing.powers import require_for_all
from reports.publishing.reading import Read, read_paper
from s75.background.health import is_there
from s75.background.queue import is_over
from s75.background.schedule import enqueue_once, task_id
from s75.errors import RuleBroken
from s75.history import recorded
from s75.models import User

LONG = 60  # rows of tables; their PDF takes about two seconds from there on


def is_long(read: Read) -> bool:
    """Whether making the files takes longer than somebody should wait for a page."""
    rows = sum(len(table.rows) for table in read.whole.bare.tables())
    return rows * (2 if read.whole.exempt else 1) > LONG


def ask_to_publish(*, paper: Paper, by: User) -> bool:
    """Have a long paper published in the background, when a worker is there; whether it will be.

    False where it is short, where nobody works, or where the worker was refused it before: then it is to be published
    here and now. What refuses it is raised at once.
    """
    read = read_paper(paper)
    if not is_long(read) or not is_there() or is_over(task_id(key_of(read))):
        return False
    require_for_all(by, Power.PUBLISH_PAPERS, read.funds)
    require_ready(read)
    with recorded(by=by, reason=f"Publish “{paper.title}”"):
        enqueue_once(publish_in_background, paper.pk, by.pk, key=key_of(read))
        return True


def key_of(read: Read) -> str:
    """The task of publishing a paper as it stands, with its figures: asked twice, it is done once."""
    signed = read.paper.signatures.order_by("-pk").values_list("pk", flat=True).first()
    return f"publish paper {read.paper.pk} {read.paper.revision} {signed} {facts_digest(read.whole.facts)[:16]}"


def is_being_published(read: Read) -> bool:
    """Whether the paper, as it stands, waits in the queue or is worked on."""
    key: UUID = task_id(key_of(read))
    return DBTaskResult.objects.filter(pk=key).exists() and not is_over(key)


@task
def publish_in_background(paper: int, user: int) -> bool:
    """Publish a paper for somebody, and tell them when it is refused; whether it was published."""
    found = Paper.objects.select_related("place", "corrects").get(pk=paper)
    by = User.objects.get(pk=user)
    try:
        with transaction.atomic():
            publish_paper(paper=found, by=by)
    except RuleBroken as refused:
        tell_not_published(found, to=by, words=refused.message)
        return False
    return True
