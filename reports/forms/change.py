"""The forms of changes: which fund and kind, what a change says, its decision and its reversal. They check shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from budgets.models import Change, Fund, Reserve, ReserveProject
from s75.years import CLOSING_MONTH, month_label, month_name

DAYS = ["%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d %m %Y", "%Y-%m-%d"]
KINDS = {  # what each kind is for, in one line; the opening is the last
    Change.Kind.VIREMENT: "moves budget between lines of one stream and partner; its amounts sum to zero",
    Change.Kind.VARIATION: "adds money in, or takes it away, and may budget it on lines",
    Change.Kind.CARRY_FORWARD: "brings last year’s underspends into this year",
    Change.Kind.DRAWDOWN: "takes money out of a reserve and budgets it on lines",
    Change.Kind.OPENING: "sets the original budget of a fund’s year",
}


class ChooseForm(forms.Form):
    """Which fund changes, and how."""

    fund = forms.ChoiceField(
        label="Fund", error_messages={"required": "Choose a fund", "invalid_choice": "Choose a fund of this place"}
    )
    kind = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the change is", "invalid_choice": "Choose what the change is"},
    )

    def __init__(self, data: Any = None, *, funds: Sequence[Fund], opened: bool) -> None:
        """`opened` says that every fund has its opening budget, so that no further one is offered."""
        super().__init__(data)
        self.fields["fund"].choices = [(fund.slug, fund.name) for fund in funds]  # type: ignore[attr-defined]
        kinds = [(kind.value, f"{kind.label}: {words}") for kind, words in KINDS.items()]
        self.fields["kind"].choices = kinds[:-1] if opened else kinds  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """What a change says beside its amounts."""

    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="As the register of changes will print it.",
        error_messages={"required": "Enter a title"},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Why the money moves. No names of people who use services.",
        error_messages={"required": "Say why the money moves"},
    )
    authority = forms.CharField(
        label="Authority",
        max_length=200,
        required=False,
        help_text="A decision that allows it, if there is one yet, and where it is minuted.",
    )
    basis = forms.CharField(
        label="Where the amounts come from", max_length=200, required=False, help_text="A letter, a plan, a ledger."
    )
    effective_from = forms.TypedChoiceField(
        label="Counts from",
        coerce=int,
        help_text="Before the period in which it is posted it never counts.",
        error_messages={"required": "Choose a period", "invalid_choice": "Choose a period of the year"},
    )

    def __init__(self, data: Any = None, *, kind: str, fund: Fund, year: int, month: int, initial: Any = None) -> None:
        super().__init__(data, initial={"effective_from": month, **(initial or {})})
        months = [(m, f"{month_label(m)} {month_name(year, m)}") for m in range(1, CLOSING_MONTH + 1)]
        self.fields["effective_from"].choices = months  # type: ignore[attr-defined]
        if kind == Change.Kind.DRAWDOWN:
            self._add_reserve(fund)

    def _add_reserve(self, fund: Fund) -> None:
        self.fields["reserve"] = forms.ModelChoiceField(
            Reserve.objects.filter(fund=fund),
            label="Reserve",
            empty_label="Choose a reserve",
            error_messages={"required": "Choose the reserve that it draws from"},
        )
        self.fields["project"] = forms.ModelChoiceField(
            ReserveProject.objects.filter(reserve__fund=fund, state=ReserveProject.State.AGREED),
            label="Project",
            required=False,
            empty_label="No project",
        )


class DecideForm(forms.Form):
    """A decision on a change in one's own role."""

    authority = forms.CharField(
        label="By which authority, or why it is refused",
        max_length=200,
        required=False,
        help_text="A refusal needs a reason.",
    )


class RecordForm(forms.Form):
    """What a committee decided on a change."""

    committee = forms.CharField(label="Committee", max_length=120, error_messages={"required": "Name the committee"})
    minute = forms.CharField(
        label="Reference of the minute",
        max_length=120,
        help_text="Such as “item 7, minute 23”.",
        error_messages={"required": "Enter the reference of the minute"},
    )
    decided_on = forms.DateField(
        label="Date of the meeting",
        input_formats=DAYS,
        help_text="Such as 14/2/2023.",
        error_messages={"required": "Enter the date of the meeting", "invalid": "Enter a date such as 14/2/2023"},
    )
    said = forms.CharField(
        label="What it said", max_length=160, required=False, help_text="A refusal needs the committee’s reason."
    )


class ReverseForm(forms.Form):
    """Why a posted change is taken back."""

    reason = forms.CharField(
        label="Why is it reversed?", max_length=400, error_messages={"required": "Say why the change is reversed"}
    )
