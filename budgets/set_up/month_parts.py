"""The parts of a place that are about its months: the rules of its calendar, and what an overspend asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from budgets.access import may_keep_lists
from budgets.actions.overspend import set_overspend_terms
from budgets.actions.working_calendar import set_calendar_rules
from budgets.models import CalendarRule, OverspendTerms, Place
from budgets.set_up.month_forms import CalendarRuleForm, OverspendTermsForm
from budgets.set_up.part import Heading, Link, Part
from budgets.set_up.parts import ILLUSTRATIVE, pounds
from s75.models import User
from s75.years import month_label, year_label


def _add_rule(place: Place, by: User, given: dict[str, Any]) -> str:
    fund = given.pop("fund")
    made = set_calendar_rules(funds=[fund] if fund else list(place.funds.all()), by=by, **given)
    return str(made[0]) if len(made) == 1 else f"A rule for {len(made)} funds"


def _add_terms(place: Place, by: User, given: dict[str, Any]) -> OverspendTerms:
    return set_overspend_terms(by=by, **{**given, "tolerance": given["tolerance"] or Decimal(0)})


def _beside_rules(place: Place, user: User) -> list[Link]:
    links = [Link("Bank holidays", reverse("bank_holidays"))] if may_keep_lists(user) else []
    return [Link("The calendar of this place", reverse("calendar", args=[place.slug])), *links]


CALENDAR = Part(
    key="calendar",
    title="Calendar",
    one="a rule of the calendar",
    teaches=(
        "When a month’s work is due, in working days after the month’s end. Without a rule, NHS ledgers are due on "
        "working day 8, councils’ on 12, forecasts on 15, reviews on 18, and the period is locked on 20."
    ),
    form=CalendarRuleForm,
    rows=lambda place: (
        CalendarRule.objects.filter(fund__place=place)
        .select_related("fund", "partner")
        .order_by("fund__position", "fund", "kind", "partner", "-year", "-month")
    ),
    columns=(
        Heading("Fund", lambda rule: str(rule.fund)),
        Heading("Due", lambda rule: rule.get_kind_display()),
        Heading("Of", lambda rule: str(rule.partner or "every partner")),
        Heading("Working day", lambda rule: str(rule.working_day)),
        Heading("From", lambda rule: f"{month_label(rule.month)} {year_label(rule.year)}"),
    ),
    add=_add_rule,
    more=_beside_rules,
)
OVERSPEND = Part(
    key="overspend",
    title="Overspend terms",
    one="overspend terms",
    teaches=(
        "What the agreement asks for when a fund is projected to overspend: how much needs no notice, and by when a notice "
        "and a remedial action plan must follow. Without terms, every overspend asks for a notice within 5 working days and "
        "a plan within 21 days."
    ),
    form=OverspendTermsForm,
    rows=lambda place: (
        OverspendTerms.objects.filter(fund__place=place)
        .select_related("fund")
        .order_by("fund__position", "fund", "-year", "-month")
    ),
    columns=(
        Heading("Fund", lambda one: str(one.fund)),
        Heading("From", lambda one: f"{month_label(one.month)} {year_label(one.year)}"),
        Heading("Needs no notice", lambda one: f"Up to {pounds(one.tolerance)}" if one.tolerance else "–"),
        Heading("Notice within", lambda one: f"{one.notice_days} working days"),
        Heading("Plan within", lambda one: f"{one.plan_days} days"),
        Heading("Source", lambda one: ILLUSTRATIVE if one.illustrative else one.source or "–"),
    ),
    add=_add_terms,
)
MONTH_PARTS = (CALENDAR, OVERSPEND)
