"""The schemes of a place, and what they plan to deliver, as parts of its set-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from budgets.models import Partner, Place
from budgets.queries import partners_standing
from budgets.set_up.fields import AmountField, DayField, SetUpForm, YearField, choose, text_field
from budgets.set_up.part import Heading, Link, Part
from s75.models import User
from s75.years import year_label
from schemes.actions.scheme_changes import add_scheme, change_scheme, set_output
from schemes.models import ListEntry, PlannedOutput, Scheme

LISTED = {  # the fields whose words are those of the national template
    "scheme_type": ListEntry.List.SCHEME_TYPE,
    "sub_type": ListEntry.List.SUB_TYPE,
    "area_of_spend": ListEntry.List.AREA_OF_SPEND,
    "provider_type": ListEntry.List.PROVIDER_TYPE,
    "commissioner": ListEntry.List.COMMISSIONER,
}
SHORT = {"class": "govuk-input--width-10", "autocomplete": "off"}
REF_HINT = "As plans and papers print it, for example 12 or BCF-03. It stays."


def words_of(lists: dict[str, str], thing: Any) -> dict[str, list[tuple[str, str]]]:
    """The choices of each field from its reference list, with the word that the thing has now."""
    entries = ListEntry.objects.filter(list__in=lists.values()).values_list("list", "name")
    found: dict[str, set[str]] = {}
    for name, word in entries:
        found.setdefault(name, set()).add(word)
    chosen = {}
    for field, name in lists.items():
        words = found.get(name, set()) | {getattr(thing, field, "") or ""}
        chosen[field] = [("", "Not said"), *((word, word) for word in sorted(words - {""}))]
    return chosen


class SchemeForm(SetUpForm):
    ref = text_field("Reference", 24, "Enter a reference", help_text=REF_HINT, widget=forms.TextInput(attrs=SHORT))
    name = text_field("Name", 200, "Enter the name of the scheme")
    lead_commissioner = choose("Lead commissioner", "Choose who leads it", empty="Choose a partner")
    description = forms.CharField(
        label="What it does (optional)", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    scheme_type = forms.ChoiceField(label="Scheme type", required=False)
    sub_type = forms.ChoiceField(label="Sub-type", required=False)
    area_of_spend = forms.ChoiceField(label="Area of spend", required=False)
    provider_type = forms.ChoiceField(label="Kind of provider", required=False)
    commissioner = forms.ChoiceField(label="Who commissions", required=False)
    nhs_percent = AmountField(
        label="The NHS’s part of joint commissioning, in % (optional)", max_digits=7, decimal_places=4
    )
    accounting = forms.ChoiceField(
        label="Accounting", required=False, choices=[("", "Not said"), *Scheme.Accounting.choices]
    )
    starts = DayField(label="First day (optional)", required=False)

    def prepare(self) -> None:
        standing = partners_standing(self.place)
        if self.thing is not None:
            del self.fields["ref"]
            standing = Partner.objects.filter(seats__place=self.place).distinct()
        self.fields["lead_commissioner"].queryset = standing  # type: ignore[attr-defined]
        for field, choices in words_of(dict(LISTED), self.thing).items():
            self.fields[field].choices = choices  # type: ignore[attr-defined]


class OutputForm(SetUpForm):
    scheme = choose("Scheme", "Choose a scheme", empty="Choose a scheme")
    year = YearField(label="Year")
    unit = forms.ChoiceField(label="Unit", required=False)
    amount = AmountField(label="Planned", required=True)

    def prepare(self) -> None:
        self.fields["amount"].error_messages["required"] = "Enter what is planned"
        self.fields["unit"].choices = words_of({"unit": ListEntry.List.UNIT}, self.thing)["unit"]  # type: ignore[attr-defined]
        if self.thing is not None:
            for name in ("scheme", "year", "unit"):
                del self.fields[name]
        else:
            self.fields["scheme"].queryset = self.place.schemes.all()  # type: ignore[attr-defined]


def scheme_address(place: Place, scheme: Scheme) -> str:
    return reverse("scheme", args=[place.slug, scheme.ref])


def _beside(place: Place, scheme: Scheme, user: User) -> list[Link]:
    return [Link("Read its page", scheme_address(place, scheme))]


def _change_output(output: PlannedOutput, by: User, given: dict[str, Any]) -> PlannedOutput:
    return set_output(scheme=output.scheme, year=output.year, unit=output.unit, by=by, **given)


SCHEMES = Part(
    key="schemes",
    title="Schemes",
    one="a scheme",
    teaches="A scheme is what the partners pay for together. Its lines say from which stream, whose money, in whose ledger.",
    form=SchemeForm,
    rows=lambda place: place.schemes.select_related("lead_commissioner"),
    columns=(
        Heading("Scheme", str),
        Heading("Type", lambda scheme: scheme.scheme_type or "–"),
        Heading("Area of spend", lambda scheme: scheme.area_of_spend or "–"),
        Heading("Led by", lambda scheme: str(scheme.lead_commissioner)),
        Heading("Closes", lambda scheme: f"{scheme.ends:%-d %B %Y}" if scheme.ends else "–"),
    ),
    add=lambda place, by, given: add_scheme(place=place, by=by, **given),
    change=lambda scheme, by, given: change_scheme(scheme=scheme, by=by, **given),
    beside=_beside,
    sought=("ref", "name"),
)
OUTPUTS = Part(
    key="outputs",
    title="Planned outputs",
    one="a planned output",
    teaches="What a scheme is planned to deliver in a year, in a unit of the national template. Returns ask for it.",
    form=OutputForm,
    rows=lambda place: (
        PlannedOutput.objects.filter(scheme__place=place).select_related("scheme").order_by("-year", "pk")
    ),
    columns=(
        Heading("Scheme", lambda output: str(output.scheme)),
        Heading("Year", lambda output: year_label(output.year)),
        Heading("Planned", lambda output: f"{output.amount:,.2f}".removesuffix(".00")),
        Heading("Unit", lambda output: output.unit or "–"),
    ),
    add=lambda place, by, given: set_output(by=by, **given),
    change=_change_output,
)
