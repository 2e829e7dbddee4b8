"""A page with every shared component on it, for the tests to look at."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from s75 import urls

CHOICES = [("a", "Apples"), ("b", "Pears")]
PAGE = """
{% extends "base.html" %}
{% load django_tables2 %}
{% block title %}Components{% endblock title %}
{% block content %}
  {% include "components/error_summary.html" %}
  <h1 class="govuk-heading-xl">Components</h1>
  <form method="post" novalidate>{{ form }}<button class="govuk-button" type="submit">Save</button></form>
  <p class="govuk-body">{% include "components/rag.html" with colour="red" %}
    {% include "components/rag.html" with colour="amber" word="Watch" %}
    {% include "components/rag.html" with colour="green" %} {% include "components/rag.html" with colour="" %}</p>
  {% render_table table %}
  {% include "components/empty.html" with title="No schemes" text="Soon." href="#main-content" action="Add" %}
{% endblock content %}
"""


class Everything(forms.Form):
    text = forms.CharField(help_text="As in the agreement")
    secret = forms.CharField(widget=forms.PasswordInput)
    notes = forms.CharField(widget=forms.Textarea(attrs={"class": "extra"}))
    one = forms.ChoiceField(choices=CHOICES, label="One of a list")
    radio = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, help_text="Only one", label="One of two")
    several = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="I agree")
    file = forms.FileField()
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Lines(tables.Table):
    caption = "Lines of the fund, in £"
    name = tables.Column(footer="Total")
    amount = tables.Column(attrs={key: {"class": "s75-number"} for key in ("th", "td", "tf")}, footer="£4,950.00")


def _switch() -> dict[str, Any]:
    return {
        "keep": [("sort", "name")],
        "years": [{"value": "2022-23", "label": "2022-23", "current": True}],
        "periods": [
            {"value": 7, "label": "P07 October 2022", "state": "locked", "current": False},
            {"value": 8, "label": "P08 November 2022", "state": "open", "current": True},
        ],
    }


@login_not_required
def showcase(request: HttpRequest) -> HttpResponse:
    for level in (messages.SUCCESS, messages.INFO, messages.ERROR):
        messages.add_message(request, level, f"A message of level {level}")
    table = Lines([{"name": f"Line {n}", "amount": n * 100} for n in range(100)], order_by="name")
    table.paginate(page=int(request.GET.get("page", 2)), per_page=10)
    context = {
        "form": Everything(request.POST or {"text": ""}),
        "table": table,
        "place": {"name": "Worcestershire"},
        "navigation": [{"text": "Funds", "href": "/funds", "current": True}, {"text": "Papers", "href": "/papers"}],
        "trail": [{"text": "Home", "href": "/"}, {"text": "Components", "href": ""}],
        "switch": _switch(),
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [*urls.urlpatterns, path("showcase", showcase)]
