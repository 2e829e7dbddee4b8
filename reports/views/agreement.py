"""An agreement on one page: how shared budgets are set, agreed and monitored, who decides, and who bears an overspend."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from budgets.access import may_set_up
from budgets.models import Agreement
from budgets.scope import Scope, frame, read_scope
from budgets.set_up.scope import place_scope, unopened_frame, visible
from reports.document import Document
from reports.loading.agreement import load_agreement
from reports.making import FORMS
from reports.papers.agreement import agreement_paper
from reports.views.board import DOWNLOADS
from reports.views.drawn import draw_document, draw_title
from s75.models import User


@require_safe
def agreement(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope, this = _found(request, place, pk)
    document = _document(scope, this)
    sets_up = may_set_up(scope.user, scope.place)
    context = {
        "title": draw_title(document.meta),
        "paper": draw_document(document),
        "sections": document.sections,
        "downloads": [(name, scope.address("agreement_file", pk, form)) for form, (name, _) in DOWNLOADS.items()],
        "agreement": this,
        "edit": reverse("set_up_agreements_edit", args=[place, pk]) if sets_up else "",
        "write": reverse("set_up_clauses", args=[place, pk]) if sets_up else "",
    }
    here = (this.title, "")
    if scope.opened and visible(scope.user, scope.place):
        around = frame(scope, "money_in", ("Money in", scope.address("money_in")), here)
    else:
        around = unopened_frame(scope, "", here)
    return render(request, "reports/agreement.html", context | around)


@require_safe
def agreement_file(request: HttpRequest, place: str, pk: int, form: str) -> HttpResponse:
    """The page in one of its forms, as a download."""
    if form not in DOWNLOADS:
        raise Http404("The agreement’s page can be had as PDF, as an Excel workbook and as JSON.")
    scope, this = _found(request, place, pk)
    made = FORMS[form](_document(scope, this))
    name = f"{scope.place.slug}-{slugify(this.title)[:60]}-{scope.year_label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


def _found(request: HttpRequest, place: str, pk: int) -> tuple[Scope, Agreement]:
    """The agreement and its place at the period in the address, or 404 for whoever does not see it."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else in
    this = Agreement.objects.filter(pk=pk, place__slug=place).select_related("place").first()
    reads = this is not None and Agreement.objects.visible_to(user).filter(pk=pk).exists()
    if this is None or not (reads or may_set_up(user, this.place)):
        raise Http404("There is no such agreement among those that you see.")
    scope = place_scope(request, place)
    return (read_scope(request, place) if scope.opened and reads else scope), this


def _document(scope: Scope, this: Agreement) -> Document:
    funds = [fund for fund in scope.funds if fund.agreement_id == this.pk]
    facts = load_agreement(
        this,
        funds=funds,
        year=scope.year,
        period=scope.month if scope.opened else None,
        periods=[period for period in scope.periods if period.fund_id in {fund.pk for fund in funds}],
        today=scope.day,
    )
    return agreement_paper(facts)
