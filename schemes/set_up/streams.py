"""The streams of a place as a part of its set-up: their form, with the national names of the year's template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count
from django.urls import reverse

from budgets.actions.streams import change_stream, create_stream
from budgets.models import FundingStream, Place
from budgets.set_up.fields import SetUpForm, YearField, choose, position_field, text_field
from budgets.set_up.part import Heading, Link, Part
from s75.models import User
from s75.years import year_label
from schemes.models import ListEntry, Scheme


class StreamForm(SetUpForm):
    name = text_field("Name", 120, "Enter the name of the stream", help_text="For example NHS minimum contribution.")
    kind = forms.ChoiceField(
        label="Kind",
        choices=[
            ("contribution", "Contribution: a partner's own money"),
            ("grant", "Grant: given for a purpose"),
            ("claim", "Claim: eligible spend is claimed, up to a ceiling"),
            ("reserve", "Reserve: money kept from earlier years"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of money it is"},
    )
    better_care = forms.BooleanField(label="Part of the Better Care Fund", required=False)
    national = forms.ChoiceField(
        label="Name in the national template (optional)",
        required=False,
        help_text="By it plans are read and returns are filled in.",
    )
    returned = forms.BooleanField(label="Part of the national returns", required=False, initial=True)
    capital = forms.BooleanField(label="Capital, not revenue", required=False)
    in_risk_share = forms.BooleanField(
        label="Its over- and underspends are shared by the risk rules", required=False, initial=True
    )
    ring_fenced = forms.BooleanField(label="Ring-fenced: only for the schemes permitted to it", required=False)
    outside = forms.ChoiceField(
        label="Budget outside the permitted schemes is",
        choices=FundingStream.Outside.choices,
        widget=forms.RadioSelect,
        initial=FundingStream.Outside.FLAG,
        required=False,
        help_text="Only for a ring-fenced stream. Its permitted schemes are chosen from the list of streams.",
    )
    first_year = YearField(label="First year (optional)", none="Any year", required=False)
    last_year = YearField(label="Last year (optional)", none="It goes on", required=False)
    successor = choose(
        "Successor (optional)", "Choose one of the streams", empty="None", required=False,
        help_text="The stream that takes its place in the years after.",
    )  # fmt: skip
    position = position_field()

    def prepare(self) -> None:
        others = self.place.streams.exclude(pk=self.thing.pk if self.thing else 0)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]
        names = list(ListEntry.objects.filter(list=ListEntry.List.SOURCE).values_list("name", flat=True).distinct())
        if self.thing is not None and self.thing.national:
            names.append(self.thing.national)
        self.fields["national"].choices = [("", "None"), *((name, name) for name in sorted(set(names)))]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        found = super().given()
        return {**found, "outside": found["outside"] or FundingStream.Outside.FLAG}


class PermittedForm(forms.Form):
    """The schemes on which a ring-fenced stream may be spent."""

    schemes = forms.ModelMultipleChoiceField(
        Scheme.objects.none(), label="Permitted schemes", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Any = None, *, stream: FundingStream) -> None:
        super().__init__(data, initial={"schemes": Scheme.objects.filter(permissions__stream=stream)})
        self.fields["schemes"].queryset = stream.place.schemes.all()  # type: ignore[attr-defined]


def _fence(stream: FundingStream) -> str:
    if not stream.ring_fenced:
        return "–"
    count = stream.schemes_permitted  # type: ignore[attr-defined]  # counted by the list's query
    schemes = f"{count} {'scheme' if count == 1 else 'schemes'}"
    return f"{schemes}; outside is {stream.get_outside_display().lower()}"


def _about(stream: FundingStream) -> str:
    words = [
        "Better Care Fund" if stream.better_care else "",
        "capital" if stream.capital else "revenue",
        "" if stream.in_risk_share else "not in the risk share",
        "" if stream.returned else "not in the returns",
    ]
    found = ", ".join(filter(None, words))
    return f"{found[:1].upper()}{found[1:]}"


def _years(stream: FundingStream) -> str:
    first, last = stream.first_year, stream.last_year
    if first and last:
        return f"{year_label(first)} to {year_label(last)}"
    return f"From {year_label(first)}" if first else f"To {year_label(last)}" if last else "Any year"


def _beside(place: Place, stream: FundingStream, user: User) -> list[Link]:
    if not stream.ring_fenced:
        return []
    return [Link("Permitted schemes", reverse("set_up_permitted", args=[place.slug, stream.pk]))]


STREAMS = Part(
    key="streams",
    title="Streams",
    one="a stream",
    teaches=(
        "Where the money comes from and its conditions: the NHS minimum contribution, grants, each partner's own money. "
        "A contribution is what a partner pays from a stream into a fund in a year."
    ),
    form=StreamForm,
    rows=lambda place: (
        place.streams.select_related("successor")
        .annotate(schemes_permitted=Count("permitted"))
        .order_by("position", "name")
    ),
    columns=(
        Heading("Stream", str),
        Heading("Kind", lambda stream: stream.get_kind_display()),
        Heading("About it", _about),
        Heading("National name", lambda stream: stream.national or "–"),
        Heading("Ring-fence", _fence),
        Heading("Years", _years),
        Heading("Successor", lambda stream: str(stream.successor or "–")),
    ),
    add=lambda place, by, given: create_stream(place=place, by=by, **given),
    change=lambda stream, by, given: change_stream(stream=stream, by=by, **given),
    beside=_beside,
)
