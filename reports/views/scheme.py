"""What is this scheme, where does it stand, and is it still running? Its page, and closing and reopening it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from budgets.access import may_set_up
from budgets.models import Fund
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from reports.document import Table
from reports.facts.position import Group
from reports.figures.releases import releases
from reports.forms.scheme import CloseForm, ReopenForm
from reports.loading.indicators import load_performance
from reports.loading.scheme import close_history, forecast_past_close, late_costs, load_scheme
from reports.papers.cells import pounds
from reports.papers.figure_parts import Behind
from reports.papers.performance.paper import figures_of, indicator_sections, outputs_of
from reports.papers.scheme_page import lines_table
from reports.render.words import print_in_sentence
from reports.views.drawn import draw_table
from s75.money import total
from s75.years import month_end
from schemes.actions.schemes import close_scheme, reopen_scheme
from schemes.models import Line, Scheme
from schemes.seats import codes_on, seats_of
from schemes.set_up.indicators import INDICATORS
from schemes.set_up.lines import LINES, newest_lines
from schemes.set_up.schemes import OUTPUTS, SCHEMES

METHODS = ["GET", "HEAD", "POST"]


def the_scheme(request: HttpRequest, place: str, ref: str) -> tuple[Scope, Scheme]:
    """A scheme of the place that has a line in a fund that the person sees, or none in any yet; or 404."""
    scope = read_scope(request, place)
    found = scope.place.schemes.select_related("lead_commissioner", "place").filter(ref=ref).first()
    seen = found is not None and (
        Line.objects.filter(scheme=found, fund__in=scope.funds).exists() or not found.lines.exists()
    )
    if found is None or not seen:
        raise Http404("There is no such scheme among those that you see.")
    return scope, found


def groups_of(scope: Scope, scheme: Scheme) -> tuple[list[Fund], tuple[Group, ...]]:
    """The scheme's lines at the scope's period, by the funds that had opened it."""
    opened = {
        p.fund_id for p in scope.periods if (p.year, p.month) == (scope.year, scope.month) and p.state != "future"
    }
    funds = [fund for fund in scope.funds if fund.pk in opened]
    codes = codes_on(seats_of(scope.place), month_end(scope.year, scope.month))
    return funds, load_scheme(scheme, funds=funds, year=scope.year, period=scope.month, codes=codes)


@require_safe
def scheme(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    scope, this = the_scheme(request, place, ref)
    funds, groups = groups_of(scope, this)
    behind = Behind(place, "outturn", scope.year, scope.month, None, {"scheme": this.ref})
    left, late = releases(groups), late_costs(this, funds=funds, year=scope.year, period=scope.month)
    context: dict[str, Any] = {
        "scheme": this,
        "is_open": not scope.locked,
        "closed": this.ends is not None and this.ends < scope.day,
        "lines": draw_table(lines_table(behind, groups, {fund.slug: fund.name for fund in funds})) if groups else "",
        "delivers": _delivers(scope, this),
        "readings": scope.address("indicators"),
        "permitted": [one.stream for one in this.permissions.select_related("stream")],
        "ahead": forecast_past_close(this, funds=funds, year=scope.year, period=scope.month),
        "late": print_in_sentence(pounds(late)) if late else "",
        "left": print_in_sentence(pounds(total(left.values()))) if left and this.ends else "",
        "history": close_history(this),
        "facts": _about(this),
        **_links(scope, this),
    }
    trail = (("Schemes", scope.address("schemes")), (str(this), ""))
    return render(request, "reports/scheme.html", context | frame(scope, "schemes", *trail))


def _delivers(scope: Scope, scheme: Scheme) -> list[SafeString]:
    """The tables of the scheme's indicators and of its outputs, planned and delivered."""
    facts = load_performance(
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        scheme=scheme.ref,
    )
    sections = indicator_sections(figures_of(facts), outputs_of(facts), changes=True, scheme=False)
    return [draw_table(block) for section in sections for block in section.blocks if isinstance(block, Table)]


def _about(scheme: Scheme) -> list[tuple[str, str]]:
    """What is said of the scheme, as far as anything is."""
    share = f", NHS {scheme.nhs_percent.normalize():f}%" if scheme.nhs_percent is not None else ""
    dates = [
        f"from {scheme.starts:%-d %B %Y}" if scheme.starts else "",
        f"to {scheme.ends:%-d %B %Y}" if scheme.ends else "",
    ]
    facts = [
        ("What it does", scheme.description),
        ("Led by", str(scheme.lead_commissioner)),
        ("Runs", " ".join(filter(None, dates)) or "without a first or last day"),
        ("Type", ": ".join(filter(None, (scheme.scheme_type, scheme.sub_type)))),
        ("Area of spend", scheme.area_of_spend),
        ("Kind of provider", scheme.provider_type),
        ("Who commissions", f"{scheme.commissioner}{share}" if scheme.commissioner else ""),
        ("Accounting", scheme.get_accounting_display() if scheme.accounting else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _links(scope: Scope, scheme: Scheme) -> dict[str, Any]:
    """Where this person may go on: changing the scheme and its lines, closing it, releasing what is left."""
    place = scope.place
    proposes = scope.may(Power.PROPOSE_CHANGES)
    release = scope.address("scheme_release", scheme.ref) if proposes else ""
    if not may_set_up(scope.user, place):
        return {"release": release}
    mine = [line for line in newest_lines(place) if line.scheme_id == scheme.pk and line.year == scope.year]
    return {
        "release": release,
        "edit": SCHEMES.edit_address(place, scheme),
        "close": scope.address("scheme_reopen" if scheme.ends else "scheme_close", scheme.ref),
        "outputs_href": OUTPUTS.list_address(place),
        "indicators_href": INDICATORS.list_address(place),
        "edits": [(line.ref, LINES.edit_address(place, line)) for line in mine],
        "adds": [
            ("Say who commissions it, and its area of spend", scope.address("scheme_commissioning", scheme.ref)),
            ("Add a line", LINES.add_address(place)),
            ("Ledger codes", reverse("set_up_codes", args=[place.slug])),
        ],
    }


def _set_up(request: HttpRequest, place: str, ref: str) -> tuple[Scope, Scheme]:
    scope, found = the_scheme(request, place, ref)
    if not may_set_up(scope.user, scope.place):
        raise PermissionDenied("Only who sets the place up closes and reopens its schemes.")
    return scope, found


@require_http_methods(METHODS)
def scheme_close(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    scope, this = _set_up(request, place, ref)
    form = CloseForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        day: date = form.cleaned_data["last_day"]
        close_scheme(scheme=this, last_day=day, reason=form.cleaned_data["reason"], by=scope.user)
        return f"{this} closes on {day:%-d %B %Y}. Set its forecasts after that day to 0, and release what is left."

    teaches = (
        "After its last day the scheme is forecast at 0; a forecast with money in a later month is refused. Late costs in "
        "ledgers are still posted, and flagged. Its budget stays until a virement releases it."
    )
    context = {"title": f"Close {this}", "button": "Close the scheme", "warning": True, "teaches": teaches}
    return _form(request, scope, this, form, act, context)


@require_http_methods(METHODS)
def scheme_reopen(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    scope, this = _set_up(request, place, ref)
    form = ReopenForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        reopen_scheme(scheme=this, reason=form.cleaned_data["reason"], by=scope.user)
        return f"{this} goes on."

    teaches = "The scheme goes on without a last day, and can be forecast in every month again."
    context = {"title": f"Reopen {this}", "button": "Reopen the scheme", "teaches": teaches}
    return _form(request, scope, this, form, act, context)


def _form(
    request: HttpRequest, scope: Scope, this: Scheme, form: Any, act: Any, context: dict[str, Any]
) -> HttpResponse:
    back = scope.address("scheme", this.ref)
    trail = (("Schemes", scope.address("schemes")), (str(this), back), (context["button"], ""))
    around = frame(scope, "schemes", *trail, switch=False)
    return form_page(request, form=form, act=act, done=back, context={**context, "back": back, **around})
