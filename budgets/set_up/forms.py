"""The forms of the parts of a place: partners, agreements, funds, approval limits and thresholds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import slugify

from budgets.models import COMMITTEE, Agreement, Change, Fund, Partner, Threshold
from budgets.queries import partners_standing
from budgets.roles import BY_KEY
from budgets.set_up.fields import (
    AmountField,
    DayField,
    PercentField,
    SetUpForm,
    YearField,
    choose,
    position_field,
    text_field,
)
from s75.years import CLOSING_MONTH, month_label

DECIDERS = ("finance_officer", "commissioner", "pool_manager", "finance_director")
ADDRESS = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use small letters, digits and hyphens only")
SHORT = {"class": "govuk-input--width-10", "autocomplete": "off"}


class PlaceForm(SetUpForm):
    name = text_field("Name", 120, "Enter the name of the place", help_text="For example Worcestershire.")
    board = text_field("Health and Wellbeing Board", 160, "Enter the name of its board")


class NewPlaceForm(forms.Form):
    """A place that does not exist yet: its name and board, and the word that its addresses begin with."""

    name = PlaceForm.base_fields["name"]
    board = PlaceForm.base_fields["board"]
    slug = text_field(
        "Word in addresses (optional)",
        50,
        "",
        required=False,
        validators=[ADDRESS],
        help_text="Its pages will be at /places/word/. It stays. If you leave it out, it is made of the name.",
        widget=forms.TextInput(attrs=SHORT),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and not given["slug"]:
            given["slug"] = slugify(given["name"])[:50].strip("-")
            if not given["slug"]:
                self.add_error("slug", "Enter a word of small letters, digits and hyphens")
        return given


class PartnerForm(SetUpForm):
    name = text_field("Name", 160, "Enter the name of the partner", help_text="As it signs the agreement.")
    code = text_field(
        "Short code",
        12,
        "Enter a short code",
        help_text="As its people call it, for example WCC or ICB. Papers and files use it.",
        widget=forms.TextInput(attrs=SHORT),
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=Partner.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of body it is"},
    )
    starts = DayField(label="First day (optional)", required=False, help_text="Only if it is new or not there yet.")
    ends = DayField(label="Last day (optional)", required=False, help_text="Only if it is dissolved.")
    position = position_field()

    def known(self) -> dict[str, Any]:
        partner = self.thing.partner
        found = {name: getattr(partner, name) for name in ("name", "kind", "starts", "ends")}
        return found | {"code": self.thing.code, "position": self.thing.position}


class SeatForm(SetUpForm):
    """A partner that is kept already, and its code in this place."""

    partner = choose("Partner", "Choose a partner", empty="Choose a partner")
    code = text_field("Short code", 12, "Enter a short code", widget=forms.TextInput(attrs=SHORT))
    position = position_field()

    def prepare(self) -> None:
        others = Partner.objects.filter(successor=None).exclude(seats__place=self.place)
        self.fields["partner"].queryset = others  # type: ignore[attr-defined]


class SuccessionForm(SetUpForm):
    """Who takes over from a partner, and after which day."""

    stands = None  # type: ignore[assignment]  # a partner is succeeded once, which the action itself sees to
    successor = choose("Successor", "Choose who takes over", empty="Choose a partner of this place")
    last_day = DayField(label="Last day of the old partner", help_text="The successor takes over on the day after it.")

    def known(self) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        standing = partners_standing(self.place).exclude(pk=self.thing.partner_id)
        self.fields["successor"].queryset = standing  # type: ignore[attr-defined]


class AgreementForm(SetUpForm):
    title = text_field("Title", 200, "Enter the title of the agreement")
    status = forms.ChoiceField(
        label="Status",
        choices=Agreement.Status.choices,
        widget=forms.RadioSelect,
        initial=Agreement.Status.DRAFT,
        help_text="“Unsigned” is agreed but waits for signatures; “Varied” was changed after it was signed.",
        error_messages={"required": "Choose its status"},
    )
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label="Partners",
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody who is party to it, also a body that was dissolved and its successor.",
        error_messages={"required": "Choose who is party to it", "invalid_choice": "Choose partners of this place"},
    )
    starts = DayField(label="It starts on")
    signed_on = DayField(
        label="Signed on (optional)", required=False, help_text="Signed and varied agreements need it."
    )
    review_on = DayField(label="Review due on (optional)", required=False)
    ends = DayField(
        label="It ends on (optional)", required=False, help_text="Its last day. Leave it out if it goes on."
    )

    def known(self) -> dict[str, Any]:
        return {**super().known(), "partners": list(self.thing.partners.all())}

    def prepare(self) -> None:
        seated = Partner.objects.filter(seats__place=self.place).order_by("seats__position", "name")
        self.fields["partners"].queryset = seated  # type: ignore[attr-defined]


class FundForm(SetUpForm):
    agreement = choose("Agreement", "Choose the agreement", empty="Choose an agreement")
    code = text_field(
        "Code",
        12,
        "Enter a short code",
        help_text="For example BCF. Addresses and files use it, so it stays.",
        widget=forms.TextInput(attrs=SHORT),
    )
    name = text_field("Name", 120, "Enter the name of the fund")
    arrangement = forms.ChoiceField(
        label="Arrangement",
        choices=[
            (Fund.Arrangement.POOLED, "Pooled: one budget, hosted by one partner"),
            (Fund.Arrangement.ALIGNED, "Aligned: reported together, each partner keeps its money and its variance"),
            (Fund.Arrangement.LEAD, "Lead commissioning: one partner commissions for both"),
            (Fund.Arrangement.IN_VIEW, "In view: shown for information, outside totals"),
        ],
        widget=forms.RadioSelect,
        help_text="Arrangement and host stay as soon as a period of the fund is locked.",
        error_messages={"required": "Choose how the fund is arranged"},
    )
    host = choose("Host", "Choose the host", empty="Choose the partner that hosts it")
    position = position_field()

    def prepare(self) -> None:
        self.fields["host"].queryset = Partner.objects.filter(  # type: ignore[attr-defined]
            agreements__place=self.place
        ).distinct()
        if self.thing is not None:
            del self.fields["agreement"], self.fields["code"]
        else:
            self.fields["agreement"].queryset = self.place.agreements.all()  # type: ignore[attr-defined]


class LimitForm(SetUpForm):
    agreement = choose("Agreement", "Choose the agreement", empty="Choose an agreement")
    decided_by = forms.ChoiceField(
        label="Who may decide",
        choices=[*((key, BY_KEY[key].title) for key in DECIDERS), (COMMITTEE, "A committee, as its minutes record")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may decide"},
    )
    committee = text_field("Name of the committee (optional)", 120, "", required=False)
    up_to = AmountField(label="Up to, in £ (optional)", help_text="The largest change. Leave it out for any amount.")
    kind = forms.ChoiceField(label="Kind of change", choices=[("", "Every kind"), *Change.Kind.choices], required=False)
    within_scheme = forms.BooleanField(label="Only moves between lines of one scheme", required=False)
    starts = DayField(label="Counts from (optional)", required=False)
    ends = DayField(label="Counts until (optional)", required=False, help_text="Its last day.")

    def prepare(self) -> None:
        if self.thing is not None:
            del self.fields["agreement"]
            if self.thing.decided_by not in dict(self.fields["decided_by"].choices):  # type: ignore[attr-defined]
                kept = (self.thing.decided_by, self.thing.get_decided_by_display())
                self.fields["decided_by"].choices = [kept, *self.fields["decided_by"].choices]  # type: ignore[attr-defined]
        else:
            self.fields["agreement"].queryset = self.place.agreements.all()  # type: ignore[attr-defined]


class ThresholdForm(SetUpForm):
    """Limits in £ and in %, whichever is lower; an empty one never bites."""

    fund = choose("Fund", "Choose a fund", empty="Choose a fund")
    level = forms.ChoiceField(
        label="They judge",
        choices=Threshold.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they judge"},
    )
    year = YearField(label="From the year")
    month = forms.TypedChoiceField(
        label="From the period",
        coerce=int,
        choices=[(month, month_label(month)) for month in range(1, CLOSING_MONTH + 1)],
        initial=1,
        help_text="A period that is not locked; earlier ones keep the limits that they have.",
    )
    red_pounds = AmountField(label="Red from an overspend of, in £ (optional)")
    red_percent = PercentField(label="Red from an overspend of, in % (optional)", help_text="Whichever is lower.")
    explain_pounds = AmountField(label="To be explained from a variance of, in £ (optional)")
    explain_percent = PercentField(label="To be explained from a variance of, in % (optional)")

    def prepare(self) -> None:
        self.fields["fund"].queryset = self.place.funds.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        limits = ("red_pounds", "red_percent", "explain_pounds", "explain_percent")
        if not self.errors and all(self.cleaned_data[limit] is None for limit in limits):
            raise forms.ValidationError("Enter at least one limit")
        return self.cleaned_data
