"""The forms of reserves: a new one, what is put in or returned, a project with its costs, and decisions. They check shape."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from budgets.models import Fund, FundingStream, Partner, Place, ReserveProject
from budgets.set_up.fields import AmountField, DayField, choose, text_field
from s75.years import year_label

HEADINGS, MORE = 6, 3  # rows of costs for a new project, and beyond those that a project has
YEARS = 3
NEEDED = {"required": "Enter an amount", "invalid": "Enter an amount in pounds, such as 466,000"}
AUTHORITY = "Who decided, and where it is minuted."


class ReserveForm(forms.Form):
    """A new reserve of one of the funds that the person sets up."""

    fund = choose("Fund", "Choose the fund that it belongs to")
    name = text_field("Name", 120, "Enter a name", help_text="For example: Better Care Fund reserve.")
    stream = choose("Funding stream", "Choose the reserve stream that what is drawn comes in as")
    partner = choose("Whose money it is", "Choose the partner whose money it is")
    contingency = forms.BooleanField(label="It is held against overspends", required=False)
    source = text_field("Source (optional)", 200, "", required=False, help_text="The paper or minute that says so.")

    def __init__(self, data: Any = None, *, place: Place, funds: Sequence[Fund]) -> None:
        super().__init__(data, initial={"fund": funds[0].pk} if len(funds) == 1 else None)
        streams = FundingStream.objects.filter(place=place, kind=FundingStream.Kind.RESERVE)
        partners = Partner.objects.filter(agreements__funds__in=[fund.pk for fund in funds]).distinct()
        for name, rows in (
            ("fund", Fund.objects.filter(pk__in=[fund.pk for fund in funds])),
            ("stream", streams),
            ("partner", partners),
        ):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if not streams.exists():
            self.fields["stream"].help_text = "There is none yet: add a funding stream of the kind “Reserve” in Set-up."


class ReserveEntryForm(forms.Form):
    """What goes into a reserve or back to its partner; `key` makes it count once, however often the form is sent."""

    amount = AmountField(label="Amount in £", required=True, error_messages=NEEDED)
    reason = text_field("What for", 200, "Say what it is for", help_text="It is printed with the entry.")
    authority = text_field("Authority", 200, "Say by which authority", help_text=AUTHORITY)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


@dataclass(frozen=True)
class CostRow:
    """One row of the form: a heading, its amounts by year, and how they were worked out."""

    number: int
    heading: BoundField
    amounts: list[BoundField]
    note: BoundField


class ProjectForm(forms.Form):
    """What a project costs: headings down, years across. Its name and source are given when it is first proposed."""

    def __init__(self, data: Any = None, *, year: int, project: ReserveProject | None = None) -> None:
        costs = list(project.commitments.order_by("position", "heading", "year")) if project else []
        headings = list(dict.fromkeys(cost.heading for cost in costs))
        self.years = sorted({*range(year, year + YEARS), *(cost.year for cost in costs)})
        self.rows = len(headings) + MORE if costs else HEADINGS
        super().__init__(data, initial=_known(costs, headings))
        if project is None:
            self.fields["name"] = text_field("Name of the project", 160, "Enter a name")
            self.fields["source"] = text_field("Source (optional)", 200, "", required=False)
        for row in range(1, self.rows + 1):
            self.fields[f"heading_{row}"] = text_field(f"Heading of row {row}", 120, "", required=False)
            for one in self.years:
                self.fields[f"amount_{row}_{one}"] = AmountField(label=f"Row {row}, {year_label(one)}, in £")
            self.fields[f"note_{row}"] = text_field(f"How row {row} was worked out", 200, "", required=False)

    @property
    def grid(self) -> list[CostRow]:
        rows = range(1, self.rows + 1)
        amounts = ([self[f"amount_{row}_{year}"] for year in self.years] for row in rows)
        return [CostRow(r, self[f"heading_{r}"], own, self[f"note_{r}"]) for r, own in zip(rows, amounts, strict=True)]

    @property
    def year_labels(self) -> list[str]:
        return [year_label(year) for year in self.years]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        seen: set[str] = set()
        for row in range(1, self.rows + 1):
            heading, given = found.get(f"heading_{row}") or "", self._given(found, row)
            if given and not heading:
                self.add_error(f"heading_{row}", f"Enter the heading of row {row}")
            if heading and not given and not any(name.startswith(f"amount_{row}_") for name in self.errors):
                self.add_error(
                    f"amount_{row}_{self.years[0]}", f"Enter an amount in row {row}, or take its heading out"
                )
            if heading and heading.lower() in seen:
                self.add_error(f"heading_{row}", f"Row {row} has the heading of another row. Put them together")
            seen.add(heading.lower())
        if not self.errors and not self.costs():
            self.add_error("heading_1", "Enter at least one heading with an amount")
        return found

    def _given(self, found: dict[str, Any], row: int) -> dict[int, Decimal]:
        amounts = {year: found.get(f"amount_{row}_{year}") for year in self.years}
        return {year: amount for year, amount in amounts.items() if amount is not None}

    def costs(self) -> dict[tuple[str, int], tuple[Decimal, str]]:
        """By heading and year: the amount in £, and how it was worked out."""
        found: dict[tuple[str, int], tuple[Decimal, str]] = {}
        for row in range(1, self.rows + 1):
            heading, note = self.cleaned_data.get(f"heading_{row}") or "", self.cleaned_data.get(f"note_{row}") or ""
            for year, amount in self._given(self.cleaned_data, row).items():
                found[heading, year] = (amount, note)
        return found


def _known(costs: Sequence[Any], headings: Sequence[str]) -> dict[str, Any]:
    """What a proposed project has, field by field; the notes of one heading stand together."""
    found: dict[str, Any] = {f"heading_{row}": heading for row, heading in enumerate(headings, 1)}
    notes: dict[int, list[str]] = {}
    for cost in costs:
        row = headings.index(cost.heading) + 1
        found[f"amount_{row}_{cost.year}"] = cost.amount
        if cost.note and cost.note not in notes.setdefault(row, []):
            notes[row].append(cost.note)
    return found | {f"note_{row}": "; ".join(said) for row, said in notes.items()}


class ProjectDecisionForm(forms.Form):
    """A decision on a project in one's own role, or a committee's that is recorded."""

    decision = forms.ChoiceField(
        label="What was decided?",
        choices=[("agree", "It is agreed"), ("refuse", "It is refused")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided"},
    )
    authority = text_field(
        "By which authority, or why it is refused",
        160,
        "",
        required=False,
        help_text="Needed unless a committee decided.",
    )
    committee = text_field("Committee (if one decided)", 120, "", required=False)
    minute = text_field("Reference of the minute", 120, "", required=False, help_text="Such as “item 7, minute 23”.")
    decided_on = DayField(label="Date of the meeting", required=False)

    def __init__(self, *args: Any, recording: bool = False, **kwargs: Any) -> None:
        """`recording`: for whoever may only record what a committee decided."""
        super().__init__(*args, **kwargs)
        if recording:
            self.fields["committee"].required = True
            self.fields["committee"].label = "Committee"
            self.fields["committee"].error_messages["required"] = "Name the committee that decided"
            self.fields["authority"].label = "What it said (optional)"
            self.fields["authority"].help_text = ""
