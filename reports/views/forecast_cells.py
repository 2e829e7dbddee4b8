"""The cells of a line or a total in the forecast grid as HTML: inputs, figures and states, every text escaped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from reports.figures.variance import movement, movement_word, outturn, variance, variance_word
from reports.render.html_cells import element_id, text
from reports.render.words import NOT_APPLICABLE, print_pounds
from reports.rounds.lines import GridLine
from reports.rounds.states import LATE, STATES
from reports.views.forecast_details import Fault
from reports.views.forecast_entry import Typed
from s75.years import month_label
from schemes.models import Forecast

COLOURS = {
    "not started": "grey", "draft": "yellow", "late": "red", "submitted": "blue", "queried": "orange",
    "approved": "green", "carried forward": "grey",
}  # fmt: skip


AFTER = ("outturn", "variance", "last", "ahead", "movement", "projection")  # the columns after the months


def pounds(amount: Decimal | None) -> str:
    return "" if amount is None else print_pounds(amount)


class Told(NamedTuple):
    """What a line comes to in £, worked out once and written twice: for whoever reads, and for the script."""

    outturn: Decimal
    variance: Decimal
    moved: Decimal


def told_of(line: GridLine) -> Told:
    now = line.group.now
    return Told(outturn(now), variance(now), movement(now, line.group.before))


def exact_figures(line: GridLine, told: Told) -> str:
    """The exact figures that the script adds to while somebody types."""
    return (
        f' data-spent="{line.spent}" data-outturn="{told.outturn}" data-variance="{told.variance}" '
        f'data-movement="{told.moved}"'
    )


@dataclass(frozen=True)
class Results:
    """What a row says after its months: the amounts in £, of which `before`, `moved` and `projection` may be missing.

    Figures that change while somebody types stand in a box of their own, so that no change lays out the whole table anew.
    """

    outturn: Decimal
    variance: Decimal
    before: Decimal | None
    moved: Decimal | None
    projection: Decimal | None = None
    ahead: Decimal | None = None

    def cells(self, columns: Collection[str]) -> str:
        """The cells of the columns that are shown, in their order."""
        made = {
            "outturn": f'<td class="n outturn"><span class="fig">{print_pounds(self.outturn)}</span></td>',
            "variance": f'<td class="n variance"><span class="fig">{print_pounds(self.variance)} '
            f'<span class="word">{variance_word(self.variance)}</span></span></td>',
            "last": f'<td class="n last">{_or_none(self.before)}</td>',
            "movement": f'<td class="n moved"><span class="fig">{_or_none(self.moved)}{_worded(self.moved)}</span></td>',
        }
        if "ahead" in columns:
            made["ahead"] = f'<td class="n ahead">{_or_none(self.ahead)}</td>'
        if "projection" in columns:
            made["projection"] = f'<td class="n projected">{_or_none(self.projection)}</td>'
        return "".join([made[name] for name in AFTER if name in columns])


def _or_none(amount: Decimal | None) -> str:
    return NOT_APPLICABLE if amount is None else print_pounds(amount)


def _worded(moved: Decimal | None) -> str:
    return "" if moved is None else f' <span class="word">{movement_word(moved)}</span>'


class Inputs:
    """The inputs of one line; what their attributes share is written once."""

    def __init__(self, ref: str, stale_class: str, typed: Typed | None, fault: Fault | None) -> None:
        self.opening = f'<td class="n c{stale_class}"><input id="{element_id("f", ref)}-'
        self.naming = f'" name="f-{text(ref)}-'
        self.ending = f' inputmode="decimal" autocomplete="off" aria-labelledby="{element_id("l", ref)} m-'
        self.wrong = f' aria-invalid="true" aria-describedby="{element_id("e", ref)}"'
        self.typed = typed.cells if typed else {}
        self.faulty = fault.months if fault else set()

    def cell(self, month: int, amount: Decimal | None) -> str:
        value, stands = pounds(amount), ""
        if month in self.typed:
            stands, value = f' data-value="{"" if amount is None else amount}"', text(self.typed[month])
            stands += self.wrong if month in self.faulty else ""
        return f'{self.opening}{month}{self.naming}{month}" value="{value}"{stands}{self.ending}{month}"></td>'


def officer_cell(line: GridLine) -> str:
    """Who forecasts the line, and who stands in today."""
    officer, stand_in = line.seated
    name = text(officer.name) if officer else '<span class="s75-note">Nobody</span>'
    away = f' <span class="note">{text(stand_in.name)} stands in</span>' if stand_in else ""
    return f'<td class="officer">{name}{away}</td>'


def state_cell(line: GridLine, href: str) -> str:
    """The state as a tag with its word, from which round the figures are while it is not started, and a challenge; at a
    queried line, the way to the query on its page (`href`)."""
    return f'<td class="state">{_state(line, href)}{_challenge(line)}</td>'


def _state(line: GridLine, href: str) -> str:
    if not line.wanted:
        return '<span class="s75-note">Not forecast: stands at budget</span>'
    tag = f'<strong class="govuk-tag s75-rag govuk-tag--{COLOURS[line.state]}">{STATES[line.state]}</strong>'
    if line.state == Forecast.State.QUERIED:
        whose = f'<span class="govuk-visually-hidden"> on {text(line.ref)}</span>'
        return f'{tag} <a class="govuk-link grid-query" href="{text(href)}#said">Read the query{whose}</a>'
    if line.now:
        return f'{tag} <span class="note">a draft is saved</span>' if line.state == LATE else tag
    told = f"figures from {month_label(line.last.round)}" if line.last else "never forecast: stands at budget"
    return f'{tag} <span class="note">{told}</span>'


def _challenge(line: GridLine) -> str:
    gap = line.challenged
    if gap is None:
        return ""
    return (
        f' <span class="note grid-challenge">Run rate points to {print_pounds(outturn(line.group.now) + gap)}: '
        f"{print_pounds(abs(gap))} {'more' if gap > 0 else 'less'}</span>"
    )
