"""What the ground has done in the background: letters that set a password."""

from __future__ import annotations

from django_tasks import task

from s75.accounts import send_password_link
from s75.models import User


@task
def write_password_link(user: int, site: str) -> None:
    """Send a person the link that sets a password, made when it is sent, so that no list of tasks ever holds it."""
    send_password_link(User.objects.get(pk=user), site)
