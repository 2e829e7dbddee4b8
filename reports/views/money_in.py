"""What comes in, and what wants doing about it: the page of money in, floors of the conditions, and allocations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from budgets.access import access_of, require_set_up
from budgets.actions.conditions import set_allocation, set_condition
from budgets.models import Condition
from budgets.refusals import status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from reports.forms.money import AllocationForm, FloorsForm
from reports.loading.money_in import load_money_in
from reports.papers.money_in.next_steps import wanted
from reports.papers.money_in.page import money_in_cards, money_in_document
from reports.render.words import print_paragraph
from reports.views.drawn import draw_cards, draw_document
from s75.errors import NotPermitted
from s75.years import year_label

LIST = "Money in"
STEPS = 3
BESIDE = (("risk", "Who bears a variance"), ("reserves", "Reserves"))  # pages of the place that belong to money in


@require_safe
def money_in(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    facts = load_money_in(
        place=scope.place, funds=scope.funds, year=scope.year, period=scope.month, periods=scope.periods
    )
    kept = _kept(scope)
    found = sorted(wanted(facts), key=lambda step: step.fund not in kept)  # what the reader can do comes first
    cards = money_in_cards(facts)
    context = {
        "is_open": not scope.locked,
        "cards": draw_cards(cards),
        "illustrative": any(card.cell.illustrative for card in cards),
        "steps": [
            (print_paragraph(step.sentence), step.button if step.fund in kept else "Read more", step.href)
            for step in found[:STEPS]
        ],
        "more": len(found) - STEPS if len(found) > STEPS else 0,
        "sections": money_in_document(facts).sections,
        "document": draw_document(money_in_document(facts), numbered=False),
        "sets_up": _sets_up(scope),
        "beside": _beside(scope),
    }
    return render(request, "reports/money_in.html", context | frame(scope, "money_in", (LIST, "")))


def _kept(scope: Scope) -> set[str]:
    """The funds whose contributions the reader keeps."""
    access, power = access_of(scope.user), Power.KEEP_CONTRIBUTIONS
    return {fund.slug for fund in scope.funds if access.may(power, heir=fund.host.heir_id, agreement=fund.agreement_id)}


def _beside(scope: Scope) -> list[tuple[str, str]]:
    """The pages that hang under money in: who bears a variance, reserves, and the agreements behind it all."""
    found = [(text, scope.address(name)) for name, text in BESIDE]
    agreements = dict.fromkeys(fund.agreement for fund in scope.funds)
    return [*found, *((str(agreement), scope.address("agreement", agreement.pk)) for agreement in agreements)]


def _sets_up(scope: Scope) -> bool:
    try:
        require_set_up(scope.user, scope.place)
    except NotPermitted:
        return False
    return True


def require_setting_up(scope: Scope) -> None:
    """403 for a reader who does not set the place up."""
    try:
        require_set_up(scope.user, scope.place)
    except NotPermitted as error:
        status_of(error)


@require_http_methods(["GET", "HEAD", "POST"])
def money_in_conditions(request: HttpRequest, place: str) -> HttpResponse:
    """The floors of the national conditions in the year."""
    scope = read_scope(request, place)
    require_setting_up(scope)
    known = {row.kind: row for row in Condition.objects.filter(place=scope.place, year=scope.year)}
    form = FloorsForm(request.POST if request.method == "POST" else None, conditions=known)

    def act() -> str:
        for kind, (floor, source) in form.floors().items():
            set_condition(place=scope.place, year=scope.year, kind=kind, floor=floor, source=source, by=scope.user)
        return f"The floors of {year_label(scope.year)} are set."

    title = f"Floors of the national conditions, {year_label(scope.year)}"
    teaches = (
        "The Better Care Fund planning requirements give every place the least that it must spend from the NHS minimum "
        "contribution. Spend is tested against the floors on the page of money in."
    )
    context = _form_context(scope, title, "Set the floors") | {"teaches": teaches}
    return form_page(request, form=form, act=act, done=scope.address("money_in"), context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def money_in_allocation(request: HttpRequest, place: str) -> HttpResponse:
    """An allocation that a partner splits across places."""
    scope = read_scope(request, place)
    require_setting_up(scope)
    form = AllocationForm(request.POST if request.method == "POST" else None, place=scope.place)

    def act() -> str:
        data = form.cleaned_data
        made = set_allocation(
            place=scope.place,
            partner=data["partner"],
            year=scope.year,
            name=data["name"],
            amount=data["amount"],
            parts=form.parts(),
            precision=data["precision"] or "exact",
            source=data["source"],
            by=scope.user,
        )
        return f"{made} is split across places."

    teaches = (
        "An ICB in several places can be given one amount for all of them. Write down how it is split: only this place's "
        "part enters its funds, and all parts make the whole. The same partner and name again replaces what stands."
    )
    context = _form_context(scope, f"Split an allocation across places, {year_label(scope.year)}", "Split it")
    context["teaches"] = teaches
    return form_page(request, form=form, act=act, done=scope.address("money_in"), context=context)


def _form_context(scope: Scope, title: str, button: str) -> dict[str, object]:
    trail = ((LIST, scope.address("money_in")), (title, ""))
    around = frame(scope, "money_in", *trail, switch=False)
    return {"title": title, "button": button, "back": scope.address("money_in"), **around}
