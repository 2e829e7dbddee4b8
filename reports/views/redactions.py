"""Redactions of a place: who took words out, when, why and where; and a new one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from budgets.scope import frame, read_scope
from budgets.views.form_page import form_page
from reports.forms.paper import RedactionForm
from reports.models import Redaction
from reports.publishing.actions.redacting import redact
from reports.views.papers import redacts, trail_of


@require_http_methods(["GET", "HEAD", "POST"])
def redactions(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place, unopened=True)
    if not redacts(scope):
        raise PermissionDenied("Only an administrator of a partner that hosts a fund here redacts.")
    form = RedactionForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        made = redact(place=scope.place, by=scope.user, **form.cleaned_data)
        count = made.places.count()
        return f"The words were taken out of {count} {'place' if count == 1 else 'places'}."

    done = Redaction.objects.filter(place=scope.place).select_related("made_by").prefetch_related("places", "versions")
    context = {"redactions": done, **frame(scope, "papers", *trail_of(scope, ("Redactions", "")), switch=False)}
    return form_page(
        request, form=form, act=act, done=scope.address("redactions"), context=context,
        template="reports/redactions.html",
    )  # fmt: skip
