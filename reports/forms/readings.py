"""The sheet on which readings of one period are entered, and below it what was delivered of each planned output."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reports.facts.indicators import ReadingFacts
from reports.forms.entry import EntryCell, EntryRow, Sheet, read_cell, read_note
from schemes.actions.readings import DeliveryRow, ReadingRow
from schemes.indicators import Enterer
from schemes.models import DeliveredOutput, Indicator, PlannedOutput, Reading
from schemes.reporting_periods import short_label
from schemes.sources.readings import read_figure, read_reading

READING, TO_DATE, NOTE = range(3)
UNITS = {"percent": "In per cent", "pounds": "In pounds", "days": "In days", "text": "In words"}
HINTS = {
    "weighted": "as a share such as 21/28, so that the year can be worked out",
    "entered": "with its year to date, which no rule makes",
}
TOTAL = "the total of its parts: enter only what the source prints"


def reading_sheet(
    indicators: Iterable[Indicator], readings: Iterable[Reading], cadence: str, number: int, enterer: Enterer
) -> Sheet:
    """A row an indicator; `readings` are those of this period and the one before."""
    found = {(one.indicator_id, one.number): one for one in readings}
    before, now = short_label(cadence, number - 1) if number > 1 else "", short_label(cadence, number)
    inputs = [f"Reading {now}", "Year to date as the source prints it (optional)", "Note (optional)"]
    sheet = Sheet("Indicators", "Indicator", [before] if before else [], inputs)
    for one in indicators:
        last, stands = found.get((one.pk, number - 1)), found.get((one.pk, number))
        hint = ", ".join(filter(None, (UNITS.get(one.unit), TOTAL if one.totals else HINTS.get(one.rule))))
        cells = _cells(one, stands, now)
        beside = [written(last) if last else ""] if before else []
        sheet.add(
            EntryRow(
                f"i{one.pk}",
                one.service,
                str(one),
                hint[:1].upper() + hint[1:],
                beside,
                cells,
                stands.version if stands else 0,
                enterer.indicator(one),
            )
        )
    return sheet


def _cells(one: Indicator, stands: Reading | None, now: str) -> list[EntryCell]:
    to_date = plain(stands.year_to_date) if stands and stands.year_to_date is not None else ""
    return [
        EntryCell(f"r-{one.pk}", f"{one}, {now}", written(stands) if stands else ""),
        EntryCell(f"t-{one.pk}", f"{one}, year to date", to_date),
        EntryCell(f"n-{one.pk}", f"{one}, note", stands.note if stands else "", wide=True),
    ]


def written(reading: Reading | ReadingFacts) -> str:
    """A reading as people write it, which reads back as the same."""
    if not reading.applicable:
        return "-"
    share = ""
    if reading.numerator is not None and reading.denominator is not None:
        share = f"{plain(reading.numerator)}/{plain(reading.denominator)}"
    if reading.value is None:
        return reading.words or share
    return f"{plain(reading.value)} ({share})" if share else plain(reading.value)


def plain(value: Decimal) -> str:
    """A number without needless decimals: 1,234.5"""
    whole = value.to_integral_value()
    return f"{whole if whole == value else value.normalize():,f}"


def delivery_sheet(outputs: Iterable[PlannedOutput], quarter: int, enterer: Enterer) -> Sheet:
    """A row a planned output, whose deliveries of this quarter and the one before are read with it."""
    before = [f"Delivered by Q{quarter - 1}"] if quarter > 1 else []
    inputs = [f"Delivered in the year by Q{quarter}", "Note (optional)"]
    sheet = Sheet("Outputs delivered", "Planned output", ["Planned in the year", *before], inputs)
    for one in outputs:
        by_quarter: dict[int, DeliveredOutput] = {each.quarter: each for each in one.deliveries.all()}
        stands, last = by_quarter.get(quarter), by_quarter.get(quarter - 1)
        name = f"{one.scheme}: {one.unit or 'no unit'}"
        cells = [
            EntryCell(f"d-{one.pk}", f"{name}, delivered by Q{quarter}", plain(stands.to_date) if stands else ""),
            EntryCell(f"m-{one.pk}", f"{name}, note", stands.note if stands else "", wide=True),
        ]
        beside = [plain(one.amount), *([plain(last.to_date) if last else ""] if before else [])]
        version = stands.version if stands else 0
        sheet.add(EntryRow(f"o{one.pk}", "", name, "", beside, cells, version, enterer.scheme(one.scheme)))
    return sheet


def read_readings(sheet: Sheet, worded: frozenset[int]) -> list[ReadingRow]:
    """What was typed, row by row; cells that cannot be read carry their error. `worded` are said in words."""
    found = []
    for row in sheet.writable:
        key = int(row.key[1:])
        figures = read_cell(row.cell(READING), lambda text, key=key: read_reading(text, worded=key in worded))  # type: ignore[misc]
        to_date = read_cell(row.cell(TO_DATE), read_figure)
        note = read_note(row.cell(NOTE))
        if figures is not None:
            found.append(ReadingRow(key, row.version, figures, to_date, note))
    return found


def read_deliveries(sheet: Sheet) -> list[DeliveryRow]:
    found = []
    for row in sheet.writable:
        amount = read_cell(row.cell(0), read_figure)
        note = read_note(row.cell(1))
        if note and amount is None and not row.cell(0).error:
            row.cell(0).error = "Enter what was delivered beside its note, 0 if it was nothing"
        found.append(DeliveryRow(int(row.key[1:]), row.version, amount, note))
    return found
