"""What is done about notices in the background: letters leave, and what was left over leaves with the day's."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from budgets.models import LetterChoice, Notice
from budgets.notices.letters import send_letter
from s75.background.schedule import daily, hourly
from s75.models import User

KEPT = timedelta(days=31)  # tasks that are over; notices are kept


@task
def write_letter(user: int) -> int:
    """Send a person what they have not been told by e-mail yet, as one letter; how many notices it held."""
    return send_letter(User.objects.get(pk=user))


@hourly
@task
def write_left_over() -> int:
    """Send what an earlier letter failed to bring, to those who want letters as things come."""
    at_once = LetterChoice.objects.filter(letters=LetterChoice.Letters.AT_ONCE).values("user")
    waiting = Notice.objects.filter(user__in=at_once, mailed_at=None, made_at__lt=timezone.now() - timedelta(hours=1))
    people = waiting.order_by().values_list("user", flat=True).distinct()
    for user in people:
        write_letter.enqueue(user)
    return len(people)


@daily(from_hour=3)
@task
def clear_finished_tasks() -> int:
    """Delete tasks that were over a month ago."""
    gone, _ = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
    return gone
