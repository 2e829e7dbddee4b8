"""The fields and the form that every part of a place is set up with: amounts, days, years, and what stood when it was read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone

from budgets.models import Place
from s75.money import LARGEST
from s75.years import london_date, year_label, year_of

FIRST_YEAR = 2015  # the Better Care Fund's first
AHEAD = 6
NARROW = "govuk-input--width-10"


class AmountField(forms.DecimalField):
    """Pounds as people write them: £1,234.50 or 1234.5; empty is None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": NARROW})
        defaults = {"max_digits": 14, "decimal_places": 2, "min_value": 0, "max_value": LARGEST, "widget": widget}
        wrong = {"invalid": "Enter an amount in pounds, such as 50,000", "min_value": "Enter an amount of zero or more"}
        super().__init__(**{**defaults, "required": False, "error_messages": wrong, **options})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django's stubs give the parent's
        text = str(value).replace("£", "").replace(",", "").replace(" ", "") if value is not None else ""
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else value


class PercentField(AmountField):
    """A percentage, such as 5 or 2.5; empty is None."""

    def __init__(self, **options: Any) -> None:
        wrong = {"invalid": "Enter a percentage, such as 2.5", "min_value": "Enter a percentage of zero or more"}
        super().__init__(max_digits=6, max_value=Decimal("9999.99"), error_messages=wrong, **options)


class DayField(forms.DateField):
    """A day, by the browser's own calendar where it has one."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": NARROW}, format="%Y-%m-%d")
        wrong = {"invalid": "Enter a day such as 1 April 2025", "required": "Enter a day"}
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
        super().__init__(**{"widget": widget, "input_formats": formats, "error_messages": wrong, **options})


class YearField(forms.TypedChoiceField):
    """A financial year from a list; `none` is what choosing no year means, for a year that may be left out."""

    def __init__(self, *, none: str = "", **options: Any) -> None:
        required = options.setdefault("required", not none)
        super().__init__(
            choices=lambda: [("", none or "Choose a year"), *year_choices()],
            coerce=int,
            empty_value=None,
            error_messages={"required": "Choose a year", "invalid_choice": "Choose one of the years"},
            **{**options, "required": required},
        )


def year_choices(first: int = FIRST_YEAR) -> list[tuple[int, str]]:
    now = year_of(london_date(timezone.now()))
    return [(year, year_label(year)) for year in range(first, now + AHEAD)]


def text_field(label: str, most: int, missing: str, **options: Any) -> forms.CharField:
    """One line of text, with the sentence for when it is left out."""
    wrong = {"required": missing, "max_length": f"Use {most} characters at most"}
    return forms.CharField(label=label, max_length=most, error_messages=wrong, **options)


def position_field() -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})
    return forms.IntegerField(
        label="Order (optional)",
        required=False,
        min_value=0,
        max_value=999,
        help_text="Lists and papers show lower numbers first.",
        widget=widget,
        error_messages={"invalid": "Enter a whole number", "min_value": "Enter a whole number from 0 to 999"},
    )


def choose(label: str, missing: str, *, empty: str = "Choose", **options: Any) -> forms.ModelChoiceField[Any]:
    """One of the place's own things; the form gives the field its rows."""
    return forms.ModelChoiceField(
        Place.objects.none(),
        label=label,
        empty_label=empty,
        error_messages={"required": missing, "invalid_choice": missing},
        **options,
    )


class SetUpForm(forms.Form):
    """A form of one thing of a place. It checks shape; what may be is the action's to decide.

    `stands` carries what the thing was when the form was read: whoever sends it after somebody else's change is told.
    """

    stands = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, place: Place, thing: Any = None) -> None:
        self.place, self.thing = place, thing
        known = self.known() if thing is not None else {}
        super().__init__(data, initial={**known, "stands": digest(known)})
        self.prepare()

    def known(self) -> dict[str, Any]:
        """What the thing is now, field by field."""
        return {name: getattr(self.thing, name) for name in self.base_fields if name != "stands"}

    def prepare(self) -> None:
        """Give the fields the rows and words of this place."""

    @property
    def stale(self) -> bool:
        """Whether the thing was changed by somebody since this form was read."""
        return self.thing is not None and "stands" in self.fields and self.data.get("stands") != self.initial["stands"]

    def given(self) -> dict[str, Any]:
        """What was entered, for the action."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "stands"}
        return {**found, "position": found["position"] or 0} if "position" in found else found


def digest(known: dict[str, Any]) -> str:
    """A short mark of what stands, the same for the same values."""
    plain = {name: _plain(value) for name, value in known.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Iterable) and not isinstance(value, str):
        return sorted(str(_plain(one)) for one in value)
    return value
