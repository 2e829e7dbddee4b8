"""Who bears it? Each partner's part of the variances by the risk rules, what if a scheme overspends, and new rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from budgets.access import access_of
from budgets.actions.risk import set_risk_rule
from budgets.models import Fund
from budgets.refusals import UNPROCESSABLE
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from reports.document import Document
from reports.facts.position import PositionFacts
from reports.figures.risk_share import in_force
from reports.forms.risk import RiskRuleForm, stands_now
from reports.forms.what_if import choices, read_asked
from reports.layouts.plain import PLAIN
from reports.load import load_position
from reports.making import FORMS
from reports.papers.board.reading import read
from reports.papers.risk import risk_paper
from reports.papers.risk.summary import risk_cards
from reports.views.board import DOWNLOADS
from reports.views.drawn import draw_cards, draw_document
from reports.views.narrowed import narrowed
from s75.years import month_label, year_label
from schemes.actions.risk import override_risk_rule

TITLE = "Who bears it"


def _read(request: HttpRequest, place: str) -> tuple[Scope, Scope, PositionFacts]:
    """The whole scope, the one that the address narrows it to, and the facts of that."""
    whole = read_scope(request, place, unopened=True)
    scope = narrowed(whole, request.GET.get("fund"))
    facts = load_position(
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        months=False,
        narratives=False,
        risk=True,
    )
    return whole, scope, facts


@require_safe
def risk(request: HttpRequest, place: str) -> HttpResponse:
    whole, scope, facts = _read(request, place)
    reading = read(facts, PLAIN)
    asked = read_asked(request.GET.getlist("scheme"), request.GET.getlist("more"), reading)
    document = risk_paper(facts, PLAIN, asked.more)
    one = request.GET.get("fund", "")
    keep = [("fund", one)] if one else []
    context = {
        "title": TITLE,
        "one": scope.funds[0] if one else None,
        "is_open": not scope.locked,
        "cards": draw_cards(risk_cards(reading)),
        "illustrative": bool(document.meta.marks),
        "asked": asked,
        "problems": asked.problems,
        "schemes": choices(reading),
        "keep": keep,
        "downloads": [(name, _file_address(request, scope, form)) for form, (name, _) in DOWNLOADS.items()],
        "ends": [
            (fund, scope.address("risk_rule_end", fund.slug))
            for fund in scope.funds
            if _may_set(scope, fund) and _overridden(facts, fund)
        ],
        "rules": [(fund, scope.address("risk_rule", fund.slug)) for fund in scope.funds if _may_set(scope, fund)],
        **{name: draw_document(part, numbered=False) for name, part in _parts(document).items()},
    }
    status = UNPROCESSABLE if asked.problems else 200
    around = frame(whole, "money_in", _under(whole), (TITLE, ""), keep=keep)
    return render(request, "reports/risk.html", context | around, status=status)


def _overridden(facts: PositionFacts, fund: Fund) -> bool:
    """Whether a scheme of the fund goes by a rule of its own."""
    rules = facts.risk.rules if facts.risk else ()
    return any(rule.fund == fund.slug and rule.scheme for rule in in_force(rules, facts.year, facts.period))


def _under(scope: Scope) -> tuple[str, str]:
    """The page that this one hangs under."""
    return "Money in", scope.address("money_in")


def _parts(document: Document) -> dict[str, Document]:
    """The paper as the page shows it: the summary, what is supposed, and the funds below."""
    by = {section.key: section for section in document.sections}
    top = [by["summary"]]
    supposed = [by["what-if"]] if "what-if" in by else []
    rest = [section for key, section in by.items() if key not in {"summary", "what-if"}]
    return {
        name: Document(document.meta, tuple(sections))
        for name, sections in (("summary", top), ("supposed", supposed), ("funds", rest))
        if sections
    }


def _file_address(request: HttpRequest, scope: Scope, form: str) -> str:
    """The file of what the page shows, with the fund and the suppositions of its address."""
    more = request.GET.copy()
    for key in set(more) - {"fund", "scheme", "more"}:
        del more[key]
    said = more.urlencode()
    return scope.address("risk_file", form) + (f"&{said}" if said else "")


@require_safe
def risk_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """The paper in one of its forms, as a download, with what the address supposes."""
    if form not in DOWNLOADS:
        raise Http404("The paper can be had as PDF, as an Excel workbook and as JSON.")
    _, scope, facts = _read(request, place)
    asked = read_asked(request.GET.getlist("scheme"), request.GET.getlist("more"), read(facts, PLAIN))
    if asked.problems:
        raise Http404("The address supposes something that cannot be read. Open the page to see what.")
    made = FORMS[form](risk_paper(facts, PLAIN, asked.more))
    of = scope.funds[0].slug if request.GET.get("fund") else scope.place.slug
    name = f"{of}-risk-{scope.year_label}-{scope.label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


def _may_set(scope: Scope, fund: Fund) -> bool:
    return access_of(scope.user).may(Power.SET_UP, heir=fund.host.heir_id, agreement=fund.agreement_id)


@require_http_methods(["GET", "HEAD", "POST"])
def risk_rule(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """A new rule of a fund, which replaces the one that it has from its period on."""
    scope = read_scope(request, place, unopened=True)
    this = next((one for one in scope.funds if one.slug == fund), None)
    if this is None:
        raise Http404("There is no such fund among those that you see.")
    if not _may_set(scope, this):
        raise PermissionDenied(f"Only who sets up {this} makes its risk rules: its pool manager or administrator.")
    asked = request.GET.get("direction", "over")
    known = stands_now(this, "under" if asked == "under" else "over", request.GET.get("scheme", ""))
    form = RiskRuleForm(request.POST if request.method == "POST" else None, fund=this, initial=known)
    page = f"{scope.address('risk')}&fund={this.slug}" if scope.opened else scope.address("risk")
    trail = (_under(scope), (TITLE, page), ("Risk rule", ""))
    context: dict[str, Any] = {"fund": this, "back": page, **frame(scope, "money_in", *trail, switch=False)}
    return form_page(
        request,
        form=form,
        act=lambda: _set_rule(scope, this, form),
        done=page,
        context=context,
        template="reports/risk_rule.html",
    )


def _set_rule(scope: Scope, fund: Fund, form: RiskRuleForm) -> str:
    year, month = form.when()
    direction, scheme = form.cleaned_data["direction"], form.cleaned_data["scheme"]
    if scheme is None:
        set_risk_rule(fund=fund, direction=direction, year=year, month=month, by=scope.user, **form.terms())
    else:
        override_risk_rule(
            scheme=scheme, fund=fund, direction=direction, year=year, month=month, by=scope.user, **form.terms()
        )
    return f"The rule for {direction}spends of {scheme or fund} counts from {month_label(month)} {year_label(year)}."
