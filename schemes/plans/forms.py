"""The forms of bringing in a plan: the workbook with its year, and what is chosen where the workbook does not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from schemes.sources.set_up_parts import LineRow

FIRST_YEAR = 2021
ROW = ("row_funds", "row_spenders")
FORM = "plan-choices"  # the id of the form on the page: the fields of rows stand in the table of lines below it
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

    def __init__(
        self,
        *args: Any,
        plan: BetterCarePlan,
        there: There,
        choices: Choices,
        lines: Sequence[LineRow] = (),
        **kwargs: Any,
    ) -> None:
        """`lines` are what the plan makes with these choices: each row's fund and spender can be chosen apart."""
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
        self.choices, self.plan = choices, plan
        self._rows(lines, funds, partners)
        self.fields["raise"] = forms.BooleanField(
            label="Raise contributions to the expenditure",
            required=False,
            initial=choices.raise_contributions,
            help_text="Where more is planned than the income sheet gives, the contribution is taken as what is planned.",
        )

    def _rows(self, lines: Sequence[LineRow], funds: list[tuple[str, str]], partners: list[tuple[str, str]]) -> None:
        """A fund and a spender for the first line of each row, as they are now."""
        self.of_row: dict[int, str] = {}
        short = {"funds": [(code, code) for code, _ in funds], "spenders": [(code, code) for code, _ in partners]}
        for line in lines:
            if line.row in self.of_row:
                continue
            self.of_row[line.row] = line.ref
            for name, words, options, now in (
                (f"row_funds-{line.row}", "Fund", short["funds"], line.fund),
                (f"row_spenders-{line.row}", "Spent by", short["spenders"], line.spender),
            ):
                if len(options) > 1:
                    self._add(name, f"{words} of {line.ref}", options, now)
                    self.fields[name].widget.attrs |= {"form": FORM, "class": "s75-row-select"}

    def row_fields(self, line: LineRow) -> dict[str, BoundField]:
        """The fields of a row, its fund and spender where there is a choice, for its first line."""
        if self.of_row.get(line.row) != line.ref:
            return {}
        return {what: self[f"{what}-{line.row}"] for what in ROW if f"{what}-{line.row}" in self.fields}

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

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as it is kept."""
        given = self.cleaned_data
        return Choices(
            funds={source: given[f"fund-{n}"] for n, source in enumerate(self.sources) if given[f"fund-{n}"]},
            payers={source: given[f"payer-{n}"] for n, source in enumerate(self.sources) if given[f"payer-{n}"]},
            spenders={who: given[f"spender-{n}"] for n, who in enumerate(self.commissioners) if given[f"spender-{n}"]},
            raise_contributions=given["raise"],
            row_funds=self._chosen_rows("row_funds", self.choices.row_funds),
            row_spenders=self._chosen_rows("row_spenders", self.choices.row_spenders),
        ).kept()

    def _chosen_rows(self, what: str, before: Mapping[str, str]) -> dict[str, str]:
        """What is chosen for single rows: what was, and what differs from what the page showed."""
        found = dict(before)
        for row in self.of_row:
            name = f"{what}-{row}"
            if (code := self.cleaned_data.get(name)) and code != self.fields[name].initial:
                found[str(row)] = code
        return found
