"""The forms of money in: instalments, invoices, receipts, passings, reported spend, floors and allocations. They check
shape, not rules."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django import forms

from budgets.actions.conditions import Part
from budgets.models import Condition, FundingStream, Partner, Place
from budgets.set_up.fields import AmountField, DayField, text_field
from s75.years import MONTHS, month_label, month_name

PARTS = 6
NEEDED = {"required": "Enter an amount", "invalid": "Enter an amount in pounds, such as 8,700,000"}
Given = list[tuple[date, Decimal]]


def _wide() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"})


class PlanForm(forms.Form):
    """When a contribution is paid: in equal quarters, or on days and in amounts of one's own."""

    how = forms.ChoiceField(
        label="How is it paid?",
        choices=[
            ("equal", "In equal instalments on the first days of the quarters"),
            ("own", "On days and in amounts of its own"),
        ],
        widget=forms.RadioSelect,
        initial="equal",
        error_messages={"required": "Choose how it is paid"},
    )

    def __init__(self, *args: Any, taken: Collection[int] = (), **kwargs: Any) -> None:
        """`taken` are the numbers of the instalments that stay as they are."""
        super().__init__(*args, **kwargs)
        free = (position for position in count(1) if position not in taken)
        for number in range(1, PARTS + 1):
            name = f"Instalment {next(free)}"
            self.fields[f"day_{number}"] = DayField(label=f"{name}: due on", required=False)
            self.fields[f"amount_{number}"] = AmountField(label=f"{name}: amount in £", min_value=None)
        self.fields["unscheduled"] = AmountField(
            label="Left without instalment in £ (optional)",
            help_text="What of the contribution is to be asked for later.",
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for number in range(1, PARTS + 1):
            day, amount = found.get(f"day_{number}"), found.get(f"amount_{number}")
            if (day is None) != (amount is None):
                missing = "amount" if amount is None else "day"
                if f"{missing}_{number}" not in self.errors:
                    self.add_error(f"{missing}_{number}", f"Enter the {missing} as well, or leave both out")
        if found.get("how") == "own" and not self.errors and not self.parts():
            self.add_error("day_1", "Enter the day and the amount of one instalment at least")
        return found

    def parts(self) -> Given:
        """The instalments of one's own."""
        rows = ((self.cleaned_data.get(f"day_{i}"), self.cleaned_data.get(f"amount_{i}")) for i in range(1, PARTS + 1))
        return [(day, amount) for day, amount in rows if day is not None and amount is not None]


class InvoiceForm(forms.Form):
    invoice = text_field("Invoice reference", 40, "Enter the reference of the invoice", widget=_wide())
    on = DayField(label="Invoiced on")


class ReceiptForm(forms.Form):
    """Money received; `key` makes it count once, however often the form is sent."""

    amount = AmountField(
        label="Amount in £",
        required=True,
        min_value=None,
        error_messages=NEEDED,
        help_text="What was received. To correct an earlier receipt enter what is too much with a minus.",
    )
    on = DayField(label="Received on")
    reference = text_field("Reference (optional)", 80, "", required=False, widget=_wide())
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It is kept on record.",
        error_messages={"required": "Enter the reason"},
    )


class PassedForm(forms.Form):
    on = DayField(label="Passed on")
    reference = text_field("Reference (optional)", 80, "", required=False, widget=_wide())


class PassedBackForm(forms.Form):
    reason = forms.CharField(
        label="Why it was not passed on",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the reason"},
        help_text="Also where only the day or reference was wrong: record it again afterwards. The reason is kept.",
    )


class PassingPlanForm(forms.Form):
    """To whom, when and how much of a line is passed on."""

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.pk): partner for partner in partners}
        choices = [("", "Nobody"), *((key, str(partner)) for key, partner in self.partners.items())]
        wrong = {"invalid_choice": "Choose a partner of this place"}
        for number in range(1, PARTS + 1):
            self.fields[f"partner_{number}"] = forms.ChoiceField(
                label=f"Passing {number}: to", choices=choices, required=False, error_messages=wrong
            )
            self.fields[f"day_{number}"] = DayField(label=f"Passing {number}: due on", required=False)
            self.fields[f"amount_{number}"] = AmountField(label=f"Passing {number}: amount in £")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for number in range(1, PARTS + 1):
            given = [found.get(f"{name}_{number}") for name in ("partner", "day", "amount")]
            if any(value not in (None, "") for value in given):
                for name, value in zip(("partner", "day", "amount"), given, strict=True):
                    if value in (None, "") and f"{name}_{number}" not in self.errors:
                        self.add_error(f"{name}_{number}", "Enter partner, day and amount, or leave all three out")
        return found

    def parts(self) -> list[tuple[Partner, date, Decimal]]:
        found = []
        for number in range(1, PARTS + 1):
            key = self.cleaned_data.get(f"partner_{number}")
            if key:
                day, amount = self.cleaned_data[f"day_{number}"], self.cleaned_data[f"amount_{number}"]
                found.append((self.partners[key], day, amount))
        return found


class SpendForm(forms.Form):
    """What a partner reports to have spent, the year to date."""

    partner = forms.ChoiceField(label="Partner", error_messages={"invalid_choice": "Choose who got the money"})
    month = forms.TypedChoiceField(label="To the end of", coerce=int, error_messages={"required": "Choose the month"})
    amount = AmountField(label="Spent, the year to date in £", required=True, error_messages=NEEDED)
    source = text_field(
        "Source (optional)", 200, "", required=False, help_text="For example: grant return, 12 January."
    )

    def __init__(self, *args: Any, partners: list[Partner], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.pk): partner for partner in partners}
        self.fields["partner"].choices = [(key, str(one)) for key, one in self.partners.items()]  # type: ignore[attr-defined]
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (month, f"{month_label(month)} {month_name(year, month)}") for month in MONTHS
        ]


class FloorsForm(forms.Form):
    """The floors of the national conditions in a year; one left empty stays as it is."""

    def __init__(self, *args: Any, conditions: dict[str, Condition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Condition.Kind:
            known = conditions.get(kind.value)
            floor = AmountField(label=f"{kind.label}: at least £", initial=known.floor if known else None)
            source = text_field("Source of this floor", 200, "", required=False, initial=known.source if known else "")
            self.fields[f"{kind.value}_floor"], self.fields[f"{kind.value}_source"] = floor, source

    def floors(self) -> dict[str, tuple[Decimal, str]]:
        data = self.cleaned_data
        return {
            kind: (data[f"{kind}_floor"], data[f"{kind}_source"])
            for kind in Condition.Kind.values
            if data[f"{kind}_floor"] is not None
        }


class AllocationForm(forms.Form):
    """An allocation of a partner with this place's part and those of up to three others."""

    ELSEWHERE = 3
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label="Whose allocation",
        empty_label="Choose a partner",
        error_messages={
            "required": "Choose whose allocation it is",
            "invalid_choice": "Choose a partner of this place",
        },
    )
    name = text_field("What it is called", 120, "Enter what the allocation is called")
    amount = AmountField(label="The whole allocation in £", required=True, error_messages=NEEDED)
    precision = text_field(
        "Precision", 60, "", required=False, initial="exact", help_text="For example: exact, or rounded to £0.1m."
    )
    source = text_field("Source (optional)", 200, "", required=False)
    here = AmountField(label="This place’s part in £", required=True, error_messages=NEEDED)
    stream = forms.ModelChoiceField(
        FundingStream.objects.none(), label="Funding stream here (optional)", required=False, empty_label="None yet"
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        partners = Partner.objects.filter(seats__place=place, successor=None).order_by("seats__position", "name")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        self.fields["stream"].queryset = place.streams.all()  # type: ignore[attr-defined]
        for number in range(1, self.ELSEWHERE + 1):
            self.fields[f"place_{number}"] = text_field(f"Another place {number} (optional)", 120, "", required=False)
            self.fields[f"amount_{number}"] = AmountField(label=f"Its part in £ ({number})")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for number in range(1, self.ELSEWHERE + 1):
            name, amount = found.get(f"place_{number}"), found.get(f"amount_{number}")
            if bool(name) != (amount is not None):
                missing = f"amount_{number}" if name else f"place_{number}"
                if missing not in self.errors:
                    self.add_error(missing, "Enter both the place and its part, or leave both out")
        return found

    def parts(self) -> list[Part]:
        """This place's part, and those of places that are only named."""
        data = self.cleaned_data
        names = [data[f"place_{i}"] for i in range(1, self.ELSEWHERE + 1) if data[f"place_{i}"]]
        amounts = [data[f"amount_{i}"] for i in range(1, self.ELSEWHERE + 1) if data[f"place_{i}"]]
        others = [Part(amount, elsewhere=name.strip()) for name, amount in zip(names, amounts, strict=True)]
        return [Part(data["here"], place=self.place, stream=data["stream"]), *others]
