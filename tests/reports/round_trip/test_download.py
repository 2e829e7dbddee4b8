"""A round as a workbook: formulas that another engine agrees with, locks, rules, keys, and text that stays text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from budgets.models import Place
from reports.figures.variance import outturn, variance
from reports.round_trip.columns import EXPLAIN, EXPLAINED, TO_DO
from reports.round_trip.write import HEADER, SHEET
from reports.rounds.round import Grid
from s75.models import User
from schemes.sources.round_workbook_keys import OUTTURN, read_key
from tests.reports.render.xlsx_reading import pence, recalculated, stored
from tests.reports.round_trip.filled import Filled, download, grid_of, round_of
from tests.universe import Universe


def check_formulas(grid: Grid) -> int:
    """Every formula's stored value is what another engine works out, and what the figures say; returns how many."""
    content = download(grid)
    formulas, values, again = stored(content, formulas=True), stored(content), recalculated(content)
    checked = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    kept, new = (
                        values[sheet.title][cell.coordinate].value,
                        again.get_value(sheet.title, cell.row, cell.column),
                    )
                    assert _same(kept, new), (sheet.title, cell.coordinate, cell.value, kept, new)
                    checked += 1
    shown = Filled(content, values=True)
    for line in grid.lines.values():
        assert pence(shown.cell(line.ref, OUTTURN).value) == outturn(line.group.now)
        assert pence(shown.cell(line.ref, "Variance").value) == variance(line.group.now)
        wanted = "" if not line.owes else EXPLAINED if line.words else EXPLAIN
        assert (shown.cell(line.ref, TO_DO).value or "") == wanted
    return checked


def _same(kept: Any, new: Any) -> bool:
    if isinstance(kept, int | float):
        return pence(kept) == pence(new)
    return (kept or "") == (new or "")


@pytest.mark.parametrize("code", ["WCC", "ICB"])
def test_the_demonstration_is_the_same_stored_and_recalculated(demonstration: Place, code: str) -> None:
    reader = User.objects.get(email="pool.manager.council@demonstration.example")
    grid = grid_of(reader, demonstration.slug, 2022, 8, code)
    assert check_formulas(grid) >= 3 * len(grid.lines)


def test_lines_never_forecast_stand_at_their_budget_until_somebody_does(world: Universe) -> None:
    world.forecast("HOME", 70)
    grid = round_of(world)
    check_formulas(grid)
    made = Filled(download(grid), values=True)
    assert [made.cell(ref, OUTTURN).value for ref in ("BEDS-N", "HOME")] == [1200, 840]
    edited = Filled(download(grid))
    edited.put("BEDS-N", "P01", 7)
    place = edited.cell("BEDS-N", OUTTURN)
    assert recalculated(edited.content()).get_value(SHEET, place.row, place.column) == 7


def test_only_what_is_forecast_is_unlocked(world: Universe) -> None:
    world.forecast("HOME", 70)
    made = Filled(download(round_of(world)))
    assert made.sheet.protection.sheet
    assert not made.sheet.protection.password
    assert not made.sheet.protection.autoFilter  # which in this format means that filtering is allowed
    open_cells = {heading for heading in made.places if not made.cell("HOME", heading).protection.locked}
    assert open_cells == {*(f"P{month:02d}" for month in range(1, 13)), "Explanation", "Mitigation"}
    assert made.sheet.freeze_panes == f"D{HEADER + 2}"
    assert made.sheet.print_title_rows == f"${HEADER + 1}:${HEADER + 1}"
    assert made.sheet.column_dimensions["A"].hidden
    assert made.book["Keys"].sheet_state == "veryHidden"
    kinds = [rule.type for rule in made.sheet.data_validations.dataValidation]
    assert (kinds.count("custom"), kinds.count("textLength")) == (12, 2)


def test_a_reader_gets_a_locked_copy_that_says_so(world: Universe) -> None:
    made = Filled(download(round_of(world, world.clerk)))
    assert all(made.cell("HOME", heading).protection.locked for heading in made.places)
    assert "For reading" in made.sheet["B2"].value


def test_each_row_carries_what_it_held(world: Universe) -> None:
    world.forecast("HOME", "70.10", explanation="=1+1")
    made = Filled(download(round_of(world)))
    key = read_key(made.cell("HOME", "Key").value)
    assert key is not None
    assert (key.of.partner, key.of.round, key.version) == ("TC", 1, 1)
    assert key.months[12] == Decimal("70.10")
    assert (made.cell("HOME", "Explanation").value, made.cell("HOME", "Explanation").data_type) == ("=1+1", "s")
    assert [read_key(row[0].value) is not None for row in made.book["Keys"].iter_rows(min_row=2)] == [True] * 3


def test_sums_stand_above_the_header_and_by_fund(world: Universe) -> None:
    made = Filled(download(round_of(world)), values=True)
    assert made.sheet.cell(HEADER, made.places["Current budget"]).value == 2400
    assert [[cell.value for cell in row[:2]] for row in made.book["Funds"].iter_rows(min_row=4)] == [["Pool", 2400]]
