"""The forms of a fund's month: which working days its calendar has, and what it asks of a projected overspend."""

from __future__ import annotations

from typing import Any

from django import forms

from budgets.models import DueKind, Partner
from budgets.models.overspend import NOTICE_DAYS, PLAN_DAYS
from budgets.models.working_calendar import LAST_WORKING_DAY
from budgets.set_up.fields import AmountField, DayField, SetUpForm, YearField, choose, text_field
from s75.years import CLOSING_MONTH, month_label

FEW = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-3"}
EVERY_FUND = "Every fund of the place"
EVERY_PARTNER = "Every partner"


def month_field(**options: Any) -> forms.TypedChoiceField:
    choices = [(month, month_label(month)) for month in range(1, CLOSING_MONTH + 1)]
    return forms.TypedChoiceField(**{"label": "From the period", "coerce": int, "choices": choices, **options})


def days_field(label: str, most: int, **options: Any) -> forms.IntegerField:
    wrong = {"invalid": "Enter a whole number", "required": "Enter a number of days"}
    wrong |= {"min_value": "Enter 1 or more", "max_value": f"Enter {most} at most"}
    widget = forms.TextInput(attrs=FEW)
    return forms.IntegerField(label=label, min_value=1, max_value=most, widget=widget, error_messages=wrong, **options)


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What is due",
        choices=DueKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is due"},
    )


class CalendarRuleForm(SetUpForm):
    """On which working day something is due in a fund, or in all of them."""

    fund = choose("Fund (optional)", "Choose a fund", empty=EVERY_FUND, required=False)
    kind = kind_field()
    partner = choose("Partner (optional)", "Choose a partner", empty=EVERY_PARTNER, required=False)
    working_day = days_field(
        "Working day after the month’s end",
        LAST_WORKING_DAY,
        help_text="Weekends and bank holidays in England are not counted.",
    )
    year = YearField(label="From the year")
    month = month_field(initial=1)

    def prepare(self) -> None:
        self.fields["fund"].queryset = self.place.funds.all()  # type: ignore[attr-defined]
        self.fields["partner"].queryset = Partner.objects.filter(  # type: ignore[attr-defined]
            agreements__place=self.place, successor=None
        ).distinct()


class MoveForm(forms.Form):
    """One date that differs from the rules, and why."""

    fund = choose("Fund (optional)", "Choose a fund that you keep", empty="Every fund that you keep", required=False)
    month = month_field(label="Period")
    kind = kind_field()
    partner = choose("Partner (optional)", "Choose a partner", empty=EVERY_PARTNER, required=False)
    day = DayField(label="New date")
    reason = text_field(
        "Why it differs", 200, "Say why the date differs", help_text="For example “Offices are closed until 2 January”."
    )


class OverspendTermsForm(SetUpForm):
    """Which projected overspend of a fund is a breach, and by when a notice and a plan must follow."""

    fund = choose("Fund", "Choose a fund", empty="Choose a fund")
    year = YearField(label="From the year")
    month = month_field(initial=1, help_text="A period that is not locked; earlier ones keep the terms that they have.")
    tolerance = AmountField(
        label="Overspend that needs no notice, in £ (optional)", help_text="Leave it out if every overspend needs one."
    )
    notice_days = days_field("Working days until the notice", 366, initial=NOTICE_DAYS)
    plan_days = days_field("Days until the remedial action plan", 366, initial=PLAN_DAYS)
    source = text_field(
        "Source (optional)", 200, "", required=False, help_text="Where that can be read, for example “Schedule 3”."
    )

    def prepare(self) -> None:
        self.fields["fund"].queryset = self.place.funds.all()  # type: ignore[attr-defined]
