"""One instalment: the invoice that asks for it, and the money received for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from budgets.actions.instalments import invoice_instalment, record_receipt, withdraw_invoice
from budgets.models import Contribution, Instalment
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.figures.instalments import received, state
from reports.forms.money import InvoiceForm, ReasonForm, ReceiptForm
from reports.papers.money_in.contribution_page import receipts_table
from reports.views.drawn import draw_table
from reports.views.money_in_contribution import (
    found_contribution,
    keeps,
    require_keeping,
    source_of,
    title_of,
    trail_of,
)
from s75.errors import RuleBroken
from s75.years import month_end


def _found(request: HttpRequest, place: str, pk: int) -> tuple[Scope, Instalment, Contribution]:
    scope = read_scope(request, place)
    instalment = Instalment.objects.filter(pk=pk, contribution__fund__in=scope.funds).first()
    if instalment is None:
        raise Http404("There is no such instalment: it may have been planned anew.")
    contribution = found_contribution(scope, instalment.contribution_id)
    instalment.contribution = contribution
    return scope, instalment, contribution


@require_safe
def money_in_instalment(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope, instalment, contribution = _found(request, place, pk)
    return render(request, "reports/money_in_instalment.html", _page(scope, instalment, contribution))


def _page(scope: Scope, instalment: Instalment, contribution: Contribution, **forms: Form) -> dict[str, Any]:
    source = source_of(scope, contribution)
    part = next(one for one in source.instalments if one.key == instalment.pk)
    left = part.amount - received(part)
    name = f"Instalment {part.number}"
    sent = next(iter(forms.values()), None)
    return {
        "part": part,
        "name": name,
        "contribution_title": title_of(contribution),
        "state": state(part, month_end(scope.year, scope.month)),
        "left": left,
        "keeps": keeps(scope, contribution),
        "receipts": draw_table(receipts_table(part)) if part.receipts else "",
        "invoice_form": forms.get("invoice") or InvoiceForm(auto_id="invoice_%s"),
        "receipt_form": forms.get("receipt") or ReceiptForm(auto_id="receipt_%s", initial={"amount": left}),
        "reason_form": forms.get("withdraw") or ReasonForm(auto_id="withdraw_%s"),
        "form": sent,
        "invoice_href": scope.address("money_in_invoice", instalment.pk),
        "receipt_href": scope.address("money_in_receipt", instalment.pk),
        "withdraw_href": scope.address("money_in_withdraw", instalment.pk),
        "back": scope.address("money_in_contribution", contribution.pk),
        **frame(scope, "money_in", *trail_of(scope, contribution, name)),
    }


def _act(
    request: HttpRequest, place: str, pk: int, which: str, form: Form, act: Callable[[Scope, Instalment], str]
) -> HttpResponse:
    """Act on a sent form, or show the page again with what was wrong."""
    scope, instalment, contribution = _found(request, place, pk)
    require_keeping(scope, contribution)
    template = "reports/money_in_instalment.html"
    if not form.is_valid():
        return render(request, template, _page(scope, instalment, contribution, **{which: form}), status=UNPROCESSABLE)
    try:
        said = act(scope, instalment)
    except RuleBroken as error:
        context = _page(scope, instalment, contribution, **{which: form}) | {"problems": sentences(error)}
        return render(request, template, context, status=status_of(error))
    messages.success(request, said)
    return redirect(scope.address("money_in_instalment", pk))


@require_POST
def money_in_invoice(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    form = InvoiceForm(request.POST, auto_id="invoice_%s")

    def act(scope: Scope, instalment: Instalment) -> str:
        data = form.cleaned_data
        made = invoice_instalment(instalment=instalment, invoice=data["invoice"], on=data["on"], by=scope.user)
        return f"Invoice {made.invoice} is recorded."

    return _act(request, place, pk, "invoice", form, act)


@require_POST
def money_in_withdraw(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Take an invoice back."""
    form = ReasonForm(request.POST, auto_id="withdraw_%s")

    def act(scope: Scope, instalment: Instalment) -> str:
        withdraw_invoice(instalment=instalment, reason=form.cleaned_data["reason"], by=scope.user)
        return "The invoice is withdrawn."

    return _act(request, place, pk, "withdraw", form, act)


@require_POST
def money_in_receipt(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    form = ReceiptForm(request.POST, auto_id="receipt_%s")

    def act(scope: Scope, instalment: Instalment) -> str:
        made = record_receipt(instalment=instalment, by=scope.user, **form.cleaned_data)
        return f"{made} is recorded."

    return _act(request, place, pk, "receipt", form, act)
