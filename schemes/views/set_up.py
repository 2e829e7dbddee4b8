"""How far a place is set up, and the schemes that a ring-fenced stream may be spent on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from budgets.set_up.scope import set_up_frame, set_up_scope
from budgets.views.form_page import form_page
from schemes.actions.permitted import set_permitted
from schemes.set_up.steps import next_step, steps_of
from schemes.set_up.streams import STREAMS, PermittedForm


@require_safe
def set_up(request: HttpRequest, place: str) -> HttpResponse:
    scope = set_up_scope(request, place)
    steps = steps_of(scope)
    context = {"steps": steps, "next": next_step(steps), "edit": reverse("set_up_place", args=[place])}
    return render(request, "schemes/set_up.html", context | set_up_frame(scope))


@require_http_methods(["GET", "HEAD", "POST"])
def permitted(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = set_up_scope(request, place)
    stream = get_object_or_404(scope.place.streams, pk=pk)
    form = PermittedForm(request.POST if request.method == "POST" else None, stream=stream)

    def act() -> str:
        chosen = set_permitted(stream=stream, schemes=form.cleaned_data["schemes"], by=scope.user)
        return f"{len(chosen)} {'scheme is' if len(chosen) == 1 else 'schemes are'} permitted to {stream}."

    back = STREAMS.list_address(scope.place)
    context = {
        "title": f"Schemes permitted to {stream}",
        "teaches": "Budget of this stream on any other scheme is flagged or refused, as the stream says.",
        "button": "Save",
        "back": back,
        **set_up_frame(scope, (STREAMS.title, back), ("Permitted schemes", "")),
    }
    return form_page(request, form=form, act=act, done=back, context=context)
