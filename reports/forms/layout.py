"""The forms of a layout's editor: one for the layout, one for each line of its title block, each part and each of its
figures. They check shape; what a layout may be as a whole is said once more by the action that keeps it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from budgets.roles import ROLES
from budgets.set_up.fields import AmountField
from reports.layouts.data import LONGEST
from reports.layouts.offers import FIGURES
from reports.models.house_style import LONGEST_NAME

MOST_CHOICES, LONGEST_CHOICE = 30, 100
UNITS = [("pence", "£ and pence"), ("pounds", "£, without pence"), ("thousands", "£000"), ("millions", "£m")]
SIGNS = [("1", "A positive variance"), ("-1", "A negative variance")]
NUMBERINGS = [
    ("continuous", "Paragraphs in one run: 1, 2, 3"),
    ("sections", "Sections, and paragraphs within them: 2.1, 2.2"),
    ("none", "No numbers"),
]
MARKERS = [("", "As bullet points"), ("1)", "1) 2) 3)"), ("1.", "1. 2. 3."), ("a)", "a) b) c)")]
LEVELS = [("1", "Section"), ("2", "Within the section before it"), ("3", "Two levels down")]
WHERE = [("above", "Above the title"), ("below", "Below the title")]


def printable(text: str) -> None:
    """Refuse what cannot be printed."""
    if not text.isprintable():
        raise ValidationError("Take out characters that cannot be printed")


def line(label: str, hint: str = "", *, most: int = LONGEST, missing: str = "") -> forms.CharField:
    """One line of text; with a sentence for when it is missing, it is needed."""
    wrong = {"required": missing, "max_length": f"Use {most} characters at most"}
    return forms.CharField(
        label=label, max_length=most, required=bool(missing), help_text=hint, error_messages=wrong,
        validators=[printable],
    )  # fmt: skip


def flag(label: str, hint: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=hint)


def whole(label: str, hint: str, most: int) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})
    said = f"Enter a whole number from 1 to {most}"
    wrong = {"required": said, "invalid": said, "min_value": said, "max_value": said}
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, widget=widget, help_text=hint, error_messages=wrong
    )


class ChoicesField(forms.CharField):
    """Words to choose from, one a line."""

    def __init__(self) -> None:
        super().__init__(
            label="Choices",
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="If one of a few is to be chosen, one a line.",
        )

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(one.split()) for one in super().clean(value).splitlines()]
        found = list(dict.fromkeys(one for one in lines if one))
        if len(found) > MOST_CHOICES or any(len(one) > LONGEST_CHOICE for one in found):
            raise ValidationError(f"Enter up to {MOST_CHOICES} choices of up to {LONGEST_CHOICE} characters")
        printable("".join(found))
        return found


class LayoutForm(forms.Form):
    """A layout as a whole."""

    name = line("Name of the layout", most=LONGEST_NAME, missing="Enter a name")
    title = line(
        "Title of a paper",
        "{scope} stands for the funds that it is of, {period} for its period.",
        missing="Enter a title",
    )
    unit = forms.ChoiceField(label="Amounts are printed in", choices=UNITS)
    overspend = forms.ChoiceField(label="An overspend is printed as", choices=SIGNS)
    brackets = flag("Negative amounts stand in brackets")
    numbering = forms.ChoiceField(label="Numbering", choices=NUMBERINGS)
    sign_off = forms.MultipleChoiceField(
        label="Who signs a paper",
        choices=[(role.key, role.title) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        help_text="A paper is published once somebody in each of these roles has signed it.",
        error_messages={"required": "Choose at least one role"},
    )
    steps = whole("Schemes in the chart of what moved", "The rest is added together.", 50)
    drivers = whole("Schemes that a sentence names", "In suggested words and summaries.", 20)
    least_variance = AmountField(
        label="Explanations are printed from a variance of",
        help_text="In pounds. 0 prints every one.",
        required=True,
        max_digits=14,
    )

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        strange = sorted(set(re.findall(r"\{[^}]*\}?", title)) - {"{scope}", "{period}"})
        if strange:
            raise ValidationError(f"“{strange[0]}” is not known; {{scope}} and {{period}} are")
        return title

    def data_of(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "overspend": int(given["overspend"]), "least_variance": f"{given['least_variance']:.2f}"}


class EntryForm(forms.Form):
    """A line of the title block."""

    key = forms.CharField(required=False, max_length=61, widget=forms.HiddenInput)
    label = line("Label", most=100, missing="Enter a label, or remove this line")
    where = forms.ChoiceField(label="It stands", choices=WHERE)
    guidance = line("What belongs there", "It is shown to whoever writes the paper.")
    otherwise = line("What is printed when nobody fills it in")
    choices = ChoicesField()
    required = flag("It must be filled in")


class PartForm(forms.Form):
    """A part of the paper: its heading, and what people write under it."""

    key = forms.CharField(required=False, max_length=61, widget=forms.HiddenInput)
    heading = line("Heading")
    runs_on = flag("It has no heading, and runs on under the part before it")
    level = forms.TypedChoiceField(label="Level", choices=LEVELS, coerce=int)
    guidance = line("What is to be written there", "Leave it empty where only figures or other parts stand.")
    required = flag("It must be written")
    lead_in = line("Words before what is written", "Such as “The board is asked to:”.")
    points = forms.ChoiceField(label="Points are counted", choices=MARKERS, required=False)
    otherwise = line("What is printed when nobody writes anything", "Such as “None.”.")
    choices = ChoicesField()
    signed = flag("It names in brackets who wrote it")
    unnumbered = flag("Its paragraphs have no numbers")


class FigureForm(forms.Form):
    """A section of figures that stands in a part."""

    key = forms.ChoiceField(
        label="Figures",
        required=False,
        choices=[("", "None: leave this out"), *FIGURES.items()],
        error_messages={"invalid_choice": "Choose one of the list"},
    )
    heading = line("Their own heading", "Without one they run on under the heading of the part.")
