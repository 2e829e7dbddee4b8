"""How people get in: nobody signs up; an administrator invites, and the invited set a password by a link."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from s75.background.health import is_there
from s75.models import User

log = logging.getLogger(__name__)


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

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """By the worker where one is there: so the answer comes as quickly, and is the same, as where nobody is known."""
        from s75.tasks import write_password_link

        site = site_of(self.request)
        if is_there():
            write_password_link.enqueue(user.pk, site)
            return
        try:
            send_password_link(User.objects.get(pk=user.pk), site)
        except OSError:  # smtplib's refusals are OSErrors too
            log.exception("The letter to %s could not be sent.", email)


def site_of(request: HttpRequest) -> str:
    """The address at which letters say that s75 is: in production the one that it was given, whatever a request says."""
    return settings.SITE_URL if settings.PRODUCTION else request.build_absolute_uri("/").rstrip("/")


def send_password_link(user: User, site: str) -> None:
    """Send a person the link by which a forgotten password is set anew. OSError when the mail server does not take it."""
    name = "account/email/password_reset_key"
    context = {"user": user, "password_reset_url": site + password_path(user)}
    subject = " ".join(render_to_string(f"{name}_subject.txt", context).split())
    send_mail(subject, render_to_string(f"{name}_message.txt", context).strip(), None, [user.email])


def password_path(user: User) -> str:
    """The address, within the site, at which an invited user sets a password; good once and for three days."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
