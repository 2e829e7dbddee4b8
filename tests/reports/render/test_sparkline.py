"""The months of a line as a small drawing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from reports.render.sparkline import HEIGHT, WIDTH, sparkline

D = Decimal


def test_actual_is_solid_and_forecast_dashed_from_where_it_ends() -> None:
    drawn = sparkline("A & B", "Months of A & B", [D(10), D(20), D(30), D(40)], 2)

    solid, dashed = re.findall(r"<polyline[^>]*>", drawn)
    assert "dasharray" not in solid
    assert "dasharray" in dashed
    assert solid.split('points="')[1].split('"')[0].split()[-1] == dashed.split('points="')[1].split()[0]
    assert "<title" in drawn
    assert "A &amp; B" in drawn


@pytest.mark.parametrize("months", [[D(0)] * 12, [D(-5), D(7)] * 6, [D("0.01")] * 12, [D(10) ** 11] * 12])
def test_every_point_is_within_the_drawing(months: list[Decimal]) -> None:
    points = re.findall(r"(-?[\d.]+),(-?[\d.]+)", sparkline("A", "Months", months, 8))

    assert points
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in points)


def test_a_gap_breaks_the_line_and_no_figure_draws_nothing() -> None:
    assert sparkline("A", "Months", [None] * 12, 0) == ""
    assert sparkline("A", "Months", [D(1), D(2), None, D(3), D(4)], 5).count("<polyline") == 2
