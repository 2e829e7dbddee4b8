"""The form that settles a code in suspense: one line, several by percentages, or not section 75."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from budgets.models import Fund
from s75.money import HUNDRED
from s75.years import year_label
from schemes.models import LedgerCodeLine, Line
from schemes.set_up.codes import parse_share
from schemes.suspense import InSuspense

ONE, SEVERAL, OUT = "one", "several", "out"
HOW = [
    (ONE, "It is spend of one line"),
    (SEVERAL, "It is shared by several lines"),
    (OUT, "It is not section 75: leave it out from now on"),
]


class SuspenseForm(forms.Form):
    """It offers the partner's lines of the funds that the person sees."""

    how = forms.ChoiceField(
        label="What is on this code",
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is on the code"},
    )
    line = forms.ChoiceField(label="Line, when it is one", required=False)
    shares = forms.CharField(
        label="Lines, when there are several",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, funds: Sequence[Fund], one: InSuspense) -> None:
        lines = Line.objects.filter(fund__in=funds, year=one.year, spending_partner__heir=one.partner.heir_id)
        self.lines = {line.ref: line for line in lines.select_related("scheme", "fund__host", "spending_partner")}
        self.one = one
        self.percents: dict[Line, Decimal] = {}
        super().__init__(data, initial=self._mapped())
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a line"),
            *((ref, f"{ref} {line.scheme.name}") for ref, line in sorted(self.lines.items())),
        ]
        such = [f"{ref} {percent}" for ref, percent in zip(sorted(self.lines), ("60", "40"), strict=False)]
        self.fields["shares"].help_text = (
            "The reference of each line and its percentage, one below the other"
            + (f", such as {such[0]} and {such[1]}" if such[1:] else "")
            + ". They make 100."
        )

    def _mapped(self) -> dict[str, Any]:
        """Where the code leads already, when it was mapped in the set-up and not posted yet."""
        rows = LedgerCodeLine.objects.filter(
            ledger_code__partner__heir=self.one.partner.heir_id,
            ledger_code__code=self.one.code,
            line__in=[line.pk for line in self.lines.values()],
        )
        shares = list(rows.order_by("line__ref").values_list("line__ref", "percent"))
        if len(shares) == 1:
            return {"how": ONE, "line": shares[0][0]}
        text = "\n".join(f"{ref} {percent.normalize():f}" for ref, percent in shares)
        return {"how": SEVERAL, "shares": text} if shares else {}

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        how = given.get("how")
        if how == ONE and "line" in given:
            if not given["line"]:
                self.add_error("line", "Choose the line that the code leads to")
            else:
                self.percents = {self.lines[given["line"]]: HUNDRED}
        elif how == SEVERAL:
            self._read_shares(given.get("shares", ""))
        return given

    def _read_shares(self, text: str) -> None:
        there = {ref.casefold(): line for ref, line in self.lines.items()}
        rows = [row.strip() for row in text.splitlines() if row.strip()]
        if not rows:
            self.add_error("shares", "Enter the lines that the code leads to, each with its percentage")
        for row in rows:
            ref, percent = parse_share(row, there, alone=False)
            if percent is None or ref not in there:
                year = year_label(self.one.year)
                self.add_error("shares", f"“{row}” is not a line of {self.one.partner} in {year} with its percentage")
            else:
                self.percents[there[ref]] = percent
        if "shares" not in self.errors and sum(self.percents.values()) != HUNDRED:
            self.add_error("shares", f"These make {sum(self.percents.values()):f}; they must make 100")
