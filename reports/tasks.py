"""The letters of the day, written in the background."""

from __future__ import annotations

from django_tasks import task

from budgets.demonstration import DOMAIN
from budgets.models import LetterChoice
from budgets.working_calendar import is_working_day_today
from reports.home.digest import send_digest
from reports.packs.actions import clear_old_packs
from s75.background.schedule import daily, enqueue_once, hourly
from s75.models import User
from s75.today import today


@daily(from_hour=7)
@task
def write_digests() -> int:
    """Put the letter of the day into the queue for everybody who wants one, on working days."""
    if not is_working_day_today():
        return 0
    others = LetterChoice.objects.exclude(letters=LetterChoice.Letters.DAILY).values("user")
    people = User.objects.filter(is_active=True, memberships__ended_at__isnull=True).exclude(pk__in=others)
    people = people.exclude(email__iendswith=f"@{DOMAIN}", letter_choice=None)  # nobody's, unless they ask for letters
    keys = people.order_by("pk").values_list("pk", flat=True).distinct()
    return sum(enqueue_once(write_digest, user, key=f"digest {user} {today()}") for user in keys)


@task
def write_digest(user: int) -> bool:
    """Send one person's letter of the day, if there is anything to say."""
    return send_digest(User.objects.get(pk=user))


@hourly
@task
def clear_packs() -> int:
    """Delete packs of papers that are older than a day."""
    return clear_old_packs()
