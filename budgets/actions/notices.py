"""Telling people: a notice is written in the transaction of what it tells of, and leaves by e-mail afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from budgets.models import LetterChoice, Notice, Place
from budgets.notices.kinds import BY_KEY
from budgets.tasks import write_letter
from s75.history import recorded
from s75.models import User

GATHERED = timedelta(seconds=60)  # what comes within it leaves as one letter
LONGEST = 400
_silent: ContextVar[bool] = ContextVar("silent", default=False)


def tell(
    kind: str,
    *,
    to: Iterable[int],
    href: str,
    key: str = "",
    place: Place | None = None,
    by: User | None = None,
    due_on: date | None = None,
    says: Mapping[str, object],
) -> int:
    """Tell these people (by id) of something, except whoever did it; returns how many were told.

    `says` fills in the kind's words. `key` names the event: told again, nobody hears of it twice; without one each call
    is an event of its own. Called within the transaction of the event, so that both are kept or neither; those who want
    letters at once get theirs from the background worker.
    """
    key = (key or f"{kind}:{uuid4()}")[:160]
    people = set() if is_silent() else set(to) - {by.pk if by else None}
    if not people:
        return 0
    text = BY_KEY[kind].words.format(**{"by": by, **says})
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    with recorded(by=by, reason=f"Tell: {kind}"):
        before = set(Notice.objects.filter(user__in=people, key=key).values_list("user", flat=True))
        fresh = people - before
        Notice.objects.bulk_create(
            (
                Notice(user_id=user, place=place, kind=kind, text=text, href=href[:300], due_on=due_on, key=key)
                for user in sorted(fresh)
            ),
            ignore_conflicts=True,
        )
        at_once = LetterChoice.objects.filter(user__in=fresh, letters=LetterChoice.Letters.AT_ONCE)
        for user in at_once.values_list("user", flat=True):
            write_letter.using(run_after=timezone.now() + GATHERED).enqueue(user)
    return len(fresh)


@contextmanager
def silently() -> Iterator[None]:
    """Tell nobody of what is done inside: for what is loaded rather than done, such as the demonstration."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def is_silent() -> bool:
    """Whether nobody is told of anything now, so that nobody needs to be looked for."""
    return _silent.get()


def mark_seen(*, by: User, upto: int) -> int:
    """Mark a person's notices up to one (by id) as seen: those that came since stay unread. Returns how many were."""
    return Notice.objects.filter(user=by, seen_at=None, pk__lte=upto).update(seen_at=timezone.now())


def choose_letters(*, letters: str, by: User) -> LetterChoice:
    """Choose how one's notices come by e-mail."""
    with recorded(by=by, reason="Choose how notices come by e-mail"):
        chosen, _ = LetterChoice.objects.update_or_create(user=by, defaults={"letters": letters})
        return chosen
