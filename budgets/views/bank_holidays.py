"""The bank holidays by which working days are counted: the list, and adding, changing or removing one."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.access import may_keep_lists
from budgets.actions.working_calendar import keep_holiday, remove_holiday
from budgets.models import BankHoliday
from budgets.set_up.fields import DayField, text_field
from budgets.views.form_page import form_page
from s75.models import User

TITLE = "Bank holidays"
FORM = ["GET", "HEAD", "POST"]


class HolidayForm(forms.Form):
    day = DayField(
        label="Day", help_text="Where it falls on a weekend, the substitute day on which offices are closed."
    )
    name = text_field("Name", 80, "Enter its name")


def _user(request: HttpRequest) -> User:
    user = cast(User, request.user)
    if not may_keep_lists(user):
        raise PermissionDenied("Only an administrator sees to the bank holidays.")
    return user


@require_safe
def bank_holidays(request: HttpRequest) -> HttpResponse:
    _user(request)
    years: dict[int, list[BankHoliday]] = {}
    for holiday in BankHoliday.objects.order_by("-day__year", "day"):
        years.setdefault(holiday.day.year, []).append(holiday)
    return render(request, "budgets/bank_holidays.html", {"years": years.items(), "trail": _trail()})


@require_http_methods(FORM)
def bank_holiday_add(request: HttpRequest) -> HttpResponse:
    return _page(request, None, "Add a bank holiday", "Add")


@require_http_methods(FORM)
def bank_holiday_edit(request: HttpRequest, pk: int) -> HttpResponse:
    holiday = get_object_or_404(BankHoliday, pk=pk)
    return _page(request, holiday, f"Change “{holiday}”", "Save")


@require_POST
def bank_holiday_remove(request: HttpRequest, pk: int) -> HttpResponse:
    user = _user(request)
    holiday = get_object_or_404(BankHoliday, pk=pk)
    said = f"{holiday}, is off the list."
    remove_holiday(holiday=holiday, by=user)
    messages.success(request, said)
    return redirect("bank_holidays")


def _page(request: HttpRequest, holiday: BankHoliday | None, title: str, button: str) -> HttpResponse:
    user = _user(request)
    known = {"day": holiday.day, "name": holiday.name} if holiday else {}
    form = HolidayForm(request.POST if request.method == "POST" else None, initial=known)

    def act() -> str:
        return f"{keep_holiday(holiday=holiday, by=user, **form.cleaned_data)} is on the list."

    back = reverse("bank_holidays")
    context: dict[str, Any] = {"title": title, "button": button, "back": back, "trail": _trail(title)}
    return form_page(request, form=form, act=act, done=back, context=context)


def _trail(title: str = "") -> list[dict[str, str]]:
    steps = [("Places", reverse("home")), (TITLE, reverse("bank_holidays") if title else "")]
    return [{"text": text, "href": href} for text, href in [*steps, *([(title, "")] if title else [])]]
