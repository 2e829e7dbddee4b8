"""The form that takes a Word template of a place's own."""

from __future__ import annotations

from django import forms

from reports.models.house_style import LONGEST_NAME
from reports.render.docx_guard import MOST_BYTES
from schemes.sources.limits import MEGABYTE


class WordTemplateForm(forms.Form):
    """A Word document, what it is called here, and whether it is taken from now on."""

    name = forms.CharField(
        label="Name",
        max_length=LONGEST_NAME,
        help_text="Such as “Cabinet letterhead”. Whoever downloads a paper chooses by it.",
        error_messages={"required": "Enter a name", "max_length": f"Use {LONGEST_NAME} characters at most"},
    )
    file = forms.FileField(
        label="Word document",
        help_text=f"A .docx file of {MOST_BYTES // MEGABYTE} MB at most, without macros.",
        allow_empty_file=True,  # the check says better what is wrong with one
        error_messages={"required": "Choose the document"},
    )
    standard = forms.BooleanField(
        label="Use it for Word papers from now on, also for those that are published", required=False
    )
