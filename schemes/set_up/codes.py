"""The ledger codes of a place's partners as a part of its set-up: to which lines each leads, or that it is not section 75."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import Max, Prefetch

from budgets.models import Partner, Place
from budgets.set_up.fields import SetUpForm, YearField, choose, text_field
from budgets.set_up.part import Heading, Part
from s75.models import User
from s75.money import HUNDRED
from s75.years import year_label
from schemes.actions.schemes import leave_code_out, map_code
from schemes.models import LedgerCode, LedgerCodeLine, Line
from schemes.set_up.schemes import SHORT

LEADS, OUT = "leads", "out"
SHARES_HINT = (
    "The reference of each line, one below the other. Where a code leads to several lines, write the percentage behind each: "
    "HOME 60 and BEDS 40. They make 100."
)


def newest_year(place: Place) -> int | None:
    newest: int | None = place.lines.aggregate(newest=Max("year"))["newest"]
    return newest


class CodeForm(SetUpForm):
    partner = choose("Whose ledger", "Choose whose ledger it is in", empty="Choose a partner")
    code = text_field("Code", 40, "Enter the code as the ledger has it", widget=forms.TextInput(attrs=SHORT))
    description = text_field("Description (optional)", 200, "", required=False)
    section_75 = forms.ChoiceField(
        label="What is on it",
        choices=[(LEADS, "Money of the lines below"), (OUT, "Not section 75: imports leave it out and say so")],
        widget=forms.RadioSelect,
        initial=LEADS,
    )
    year = YearField(label="Year", help_text="Each year's lines have codes of their own.")
    shares = forms.CharField(
        label="Lines", required=False, help_text=SHARES_HINT, widget=forms.Textarea(attrs={"rows": 4})
    )

    def known(self) -> dict[str, Any]:
        year = newest_year(self.place)
        rows = [share for share in self.thing.shares.all() if share.line.year == year]
        one = len(rows) == 1
        text = "\n".join(row.line.ref if one else f"{row.line.ref} {row.percent.normalize():f}" for row in rows)
        kind = LEADS if self.thing.section_75 else OUT
        return {"description": self.thing.description, "section_75": kind, "year": year, "shares": text}

    def prepare(self) -> None:
        self.initial.setdefault("year", newest_year(self.place))
        if self.thing is not None:
            del self.fields["partner"], self.fields["code"]
        else:
            self.fields["partner"].queryset = Partner.objects.filter(seats__place=self.place)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors:
            wanted = given["section_75"] == LEADS
            given["percents"] = self._percents(given["shares"], given["year"]) if wanted else {}
        return given

    def _percents(self, text: str, year: int) -> dict[Line, Decimal]:
        rows = [row.strip() for row in text.splitlines() if row.strip()]
        if not rows:
            self.add_error("shares", "Enter the line that the code leads to")
        there = {line.ref.casefold(): line for line in self.place.lines.filter(year=year).select_related("fund__place")}
        found: dict[Line, Decimal] = {}
        for row in rows:
            ref, percent = parse_share(row, there, alone=len(rows) == 1)
            if percent is None or ref not in there:
                self.add_error("shares", f"“{row}” is not a line of {year_label(year)} with its percentage")
            else:
                found[there[ref]] = percent
        return found

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("partner", "code", "description", "percents")}


def parse_share(row: str, there: dict[str, Line], *, alone: bool) -> tuple[str, Decimal | None]:
    """A reference and its percentage; a line alone gets all."""
    if row.casefold() in there and alone:
        return row.casefold(), HUNDRED
    parts = re.fullmatch(r"(.+?)[\s:=]+([\d.]+)\s*%?", row)
    if parts is None:
        return row.casefold(), None
    try:
        return parts[1].casefold(), Decimal(parts[2])
    except InvalidOperation:
        return row.casefold(), None


def _rows(place: Place) -> Iterable[LedgerCode]:
    newest = newest_year(place) or 0
    shares = LedgerCodeLine.objects.filter(line__place=place, line__year=newest).select_related("line")
    codes = LedgerCode.objects.filter(partner__seats__place=place).select_related("partner")
    return codes.prefetch_related(Prefetch("shares", queryset=shares.order_by("line__ref"))).distinct()


def _leads_to(code: LedgerCode) -> str:
    if not code.section_75:
        return "Not section 75"
    rows = list(code.shares.all())
    if len(rows) == 1:
        return rows[0].line.ref
    return ", ".join(f"{row.line.ref} {row.percent.normalize():f}%" for row in rows) or "No line of the newest year"


def _keep(by: User, given: dict[str, Any]) -> LedgerCode:
    described = {"partner": given["partner"], "code": given["code"], "description": given["description"]}
    if not given["percents"]:
        return leave_code_out(by=by, **described)
    return map_code(percents=given["percents"], by=by, **described)


CODES = Part(
    key="codes",
    title="Ledger codes",
    one="a ledger code",
    teaches=(
        "By its codes a partner's ledger is read: each leads to one line or, by percentages, to several. Codes of other "
        "services are listed as not section 75. Those of the newest year are shown."
    ),
    form=CodeForm,
    rows=_rows,
    columns=(
        Heading("Code", str),
        Heading("Whose ledger", lambda code: str(code.partner)),
        Heading("Description", lambda code: code.description or "–"),
        Heading("Leads to", _leads_to),
    ),
    add=lambda place, by, given: _keep(by, given),
    change=lambda code, by, given: _keep(by, {**given, "partner": code.partner, "code": code.code}),
    sought=("code", "description"),
)
