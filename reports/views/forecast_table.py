"""The forecast grid as HTML: a plain table of rows joined from strings, every text escaped, no object a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from reports.figures.variance import outturn
from reports.links import fund_path, line_path
from reports.papers.cells import outturn_note
from reports.render.html_cells import element_id, mark, text
from reports.render.last_drawn import LastDrawn
from reports.render.words import print_pounds
from reports.rounds.lines import GridLine
from reports.rounds.round import FundRound, Grid, Total
from reports.rounds.view import GridView, Some
from reports.views.forecast_address import tool_address
from reports.views.forecast_cells import (
    Inputs,
    Results,
    Told,
    exact_figures,
    officer_cell,
    pounds,
    state_cell,
    told_of,
)
from reports.views.forecast_details import Fault, detail_row
from reports.views.forecast_entry import Typed, start_mark
from s75.money import ZERO
from s75.years import MONTH_NAMES, month_label

DRAWN = LastDrawn(most=4_096)  # lines, of a few kilobytes each


@dataclass(frozen=True)
class Kept:
    """What was typed and refused, by reference, so that the page shows it again with what is wrong with it."""

    typed: Mapping[str, Typed] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)


def render_grid(grid: Grid, view: GridView, kept: Kept | None = None) -> str:
    """The whole table, with bodies for each fund and the total of all of them at the end."""
    table = GridTable(grid, view, kept)
    bodies = [table.fund(part) for part in grid.funds]
    if grid.whole is not None:
        bodies.append(f'<tbody class="grid-whole">{table.totals(table.whole(grid.whole), "all")}</tbody>')
    return f'<table class="s75-table grid" id="grid">{table.head()}{"".join(bodies)}</table>'


class GridTable:
    """The parts of the table; what is the same for every row is worked out once."""

    def __init__(self, grid: Grid, view: GridView, kept: Kept | None = None) -> None:
        self.grid, self.view, self.columns = grid, view, view.columns
        self.months = [m for m in grid.columns if m in grid.to_come or "actuals" in view.columns]
        self.kept = kept or Kept()
        self.width = 2 + len(view.columns - {"actuals"}) + len(self.months)
        self.mark = mark(paper=False)
        self.shut = {month: "" if month in grid.to_come else " shut" for month in self.months}
        self.tools = text(tool_address(grid, view, "-REF-")).split("-REF-", 1)
        shape = (frozenset(self.columns), tuple(self.months), frozenset(grid.to_come), bool(grid.compared))
        self.here = (*self.tools, *shape)  # what lines are drawn by, beside what they hold

    def head(self) -> str:
        scope, grid = self.grid.scope, self.grid
        months = "".join(
            f'<th scope="col" class="n{self.shut[month]}" id="m-{month}">{month_label(month)} <span>{_brief(month)}</span></th>'
            for month in self.months
        )
        before = f"Outturn in {month_label(scope.month - 1)}" if grid.compared else "Last outturn"
        first = {"budget": "Current budget", "profile": "Budget to date"}
        rest = {
            "outturn": "Forecast outturn", "variance": "Variance", "last": before,
            "ahead": "Last forecast of the months to come", "movement": "Movement", "projection": "Projection",
        }  # fmt: skip
        officer = '<th scope="col" class="officer">Officer</th>' if "officer" in self.columns else ""
        return (
            f'<caption class="govuk-visually-hidden">Forecasts of {text(grid.partner.name)}, {scope.label} '
            f"{scope.year_label}, in £. Actual months are shaded.</caption><thead><tr>"
            f'<th scope="col" class="name">Line</th>{officer}{self._heads(first)}{months}{self._heads(rest)}'
            '<th scope="col" class="state">State</th></tr></thead>'
        )

    def _heads(self, names: Mapping[str, str]) -> str:
        return "".join(f'<th scope="col" class="n">{told}</th>' for name, told in names.items() if name in self.columns)

    def fund(self, part: FundRound) -> str:
        """A fund's heading, its lines group by group, and what they come to."""
        scope = self.grid.scope
        href = fund_path(scope.place.slug, part.fund.slug, scope.year, scope.month)
        note = "" if part.writable or not self.grid.writable else ' <span class="s75-note">(read only)</span>'
        groups = self.view.groups(self.view.select(part.lines, {*self.kept.typed, *self.kept.faults}))
        totals = {key: self.totals(total, key) for key, total in self.sums_of(part).items()}
        bodies = "".join([self._group(part, some, totals) for some in groups])
        sums = "".join([row for key, row in totals.items() if "/" not in key])
        return (
            f'<tbody><tr class="s75-group"><th scope="rowgroup" colspan="{self.width}">'
            f'<a class="govuk-link" href="{text(href)}">{text(part.fund.name)}</a>{note}</th></tr></tbody>'
            f"{bodies}<tbody>{sums}</tbody>"
        )

    def _group(self, part: FundRound, some: Some, totals: Mapping[str, str]) -> str:
        """The lines of a group, each of which counts towards the totals that the body names."""
        slug = part.fund.slug
        key = f"{slug}/{quote(some.key)}"
        keys = [slug, *(["all"] if self.grid.whole and part.facts in self.grid.counted else [])]
        keys += [f"{slug}?"] if self.view.filtered else []
        heading = ""
        if self.view.group:
            keys.append(key)
            heading = f'<tr class="grid-group"><th scope="rowgroup" colspan="{self.width}"><span>{text(some.name)}</span></th></tr>'
        rows = "".join([self.line(line, part) for line in some.lines])
        return f'<tbody data-in="{text(" ".join(keys))}">{heading}{rows}{totals.get(key, "")}</tbody>'

    def sums_of(self, part: FundRound) -> dict[str, Total]:
        """The totals of a fund that the page shows, by key: its groups, the lines shown where some are not, all of it."""
        slug, whole = part.fund.slug, self.grid.total_of(part)
        found: dict[str, Total] = {}
        shown = self.view.select(part.lines)
        if self.view.group:
            for some in self.view.groups(shown):
                name = f"Subtotal {some.name}"
                found[f"{slug}/{quote(some.key)}"] = self.grid.total_of_lines(name, part, some.lines)
        if not self.view.filtered:
            return {**found, slug: whole}
        count = f"{len(shown)} of {len(part.lines)}"
        some_lines = self.grid.total_of_lines(f"Shown: {count} lines of {part.fund.name}", part, shown)
        return {**found, f"{slug}?": some_lines, slug: self.whole(whole)}

    def whole(self, total: Total) -> Total:
        """A total that says that it is of the whole round, where not every line is shown."""
        return replace(total, name=f"{total.name}, whole round") if self.view.filtered else total

    def line(self, line: GridLine, part: FundRound) -> str:
        """A line's rows, drawn anew where anything in them is not as it was, or where something was typed and refused."""
        writable = part.writable and line.wanted
        typed, fault = self.kept.typed.get(line.ref), self.kept.faults.get(line.ref)
        if typed or fault:
            return self._line(line, writable, typed, fault)
        seated = line.seated if "officer" in self.columns else None
        return DRAWN.draw(
            (line.ref, writable, self.here), (line, seated), lambda: self._line(line, writable, None, None)
        )

    def _line(self, line: GridLine, writable: bool, typed: Typed | None, fault: Fault | None) -> str:
        safe, scope, told = text(line.ref), self.grid.scope, told_of(line)
        href = text(line_path(scope.place.slug, line.ref, scope.year, scope.month))
        hidden = self._hidden(line, safe, typed, fault) if writable else ""
        illustrative = self.mark if line.group.illustrative else ""
        classes = "line" + (" grid-row--fault" if fault else "")
        kept = ' data-unsaved="1"' if typed and writable else ""
        now = line.group.now
        first = officer_cell(line) if "officer" in self.columns else ""
        first += f'<td class="n">{print_pounds(now.budget)}</td>' if "budget" in self.columns else ""
        first += f'<td class="n">{print_pounds(now.profiled)}</td>' if "profile" in self.columns else ""
        return (
            f'<tr class="{classes}" id="{element_id("r", line.ref)}" data-ref="{safe}"{exact_figures(line, told)}{kept}>'
            f'<th scope="row" class="name"><a class="govuk-link" id="{element_id("l", line.ref)}" href="{href}">{safe}</a>'
            f'{illustrative} <span class="title">{text(line.name)}</span>{self._tool(line, safe)}{hidden}</th>'
            f"{first}{self._cells(line, writable, typed, fault)}"
            f"{self._results(line, told)}</tr>{self.detail(line, writable=writable)}"
        )

    def _tool(self, line: GridLine, safe: str) -> str:
        if not line.to_come:
            return ""
        href = f"{self.tools[0]}{quote(line.ref)}{self.tools[1]}"
        return f'<a class="govuk-link grid-tool" href="{href}">Tools<span class="govuk-visually-hidden"> for {safe}</span></a>'

    def detail(self, line: GridLine, *, writable: bool) -> str:
        """The line's second row, where there is something to say or to ask."""
        typed, fault = self.kept.typed.get(line.ref), self.kept.faults.get(line.ref)
        return detail_row(line, width=self.width, writable=writable, typed=typed, fault=fault)

    def _hidden(self, line: GridLine, safe: str, typed: Typed | None, fault: Fault | None) -> str:
        if typed is None:
            figures = {month: line.forecast(month) for month in line.to_come}
            begun, version = start_mark(figures, line.words, line.mitigation), line.version
        else:
            begun = typed.mark
            version = line.version if (fault and fault.stale) or typed.version is None else typed.version
        return f'<input type="hidden" name="v-{safe}" value="{version}"><input type="hidden" name="s-{safe}" value="{begun}">'

    def _cells(self, line: GridLine, writable: bool, typed: Typed | None, fault: Fault | None) -> str:
        come, shown = line.to_come, line.months
        stale_class = "" if line.now else " from-last"
        inputs = Inputs(line.ref, stale_class, typed, fault) if writable else None
        parts = []
        for month in self.months:
            amount = shown[month - 1]
            if month not in come:
                parts.append(f'<td class="n a{self.shut[month]}">{pounds(amount)}</td>')
            elif inputs is None:
                parts.append(f'<td class="n f{stale_class}">{pounds(amount)}</td>')
            else:
                parts.append(inputs.cell(month, amount))
        return "".join(parts)

    def results(self, line: GridLine) -> str:
        """The last cells of a line: outturn, variance, the last round's outturn, movement, projection, and the state."""
        return self._results(line, told_of(line))

    def _results(self, line: GridLine, told: Told) -> str:
        moved, then = (told.moved, outturn(line.group.before)) if self.grid.compared else (None, None)
        projection = line.projection if "projection" in self.columns else None
        ahead = line.last_ahead if "ahead" in self.columns else None
        scope = self.grid.scope
        state = state_cell(line, line_path(scope.place.slug, line.ref, scope.year, scope.month))
        return Results(told.outturn, told.variance, then, moved, projection, ahead).cells(self.columns) + state

    def totals(self, total: Total, key: str) -> str:
        """The total row of a fund, of all funds, or of some lines."""
        place = total.position
        months = "".join(
            f'<td class="n{self.shut[month]}" data-month="{month}" data-value="{total.months[month - 1]}">'
            f'<span class="fig">{print_pounds(total.months[month - 1])}</span></td>'
            for month in self.months
        )
        note = outturn_note(place)
        told = f' <span class="note">{text(note)}</span>' if note else ""
        first = '<td class="officer"></td>' if "officer" in self.columns else ""
        first += f'<td class="n">{print_pounds(place.budget)}</td>' if "budget" in self.columns else ""
        first += f'<td class="n">{print_pounds(place.profiled)}</td>' if "profile" in self.columns else ""
        projection = total.projection if "projection" in self.columns else None
        ahead = total.last_ahead if "ahead" in self.columns else None
        results = Results(place.outturn, place.variance, total.before, place.movement, projection, ahead)
        classes = "s75-total grid-subtotal" if "/" in key else "s75-total"
        return (
            f'<tr class="{classes}" data-total="{text(key)}" data-outturn="{place.outturn}" '
            f'data-variance="{place.variance}" data-movement="{place.movement or ZERO}">'
            f'<th scope="row" class="name">{text(total.name)}{self.mark if place.illustrative else ""}{told}</th>'
            f'{first}{months}{results.cells(self.columns)}<td class="progress">{total.progress}</td></tr>'
        )


def _brief(month: int) -> str:
    return MONTH_NAMES[month - 1][:3] if month <= 12 else "closing"
