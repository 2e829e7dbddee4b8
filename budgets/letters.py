"""The letters about access: an invitation with a link to set a password, or a notice to who signs in already."""

from __future__ import annotations

import logging

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from budgets.models import Membership, Place
from budgets.roles import BY_KEY
from s75.accounts import password_path, site_of

log = logging.getLogger(__name__)


def send_welcome(request: HttpRequest, membership: Membership, place: Place) -> bool:
    """Tell the person of a role by e-mail; whether the mail server took it. A new person gets a link for a password."""
    user = membership.user
    name = "notice" if user.has_usable_password() else "invitation"
    context = {
        "person": user,
        "by": request.user,
        "place": place,
        "partner": membership.partner,
        "role": BY_KEY[membership.role],
        "password_url": site_of(request) + password_path(user),
        "forgotten_url": site_of(request) + reverse("account_reset_password"),
        "home_url": site_of(request) + reverse("home"),
    }
    subject = " ".join(render_to_string(f"budgets/email/{name}_subject.txt", context).split())
    try:
        send_mail(subject, render_to_string(f"budgets/email/{name}_message.txt", context), None, [user.email])
    except OSError:  # smtplib's refusals are OSErrors too
        log.exception("The letter to %s could not be sent.", user.email)
        return False
    return True
