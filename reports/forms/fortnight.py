"""The sheet on which one fortnight of the discharge return is entered, a row a line."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reports.forms.entry import EntryCell, EntryRow, Sheet, read_cell, read_note
from reports.forms.readings import plain
from s75.money import ZERO
from schemes.actions.discharge import FortnightRow
from schemes.indicators import Enterer
from schemes.models import FortnightSpend, Line
from schemes.sources.amounts import read_amount
from schemes.sources.readings import read_figure

SPEND, ADMINISTRATION, ACTIVITY, UNIT, NOTE = range(5)
INPUTS = ["Spend £", "of which administration £", "Activity", "Unit", "Note (optional)"]
LONGEST_UNIT = 160


def fortnight_sheet(lines: Iterable[Line], spends: Iterable[FortnightSpend], number: int, enterer: Enterer) -> Sheet:
    """A row a line; `spends` are those of this fortnight and the one before, whose unit is offered again."""
    found = {(one.line_id, one.number): one for one in spends}
    sheet = Sheet("Spend and activity of the fortnight", "Line", ["Fortnight before £"] if number > 1 else [], INPUTS)
    for line in lines:
        stands, last = found.get((line.pk, number)), found.get((line.pk, number - 1))
        beside = [f"{last.spend:,.2f}" if last else ""] if number > 1 else []
        version = stands.version if stands else 0
        cells = _cells(line, stands, last)
        hint = f"Spent by {line.spending_partner}"
        sheet.add(
            EntryRow(f"l{line.pk}", line.stream.name, str(line), hint, beside, cells, version, enterer.line(line))
        )
    return sheet


def _cells(line: Line, stands: FortnightSpend | None, last: FortnightSpend | None) -> list[EntryCell]:
    values = ["", "", "", last.unit if last else "", ""]
    if stands is not None:
        activity = plain(stands.activity) if stands.activity is not None else ""
        values = [f"{stands.spend:,.2f}", f"{stands.administration:,.2f}", activity, stands.unit, stands.note]
    names = ("spend", "administration", "activity", "unit", "note")
    return [
        EntryCell(f"{name}-{line.pk}", f"{line}, {name}", value, wide=place in (UNIT, NOTE))
        for place, (name, value) in enumerate(zip(names, values, strict=True))
    ]


def read_fortnight(sheet: Sheet) -> list[FortnightRow]:
    """What was typed, row by row; cells that cannot be read carry their error."""
    found = []
    for row in sheet.writable:
        spend = read_cell(row.cell(SPEND), read_amount)
        administration = read_cell(row.cell(ADMINISTRATION), read_amount) or ZERO
        activity: Decimal | None = read_cell(row.cell(ACTIVITY), read_figure)
        unit = row.cell(UNIT).value
        if len(unit) > LONGEST_UNIT:
            row.cell(UNIT).error = f"Use {LONGEST_UNIT} characters at most"
        if activity is not None and not unit:
            row.cell(UNIT).error = "Say what the activity counts, such as packages of care"
        if spend is None and (administration or activity is not None) and not row.cell(SPEND).error:
            row.cell(SPEND).error = "Enter what was spent, 0 if it was nothing"
        note = read_note(row.cell(NOTE))
        found.append(FortnightRow(int(row.key[1:]), row.version, spend, administration, activity, unit, note))
    return found
