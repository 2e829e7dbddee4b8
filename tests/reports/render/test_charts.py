"""Charts: what they draw from awkward values, and that they say in words and shapes what they show in colour."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal
from xml.etree import ElementTree as ET  # our own drawings are read, nobody else's

import pytest

from reports.document import Chart, Series
from reports.render.chart_scale import scale_for, short_labels, wrap
from reports.render.charts import render_chart
from tests.reports.render.charted import bridge_blocks, month_blocks
from tests.reports.render.hostile import ATTACKS

SVG = "{http://www.w3.org/2000/svg}"
Kind = Literal["line", "bar", "waterfall"]


def chart(kind: Kind, *series: tuple[str | None, ...], categories: tuple[str, ...] = ()) -> Chart:
    names = categories or tuple(f"Category {i}" for i in range(max((len(s) for s in series), default=0)))
    made = tuple(
        Series(f"S{i}", tuple(None if value is None else Decimal(value) for value in values))
        for i, values in enumerate(series)
    )
    return Chart("k", kind, "Title", "Description", names, made, "t")


def drawn(one: Chart, *, paper: bool = False) -> ET.Element:
    return ET.fromstring(render_chart(one, paper=paper))  # noqa: S314


def texts(svg: ET.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


def numbers(svg: ET.Element) -> list[float]:
    names = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height")
    made = [float(e.get(name, "0")) for e in svg.iter() for name in names if e is not svg]
    points = [float(n) for e in svg.iter() for n in re.findall(r"-?[\d.]+", e.get("points", ""))]
    return made + points


AWKWARD: list[tuple[str | None, ...]] = [
    ("0", "0", "0"),
    ("12.34",),
    (None, None, "5", None),
    (None, None),
    ("-5", "-10"),
    ("-1000000", "2500000", "0"),
    ("999999999999.99", "-999999999999.99"),
    ("0.01", "0.02"),
    (),
]


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("kind", ["line", "bar", "waterfall"])
@pytest.mark.parametrize("values", AWKWARD)
def test_awkward_values_stay_inside_the_drawing(kind: Kind, values: tuple[str | None, ...], paper: bool) -> None:
    svg = drawn(chart(kind, values, values[:1]), paper=paper)
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    assert all(-6 <= number <= max(width, height) + 1 for number in numbers(svg))
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title") is not None
    assert svg.find(f"{SVG}desc") is not None


def test_title_and_description_are_referred_to_by_id() -> None:
    made = render_chart(chart("line", ("1", "2")))
    assert 'aria-labelledby="chart-k-title" aria-describedby="chart-k-desc"' in made
    assert '<title id="chart-k-title">Title</title><desc id="chart-k-desc">Description</desc>' in made


def test_on_paper_the_description_is_read_out_with_the_title() -> None:
    title = drawn(chart("line", ("1", "2")), paper=True).find(f"{SVG}title")
    assert title is not None
    assert title.text == "Title. Description"


def test_actual_forecast_and_budget_differ_by_dashes_and_points() -> None:
    svg = drawn(month_blocks()[0])
    looks = {(e.get("stroke-dasharray"), e.get("stroke")) for e in svg.iter(f"{SVG}polyline")}
    assert len(looks) == 3
    assert len({dash for dash, _ in looks}) == 3
    assert {e.tag.removeprefix(SVG) for e in svg.iter()} >= {"circle", "polygon", "rect"}
    assert {"Budget", "Actual", "Forecast", "£m"} <= set(texts(svg))


def test_a_gap_breaks_the_line() -> None:
    svg = drawn(chart("line", ("1", "2", None, "3", "4", None, "5")))
    legend, *strokes = [e.get("points", "").split() for e in svg.iter(f"{SVG}polyline")]
    assert len(legend) == 2
    assert [len(stroke) for stroke in strokes] == [2, 2]
    assert len(list(svg.iter(f"{SVG}circle"))) == 2 + 5


def test_a_bridge_prints_signed_steps_between_its_totals() -> None:
    printed = texts(drawn(bridge_blocks()[0]))
    assert [p for p in printed if re.match(r"[+−\d]*\.\d\d", p)] == [
        "3.72",
        "+0.91",
        "−0.17",
        "0.00",
        "+0.04",
        "+0.10",
        "4.60",
    ]
    assert {"Stands at", "Up", "Down"} <= set(printed)


def test_bars_say_their_values() -> None:
    svg = drawn(chart("bar", ("1500", "-2500"), ("1000", None), categories=("A", "B")))
    assert {"£000", "1.50", "−2.50", "1.00", "S0", "S1"} <= set(texts(svg))
    samples = [(e.get("fill"), e.get("stroke")) for e in svg.iter(f"{SVG}rect") if e.get("stroke")]
    assert len(samples) == 2 + 3
    assert {fill for fill, _ in samples} == {"#005a66", "#ffffff"}


@pytest.mark.parametrize(
    ("values", "unit", "first", "last"),
    [
        (("0", "0"), "£", "0.0", "1.0"),
        (("130657459.00",), "£m", "0", "150"),
        (("-250", "999.99"), "£", "−250", "1,000"),
        (("4500", "12000"), "£000", "0.0", "12.5"),
        (("999999999999.99",), "£bn", "0", "1,000"),
    ],
)
def test_the_axis_picks_its_unit_and_round_steps(values: tuple[str, ...], unit: str, first: str, last: str) -> None:
    scale = scale_for(Decimal(value) for value in values)
    labels = [scale.tick_label(tick) for tick in scale.ticks()]
    assert (scale.unit, labels[0], labels[-1]) == (unit, first, last)
    assert 2 <= len(labels) <= 8


def test_long_names_wrap_and_end_in_an_ellipsis() -> None:
    lines = wrap("Discharge to assess: pathway 1 and the integrated urgent community response " * 3, 150, 13, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) <= 21
    assert wrap("x" * 50, 60, 12, 2) == ["xxxxxxxx", "xxxxxxx…"]
    assert wrap("", 60, 12, 2) == [""]


def test_months_are_shortened_and_others_thinned() -> None:
    months = ("April", "May", "June", "September")
    assert short_labels(months, 30, 13) == ["Apr", "May", "Jun", "Sep"]
    assert short_labels(months, 300, 13) == list(months)
    same = tuple(f"Category {i}" for i in range(6))
    assert [label for label in short_labels(same, 40, 13) if label] == ["Category 0", "Category 3"]


def test_drawings_hold_no_style_or_script_and_escape_their_words() -> None:
    for attack in ATTACKS:
        one = Chart(attack, "bar", attack, attack, (attack, attack), (Series(attack, (Decimal(1), None)),), "t")
        made = render_chart(one)
        ET.fromstring(made)  # noqa: S314
        assert not re.search(r"<(script|style|img|image|foreignObject)|\sstyle=|\son\w+=\"", made)
