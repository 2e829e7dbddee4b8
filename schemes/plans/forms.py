"""The forms of bringing in a plan: the workbook with its year, and what is chosen where the workbook does not say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from s75.years import year_label
from schemes.plans.choices import (
    LARGER,
    PROVIDER,
    SPLIT,
    Choices,
    commissioners_of,
    nhs_of,
    settled,
    sources_of,
)
from schemes.plans.there import There
from schemes.sources.bcf_plan import BetterCarePlan
from schemes.sources.bcf_plan_words import NHS, side_of

FIRST_YEAR = 2021
WHO = {"LA": "Commissioned by the local authority", "NHS": "Commissioned by the NHS", "Joint": "Jointly commissioned"}


class PlanForm(forms.Form):
    """A planning or set-up workbook, and the year that it is to set up; without one it is the workbook's own."""

    file = forms.FileField(
        label="Workbook",
        help_text="The Better Care Fund planning workbook as it was submitted, or our set-up workbook: .xlsx, 30 MB at most.",
        allow_empty_file=True,  # the reader says better what is wrong with one
        error_messages={"required": "Choose the workbook"},
    )
    year = forms.TypedChoiceField(
        label="Year",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="A planning workbook of two years is brought in once for each of them, the first one first.",
        error_messages={"invalid_choice": "Choose one of the years"},
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(this_year + 1, FIRST_YEAR - 1, -1)
        choices = [("", "The workbook’s own year"), *((year, year_label(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]


class ChoicesForm(forms.Form):
    """For each source the fund and whose money it is; for each commissioner who spends; and whether contributions rise."""

    def __init__(self, *args: Any, plan: BetterCarePlan, there: There, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = settled(plan, there, choices)
        self.sources, self.commissioners = sources_of(plan), commissioners_of(plan)
        funds = [(code, f"{code}: {fund.name}") for code, fund in there.funds.items()]
        partners = [(code, f"{code}: {partner.name}") for code, partner in there.partners.items()]
        several = [(SPLIT, "In proportion to the income sheet")] if len(nhs_of(there)) > 1 else []
        for number, source in enumerate(self.sources):
            also = several if side_of(source) == NHS else []
            self._add(f"fund-{number}", f"Fund of {source}", funds, chosen.funds[source])
            self._add(f"payer-{number}", f"Whose money is {source}", [*partners, *also], chosen.payers[source])
        for number, who in enumerate(self.commissioners):
            by = [(PROVIDER, "By provider: local authority or NHS")]
            by = [(LARGER, "Whoever commissions the larger part"), *by] if who == "Joint" else by
            words = WHO.get(who, "No commissioner given")
            self._add(f"spender-{number}", words, [*partners, *by], chosen.spenders[who])
        self.choices = choices
        self.fields["raise"] = forms.BooleanField(
            label="Raise contributions to the expenditure",
            required=False,
            initial=choices.raise_contributions,
            help_text="Where more is planned than the income sheet gives, the contribution is taken as what is planned.",
        )

    def _add(self, name: str, label: str, options: list[tuple[str, str]], initial: str) -> None:
        field = forms.ChoiceField(
            label=label,
            choices=[("", "Choose"), *options] if not initial else options,
            required=False,
            initial=initial,
            error_messages={"invalid_choice": "Choose from the list"},
        )
        self.fields[name] = field

    @property
    def source_rows(self) -> list[tuple[str, BoundField, BoundField]]:
        return [(source, self[f"fund-{n}"], self[f"payer-{n}"]) for n, source in enumerate(self.sources)]

    @property
    def spender_rows(self) -> list[tuple[str, BoundField]]:
        return [
            (WHO.get(who, "No commissioner given"), self[f"spender-{n}"]) for n, who in enumerate(self.commissioners)
        ]

    @property
    def raise_field(self) -> BoundField:
        return self["raise"]

    def chosen(self) -> Choices:
        """What was chosen; what was chosen for single rows before stays."""
        given = self.cleaned_data
        return Choices(
            funds={source: given[f"fund-{n}"] for n, source in enumerate(self.sources) if given[f"fund-{n}"]},
            payers={source: given[f"payer-{n}"] for n, source in enumerate(self.sources) if given[f"payer-{n}"]},
            spenders={who: given[f"spender-{n}"] for n, who in enumerate(self.commissioners) if given[f"spender-{n}"]},
            raise_contributions=given["raise"],
            row_funds=self.choices.row_funds,
            row_spenders=self.choices.row_spenders,
        )
