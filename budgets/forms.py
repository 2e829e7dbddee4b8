"""The forms about people: inviting somebody, and narrowing a role to an agreement. They check shape, not rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html

from budgets.models import Agreement, LetterChoice, Membership, Partner, Place
from budgets.queries import agreements_of, partners_standing
from budgets.roles import ROLES

ROLE_CHOICES = [
    (role.key, format_html('{}<span class="govuk-hint s75-choice-hint">{}</span>', role.title, role.does))
    for role in ROLES
]


class InviteForm(forms.Form):
    """Who is invited, for which partner and in which role."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The address that the person will sign in with.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address such as name@example.gov.uk",
        },
    )
    name = forms.CharField(
        label="Name",
        max_length=150,
        help_text="As colleagues know the person. Somebody who signs in already keeps the name that is there.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the person’s name"},
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label="Partner",
        help_text="The organisation that the person acts for.",
        empty_label="Choose a partner",
        error_messages={"required": "Choose a partner", "invalid_choice": "Choose a partner of this place"},
    )
    role = forms.ChoiceField(
        label="Role",
        choices=ROLE_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role", "invalid_choice": "Choose one of the roles"},
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners_standing(place)  # type: ignore[attr-defined]


class NarrowForm(forms.Form):
    """How far a role reaches."""

    agreement = forms.ModelChoiceField(
        Agreement.objects.none(),
        label="The role reaches",
        required=False,
        empty_label="All agreements of the partner",
        error_messages={"invalid_choice": "Choose an agreement that the partner is in"},
    )

    def __init__(self, data: Any = None, *, place: Place, membership: Membership) -> None:
        super().__init__(data, initial={"agreement": membership.agreement_id})
        self.fields["agreement"].queryset = agreements_of(place, membership.partner)  # type: ignore[attr-defined]


class LettersForm(forms.Form):
    """How a person wants to be told by e-mail."""

    letters = forms.ChoiceField(
        label="How do you want to be told by e-mail?",
        choices=LetterChoice.Letters.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one", "invalid_choice": "Choose one of these"},
    )
