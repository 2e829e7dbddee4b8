"""The reference lists: the words that national templates own, by year, and the form that adds or ends one."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from budgets.access import may_keep_lists
from budgets.set_up.fields import YearField, position_field, text_field, year_choices
from budgets.views.form_page import form_page
from s75.models import User
from s75.years import london_date, parse_year, year_label, year_of
from schemes.actions.reference import keep_entry
from schemes.models import ListEntry

TITLE = "Reference lists"


class EntryForm(forms.Form):
    """One word of a list, and the years in which the national template uses it."""

    list = forms.ChoiceField(label="List", choices=ListEntry.List.choices)
    name = text_field("Word", 160, "Enter the word as the template has it")
    within = text_field("Scheme type (optional)", 160, "", required=False, help_text="Only for a sub-type.")
    first_year = YearField(label="First year (optional)", none="Any year", required=False)
    last_year = YearField(
        label="Last year (optional)", none="It goes on", required=False,
        help_text="Choose one to end the entry. What was recorded with the word keeps it.",
    )  # fmt: skip
    position = position_field()

    def entry(self, known: ListEntry) -> ListEntry:
        """The entry as the form has it, not saved."""
        for name, value in self.cleaned_data.items():
            setattr(known, name, value if name != "position" else value or 0)
        return known


def keeper(request: HttpRequest) -> User:
    user = cast(User, request.user)
    if not may_keep_lists(user):
        raise PermissionDenied("Only an administrator sees to the reference lists.")
    return user


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    keeper(request)
    year = _year(request)
    entries: dict[str, list[ListEntry]] = {}
    for entry in ListEntry.objects.all():
        if (entry.first_year or 0) <= year <= (entry.last_year or 9999):
            entries.setdefault(entry.list, []).append(entry)
    context = {
        "lists": [(label, key, entries.get(key, [])) for key, label in ListEntry.List.choices],
        "years": [(year_label(one), one == year) for one, _ in year_choices()],
        "year": year_label(year),
        "trail": _trail(),
    }
    return render(request, "schemes/lists.html", context)


def _year(request: HttpRequest) -> int:
    try:
        return parse_year(request.GET.get("year", ""))
    except ValueError:
        return year_of(london_date(timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def list_add(request: HttpRequest) -> HttpResponse:
    return _entry_page(request, ListEntry(list=request.GET.get("list", "")), "Add a word", "Add")


@require_http_methods(["GET", "HEAD", "POST"])
def list_edit(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(ListEntry, pk=pk)
    return _entry_page(request, entry, f"Change “{entry}”", "Save")


def _entry_page(request: HttpRequest, entry: ListEntry, title: str, button: str) -> HttpResponse:
    user = keeper(request)
    known = {name: getattr(entry, name) for name in EntryForm.base_fields}
    form = EntryForm(request.POST if request.method == "POST" else None, initial=known)

    def act() -> str:
        kept = keep_entry(entry=form.entry(entry), by=user)
        return f"“{kept}” is on the list: {kept.get_list_display().lower()}."

    back = reverse("set_up_lists")
    context: dict[str, Any] = {"title": title, "button": button, "back": back, "trail": _trail(title)}
    return form_page(request, form=form, act=act, done=back, context=context)


def _trail(title: str = "") -> list[dict[str, str]]:
    steps = [("Places", reverse("home")), (TITLE, reverse("set_up_lists") if title else "")]
    return [{"text": text, "href": href} for text, href in [*steps, *([(title, "")] if title else [])]]
