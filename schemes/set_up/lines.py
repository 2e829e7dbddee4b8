"""The lines of a place as a part of its set-up: those of its two newest years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.urls import reverse

from budgets.models import Partner, Place
from budgets.queries import partners_standing
from budgets.set_up.fields import SetUpForm, YearField, choose, text_field
from budgets.set_up.part import Heading, Link, Part
from s75.models import User
from s75.years import MONTHS, month_label, year_label
from schemes.actions.scheme_changes import add_line, change_line
from schemes.models import Line
from schemes.set_up.schemes import SHORT

YEARS = 2
PROFILE_HINT = (
    "Twelve numbers, April to March, by which a budget is spread over the months: 1 1 1 1 1 1 2 2 2 1 1 1, or percentages. "
    "Leave it out for equal months. Budget that is posted already keeps its months."
)


class ProfileField(forms.CharField):
    """Twelve weights of zero or more, as people list them; empty is None."""

    def clean(self, value: Any) -> list[Decimal] | None:
        words = re.split(r"[\s,;]+", super().clean(value).replace("%", " ").strip())
        if words == [""]:
            return None
        try:
            weights = [Decimal(word) for word in words]
        except InvalidOperation as wrong:
            raise forms.ValidationError("Enter twelve numbers with spaces between them") from wrong
        fits = all(weight.is_finite() and 0 <= weight < 100_000 for weight in weights)
        if len(weights) != len(MONTHS) or not fits or not any(weights):
            raise forms.ValidationError(
                f"Enter twelve numbers of zero or more, at least one above zero; there are {len(weights)}"
            )
        return [weight.quantize(Decimal("0.0001")) for weight in weights]

    def prepare_value(self, value: Any) -> Any:
        return " ".join(f"{weight.normalize():f}" for weight in value) if isinstance(value, list) else value


class LineForm(SetUpForm):
    scheme = choose("Scheme", "Choose a scheme", empty="Choose a scheme")
    fund = choose("Fund", "Choose a fund", empty="Choose a fund")
    year = YearField(label="Year")
    ref = text_field(
        "Reference", 24, "Enter a reference", help_text="Once a year in the place. It stays.",
        widget=forms.TextInput(attrs=SHORT),
    )  # fmt: skip
    stream = choose("Funding stream", "Choose a stream", empty="Choose a stream")
    contributing_partner = choose("Whose money it is", "Choose whose money it is", empty="Choose a partner")
    spending_partner = choose(
        "In whose ledger it is spent", "Choose in whose ledger it is spent", empty="Choose a partner"
    )
    starts = forms.TypedChoiceField(
        label="First period", coerce=int, initial=1, choices=[(month, month_label(month)) for month in range(1, 14)]
    )
    income = forms.BooleanField(label="Income: its budget is zero or below", required=False)
    profile = ProfileField(label="Monthly profile (optional)", required=False, help_text=PROFILE_HINT)
    basis = text_field("Where its amounts come from (optional)", 200, "", required=False)
    illustrative = forms.BooleanField(label="No source gives its amounts: mark it as illustrative", required=False)
    forecast_wanted = forms.BooleanField(label="It is forecast every month", required=False, initial=True)

    def prepare(self) -> None:
        partners = partners_standing(self.place)
        if self.thing is not None:
            for name in ("scheme", "fund", "year", "ref"):
                del self.fields[name]
            partners = Partner.objects.filter(seats__place=self.place).distinct()
        else:
            self.fields["scheme"].queryset = self.place.schemes.all()  # type: ignore[attr-defined]
            self.fields["fund"].queryset = self.place.funds.all()  # type: ignore[attr-defined]
        self.fields["stream"].queryset = self.place.streams.all()  # type: ignore[attr-defined]
        for name in ("contributing_partner", "spending_partner"):
            self.fields[name].queryset = partners  # type: ignore[attr-defined]


def newest_lines(place: Place) -> Iterable[Line]:
    years = sorted(set(place.lines.order_by().values_list("year", flat=True).distinct()), reverse=True)[:YEARS]
    partners = ("contributing_partner", "spending_partner")
    found = place.lines.filter(year__in=years).select_related(
        "fund__place", "fund__host", "scheme", "stream", *partners
    )
    return found.order_by("-year", "fund__position", "fund__code", "ref")


def _beside(place: Place, line: Line, user: User) -> list[Link]:
    return [Link("Its scheme", reverse("scheme", args=[place.slug, line.scheme.ref]))]


LINES = Part(
    key="lines",
    title="Lines",
    one="a line",
    teaches=(
        "A line is one row of a scheme in a year: one stream, whose money, in whose ledger. Budget, actual and forecast stand "
        "at it. Its budget comes by changes. The two newest years are listed."
    ),
    form=LineForm,
    rows=newest_lines,
    columns=(
        Heading("Line", str),
        Heading("Year", lambda line: year_label(line.year)),
        Heading("Fund", lambda line: str(line.fund)),
        Heading("Stream", lambda line: str(line.stream)),
        Heading("Whose money", lambda line: str(line.contributing_partner)),
        Heading("Whose ledger", lambda line: str(line.spending_partner)),
        Heading("Profile", lambda line: "By weights" if line.profile else "Equal months"),
    ),
    add=lambda place, by, given: add_line(by=by, **given),
    change=lambda line, by, given: change_line(line=line, by=by, **given),
    beside=_beside,
    sought=("ref", "scheme__ref", "scheme__name"),
)
