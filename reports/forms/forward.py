"""The form by which a year is copied forward: which budget, and for each stream its uplift and what takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField

from budgets.models import Fund, FundingStream, Place
from budgets.set_up.fields import AmountField
from s75.money import ZERO
from schemes.actions.copying import HIGHEST, LOWEST
from schemes.forward.plan import CURRENT, ORIGINAL
from schemes.forward.streams import exists_in


class UpliftField(AmountField):
    """A percentage that may be below zero, with any minus or percent sign that people type."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django's stubs give the parent's
        return super().to_python(str(value or "").replace("−", "-").replace("–", "-").replace("%", ""))


class ForwardForm(forms.Form):
    """`uplift_<stream>` in %, `stream_<stream>` for another stream in its place; empty fields mean 0 % and as proposed."""

    basis = forms.ChoiceField(
        label="Copy",
        choices=[
            (CURRENT, "The current budget, with every change posted so far"),
            (ORIGINAL, "The original budget, as the year began"),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose the current or the original budget"},
    )

    def __init__(self, data: Any, *, place: Place, funds: Iterable[Fund], year: int) -> None:
        self.streams = streams_in_use(place, funds, year)
        sent = data.copy()
        sent.setdefault("basis", CURRENT)
        super().__init__(sent)
        lasting = [stream for stream in place.streams.all() if exists_in(stream, year + 1)]
        choices = [("", "As proposed"), *((str(stream.pk), stream.name) for stream in lasting)]
        for stream in self.streams:
            self.fields[f"uplift_{stream.pk}"] = UpliftField(
                label=f"Uplift of {stream}, in %",
                max_digits=6,
                min_value=LOWEST,
                max_value=HIGHEST,
                widget=forms.TextInput(
                    attrs={"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-4"}
                ),
                error_messages={
                    "invalid": f"Enter the uplift of {stream} as a percentage, such as 5.66",
                    "min_value": f"The uplift of {stream} must be {LOWEST} or more",
                    "max_value": f"The uplift of {stream} must be {HIGHEST} or less",
                    "max_decimal_places": f"Enter the uplift of {stream} with at most two decimals",
                },
            )
            self.fields[f"stream_{stream.pk}"] = forms.ChoiceField(
                label=f"What takes the place of {stream}",
                choices=choices,
                required=False,
                error_messages={"invalid_choice": f"Choose a stream of next year for {stream}"},
            )

    @property
    def rows(self) -> list[tuple[FundingStream, BoundField, BoundField]]:
        """The table of streams: each with its two fields."""
        return [(stream, self[f"uplift_{stream.pk}"], self[f"stream_{stream.pk}"]) for stream in self.streams]

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was typed, to be sent again by the button that copies."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name)]

    def wanted(self) -> dict[str, Any]:
        """Basis, uplifts and chosen streams, as the action takes them; what could not be read counts as not given."""
        given = getattr(self, "cleaned_data", {})
        there = {str(stream.pk): stream for stream in FundingStream.objects.filter(pk__in=self._chosen(given))}
        uplifts: dict[FundingStream, Decimal] = {}
        streams: dict[FundingStream, FundingStream] = {}
        for stream in self.streams:
            uplifts[stream] = given.get(f"uplift_{stream.pk}") or ZERO
            if chosen := there.get(given.get(f"stream_{stream.pk}", "")):
                streams[stream] = chosen
        return {"basis": given.get("basis") or CURRENT, "uplifts": uplifts, "streams": streams}

    def _chosen(self, given: dict[str, Any]) -> list[str]:
        return [chosen for stream in self.streams if (chosen := given.get(f"stream_{stream.pk}"))]


def streams_in_use(place: Place, funds: Iterable[Fund], year: int) -> list[FundingStream]:
    """The streams that bring or spend money in the funds' year; reserves are drawn from and do not go on."""
    used = Q(contributions__fund__in=funds, contributions__year=year) | Q(lines__fund__in=funds, lines__year=year)
    return list(place.streams.filter(used).exclude(kind=FundingStream.Kind.RESERVE).distinct())
