"""The single steps of setting up: what an agreement says, a succession, the first administrator, and starting a year."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from budgets.access import access_of, may_set_up
from budgets.actions.people import name_administrator
from budgets.actions.places import succeed_partner
from budgets.actions.terms import set_clauses
from budgets.actions.years import start_years
from budgets.letters import send_welcome
from budgets.models import Contribution, Fund, PlacePartner
from budgets.queries import part_of
from budgets.roles import Power
from budgets.scope import Scope
from budgets.set_up.forms import SuccessionForm
from budgets.set_up.parts import AGREEMENTS, PARTNERS
from budgets.set_up.scope import operator_scope, place_scope, set_up_frame, set_up_scope
from budgets.set_up.terms_forms import AdministratorForm, ClausesForm, YearForm
from budgets.views.form_page import form_page
from s75.years import year_label

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def clauses(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = set_up_scope(request, place)
    agreement = get_object_or_404(scope.place.agreements, pk=pk)
    form = ClausesForm(request.POST if request.method == "POST" else None, agreement=agreement)

    def act() -> str:
        said = set_clauses(agreement=agreement, clauses=form.wordings(), by=scope.user)
        return f"What {agreement} says is saved: {len(said)} {'topic' if len(said) == 1 else 'topics'}."

    back = AGREEMENTS.list_address(scope.place)
    context = {
        "title": f"What {agreement} says",
        "teaches": (
            "Regulation 7 of SI 2000/617 asks for most of these in writing. "
            "What you enter here is printed on the agreement’s page."
        ),
        "button": "Save",
        "back": back,
        **set_up_frame(scope, (AGREEMENTS.title, back), ("What it says", "")),
    }
    return form_page(request, form=form, act=act, done=back, context=context)


@require_http_methods(FORM)
def succession(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = operator_scope(request, place)
    seat = get_object_or_404(scope.place.seats.select_related("partner"), pk=pk)
    form = SuccessionForm(request.POST if request.method == "POST" else None, place=scope.place, thing=seat)

    def act() -> str:
        given = form.given()
        succeed_partner(partner=seat.partner, by=scope.user, **given)
        return f"{given['successor']} succeeds {seat.partner} after {given['last_day']:%-d %B %Y}."

    back = PARTNERS.list_address(scope.place)
    context = {
        "title": f"Pass {seat.partner} to its successor",
        "teaches": (
            "From the day after its last, everything that belongs to this partner belongs to its successor, in every place. "
            "Lines, contributions, balances and roles go on as they are; papers of earlier periods still print the old name. "
            "This cannot be undone."
        ),
        "passes": _passes(seat),
        "button": "Pass everything to the successor",
        "warning": True,
        "back": back,
        **set_up_frame(scope, (PARTNERS.title, back), ("Succession", "")),
    }
    return form_page(request, form=form, act=act, done=back, context=context)


def _passes(seat: PlacePartner) -> list[str]:
    """What the partner has, in words, so that whoever passes it on knows what goes with it."""
    return [f"{count} {one if count == 1 else many}" for one, many, count in part_of(seat.partner)]


@require_http_methods(FORM)
def administrator(request: HttpRequest, place: str) -> HttpResponse:
    scope = operator_scope(request, place)
    form = AdministratorForm(request.POST if request.method == "POST" else None, place=scope.place)
    back = reverse("set_up", args=[place])

    def act() -> str:
        given = name_administrator(place=scope.place, by=scope.user, **form.cleaned_data)
        sent = send_welcome(request, given, scope.place)
        letter = "A letter is on its way to" if sent else "But the letter could not be sent; tell"
        return f"{given.user} is administrator of {given.partner}. {letter} {given.user.email}."

    context = {
        "title": "Name the first administrator",
        "teaches": (
            "The administrator of the partner that hosts a fund invites everybody else and goes on with setting the place up. "
            "Usually that is somebody in the council’s finance team; it may be you."
        ),
        "button": "Send the invitation",
        "back": back,
        **set_up_frame(scope, ("First administrator", "")),
    }
    return form_page(request, form=form, act=act, done=back, context=context)


@require_http_methods(FORM)
def year(request: HttpRequest, place: str) -> HttpResponse:
    scope = place_scope(request, place)
    funds = kept_funds(scope)
    if not funds:
        raise PermissionDenied("Only a pool manager of a fund's host starts its year.")
    proposed = year_to_start(scope, funds)
    form = YearForm(request.POST if request.method == "POST" else None, funds=funds, year=proposed)

    def act() -> str:
        given = form.cleaned_data
        start_years(funds=list(given["funds"]), year=given["year"], by=scope.user)
        return f"{year_label(given['year'])} has started, and P01 is open: {', '.join(str(one) for one in given['funds'])}."

    context: dict[str, Any] = {
        "title": "Start a year",
        "teaches": "The year of a fund has twelve months and a thirteenth for closing adjustments. One is open at a time.",
        "button": "Start the year and open P01",
        "back": reverse("closing", args=[place]),
        **set_up_frame(scope, ("Start a year", "")),
    }
    after = "set_up" if may_set_up(scope.user, scope.place) else "closing"
    return form_page(request, form=form, act=act, done=reverse(after, args=[place]), context=context)


def year_to_start(scope: Scope, funds: list[Fund]) -> int:
    """The first year that has money and has not started; else the year after the last one, or today's."""
    started = {period.year for period in scope.periods}
    given = Contribution.objects.filter(fund__in=funds).exclude(year__in=started)
    first: int | None = given.aggregate(first=Min("year"))["first"]
    return first or (max(started) + 1 if started else scope.year)


def kept_funds(scope: Scope) -> list[Fund]:
    """The funds whose periods the person opens and locks."""
    access = access_of(scope.user)
    return [
        fund
        for fund in scope.funds
        if access.may(Power.KEEP_PERIODS, heir=fund.host.heir_id, agreement=fund.agreement_id)
    ]
