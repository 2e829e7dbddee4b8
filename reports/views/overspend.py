"""What does an overspend ask for? One fund's breach: its notice, its remedial action plan, and the paper to send."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budgets.models import Fund
from budgets.scope import Scope, frame, read_scope
from reports.document import Document
from reports.facts.breach import NoticeFacts
from reports.facts.position import PositionFacts
from reports.load import load_position
from reports.loading.notice_versions import load_notice_versions
from reports.making import FORMS
from reports.managing.actions import breach_at
from reports.managing.breaches import FundBreach
from reports.papers.overspend import overspend_notice
from reports.progress import keeps
from reports.views.drawn import draw_document

FILES = {"pdf": ("PDF", "application/pdf"), "html": ("Web page", "text/html; charset=utf-8")}


def fund_of(request: HttpRequest, place: str, slug: str) -> tuple[Scope, Fund]:
    scope = read_scope(request, place, slug)
    if not scope.funds[0].counted:
        raise Http404("This fund is in view only: its overspends are not given notice of here.")
    return scope, scope.funds[0]


def facts_of(scope: Scope) -> PositionFacts:
    return load_position(
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        months=False,
        narratives=False,
        risk=True,
    )


def frame_of(scope: Scope, fund: Fund, *trail: tuple[str, str]) -> dict[str, Any]:
    here = scope.address("overspend", fund.slug) if trail else ""
    steps = (("Manage", scope.address("manage")), (f"Overspend of {fund.name}", here), *trail)
    return frame(scope, "manage", *steps, switch=not trail)


@require_safe
def overspend(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    scope, this = fund_of(request, place, fund)
    found = breach_at(this, scope.year, scope.month)
    context: dict[str, Any] = {
        "fund": this,
        "found": found,
        "may": keeps(scope, this),
        "notice_href": scope.address("overspend_notice", this.slug),
        "plan_href": scope.address("overspend_plan", this.slug),
        "past": [{"one": one, **_steps(scope, this, one)} for one in found.past],
        "versions": load_notice_versions(this, scope.year, scope.month),
        "files": [(name, scope.address("overspend_file", this.slug, form)) for form, (name, _) in FILES.items()],
    }
    if found.notice is not None:
        context |= _steps(scope, this, found.notice)
    if found.breach is not None:
        context["document"] = draw_document(_document(scope, found), numbered=False)
    return render(request, "reports/overspend.html", context | frame_of(scope, this))


def _steps(scope: Scope, fund: Fund, notice: NoticeFacts) -> dict[str, str]:
    """Where a notice is corrected and withdrawn."""
    return {
        f"{step}_href": scope.address(f"overspend_{step}", fund.slug, notice.key) for step in ("correct", "withdraw")
    }


def _document(scope: Scope, found: FundBreach) -> Document:
    if found.breach is None:
        raise Http404("This fund does not project an overspend beyond its terms in this period.")
    return overspend_notice(facts_of(scope), found.breach, found.notice)


@require_safe
def overspend_file(request: HttpRequest, place: str, fund: str, form: str) -> HttpResponse:
    """The notice as a paper to send: a draft until it is recorded as sent."""
    scope, this = fund_of(request, place, fund)
    if form not in FILES:
        raise Http404("The notice can be had as PDF and as a web page.")
    made = FORMS[form](_document(scope, breach_at(this, scope.year, scope.month)))
    name = f"{this.slug}-overspend-notice-{scope.year_label}-{scope.label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=FILES[form][1], headers=headers)
