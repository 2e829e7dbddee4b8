"""What is done about ledgers and due dates in the background."""

from __future__ import annotations

from django.core.management import call_command
from django_tasks import task

from budgets.working_calendar import is_working_day_today
from s75.background.schedule import daily, hourly
from schemes.actions.uploads import clear_old_uploads
from schemes.notices.reminders import remind
from schemes.notices.suspense import remind_of_suspense


@daily(from_hour=6)
@task
def remind_people() -> int:
    """Tell people what falls due, on working days; how many were told."""
    if not is_working_day_today():
        return 0
    return remind() + remind_of_suspense()


@hourly
@task
def clear_uploads() -> int:
    """Delete uploads that nobody posted within a day."""
    return clear_old_uploads()


@daily(from_hour=2)
@task
def clear_sessions() -> None:
    """Delete the sessions that are over."""
    call_command("clearsessions")
