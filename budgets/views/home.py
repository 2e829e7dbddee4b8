"""What somebody who is not signed in sees first, and the one-click sign-ins of the demonstration."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from budgets import demonstration
from s75.numbers import whole


def welcome(request: HttpRequest) -> HttpResponse:
    """What s75 is, and the way in; in the demonstration also whom one can sign in as."""
    troupes = demonstration.troupes() if demonstration.is_shown() else []
    return render(request, "budgets/welcome.html", {"troupes": troupes, "password": demonstration.PASSWORD})


@login_not_required
@require_POST
def demonstration_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people, without a password; 404 for anybody else and anywhere else."""
    number = whole(request.POST.get("user", ""))
    user = None if number is None else demonstration.sign_ins().filter(pk=number).first()
    if user is None or not demonstration.is_shown():
        raise Http404("There is no such sign-in.")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")
