"""Tasks for the tests of the queue: one that writes and may fail, and one that is only counted."""

from __future__ import annotations

from django_tasks import task

from s75.models import User


@task
def make_person(email: str, fail: bool = False) -> str:
    User.objects.create_user(email, name="Made by a task")
    if fail:
        raise ValueError("This is meant to fail.")
    return email
