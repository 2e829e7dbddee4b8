"""The people of a place: who has which role, inviting somebody, changing how far a role reaches, ending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from budgets.access import forget_access, hosts_in
from budgets.actions.people import end_role, invite_person, narrow_role
from budgets.forms import InviteForm, NarrowForm
from budgets.letters import send_welcome
from budgets.models import Membership
from budgets.queries import memberships_of
from budgets.refusals import sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.tables import PeopleTable
from s75.errors import RuleBroken

LIST = "People"


def _administered(request: HttpRequest, place: str) -> Scope:
    """The place, for whoever manages its people: 404 for an outsider, 403 for any other reader."""
    scope = read_scope(request, place, unopened=True)
    if not hosts_in(scope.user, Power.MANAGE_PEOPLE, scope.place):
        raise PermissionDenied("Only an administrator of a partner that hosts a fund here sees its people.")
    return scope


def _membership(scope: Scope, pk: int) -> Membership:
    found = memberships_of(scope.place).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such role in this place.")
    return found


def _frame(scope: Scope, title: str = "") -> dict[str, Any]:
    trail = [(LIST, scope.address("people")), (title, "")] if title else [(LIST, "")]
    around = frame(scope, "people", *trail, switch=False)
    if not scope.opened:  # most of the place's other pages are not there yet
        there = {scope.address("people"), scope.address("closing"), scope.address("set_up")}
        around["navigation"] = [entry for entry in around["navigation"] if entry["href"] in there]  # type: ignore[attr-defined]
        around["trail"] = []
    return around


@require_safe
def people(request: HttpRequest, place: str) -> HttpResponse:
    scope = _administered(request, place)
    table = PeopleTable(memberships_of(scope.place), place=scope.place, query=scope.query)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return render(request, "budgets/people.html", {"table": table, **_frame(scope)})


@require_http_methods(["GET", "HEAD", "POST"])
def people_invite(request: HttpRequest, place: str) -> HttpResponse:
    scope = _administered(request, place)
    form = InviteForm(request.POST if request.method == "POST" else None, place=scope.place)
    context = {"form": form, **_frame(scope, "Invite somebody")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "budgets/people_invite.html", context, status=422 if request.method == "POST" else 200)
    try:
        given = invite_person(**form.cleaned_data, place=scope.place, by=scope.user)
    except RuleBroken as error:
        context["problems"] = sentences(error)
        return render(request, "budgets/people_invite.html", context, status=status_of(error))
    _say_sent(request, given, send_welcome(request, given, scope.place))
    return redirect(scope.address("people"))


def _say_sent(request: HttpRequest, given: Membership, sent: bool) -> None:
    whose = f"{given.user} is {given.get_role_display().lower()} of {given.partner}"
    if sent:
        messages.success(request, f"{whose}. A letter is on its way to {given.user.email}.")
    else:
        messages.warning(
            request,
            f"{whose}, but the letter to {given.user.email} could not be sent. Ask the person to open this site and "
            "choose “I have forgotten my password”, and tell whoever runs this installation that its e-mail fails.",
        )


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = _administered(request, place)
    membership = _membership(scope, pk)
    context: dict[str, Any] = {"membership": membership, **_frame(scope, "End a role")}
    if request.method != "POST":
        return render(request, "budgets/role_end.html", context)
    try:
        end_role(membership=membership, place=scope.place, by=scope.user)
    except RuleBroken as error:
        context["problems"] = sentences(error)
        return render(request, "budgets/role_end.html", context, status=status_of(error))
    messages.success(
        request, f"{membership.user} is no longer {membership.get_role_display().lower()} of {membership.partner}."
    )
    return _back(scope)


@require_http_methods(["GET", "HEAD", "POST"])
def role_narrow(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = _administered(request, place)
    membership = _membership(scope, pk)
    form = NarrowForm(request.POST if request.method == "POST" else None, place=scope.place, membership=membership)
    context: dict[str, Any] = {"form": form, "membership": membership, **_frame(scope, "Change how far a role reaches")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "budgets/role_narrow.html", context, status=422 if request.method == "POST" else 200)
    agreement = form.cleaned_data["agreement"]
    try:
        narrow_role(membership=membership, place=scope.place, agreement=agreement, by=scope.user)
    except RuleBroken as error:
        context["problems"] = sentences(error)
        return render(request, "budgets/role_narrow.html", context, status=status_of(error))
    reach = f"“{agreement}” only" if agreement else "all agreements of the partner"
    messages.success(request, f"The role of {membership.user} now reaches {reach}.")
    return _back(scope)


def _back(scope: Scope) -> HttpResponse:
    """To the list; to the start page for somebody who has just given up their own role."""
    forget_access(scope.user)
    again = hosts_in(scope.user, Power.MANAGE_PEOPLE, scope.place)
    return redirect(scope.address("people") if again else "home")
