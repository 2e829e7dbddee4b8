"""The indicators of a place, and the plan of each by year, as parts of its set-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from budgets.models import Place
from budgets.set_up.fields import SetUpForm, YearField, choose, position_field, text_field
from budgets.set_up.part import Heading, Link, Part
from s75.models import User
from s75.years import year_label
from schemes.actions.indicators import add_indicator, change_indicator, set_target
from schemes.models import Indicator, IndicatorTarget

PERIODS = [(0, "The whole year"), *((n, f"Period {n}") for n in range(1, 28))]
RULES = [
    ("sum", "The sum of the periods"),
    ("weighted", "All numerators over all denominators, for a share"),
    ("average", "The average of the periods"),
    ("latest", "The latest period"),
    ("entered", "Entered by hand, for what no rule makes"),
]


class IndicatorForm(SetUpForm):
    service = text_field("Service", 120, "Enter the service", help_text="The heading under which papers print it.")
    name = text_field("Name", 240, "Enter what is measured")
    provider = text_field("Provider (optional)", 120, "", required=False)
    scheme = choose("Scheme (optional)", "Choose one of the schemes", empty="None", required=False)
    fund = choose("Fund (optional)", "Choose one of the funds", empty="None", required=False)
    unit = forms.ChoiceField(label="Unit", choices=Indicator.Unit.choices)
    decimals = forms.TypedChoiceField(label="Decimals", coerce=int, choices=[(n, str(n)) for n in range(5)], initial=0)
    cadence = forms.ChoiceField(label="How often it is read", choices=Indicator.Cadence.choices, initial="quarter")
    rule = forms.ChoiceField(label="The year to date is", choices=RULES, widget=forms.RadioSelect, initial="sum")
    better = forms.ChoiceField(
        label="Which way is better", choices=Indicator.Better.choices, widget=forms.RadioSelect, initial="higher"
    )
    totals = forms.BooleanField(
        label="It is the total of the indicators with the same service and name", required=False
    )
    first_year = YearField(label="First year (optional)", none="Any year", required=False)
    last_year = YearField(label="Last year (optional)", none="It goes on", required=False)
    source = text_field("Source (optional)", 200, "", required=False, help_text="The report that defines it.")
    position = position_field()

    def prepare(self) -> None:
        self.fields["scheme"].queryset = self.place.schemes.all()  # type: ignore[attr-defined]
        self.fields["fund"].queryset = self.place.funds.all()  # type: ignore[attr-defined]


class TargetForm(SetUpForm):
    indicator = choose("Indicator", "Choose an indicator", empty="Choose an indicator")
    year = YearField(label="Year")
    number = forms.TypedChoiceField(label="Of", coerce=int, choices=PERIODS, initial=0)
    text = text_field(
        "Plan", 80, "Enter the plan",
        help_text="As papers print it: 34,000, >60%, at most 3, or words. Only a number can be judged.",
    )  # fmt: skip

    def prepare(self) -> None:
        if self.thing is None:
            self.fields["indicator"].queryset = self.place.indicators.all()  # type: ignore[attr-defined]
            return
        for name in ("indicator", "year", "number"):
            del self.fields[name]


def _change_target(target: IndicatorTarget, by: User, given: dict[str, Any]) -> IndicatorTarget | None:
    return set_target(indicator=target.indicator, year=target.year, number=target.number, by=by, **given)


def _read_as(target: IndicatorTarget) -> str:
    if target.amount is None:
        return "words: not judged"
    return f"{target.get_comparator_display().lower()}, {target.amount.normalize():f}"


INDICATORS = Part(
    key="indicators",
    title="Indicators",
    one="an indicator",
    teaches=(
        "What services and schemes are measured by: read every month, quarter or fortnight, each with its own rule for the "
        "year to date. Papers print them against their plans."
    ),
    form=IndicatorForm,
    rows=lambda place: place.indicators.select_related("scheme", "fund").order_by("position", "pk"),
    columns=(
        Heading("Indicator", str),
        Heading("Service", lambda one: one.service),
        Heading("Of", lambda one: str(one.scheme or one.fund or "The place")),
        Heading("Read", lambda one: one.get_cadence_display()),
        Heading("Year to date", lambda one: one.get_rule_display()),
    ),
    add=lambda place, by, given: add_indicator(place=place, by=by, **given),
    change=lambda one, by, given: change_indicator(indicator=one, by=by, **given),
    more=lambda place, user: [Link("Plans of the indicators", reverse("set_up_targets", args=[place.slug]))],
)


def _targets(place: Place) -> Any:
    found = IndicatorTarget.objects.filter(indicator__place=place).select_related("indicator")
    return found.order_by("-year", "indicator__position", "indicator", "number")


TARGETS = Part(
    key="targets",
    title="Plans of indicators",
    one="a plan",
    teaches="What an indicator is to reach in a year, or in one of its periods, as the plan says it.",
    form=TargetForm,
    rows=_targets,
    columns=(
        Heading("Indicator", lambda target: str(target.indicator)),
        Heading("Year", lambda target: year_label(target.year)),
        Heading("Of", lambda target: dict(PERIODS)[target.number]),
        Heading("Plan", str),
        Heading("Read as", _read_as),
    ),
    add=lambda place, by, given: set_target(by=by, **given),
    change=_change_target,
)
