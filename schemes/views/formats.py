"""The saved format of a partner's ledger: which headings mean what, who changed it, and forgetting it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets.access import access_of
from budgets.models import Partner
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from s75.models import User
from schemes.actions.formats import change_format, forget_format
from schemes.intake.reading import saved_format
from schemes.models import ActualsImport, SavedFormat
from schemes.seats import seats_of

FIELDS = {
    "code": "Heading of the codes",
    "description": "Heading of the descriptions (optional)",
    "amount": "Heading of the amounts",
    "debit": "Heading of the debits, where credits stand in a column of their own",
    "credit": "Heading of the credits, with that of the debits",
    "period": "Heading of the month (optional)",
    "commitment": "Heading of the commitments (optional)",
    "sheet": "Sheet (optional)",
}
MOST_SHOWN = 20


class FormatForm(forms.Form):
    """One heading a field. Which of them go together is the action's to judge."""

    basis = forms.ChoiceField(
        label="The amounts are, unless a file says otherwise",
        choices=[("cumulative", "Cumulative: from April to the end of the month"), ("month", "Of the month alone")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the amounts are cumulative or of the month"},
    )
    negative = forms.BooleanField(label="The ledger shows spending as negative amounts", required=False)

    def __init__(self, data: Any = None, *, saved: SavedFormat | None) -> None:
        known = {name: getattr(saved, name) for name in (*FIELDS, "basis", "negative")} if saved else {}
        super().__init__(data, initial=known)
        headings = {
            name: forms.CharField(label=label, max_length=120 if name == "sheet" else 90, required=name == "code")
            for name, label in FIELDS.items()
        }
        headings["code"].error_messages["required"] = "Enter the heading of the column of codes"
        self.fields = {**headings, **self.fields}


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_format(request: HttpRequest, place: str, partner: str) -> HttpResponse:
    scope = read_scope(request, place)
    whose = _partner(scope, partner)
    saved = saved_format(scope.place, whose)
    may = access_of(scope.user).may(Power.IMPORT_ACTUALS, heir=whose.heir_id)
    if request.method == "POST" and not may:
        raise PermissionDenied(f"Only a finance officer of {whose} changes the format of its ledger.")
    trail = (("Actuals", scope.address("actuals")), (f"Ledger format of {partner}", ""))
    context: dict[str, Any] = {
        "saved": saved,
        "partner": whose,
        "may": may,
        "shown": [(label.removesuffix(" (optional)"), getattr(saved, name)) for name, label in FIELDS.items() if saved],
        "history": _history(scope, whose),
        "back": scope.address("actuals"),
        **frame(scope, "actuals", *trail, switch=False),
    }
    if not may:
        return render(request, "schemes/ledger_format.html", context)
    if request.POST.get("step") == "forget" and saved is not None:
        forget_format(place=scope.place, partner=whose, by=scope.user)
        messages.success(request, "The format is forgotten. It is learned again from the next file that is posted.")
        return redirect(scope.address("ledger_format", partner))
    form = FormatForm(request.POST if request.method == "POST" else None, saved=saved)

    def act() -> str:
        change_format(place=scope.place, partner=whose, by=scope.user, **form.cleaned_data)
        return "The format is saved. The next file is read by it."

    here = scope.address("ledger_format", partner)
    return form_page(request, form=form, act=act, done=here, context=context, template="schemes/ledger_format.html")


def _partner(scope: Scope, code: str) -> Partner:
    found = next((seat.partner for seat in seats_of(scope.place) if seat.code == code), None)
    if found is None:
        raise Http404("There is no such partner in this place.")
    return found


def _history(scope: Scope, partner: Partner) -> list[dict[str, Any]]:
    """The newest changes: when, who, doing what, and what stood after it; two queries."""
    events = apps.get_model("schemes", "SavedFormatEvent").objects.filter(place=scope.place, partner=partner)
    rows = list(events.select_related("pgh_context").order_by("-pgh_id")[:MOST_SHOWN])
    told = [row.pgh_context.metadata if row.pgh_context else {} for row in rows]
    people = User.objects.in_bulk({of["user"] for of in told if of.get("user")})
    return [
        {
            "at": row.pgh_created_at,
            "by": people.get(of.get("user"), ""),
            "reason": of.get("reason", ""),
            "after": "" if row.pgh_label == "delete" else _in_words(row),
        }
        for row, of in zip(rows, told, strict=True)
    ]


def _in_words(row: Any) -> str:
    money = row.amount or f"{row.debit}, {row.credit}"
    return f"{row.code}; {money}; {ActualsImport.Basis(row.basis).label.lower()}{'; negative' if row.negative else ''}"
