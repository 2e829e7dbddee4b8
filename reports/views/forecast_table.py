"""The forecast grid as HTML: a plain table of rows joined from strings, every text escaped, no object a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reports.figures.variance import movement, movement_word, outturn, variance, variance_word
from reports.forecast_round import FundRound, Grid, GridLine, Total
from reports.links import fund_path, line_path
from reports.papers.cells import outturn_note
from reports.render.html_cells import element_id, mark, text
from reports.render.words import print_pounds
from reports.views.forecast_details import Fault, detail_row
from reports.views.forecast_entry import Typed, start_mark
from s75.money import ZERO
from s75.years import MONTH_NAMES, month_label

ABOUT = {"not started": ("grey", "Not started"), "draft": ("yellow", "Draft"), "submitted": ("green", "Submitted")}
OTHER_COLUMNS = 6  # line, budget, outturn, variance, last outturn, state


@dataclass(frozen=True)
class Kept:
    """What was typed and refused, by reference, so that the page shows it again with what is wrong with it."""

    typed: Mapping[str, Typed] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)


def render_grid(grid: Grid, kept: Kept | None = None) -> str:
    """The whole table, with a body for each fund and the total of all of them at the end."""
    table = GridTable(grid, kept)
    bodies = [table.fund(part) for part in grid.funds]
    if grid.whole is not None:
        bodies.append(f'<tbody class="grid-whole">{table.totals(grid.whole, "all")}</tbody>')
    return f'<table class="s75-table grid" id="grid">{table.head()}{"".join(bodies)}</table>'


class GridTable:
    """The parts of the table; what is the same for every row is worked out once."""

    def __init__(self, grid: Grid, kept: Kept | None = None) -> None:
        self.grid = grid
        self.months = grid.columns
        self.kept = kept or Kept()
        self.width = OTHER_COLUMNS + len(self.months)
        self.mark = mark(paper=False)
        self.shut = {month: "" if month in grid.to_come else " shut" for month in self.months}

    def head(self) -> str:
        scope = self.grid.scope
        columns = "".join(
            f'<th scope="col" class="n{self.shut[month]}" id="m-{month}">{month_label(month)} <span>{_brief(month)}</span></th>'
            for month in self.months
        )
        before = f"Outturn in {month_label(scope.month - 1)}" if self.grid.compared else "Last outturn"
        return (
            f'<caption class="govuk-visually-hidden">Forecasts of {text(self.grid.partner.name)}, {scope.label} '
            f"{scope.year_label}, in £. Actual months are shaded.</caption><thead><tr>"
            f'<th scope="col" class="name">Line</th><th scope="col" class="n">Current budget</th>{columns}'
            f'<th scope="col" class="n">Forecast outturn</th><th scope="col" class="n">Variance</th>'
            f'<th scope="col" class="n">{before}</th><th scope="col">State</th></tr></thead>'
        )

    def fund(self, part: FundRound) -> str:
        scope = self.grid.scope
        href = fund_path(scope.place.slug, part.fund.slug, scope.year, scope.month)
        note = "" if part.writable or not self.grid.writable else ' <span class="s75-note">(read only)</span>'
        counted = " data-counted" if self.grid.whole and part.facts in self.grid.counted else ""
        rows = "".join([self.line(line, part) for line in part.lines])
        return (
            f'<tbody data-fund="{part.fund.slug}"{counted}><tr class="s75-group"><th scope="rowgroup" colspan="{self.width}">'
            f'<a class="govuk-link" href="{text(href)}">{text(part.fund.name)}</a>{note}</th></tr>'
            f"{rows}{self.totals(self.grid.total_of(part), part.fund.slug)}</tbody>"
        )

    def line(self, line: GridLine, part: FundRound) -> str:
        writable = part.writable and line.wanted
        typed, fault = self.kept.typed.get(line.ref), self.kept.faults.get(line.ref)
        safe, scope, told = text(line.ref), self.grid.scope, _told(line)
        href = text(line_path(scope.place.slug, line.ref, scope.year, scope.month))
        hidden = self._hidden(line, safe, typed, fault) if writable else ""
        illustrative = self.mark if line.group.illustrative else ""
        classes = "line" + (" grid-row--fault" if fault else "")
        kept = ' data-unsaved="1"' if typed and writable else ""
        return (
            f'<tr class="{classes}" id="{element_id("r", line.ref)}" data-ref="{safe}"{_exact_figures(line, told)}{kept}>'
            f'<th scope="row" class="name"><a class="govuk-link" id="{element_id("l", line.ref)}" href="{href}">{safe}</a>'
            f'{illustrative} <span class="title">{text(line.name)}</span>{hidden}</th>'
            f'<td class="n">{print_pounds(line.group.now.budget)}</td>{self._cells(line, writable, typed, fault)}'
            f"{self._results(line, told)}</tr>{self.detail(line, writable=writable)}"
        )

    def detail(self, line: GridLine, *, writable: bool) -> str:
        """The line's second row, where there is something to say or to ask."""
        typed, fault = self.kept.typed.get(line.ref), self.kept.faults.get(line.ref)
        return detail_row(line, width=self.width, writable=writable, typed=typed, fault=fault)

    def _hidden(self, line: GridLine, safe: str, typed: Typed | None, fault: Fault | None) -> str:
        if typed is None:
            figures = {month: line.forecast(month) for month in line.to_come}
            begun, version = start_mark(figures, line.words), line.version
        else:
            begun = typed.mark
            version = line.version if (fault and fault.stale) or typed.version is None else typed.version
        return f'<input type="hidden" name="v-{safe}" value="{version}"><input type="hidden" name="s-{safe}" value="{begun}">'

    def _cells(self, line: GridLine, writable: bool, typed: Typed | None, fault: Fault | None) -> str:
        come, shown = line.to_come, line.months
        stale_class = "" if line.now else " from-last"
        inputs = _Inputs(line.ref, stale_class, typed, fault) if writable else None
        parts = []
        for month in self.months:
            amount = shown[month - 1]
            if month not in come:
                parts.append(f'<td class="n a{self.shut[month]}">{_pounds(amount)}</td>')
            elif inputs is None:
                parts.append(f'<td class="n f{stale_class}">{_pounds(amount)}</td>')
            else:
                parts.append(inputs.cell(month, amount))
        return "".join(parts)

    def results(self, line: GridLine) -> str:
        """The last four cells of a line: outturn, variance, the last round's outturn and the state."""
        return self._results(line, _told(line))

    def _results(self, line: GridLine, told: _Told) -> str:
        moved, then = (told.moved, outturn(line.group.before)) if self.grid.compared else (None, None)
        return f'{_figures(told.outturn, told.variance, then, moved)}<td class="state">{_state_tag(line)}</td>'

    def totals(self, total: Total, key: str) -> str:
        """The total row of a fund, or of all funds."""
        place = total.position
        months = "".join(
            f'<td class="n{self.shut[month]}" data-month="{month}" data-value="{amount}">{print_pounds(amount)}</td>'
            for month, amount in zip(self.months, total.months, strict=False)
        )
        note = outturn_note(place)
        told = f' <span class="note">{text(note)}</span>' if note else ""
        return (
            f'<tr class="s75-total" data-total="{key}" data-outturn="{place.outturn}" data-variance="{place.variance}" '
            f'data-movement="{place.movement or ZERO}"><th scope="row" class="name">{text(total.name)}'
            f"{self.mark if place.illustrative else ''}{told}</th>"
            f'<td class="n">{print_pounds(place.budget)}</td>{months}'
            f"{_figures(place.outturn, place.variance, total.before, place.movement)}"
            f'<td class="progress">{total.progress}</td></tr>'
        )


def _figures(now: Decimal, gap: Decimal, before: Decimal | None, moved: Decimal | None) -> str:
    """Outturn, variance with its word, and the last round's outturn with the movement since."""
    then = "n/a" if before is None else print_pounds(before)
    step = "" if moved is None else f' <span class="word">{print_pounds(moved)} {movement_word(moved)}</span>'
    return (
        f'<td class="n outturn">{print_pounds(now)}</td>'
        f'<td class="n variance">{print_pounds(gap)} <span class="word">{variance_word(gap)}</span></td>'
        f'<td class="n last">{then}{step}</td>'
    )


class _Told(NamedTuple):
    """What a line comes to in £, worked out once and written twice: for whoever reads, and for the script."""

    outturn: Decimal
    variance: Decimal
    moved: Decimal


def _told(line: GridLine) -> _Told:
    now = line.group.now
    return _Told(outturn(now), variance(now), movement(now, line.group.before))


def _exact_figures(line: GridLine, told: _Told) -> str:
    """The exact figures that the script adds to while somebody types."""
    return (
        f' data-spent="{line.spent}" data-outturn="{told.outturn}" data-variance="{told.variance}" '
        f'data-movement="{told.moved}"'
    )


def _pounds(amount: Decimal | None) -> str:
    return "" if amount is None else print_pounds(amount)


class _Inputs:
    """The inputs of one line; what their attributes share is written once."""

    def __init__(self, ref: str, stale_class: str, typed: Typed | None, fault: Fault | None) -> None:
        self.opening = f'<td class="n c{stale_class}"><input id="{element_id("f", ref)}-'
        self.naming = f'" name="f-{text(ref)}-'
        self.ending = f' inputmode="decimal" autocomplete="off" aria-labelledby="{element_id("l", ref)} m-'
        self.wrong = f' aria-invalid="true" aria-describedby="{element_id("e", ref)}"'
        self.typed = typed.cells if typed else {}
        self.faulty = fault.months if fault else set()

    def cell(self, month: int, amount: Decimal | None) -> str:
        value, stands = _pounds(amount), ""
        if month in self.typed:
            stands, value = f' data-value="{"" if amount is None else amount}"', text(self.typed[month])
            stands += self.wrong if month in self.faulty else ""
        return f'{self.opening}{month}{self.naming}{month}" value="{value}"{stands}{self.ending}{month}"></td>'


def _state_tag(line: GridLine) -> str:
    """The state as a tag with its word, and from which round the figures are while it is not started."""
    if not line.wanted:
        return '<span class="s75-note">Not forecast: stands at budget</span>'
    colour, word = ABOUT[line.state]
    tag = f'<strong class="govuk-tag s75-rag govuk-tag--{colour}">{word}</strong>'
    if line.now:
        return tag
    told = f"figures from {month_label(line.last.round)}" if line.last else "never forecast: stands at budget"
    return f'{tag} <span class="note">{told}</span>'


def _brief(month: int) -> str:
    return MONTH_NAMES[month - 1][:3] if month <= 12 else "closing"
