"""The forms of a scheme's page: its last day with the reason, why it goes on, and where its left-over budget goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from budgets.set_up.fields import AmountField, DayField
from schemes.models import Line, Scheme
from schemes.set_up.schemes import LISTED, words_of


def _reason(label: str) -> forms.CharField:
    wrong = {"required": "Enter the reason"}
    return forms.CharField(
        label=label, max_length=500, error_messages=wrong, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept on record.",
    )  # fmt: skip


class CloseForm(forms.Form):
    last_day = DayField(label="Last day", help_text="The last day on which the scheme runs.")
    reason = _reason("Why it closes")


class ReopenForm(forms.Form):
    reason = _reason("Why it goes on")


class CommissioningForm(forms.Form):
    """Who commissions a scheme and on what it is spent, in the words of the national template."""

    commissioner = forms.ChoiceField(label="Who commissions", required=False)
    nhs_percent = AmountField(
        label="The NHS’s part of joint commissioning, in %",
        help_text="Only for a scheme that is commissioned jointly.",
        max_digits=7,
        decimal_places=4,
        max_value=100,
    )
    area_of_spend = forms.ChoiceField(label="Area of spend", required=False)

    def __init__(self, data: Any = None, *, scheme: Scheme) -> None:
        names = ("commissioner", "nhs_percent", "area_of_spend")
        super().__init__(data, initial={name: getattr(scheme, name) for name in names})
        for field, choices in words_of({name: LISTED[name] for name in (names[0], names[2])}, scheme).items():
            self.fields[field].choices = choices  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """For each line with something left, the line that gets it; none chosen leaves it where it is."""

    def __init__(
        self, data: Any = None, *, left: Mapping[Line, Decimal], choices: Mapping[Line, Sequence[Line]]
    ) -> None:
        super().__init__(data)
        self.left = left
        for line in left:
            offered = [(str(one.pk), str(one)) for one in choices[line]]
            self.fields[f"to_{line.pk}"] = forms.ChoiceField(
                label=f"{line.ref} gives to", required=False, choices=[("", "Nobody yet"), *offered],
                error_messages={"invalid_choice": "Choose one of the lines"},
            )  # fmt: skip

    def moves(self) -> dict[int, Decimal]:
        """What each line gets (+) or gives (−), in £, by line."""
        found: dict[int, Decimal] = {}
        for line, amount in self.left.items():
            if chosen := self.cleaned_data.get(f"to_{line.pk}"):
                found[line.pk] = found.get(line.pk, Decimal(0)) - amount
                found[int(chosen)] = found.get(int(chosen), Decimal(0)) + amount
        return found
