"""The terms of the fortnightly return by year: the cap on administration, and when the first fortnight ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from budgets.set_up.fields import DayField, PercentField, YearField, text_field
from budgets.views.form_page import form_page
from s75.years import month_label, year_label
from schemes.actions.discharge import keep_terms
from schemes.models import ReturnTerms
from schemes.views.lists import keeper

TITLE = "Terms of the fortnightly return"
FORM = ["GET", "HEAD", "POST"]


class TermsForm(forms.Form):
    """What counts from a period of a year on."""

    year = YearField(label="Year")
    starts = forms.TypedChoiceField(
        label="Counts from", coerce=int, choices=[(month, month_label(month)) for month in range(1, 14)], initial=1
    )
    administration_cap = PercentField(label="Administration cap, in % of the whole allocation", required=True)
    first_fortnight_ends = DayField(
        label="Last day of the year’s first fortnight (optional)",
        required=False,
        help_text="The others end every 14 days after it. Left out, the first ends on 14 April.",
    )
    source = text_field("Source (optional)", 200, "", required=False, help_text="The conditions that say so.")


@require_safe
def return_terms(request: HttpRequest) -> HttpResponse:
    keeper(request)
    rows = [
        (terms, year_label(terms.year), month_label(terms.starts))
        for terms in ReturnTerms.objects.order_by("-year", "-starts")
    ]
    return render(request, "schemes/return_terms.html", {"title": TITLE, "rows": rows, "trail": _trail()})


@require_http_methods(FORM)
def return_terms_add(request: HttpRequest) -> HttpResponse:
    return _page(request, None, "Add terms", "Add")


@require_http_methods(FORM)
def return_terms_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(ReturnTerms, pk=pk), "Change terms", "Save")


def _page(request: HttpRequest, terms: ReturnTerms | None, title: str, button: str) -> HttpResponse:
    user = keeper(request)
    known = {name: getattr(terms, name) for name in TermsForm.base_fields} if terms else None
    form = TermsForm(request.POST if request.method == "POST" else None, initial=known)

    def act() -> str:
        kept = keep_terms(terms=terms, by=user, **form.cleaned_data)
        return f"The terms of {year_label(kept.year)} from {month_label(kept.starts)} on are saved."

    back = reverse("return_terms")
    context: dict[str, Any] = {"title": title, "button": button, "back": back, "trail": _trail(title)}
    return form_page(request, form=form, act=act, done=back, context=context)


def _trail(title: str = "") -> list[dict[str, str]]:
    steps = [("Places", reverse("home")), (TITLE, reverse("return_terms") if title else "")]
    return [{"text": text, "href": href} for text, href in [*steps, *([(title, "")] if title else [])]]
