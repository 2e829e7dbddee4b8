"""The form that takes a ledger file. It checks shape; what the file holds is the importer's to judge."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from schemes.sources.amounts import read_amount


class PoundsField(forms.CharField):
    """An amount as people write it: £1,234.50, (12.00) or 1234.5; empty is None."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            return read_amount(text)
        except ValueError as wrong:
            raise forms.ValidationError("Enter the control total in pounds, such as 68,408,169.34") from wrong


class UploadForm(forms.Form):
    """A ledger of one partner and month. Basis and sheet are asked for only when the file leaves them open."""

    pending = forms.IntegerField(required=False, widget=forms.HiddenInput)
    partner = forms.ChoiceField(
        label="Whose ledger",
        error_messages={"required": "Choose whose ledger it is", "invalid_choice": "Choose a partner that you act for"},
    )
    month = forms.TypedChoiceField(
        label="Period",
        coerce=int,
        help_text="The month that the ledger is of.",
        error_messages={
            "required": "Choose the month that the ledger is of",
            "invalid_choice": "Choose a period that has been opened",
        },
    )
    file = forms.FileField(
        label="Ledger file",
        help_text="The report as the ledger gives it: an .xlsx or .ods workbook or a CSV file, 30 MB at most.",
        allow_empty_file=True,  # the importer says better what is wrong with one
        error_messages={"required": "Choose the ledger file"},
    )
    control_total = PoundsField(
        label="Control total in £ (optional)",
        required=False,
        help_text="What your ledger shows for all section 75 codes. Anything else in the file is refused until it is explained.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    difference = forms.CharField(
        label="What accounts for the difference",
        max_length=400,
        required=False,
        help_text="Or correct the control total. What you write is kept with the import.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Use 400 characters at most"},
    )
    basis = forms.ChoiceField(
        label="The file’s amounts are",
        choices=[("cumulative", "Cumulative: from April to the end of the month"), ("month", "Of the month alone")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the amounts are cumulative or of the month"},
    )
    sheet = forms.ChoiceField(label="Sheet", error_messages={"required": "Choose the sheet that holds the ledger"})

    def __init__(
        self,
        *args: Any,
        partners: Sequence[tuple[str, str]],
        months: Sequence[tuple[int, str]],
        kept: str = "",
        ask_basis: bool = False,
        ask_difference: bool = False,
        sheets: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """`kept` names the file that is kept already, so that it need not be chosen again."""
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]
        self.fields["month"].choices = months  # type: ignore[attr-defined]
        if kept:
            self.fields["file"].required = False
            self.fields["file"].help_text = f"{kept} is kept. Choose a file only to take another one."
        if not ask_difference:
            del self.fields["difference"]
        if not ask_basis:
            del self.fields["basis"]
        if sheets:
            self.fields["sheet"].choices = [("", "Choose a sheet"), *((name, name) for name in sheets)]  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]
