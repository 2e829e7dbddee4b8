"""The lines that a plan makes as somebody looks through them: which are shown, and what is chosen for all of those at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.boundfield import BoundField

from schemes.plans.choices import Choices
from schemes.plans.forms import ChoicesForm
from schemes.plans.plan import Plan
from schemes.plans.there import There
from schemes.sources.set_up_parts import LineRow

FORM = "plan-choices"  # the id of the form on the page, which these fields stand below
LEAVE, AS_SAID = "", "-"
LONGEST_SEARCH = 100
NOT_OFFERED = {"invalid_choice": "Choose from the list"}
NO_CHOICE = 3  # options: to leave it, to take it back, and the only one that there is


@dataclass(frozen=True)
class Shown:
    """The filters of the address: of one stream, with words in name or reference, of one row of the workbook, or only
    those for whose row something was chosen apart."""

    stream: str = ""
    q: str = ""
    row: str = ""
    apart: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Shown:
        row = asked.get("row", "")
        return cls(
            stream=asked.get("stream", ""),
            q=asked.get("q", "").strip()[:LONGEST_SEARCH],
            row=row if row.isdecimal() else "",
            apart=asked.get("apart") == "on",
        )

    @property
    def query(self) -> str:
        """The filters as a part of an address; empty for all lines."""
        given = {"stream": self.stream, "q": self.q, "row": self.row, "apart": "on" if self.apart else ""}
        return "".join(f"&{urlencode({name: value})}" for name, value in given.items() if value)

    def of(self, plan: Plan) -> list[LineRow]:
        return [line for line in plan.new.lines if self._shows(line, plan.choices)]

    def _shows(self, line: LineRow, choices: Choices) -> bool:
        words = f"{line.ref} {line.name}".casefold()
        return (
            self.stream in ("", line.stream)
            and self.row in ("", str(line.row))
            and (not self.apart or is_apart(line, choices))
            and all(word in words for word in self.q.casefold().split())
        )


def is_apart(line: LineRow, choices: Choices) -> bool:
    """Whether a fund or a spender was chosen for the line's row alone."""
    return str(line.row) in choices.row_funds or str(line.row) in choices.row_spenders


class RowsForm(forms.Form):
    """A fund and a spender for some rows: those of a plan that are shown."""

    row_fund = forms.ChoiceField(label="Their fund", required=False, error_messages=NOT_OFFERED)
    row_spender = forms.ChoiceField(label="Spent by", required=False, error_messages=NOT_OFFERED)

    def __init__(self, *args: Any, there: There, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave = (LEAVE, "Leave as it is")
        self._offer("row_fund", [leave, (AS_SAID, "As its source says"), *_named(there.funds)])
        self._offer("row_spender", [leave, (AS_SAID, "As its commissioner says"), *_named(there.partners)])

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]
        self.fields[name].widget.attrs["form"] = FORM

    @property
    def offered(self) -> list[BoundField]:
        """The fields where there is anything to choose between."""
        return [self[name] for name in self.fields if len(self.fields[name].choices) > NO_CHOICE]  # type: ignore[attr-defined]

    def chosen(self, choices: Choices, lines: Sequence[LineRow]) -> Choices:
        """The choices with what is chosen for the rows of these lines."""
        rows = {str(line.row) for line in lines}
        return replace(
            choices,
            row_funds=_changed(choices.row_funds, rows, self.cleaned_data["row_fund"]),
            row_spenders=_changed(choices.row_spenders, rows, self.cleaned_data["row_spender"]),
        )


class ChoicesForms:
    """Both forms of a plan that says less than a place needs: `wide` for its sources and commissioners, and `rows`."""

    def __init__(self, data: Any = None, *, plan: Plan, there: There) -> None:
        if plan.better_care is None:
            raise ValueError("only the national template leaves anything to be chosen")
        self.wide = ChoicesForm(data, plan=plan.better_care, there=there, choices=plan.choices)
        self.rows = RowsForm(data, there=there)

    @property
    def is_right(self) -> bool:
        """Whether nothing was sent that is not offered."""
        return not (self.wide.errors or self.rows.errors)

    @property
    def problems(self) -> list[dict[str, str]]:
        """What was sent and is not offered, each with its field."""
        wrong = [form[name] for form in (self.wide, self.rows) for name in form.errors]
        return [
            {"text": f"{each.label}: {' '.join(map(str, each.errors))}", "href": f"#{each.auto_id}"} for each in wrong
        ]

    def has_changed(self) -> bool:
        return self.wide.has_changed() or self.rows.has_changed()

    def chosen(self, lines: Sequence[LineRow]) -> dict[str, Any]:
        """What is chosen, as it is kept; `lines` are those that were shown."""
        return self.rows.chosen(self.wide.chosen(), lines).kept()


def _named(things: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(code, f"{code}: {thing.name}") for code, thing in things.items()]


def _changed(before: Mapping[str, str], rows: set[str], code: str) -> dict[str, str]:
    if code == LEAVE:
        return dict(before)
    others = {row: kept for row, kept in before.items() if row not in rows}
    return others if code == AS_SAID else others | dict.fromkeys(rows, code)
