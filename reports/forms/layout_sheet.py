"""The whole editor of a layout as one form: its forms side by side, and what one row says against another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.utils.datastructures import MultiValueDict

from reports.forms.layout import EntryForm, FigureForm, LayoutForm, PartForm
from reports.house_style.rows import Rows, Values
from reports.house_style.steps import beside
from reports.house_style.tree import Data, layout_data
from reports.layouts.data import DEEPEST
from reports.layouts.offers import FIGURES

F = TypeVar("F", bound=forms.Form)


@dataclass
class RowSheet:
    """One row: its form, its name in the steps of the editor, and what it is called; whether it can move; `open` says that
    its fields show."""

    name: str
    called: str
    form: forms.Form
    up: bool
    down: bool
    open: bool = False


@dataclass
class PartSheet(RowSheet):
    """A part with its figures."""

    number: int = 0
    level: int = 1
    figures: list[RowSheet] = field(default_factory=list)

    @property
    def forms(self) -> list[forms.Form]:
        return [self.form, *(figure.form for figure in self.figures)]


@dataclass
class Sheet:
    """Every form of the editor. `problems` are what the error summary says, once it was checked."""

    top: LayoutForm
    entries: list[RowSheet]
    parts: list[PartSheet]
    problems: list[dict[str, str]] = field(default_factory=list)

    def is_valid(self) -> bool:
        """Whether every field and all of them together are right; each error stands at its field."""
        every = list(self._named())
        valid = [form.is_valid() for _, form in every]
        if not self.parts:
            self.problems.append({"text": "Add at least one part", "href": "#parts"})
        _check_levels(self.parts)
        _check_headings(self.parts)
        _check_figures(self.parts)
        for named, form in every:
            for bound in form:
                said = f"{named}{bound.label}"
                self.problems += [{"text": f"{said}: {error}", "href": f"#{bound.auto_id}"} for error in bound.errors]
        for entry in self.entries:
            entry.open = entry.open or bool(entry.form.errors)
        for part in self.parts:
            part.open = part.open or any(form.errors for form in part.forms)
        return all(valid) and not self.problems

    def _named(self) -> Iterator[tuple[str, forms.Form]]:
        yield "", self.top
        for number, entry in enumerate(self.entries, 1):
            yield f"Line {number} of the title block, ", entry.form
        for part in self.parts:
            yield f"Part {part.number}, ", part.form
            for number, figure in enumerate(part.figures, 1):
                yield f"Part {part.number}, figures {number}, ", figure.form

    def data(self, slug: str = "new") -> Data:
        """The data of the layout, once the sheet is valid."""
        entries = [entry.form.cleaned_data for entry in self.entries]
        parts = [_part_data(part) for part in self.parts]
        return layout_data(self.top.data_of(), entries, parts, FIGURES, slug)


def sheet_of(rows: Rows, *, bound: bool, at: str = "") -> Sheet:
    """The forms of the rows, to be checked when they are `bound`; the part that holds the row `at` is open."""
    top = {**{name: [value] for name, value in rows.top.items()}, "sign_off": rows.sign_off}
    first = LayoutForm(MultiValueDict(top)) if bound else LayoutForm(initial={**rows.top, "sign_off": rows.sign_off})
    entries = [_entry(rows, number, bound, at) for number in range(1, len(rows.entries) + 1)]
    parts = [_part(rows, number, bound, at) for number in range(1, len(rows.parts) + 1)]
    return Sheet(first, entries, parts)


def _part(rows: Rows, number: int, bound: bool, at: str) -> PartSheet:
    row, name = rows.parts[number - 1], f"part-{number}"
    figures = [
        RowSheet(
            f"figure-{number}-{place}",
            FIGURES.get(figure.get("key", ""), "new figures"),
            _form(FigureForm, figure, f"{name}-figure-{place}", bound),
            place > 1,
            place < len(row.figures),
        )
        for place, figure in enumerate(row.figures, 1)
    ]
    heading = row.values.get("heading", "").strip()
    called = heading or ("runs on without a heading" if row.values.get("runs_on") else "a new part")
    shown = (at == name and called == "a new part") or at.startswith(f"figure-{number}-")
    before, after = beside(rows.parts, number)
    form = _form(PartForm, row.values, name, bound)
    return PartSheet(name, called, form, before > 0, after > 0, shown, number, row.level, figures)


def _entry(rows: Rows, number: int, bound: bool, at: str) -> RowSheet:
    row, name = rows.entries[number - 1], f"entry-{number}"
    label = row.get("label", "").strip()
    form = _form(EntryForm, row, name, bound)
    last = number == len(rows.entries)
    return RowSheet(name, label or "a new line", form, number > 1, not last, at == name and not label)


def _form(kind: type[F], values: Values, prefix: str, bound: bool) -> F:
    if not bound:
        return kind(initial=values, prefix=prefix)
    return kind({f"{prefix}-{name}": value for name, value in values.items()}, prefix=prefix)


def _given(form: forms.Form, name: str) -> Any:
    return form.cleaned_data.get(name)


def _check_levels(parts: list[PartSheet]) -> None:
    before = 0
    for part in parts:
        level = _given(part.form, "level") or 1
        if level > before + 1:
            part.form.add_error("level", "This is more than one level below the part before it")
        before = level


def _check_headings(parts: list[PartSheet]) -> None:
    """A part has a heading, unless it runs on; figures with a heading of their own lie one level deeper."""
    for place, part in enumerate(parts):
        level = _given(part.form, "level") or 1
        below = place + 1 < len(parts) and (_given(parts[place + 1].form, "level") or 1) > level
        headed = [one.form for one in part.figures if _given(one.form, "key") and _given(one.form, "heading")]
        runs_on = _given(part.form, "runs_on")
        if not runs_on and not _given(part.form, "heading") and "heading" not in part.form.errors:
            part.form.add_error("heading", "Enter a heading")
        if runs_on and (level > 1 or place == 0 or below or headed):
            part.form.add_error("runs_on", "Only a section without headings below it, and not the first, can run on")
        if level >= DEEPEST:
            for form in headed:
                form.add_error("heading", "Figures at this level run on under the heading of their part")


def _check_figures(parts: list[PartSheet]) -> None:
    """The same figures stand in a paper once."""
    seen: dict[str, int] = {}
    for part in parts:
        for figure in part.figures:
            key = _given(figure.form, "key")
            if key and key in seen:
                figure.form.add_error("key", f"“{FIGURES[key]}” stands in part {seen[key]} already")
            elif key:
                seen[key] = part.number


def _part_data(part: PartSheet) -> Data:
    given = {name: value for name, value in part.form.cleaned_data.items() if name != "runs_on"}
    heading = "" if part.form.cleaned_data["runs_on"] else given["heading"]
    figures = [one.form.cleaned_data for one in part.figures if one.form.cleaned_data["key"]]
    return {**given, "heading": heading, "figures": figures}
