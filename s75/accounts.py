"""How people get in: nobody signs up; an administrator invites, and the invited set a password by a link."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from s75.models import User


class ClosedDoor(DefaultAccountAdapter):
    """Sign-in without sign-up, with refusals that say what to do."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Your access has ended. Ask your administrator if that is a mistake.",
        "email_password_mismatch": "The e-mail address or the password is wrong.",
        "enter_current_password": "This is not your password now.",
        "too_many_login_attempts": (
            "Too many sign-ins have failed. Wait ten minutes and try again, or reset your password."
        ),
        "rate_limited": "Too many requests. Wait ten minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def password_path(user: User) -> str:
    """The address, within the site, at which an invited user sets a password; good once and for three days."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
