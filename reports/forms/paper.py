"""The forms of papers: a new one, a section, the title block, reasons and notes. They check shape only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from budgets.models import Fund
from reports.catalogue import PAPERS
from reports.layouts import Layout
from reports.models.drafts import LONGEST_TEXT, LONGEST_WORDS
from reports.publishing.actions.drafting import TextInput
from reports.writing.said import EXEMPTIONS, Said
from reports.writing.slots import Slot


class NewPaperForm(forms.Form):
    """Which paper is to be written, of which funds, in which layout."""

    kind = forms.ChoiceField(label="Which paper?", choices=[])
    layout = forms.ChoiceField(label="Layout", choices=[], help_text="Its headings, their order, and who signs it.")
    funds = forms.MultipleChoiceField(
        label="Of which funds?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one fund"},
    )
    about = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title = forms.CharField(
        label="Title",
        max_length=200,
        required=False,
        help_text="Leave it empty to take the title that the layout gives.",
    )

    def __init__(
        self, data: Any = None, *, funds: Sequence[Fund], layouts: Mapping[str, Layout], asked: Mapping[str, str]
    ) -> None:
        """`asked` is what the page that led here says: kind, layout, one fund, and what the paper is about."""
        of = [fund.slug for fund in funds if asked.get("fund", fund.slug) in ("", fund.slug)]
        kept = {"about": asked.get("about", ""), "layout": asked.get("layout", "")}
        if kept["layout"] not in layouts:
            del kept["layout"]
        super().__init__(data, initial={"kind": asked.get("kind") or "board", "funds": of, **kept})
        titles = sorted(
            ((key, kind.title) for key, kind in PAPERS.items()), key=lambda one: (one[0] != "board", one[1])
        )
        self.fields["kind"].choices = titles  # type: ignore[attr-defined]
        self.fields["layout"].choices = [(key, one.name) for key, one in layouts.items()]  # type: ignore[attr-defined]
        self.fields["funds"].choices = [(fund.slug, fund.name) for fund in funds]  # type: ignore[attr-defined]


class TextForm(forms.Form):
    """One section of a paper, with the version of it that was read, and what the public reads where it is exempt."""

    text = forms.CharField(
        label="Text",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="An empty line begins a new paragraph, “- ” a point of a list. Do not name anybody who gets care.",
    )
    exempt = forms.ChoiceField(
        label="Exempt from publication",
        required=False,
        choices=[
            ("", "No: the public may read it"),
            *((key, f"Paragraph {key}: {of}") for key, of in EXEMPTIONS.items()),
        ],
        help_text="By Part 1 of Schedule 12A to the Local Government Act 1972. Figures under it are left out with it.",
    )
    public_text = forms.CharField(
        label="What the public version says instead",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed where the section is exempt.",
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, choices: Sequence[str] = (), initial: Mapping[str, Any] | None = None
    ) -> None:
        """With `choices` one of them is chosen; words that stood there before they were offered stay one of them."""
        super().__init__(data, initial=dict(initial or {}))
        stands = self.initial.get("text", "")
        if choices and stands in ("", *choices):
            self.fields["text"] = forms.ChoiceField(
                label="Which?", required=False, choices=[(one, one) for one in choices], widget=forms.RadioSelect
            )

    def written(self, slot: str) -> TextInput:
        given = self.cleaned_data
        return TextInput(slot, given["text"], given["version"], given["exempt"], given["public_text"])


class TitleForm(forms.Form):
    """The title of a paper and the lines of its title block, each with the version of it that was read."""

    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Enter a title"})

    def __init__(
        self, data: Any = None, *, title: str, slots: Sequence[Slot], texts: Mapping[str, tuple[Said, int]]
    ) -> None:
        self.slots = [slot for slot in slots if slot.entry]
        initial: dict[str, Any] = {"title": title}
        for slot in self.slots:
            said, version = texts.get(slot.key, (Said(), 0))
            initial |= {f"slot-{slot.key}": said.text, f"version-{slot.key}": version}
        super().__init__(data, initial=initial)
        for slot in self.slots:
            self.fields[f"slot-{slot.key}"] = _line(slot)
            self.fields[f"version-{slot.key}"] = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def written(self) -> Iterator[TextInput]:
        for slot in self.slots:
            yield TextInput(slot.key, self.cleaned_data[f"slot-{slot.key}"], self.cleaned_data[f"version-{slot.key}"])


def _line(slot: Slot) -> forms.Field:
    hint = slot.guidance[:1].upper() + slot.guidance[1:]
    if slot.choices:
        choices = [("", "Not chosen yet"), *((one, one) for one in slot.choices)]
        return forms.ChoiceField(label=slot.heading, choices=choices, required=False, help_text=hint)
    return forms.CharField(label=slot.heading, max_length=300, required=False, help_text=hint)


def _words(label: str, hint: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )  # fmt: skip


class RemarkForm(forms.Form):
    """Something that is said about a draft."""

    text = _words(
        "Comment", "Everybody who reads this draft sees it. Do not name anybody who gets care.", "Enter a comment"
    )


class ReasonForm(forms.Form):
    """Why a paper goes for sign-off in spite of what the checks found."""

    reason = _words(
        "Why does it go all the same?", "It is kept with the paper, and whoever signs it reads it.", "Give a reason"
    )


class CorrectionForm(forms.Form):
    """What was wrong with a published paper."""

    note = _words("What was wrong?", "The corrected paper prints it first.", "Say what was wrong")


class WordsForm(forms.Form):
    """Words that must not be kept."""

    words = forms.CharField(
        label="Which words must not be kept?",
        max_length=200,
        help_text="Such as a name, as it is written. Any case is found. First you see where they stand.",
        error_messages={"required": "Enter the words"},
    )


class RedactionForm(forms.Form):
    """Why the words that were looked for are taken out."""

    words = forms.CharField(max_length=200, widget=forms.HiddenInput(attrs={"id": "sought"}))
    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It is kept, so do not repeat the words.",
        error_messages={"required": "Say why"},
    )


class VerifyForm(forms.Form):
    """A file, or the SHA-256 of one."""

    sha256 = forms.RegexField(
        r"^\s*[0-9a-fA-F]{64}\s*$",
        label="Or its SHA-256",
        required=False,
        error_messages={"invalid": "A SHA-256 has 64 characters: digits and the letters a to f"},
    )
