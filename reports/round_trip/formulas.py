"""The live formulas of a round's workbook. Each also carries the value that the figures give, so none computes alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from reports.facts.position import ThresholdFacts
from reports.round_trip.columns import EXPLAIN, EXPLAINED, TO_DO, VARIANCE, Column
from reports.rounds.lines import GridLine
from schemes.sources.round_workbook_keys import BUDGET, EXPLANATION, OUTTURN

Places = Mapping[str, int]  # a heading's column, counted from 0


def formula_of(column: Column, line: GridLine, at: int, places: Places, months: Mapping[int, int]) -> str:
    """The formula of a line's cell in a sheet row (from 0); nothing where the column holds plain values."""
    if column.heading == OUTTURN:
        return _outturn(line, at, places, months)
    if column.heading == VARIANCE:
        return f"=ROUND({_cell(at, places[OUTTURN])}-{_cell(at, places[BUDGET])},2)"
    if column.heading == TO_DO and line.wanted and line.limit is not None:
        return _to_do(line.limit, at, places)
    return ""


def _outturn(line: GridLine, at: int, places: Places, months: Mapping[int, int]) -> str:
    """Ledgers and forecasts added up; a line that nobody forecast stands at its budget until somebody does."""
    budget, whole = _cell(at, places[BUDGET]), f"ROUND(SUM({_runs(at, list(months.values()))}),2)"
    if line.newest is not None:
        return f"={whole}"
    if not line.to_come:
        return f"={budget}"
    return f"=IF(COUNT({_runs(at, [months[month] for month in line.to_come])})=0,{budget},{whole})"


def _runs(at: int, columns: Sequence[int]) -> str:
    """J6:L6,N6: the columns as ranges."""
    runs: list[list[int]] = []
    for column in sorted(columns):
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return ",".join(f"{_cell(at, run[0])}:{_cell(at, run[-1])}" for run in runs)


def _to_do(limit: ThresholdFacts, at: int, places: Places) -> str:
    gap, budget = f"ABS({_cell(at, places[VARIANCE])})", f"ABS({_cell(at, places[BUDGET])})"
    passed = []
    if limit.explain_pounds is not None:
        passed.append(f"{gap}>={_number(limit.explain_pounds)}")
    if limit.explain_percent is not None:
        passed.append(f"ROUND({gap}*100-{_number(limit.explain_percent)}*{budget},6)>=0")
    if not passed:
        return ""
    words = f'IF(LEN(TRIM({_cell(at, places[EXPLANATION])}))=0,"{EXPLAIN}","{EXPLAINED}")'
    return f'=IF(AND({gap}>0,OR({",".join(passed)})),{words},"")'


def shown_sum(column: int, first: int, last: int) -> str:
    """The sum of a column over the rows that a filter leaves in sight."""
    return f"=SUBTOTAL(109,{_cell(first, column)}:{_cell(last, column)})"


def fund_sum(sheet: str, fund: str, keys: int, column: int, first: int, last: int) -> str:
    """The sum of a column over the rows of a fund, wherever they were sorted to; `fund` is the cell that names it."""
    named = f"{sheet}!{_fixed(first, keys)}:{_fixed(last, keys)}"
    return f"=SUMIF({named},{fund},{sheet}!{_fixed(first, column)}:{_fixed(last, column)})"


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))


def _fixed(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
