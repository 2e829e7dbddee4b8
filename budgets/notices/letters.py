"""Letters that bring notices: sent in the transaction that marks them as mailed, so that none is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from budgets.models import LetterChoice, Notice
from s75.locking import held
from s75.models import User

OLDEST = timedelta(days=14)  # what nobody could be told for so long is not news any more


def letters_wanted(user: User) -> str:
    """How a person wants notices by e-mail: once a day unless they chose."""
    chosen = LetterChoice.objects.filter(user=user).values_list("letters", flat=True).first()
    return chosen or LetterChoice.Letters.DAILY.value


def not_mailed(user: User) -> list[Notice]:
    """A person's notices that no letter brought, the oldest first, held until the transaction ends."""
    waiting = held(Notice.objects).filter(user=user, mailed_at=None)
    return list(waiting.filter(made_at__gte=timezone.now() - OLDEST).select_related("place").order_by("pk"))


def send_letter(user: User) -> int:
    """Send a person's notices that are not mailed yet; how many. None to who may not sign in or wants no letters."""
    with transaction.atomic():
        if not user.is_active or letters_wanted(user) == LetterChoice.Letters.NEVER:
            return 0
        notices = not_mailed(user)
        if notices:
            post(user, "news", notices, {"notices": notices})
        return len(notices)


def post(user: User, name: str, notices: Sequence[Notice], context: Mapping[str, Any], *, key: str = "") -> None:
    """Mark notices as mailed and send the letter of that name, in one transaction.

    Should the process end between the two, the mark is undone and the letter is sent again under the same Message-ID,
    by which a mail server or reader knows it for the same.
    """
    with transaction.atomic():
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=timezone.now())
        _send(user, name, context, key=key or f"notice-{min(notice.pk for notice in notices)}")


def _send(user: User, name: str, context: Mapping[str, Any], *, key: str) -> None:
    whole = {
        "person": user,
        "site": settings.SITE_URL,
        "home_url": settings.SITE_URL + reverse("home"),
        "choice_url": settings.SITE_URL + reverse("letters"),
        **context,
    }
    subject = " ".join(render_to_string(f"budgets/email/{name}_subject.txt", whole).split())
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    letter = EmailMultiAlternatives(
        subject,
        render_to_string(f"budgets/email/{name}_message.txt", whole),
        to=[user.email],
        headers={"Message-ID": f"<{key}.{user.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string(f"budgets/email/{name}_message.html", whole), "text/html")
    letter.send()
