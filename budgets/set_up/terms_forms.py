"""The forms of what an agreement says, of the first administrator, and of starting a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from budgets.actions.terms import Wording
from budgets.forms import InviteForm
from budgets.models import Agreement, Clause, Fund
from budgets.set_up.fields import YearField, digest
from s75.years import year_label

ROWS = 4
MOST = 20_000


class ClausesForm(forms.Form):
    """A text and a source for each topic on which an agreement must, or may, say something.

    `stands` carries what was written when the form was read, as other forms of setting up have it.
    """

    stands = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, agreement: Agreement) -> None:
        self.there = {clause.topic: clause for clause in agreement.clauses.all()}
        known = {topic: f"{clause.text}|{clause.source}" for topic, clause in self.there.items()}
        super().__init__(data, initial={"stands": digest(known)})
        for topic, label in Clause.Topic.choices:
            clause = self.there.get(topic)
            self.fields[topic] = forms.CharField(
                label=label,
                required=False,
                max_length=MOST,
                initial=clause.text if clause else "",
                help_text="No source gives these words; they are illustrative."
                if clause and clause.illustrative
                else "",
                widget=forms.Textarea(attrs={"rows": ROWS}),
            )
            self.fields[f"{topic}_source"] = forms.CharField(
                label=f"Source: {label[:1].lower()}{label[1:]}",
                required=False,
                max_length=200,
                initial=clause.source if clause else "",
                help_text="Where that can be read, for example “Schedule 3, clause 7.2”.",
            )

    @property
    def stale(self) -> bool:
        """Whether somebody wrote something since this form was read."""
        return bool(self.data.get("stands") != self.initial["stands"])

    def wordings(self) -> dict[str, Wording]:
        given = self.cleaned_data
        return {topic: Wording(given[topic], given[f"{topic}_source"]) for topic in Clause.Topic.values}


class AdministratorForm(InviteForm):
    """The first administrator of a partner: everything but the role, which is settled."""

    role = None  # type: ignore[assignment]  # Django's way to leave out an inherited field


class YearForm(forms.Form):
    """Which year starts, and in which funds."""

    year = YearField(label="Year")
    funds = forms.ModelMultipleChoiceField(
        Fund.objects.none(),
        label="Funds",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one fund", "invalid_choice": "Choose funds that you keep"},
    )

    def __init__(self, data: Any = None, *, funds: Sequence[Fund], year: int) -> None:
        super().__init__(data, initial={"year": year, "funds": funds})
        self.fields["funds"].queryset = Fund.objects.filter(pk__in=[fund.pk for fund in funds])  # type: ignore[attr-defined]
        self.fields[
            "year"
        ].help_text = f"Its periods P01 to P13 are made, and P01 opens. {year_label(year)} is proposed."
