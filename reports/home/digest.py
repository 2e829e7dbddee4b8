"""The letter of the day: what a person must do in each place, and what is new since their last."""

from __future__ import annotations

from django.db import transaction

from budgets.models import LetterChoice
from budgets.notices.letters import letters_wanted, not_mailed, post
from reports.home.desks import desks_of
from s75.models import User
from s75.today import today

MONDAY = 0


def send_digest(user: User) -> bool:
    """Send a person's letter of the day; whether there was one.

    There is none without anything new, except on Mondays for who has something to do.
    """
    with transaction.atomic():
        if not user.is_active or letters_wanted(user) != LetterChoice.Letters.DAILY:
            return False
        notices = not_mailed(user)
        desks = [desk for desk in desks_of(user)[0] if desk.to_do]
        if not notices and not (desks and today().weekday() == MONDAY):
            return False
        context = {"notices": notices, "desks": desks, "to_do": sum(len(desk.to_do) for desk in desks)}
        post(user, "digest", notices, context, key=f"day-{today():%Y-%m-%d}")
        return True
