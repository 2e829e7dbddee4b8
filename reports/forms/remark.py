"""The forms by which something is said about a line: a remark or an answer, and a reviewer's decision."""

from __future__ import annotations

from django import forms

from schemes.actions.remarks import NO_NAMES
from schemes.actions.reviews import Seen
from schemes.models.review import LONGEST_REMARK

_HINT = f"Up to {LONGEST_REMARK:,} characters. {NO_NAMES}"


def _words(label: str, hint: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what you want to say"},
    )  # fmt: skip


class RemarkForm(forms.Form):
    """What somebody says about a line; an answer also sends its forecast back for review."""

    text = _words("Comment", _HINT, required=True)

    def __init__(self, data: object = None, *, answering: bool = False) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if answering:
            self.fields["text"].label = "Your answer"


class DecisionForm(forms.Form):
    """A reviewer's decision on one line, with the version of its row that they saw."""

    ref = forms.CharField(max_length=24)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("query", "Query back")])
    text = _words("Question or remark", _HINT, required=False)

    def seen(self) -> Seen:
        return Seen(self.cleaned_data["ref"], self.cleaned_data["version"])


def read_rows(values: list[str]) -> list[Seen]:
    """The rows of a bulk form, each “version ref” as its box holds it; what is not of that shape is left out."""
    found = []
    for value in values:
        version, _, ref = value.partition(" ")
        if version.isascii() and version.isdecimal() and len(version) < 10 and ref:
            found.append(Seen(ref, int(version)))
    return found
