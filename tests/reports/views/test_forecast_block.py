"""A block pasted into the form without scripts: by references or by position, all of it or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from schemes.models import Line
from tests.reports.views.grid_form import Officer, fields
from tests.reports.views.test_forecast_form import all_of, forecasts, standing
from tests.universe import Universe

YEAR_OF_FIFTIES = "\t".join(["50"] * 12)


def paste(world: Universe, block: str, start: str = "", month: int = 1, **typed: str) -> Any:
    officer = Officer(world)
    return officer.send(fields(officer.open()) | typed, "block", block=block, start=start, month=str(month))


def test_first_column_names_the_lines(world: Universe) -> None:
    answer = paste(world, f"HOME\t{YEAR_OF_FIFTIES}\r\nBEDS-C\t{YEAR_OF_FIFTIES}\r\n")
    assert answer.status_code == 302
    assert {row[0] for row in standing()} == {"HOME", "BEDS-C"}


def test_rows_fall_on_the_lines_from_the_chosen_one_down(world: Universe) -> None:
    for ref in ("BEDS-C", "BEDS-N", "HOME"):
        world.forecast(ref, 50)
    assert paste(world, "£1,000.00\t(2)\n £-   \t4-\n", "BEDS-N", 11).status_code == 302
    figures = dict(forecasts().values_list("line__ref", "figures"))
    assert figures["BEDS-N"][10:12] == [Decimal("1000.00"), Decimal("-2.00")]
    assert figures["HOME"][10:12] == [Decimal(0), Decimal("-4.00")], "a dash is how spreadsheets show nil"
    assert figures["BEDS-C"][10:12] == [Decimal("50.00")] * 2


def test_what_was_typed_is_saved_with_the_block(world: Universe) -> None:
    assert paste(world, "7", "HOME", 12, **all_of("HOME", "50"), **all_of("BEDS-C", "60")).status_code == 302
    figures = dict(forecasts().values_list("line__ref", "figures"))
    assert figures["HOME"][10:12] == [Decimal("50.00"), Decimal("7.00")]
    assert figures["BEDS-C"][11] == Decimal("60.00")


@pytest.mark.parametrize(
    ("block", "start", "month", "said"),
    [
        ("", "HOME", 1, "The block is empty"),
        (f"NOPE\t{YEAR_OF_FIFTIES}", "", 1, "row 1, column ref: found “NOPE”"),
        (f"HOME\t{YEAR_OF_FIFTIES}\nHOME\t{YEAR_OF_FIFTIES}", "", 1, "row 2, column HOME: each line once"),
        ("1\t2\t3", "HOME", 11, "row 1, column HOME: found “3 cells”; at most 2 months, from P11 to P12"),
        ("1\n2", "HOME", 12, "The block has 2 rows, but from HOME down there are 1 lines."),
        ("1", "KIDS", 12, "“KIDS” is not one of the lines here"),
        (YEAR_OF_FIFTIES.replace("50", "x", 1), "HOME", 1, "row 1, column HOME P01: found “x”"),
        (YEAR_OF_FIFTIES.replace("50", "", 1), "HOME", 1, "row 1, column HOME P01: a blank is not 0"),
        (YEAR_OF_FIFTIES, "HOME", 14, "is not a period from P01 to P13"),
    ],
)
def test_block_that_does_not_fit_is_named_by_row_and_column(
    world: Universe, block: str, start: str, month: int, said: str
) -> None:
    answer = paste(world, block, start, month, **all_of("BEDS-C", "7"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert fields(answer)["f-BEDS-C-1"] == "7"
    assert f">\n{block}</textarea>" in page
    assert standing() == []


def test_one_bad_cell_among_two_thousand_is_named_and_nothing_is_saved(world: Universe) -> None:
    home = world.lines["HOME"]
    shared = {name: getattr(home, name) for name in ("place", "fund", "scheme", "stream", "year")}
    shared |= {name: getattr(home, name) for name in ("contributing_partner", "spending_partner")}
    refs = [f"L-{number:03}" for number in range(167)]
    Line.objects.bulk_create(Line(ref=ref, **shared) for ref in refs)
    rows = [[ref, *["50"] * 12] for ref in refs]
    assert sum(len(row) - 1 for row in rows) == 2_004
    rows[99][7] = "5o"
    answer = paste(world, "\n".join("\t".join(row) for row in rows))
    assert answer.status_code == 422
    assert "row 100, column L-099 P07: found “5o”" in answer.content.decode()
    assert standing() == []
    rows[99][7] = "50"
    assert paste(world, "\n".join("\t".join(row) for row in rows)).status_code == 302
    assert len(standing()) == 167


def test_other_partners_line_in_the_first_column_is_403(world: Universe) -> None:
    assert paste(world, f"KIDS\t{YEAR_OF_FIFTIES}").status_code == 403
    assert standing() == []


def test_block_over_a_row_that_somebody_saved_is_a_conflict(world: Universe) -> None:
    officer = Officer(world)
    form = fields(officer.open())
    world.forecast("HOME", 50)
    answer = officer.send(form, "block", block=YEAR_OF_FIFTIES.replace("50", "51"), start="HOME", month="1")
    assert answer.status_code == 409
    assert forecasts().get().figures[0] == Decimal("50.00")
