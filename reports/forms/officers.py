"""The forms of a partner's officers: who gets which lines, and who stands in for whom from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from budgets.set_up.fields import DayField
from s75.models import User

TICKED, SHOWN = "ticked", "shown"
NOBODY = "nobody"


def _person(label: str, missing: str) -> forms.ModelChoiceField:  # type: ignore[type-arg]  # as Django's own fields
    return forms.ModelChoiceField(
        User.objects.none(), label=label, empty_label="Choose somebody", error_messages={"required": missing}
    )


def _among(people: Sequence[User]) -> Any:
    return User.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "email")


class AssignForm(forms.Form):
    """Lines to one person: those ticked (`refs`, drawn in the table) or all that are shown."""

    which = forms.ChoiceField(
        label="Which lines", widget=forms.RadioSelect, initial=TICKED, error_messages={"required": "Choose which lines"}
    )
    to = forms.ChoiceField(label="Who forecasts them", error_messages={"required": "Choose who forecasts them"})
    reason = forms.CharField(
        label="Reason", required=False, max_length=400,
        help_text="Needed where lines are taken from somebody. It is kept on record.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, people: Sequence[User], shown: int) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        names = [(key, str(person)) for key, person in self.people.items()]
        self.fields["to"].choices = [("", "Choose somebody"), *names, (NOBODY, "Nobody")]  # type: ignore[attr-defined]
        every = f"All {shown} lines shown" if shown != 1 else "The line shown"
        self.fields["which"].choices = [(TICKED, "The lines ticked above"), (SHOWN, every)]  # type: ignore[attr-defined]

    @property
    def person(self) -> User | None:
        """Who gets the lines; None where nobody is to."""
        return self.people.get(self.cleaned_data["to"])


class CoverForm(forms.Form):
    """Somebody's days away, and who stands in."""

    officer = _person("Who is away", "Choose who is away")
    stand_in = _person("Who stands in", "Choose who stands in")
    first_day = DayField(label="First day")
    last_day = DayField(label="Last day")
    reason = forms.CharField(
        label="Reason", max_length=400, help_text="In general words, such as “leave”. Say nothing of anybody’s health.",
        error_messages={"required": "Enter the reason"},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, officers: Sequence[User], people: Sequence[User]) -> None:
        super().__init__(data, prefix="cover")
        self.fields["officer"].queryset = _among(officers)  # type: ignore[attr-defined]
        self.fields["stand_in"].queryset = _among(people)  # type: ignore[attr-defined]
