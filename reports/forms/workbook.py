"""The form that takes a filled-in forecast workbook."""

from __future__ import annotations

from django import forms


class WorkbookForm(forms.Form):
    """The workbook as it was downloaded here and filled in."""

    file = forms.FileField(
        label="Workbook",
        help_text="The workbook of this round that you downloaded here and filled in: .xlsx or .ods, 30 MB at most.",
        allow_empty_file=True,  # the reader says better what is wrong with one
        error_messages={"required": "Choose the workbook"},
    )
