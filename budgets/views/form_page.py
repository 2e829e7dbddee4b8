"""A page with one form: show it, refuse what is wrong with it, act, say what was done, and go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from budgets.refusals import CONFLICT, UNPROCESSABLE, sentences, status_of
from s75.errors import RuleBroken

CHANGED = "Somebody changed this since you opened the page. Nothing was saved: open it again to see what stands now."


def form_page(
    request: HttpRequest,
    *,
    form: Form,
    act: Callable[[], str],
    done: Callable[[], str] | str,
    context: dict[str, Any],
    template: str = "budgets/set_up_form.html",
) -> HttpResponse:
    """Show the form, or act on it. `act` does the one thing and returns what to say; then the reader goes to `done`.

    422 for what the form or a rule refuses, 409 when the thing was changed by somebody meanwhile, 403 for who may not.
    """
    context = {"form": form, **context}
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=UNPROCESSABLE)
    if getattr(form, "stale", False):
        return render(request, template, {**context, "problems": [{"text": CHANGED, "href": ""}]}, status=CONFLICT)
    try:
        said = act()
    except RuleBroken as broken:
        status = status_of(broken)
        return render(request, template, {**context, "problems": sentences(broken)}, status=status)
    messages.success(request, said)
    return redirect(done() if callable(done) else done)
