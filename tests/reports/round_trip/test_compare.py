"""A workbook that came back, beside its round: exactly what was changed in it, whoever else saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.round_trip.compare import Comparison, compare
from reports.rounds.round import Grid
from schemes.actions.actuals import import_actuals
from schemes.actions.forecasts import RowInput, save_rows
from schemes.sources.round_workbook import read_round
from tests.reports.round_trip.filled import Filled, download, filled, round_of
from tests.universe import YEAR, Universe, ledger_csv

REFS = ("BEDS-C", "BEDS-N", "HOME")
AMOUNTS = st.decimals(min_value=-9999, max_value=99_999, places=2)
MONTHS = tuple(f"P{month:02d}" for month in range(2, 13))


@pytest.fixture
def begun(world: Universe) -> Universe:
    """The small world with its first ledger in and every line of the council forecast and explained."""
    import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="first.csv",
        content=ledger_csv("P01", {"C100": "100.00", "C200": "100.00"}), by=world.officer,
    )  # fmt: skip
    for ref, amount in zip(REFS, (50, 100, 50), strict=True):
        world.forecast(ref, amount, explanation=f"Why {ref}\nand how")
    return world


def compared(content: bytes, grid: Grid) -> Comparison:
    read, problems = read_round(content, "round.xlsx")
    assert read is not None
    assert problems == []
    return compare(read, grid)


def after(world: Universe, fill: Callable[[Filled], object]) -> Comparison:
    grid = round_of(world)
    return compared(filled(download(grid), fill), grid)


def edits(found: Comparison) -> dict[tuple[str, str], object]:
    return {(each.line.ref, edit.name): edit.mine for each in found.changed for edit in each.edits}


def test_what_was_only_downloaded_and_saved_changes_nothing(begun: Universe) -> None:
    for found in (after(begun, lambda made: None), compared(download(round_of(begun)), round_of(begun))):
        assert (found.changed, found.problems, found.ignored, found.untouched) == ([], [], [], 3)


def test_exactly_what_was_typed_is_found(begun: Universe) -> None:
    grid = round_of(begun)
    content = download(grid)

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.dictionaries(st.tuples(st.sampled_from(REFS), st.sampled_from(MONTHS)), AMOUNTS),
        st.permutations(range(3)),
    )
    def check(typed: dict[tuple[str, str], Decimal], order: list[int]) -> None:
        def fill(made: Filled) -> None:
            for (ref, heading), amount in typed.items():
                made.put(ref, heading, amount)
            first = min(made.rows.values())
            rows = [[cell.value for cell in made.sheet[first + at]] for at in order]
            for at, row in enumerate(rows):
                for column, value in enumerate(row, 1):
                    made.sheet.cell(first + at, column).value = value

        found = compared(filled(content, fill), grid)
        wanted = {
            (ref, heading): amount
            for (ref, heading), amount in typed.items()
            if grid.lines[ref].forecast(int(heading[1:])) != amount
        }
        assert edits(found) == wanted
        assert [*found.problems, *found.ignored, *found.conflicts] == []

    check()


def test_words_are_edits_too_and_their_blanks_are_not(begun: Universe) -> None:
    def fill(made: Filled) -> None:
        made.put("HOME", "Explanation", "Another reason")
        made.put("BEDS-N", "Explanation", "Why BEDS-N \r\n and how ")

    assert edits(after(begun, fill)) == {("HOME", "Explanation"): "Another reason"}


def test_a_conflict_shows_what_others_saved_and_what_is_mine(begun: Universe) -> None:
    content = download(round_of(begun))
    row = RowInput("HOME", {2: Decimal(61), 3: Decimal(62)}, version=1)
    save_rows(place=begun.place, year=YEAR, round=1, rows=[row], by=begun.officer)
    mine = filled(content, lambda made: (made.put("HOME", "P02", 71), made.put("BEDS-N", "P02", 72)))
    found = compared(mine, round_of(begun))
    assert [each.line.ref for each in found.plain] == ["BEDS-N"]
    (conflict,) = found.conflicts
    assert [(edit.what, edit.now, edit.mine) for edit in conflict.edits] == [(2, 61, 71)]
    assert [(edit.what, edit.now) for edit in conflict.theirs] == [(2, 61), (3, 62)]
    assert conflict.version == 2


def test_what_others_saved_in_lines_that_i_left_alone_stays(begun: Universe) -> None:
    content = download(round_of(begun))
    begun.forecast("HOME", 61)
    found = compared(filled(content, lambda made: made.put("BEDS-N", "P02", 72)), round_of(begun))
    assert edits(found) == {("BEDS-N", "P02"): 72}
    assert found.conflicts == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [(None, "a blank is not 0"), ("lots", "an amount in pounds"), ("=A1", "open the workbook in Excel")],
)
def test_a_cell_that_cannot_be_taken_is_named_by_its_address(begun: Universe, typed: object, said: str) -> None:
    address = ""

    def fill(made: Filled) -> None:
        nonlocal address
        address = made.put("HOME", "P05", typed)

    (problem,) = after(begun, fill).problems
    assert f"{problem.column}{problem.row}" == address
    assert said in problem.expected


def test_locked_cells_are_not_taken_and_said(begun: Universe) -> None:
    found = after(
        begun,
        lambda made: [made.put("HOME", name, 7) for name in ("P01", "Current budget", "Forecast outturn")],
    )
    assert (found.changed, found.problems) == ([], [])
    assert [text.split(",")[1].split(" (")[0].strip() for text in found.ignored] == [
        "P01", "Current budget", "Forecast outturn",
    ]  # fmt: skip
    assert "7.00 is not taken; the ledger stands" in found.ignored[0]


def test_a_ledger_that_came_meanwhile_stands(begun: Universe) -> None:
    content = filled(download(round_of(begun)), lambda made: made.put("HOME", "P02", 71))
    grid = round_of(begun)
    line = grid.lines["HOME"]
    object.__setattr__(line, "to_come", [month for month in line.to_come if month != 2])
    found = compared(content, grid)
    assert found.changed == []
    assert "P02" in found.ignored[0]


def test_a_line_begun_in_the_workbook_needs_every_month(world: Universe) -> None:
    found = after(world, lambda made: made.put("HOME", "P01", 5))
    assert len(found.problems) == 11
    whole = after(world, lambda made: [made.put("HOME", f"P{month:02d}", month) for month in range(1, 13)])
    assert (len(whole.changed[0].edits), whole.problems) == (12, [])


def test_a_deleted_row_leaves_its_line_as_it_is(begun: Universe) -> None:
    found = after(begun, lambda made: made.sheet.delete_rows(made.rows["HOME"]))
    assert (found.changed, found.gone, found.untouched) == ([], ("HOME",), 2)


def test_a_round_that_is_not_the_readers_takes_nothing(begun: Universe) -> None:
    content = filled(download(round_of(begun)), lambda made: made.put("HOME", "P02", 71))
    found = compared(content, round_of(begun, begun.clerk))
    assert found.changed == []
    assert "you do not forecast Pool" in found.problems[0].expected
