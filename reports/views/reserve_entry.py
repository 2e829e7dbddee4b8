"""What is put into a reserve or returned from it: allocated, topped up, given back to whose money it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from budgets.actions.reserves import allocate_reserve, return_reserve, top_up_reserve
from budgets.models import ReserveEntry
from budgets.roles import Power
from budgets.scope import frame, read_scope
from budgets.views.form_page import form_page
from reports.forms.reserve import ReserveEntryForm
from reports.views.reserves import after, may, the_reserve, trail_of


@dataclass(frozen=True)
class Way:
    """One way in which a reserve moves: the words of its page, and the action."""

    title: str
    teaches: str
    button: str
    done: str
    act: Callable[..., ReserveEntry]


WAYS = {
    "allocate": Way(
        "Allocate money to {}",
        "The first amount that is set aside. It is posted into the fund's open period and stands; more comes by topping up.",
        "Allocate",
        "£{:,.2f} is allocated to {}.",
        allocate_reserve,
    ),
    "top-up": Way(
        "Top up {}",
        "What is set aside in addition. It is posted into the fund's open period and stands.",
        "Top up",
        "£{:,.2f} is added to {}.",
        top_up_reserve,
    ),
    "return": Way(
        "Return money from {}",
        "What goes back to the partner whose money it is. What agreed projects are still to draw stays.",
        "Return",
        "£{:,.2f} is returned from {}.",
        return_reserve,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def reserve_enter(request: HttpRequest, place: str, pk: int, way: str) -> HttpResponse:
    scope = read_scope(request, place, unopened=True)
    this = the_reserve(scope, pk)
    if way not in WAYS:
        raise Http404("Money is allocated, topped up or returned.")
    if not may(scope, Power.POST_CHANGES, this.fund):
        raise PermissionDenied(f"Only who posts changes for {this.fund.host} moves {this}: its pool manager.")
    how = WAYS[way]
    form = ReserveEntryForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        entry = how.act(reserve=this, year=scope.year, by=scope.user, **form.cleaned_data)
        return how.done.format(abs(entry.amount), this)

    title, page = how.title.format(this), after(scope, this)
    trail = trail_of(scope, (this.name, page), (how.button, ""))
    context = {"title": title, "teaches": how.teaches, "button": how.button, "back": page}
    around = frame(scope, "money_in", *trail, switch=False)
    return form_page(request, form=form, act=act, done=page, context=context | around)
