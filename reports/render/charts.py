"""Charts as accessible SVG: lines here, bars and bridges beside; drawn with attributes alone, for pages and paper."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import Chart, Series
from reports.render.chart_bars import bars, waterfall
from reports.render.chart_frame import GRID, INK, MUTED, Frame, frame_for, label, line
from reports.render.chart_scale import Scale, scale_for, short_labels, text_width
from reports.render.html_cells import element_id, text

COLOURS = ("#005a66", "#b5480a", "#6a3d9a", "#1f4e9c")
REFERENCE = "#3d4b4f"


@dataclass(frozen=True, slots=True)
class Look:
    """How a series is told apart without its colour: by its dashes and by the shape of its points."""

    colour: str
    dash: str
    shape: str
    width: float


def render_chart(chart: Chart, *, paper: bool = False) -> str:
    """The chart as one <svg>: compact with large letters for screens down to 320 px, broad for paper."""
    frame = frame_for(paper)
    known = [value for series in chart.series for value in series.values if value is not None]
    if not chart.categories or not known:
        height = frame.size * 4
        body = label(frame.width / 2, height / 2, "No figures to draw", frame, anchor="middle")
    elif chart.kind == "line":
        body, height = lines(chart, frame, scale_for(known))
    elif chart.kind == "bar":
        body, height = bars(chart, frame, scale_for(known))
    else:
        body, height = waterfall(chart, frame)
    return _svg(chart, frame, body, height, paper)


def _svg(chart: Chart, frame: Frame, body: str, height: float, paper: bool) -> str:
    """The drawing with its title and description; on paper the title alone becomes the text that is read out."""
    key = element_id("chart", chart.key)
    title = f"{chart.title}. {chart.description}" if paper and chart.description else chart.title
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" id="{key}" role="img" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-desc" viewBox="0 0 {frame.width:g} {height:.1f}" '
        f'width="{frame.width:g}" height="{height:.1f}" font-family="Liberation Sans, Arial, sans-serif" '
        f'font-size="{frame.size:g}" fill="{INK}">'
        f'<title id="{key}-title">{text(title)}</title><desc id="{key}-desc">{text(chart.description)}</desc>'
        f"{body}</svg>"
    )


def look_of(series: Series, place: int) -> Look:
    """Solid for what has happened, dashed for a forecast, dotted for what both are measured against."""
    if series.dotted:
        return Look(REFERENCE, "1.5 4", "diamond", 2)
    colour = COLOURS[place % len(COLOURS)]
    if series.dashed:
        return Look(colour, "7 4", "square", 2.5)
    return Look(colour, "", "circle", 2.5)


def lines(chart: Chart, frame: Frame, scale: Scale) -> tuple[str, float]:
    """Lines over the categories, with a legend above; a None breaks a line, a lone value is a point."""
    looks = [look_of(series, i) for i, series in enumerate(chart.series)]
    legend, top = _legend(chart.series, looks, frame)
    top += frame.size * 2.2
    labels = [scale.tick_label(tick) for tick in scale.ticks()]
    left = max(text_width(shown, frame.size) for shown in labels) + frame.size * 0.8
    right, bottom = frame.width - frame.size, top + frame.width * frame.plot
    slot = (right - left) / len(chart.categories)
    parts = [legend, label(0, top - frame.size * 0.9, scale.unit, frame, colour=MUTED)]
    for tick, shown in zip(scale.ticks(), labels, strict=True):
        y = bottom - scale.share(tick) * (bottom - top)
        parts.append(line(left, y, right, y, MUTED if tick == 0 else GRID))
        parts.append(label(left - frame.size * 0.5, y + frame.size * 0.35, shown, frame, anchor="end"))
    for i, shown in enumerate(short_labels(chart.categories, slot, frame.size)):
        if shown:
            parts.append(label(left + slot * (i + 0.5), bottom + frame.size * 1.5, shown, frame, anchor="middle"))
    for series, look in zip(chart.series, looks, strict=True):
        points = [
            None if value is None else (left + slot * (i + 0.5), bottom - scale.share(value) * (bottom - top))
            for i, value in enumerate(series.values[: len(chart.categories)])
        ]
        parts.append(_run(points, look))
    return "".join(parts), bottom + frame.size * 2.4


def _run(points: list[tuple[float, float] | None], look: Look) -> str:
    """A series' strokes between its gaps, and a point at every value."""
    strokes: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            strokes.append([])
        else:
            strokes[-1].append(point)
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    cap = ' stroke-linecap="round"' if look.shape == "diamond" else ""
    drawn = []
    for stroke in strokes:
        if len(stroke) > 1:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in stroke)
            drawn.append(
                f'<polyline points="{path}" fill="none" stroke="{look.colour}" stroke-width="{look.width}"{dash}{cap}/>'
            )
    drawn += [_point(x, y, look) for stroke in strokes for x, y in stroke]
    return "".join(drawn)


def _point(x: float, y: float, look: Look) -> str:
    if look.shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{look.colour}"/>'
    if look.shape == "square":
        return (
            f'<rect x="{x - 2.9:.1f}" y="{y - 2.9:.1f}" width="5.8" height="5.8" fill="#ffffff" '
            f'stroke="{look.colour}" stroke-width="1.6"/>'
        )
    corners = f"{x:.1f},{y - 3.8:.1f} {x + 3.8:.1f},{y:.1f} {x:.1f},{y + 3.8:.1f} {x - 3.8:.1f},{y:.1f}"
    return f'<polygon points="{corners}" fill="{look.colour}"/>'


def _legend(series: tuple[Series, ...], looks: list[Look], frame: Frame) -> tuple[str, float]:
    """A sample and a name for each series, over as many rows as they need; returns it with its height."""
    sample, x, y = frame.size * 2.6, 0.0, frame.size
    parts = []
    for one, look in zip(series, looks, strict=True):
        wide = sample + frame.size * 0.5 + text_width(one.name, frame.size) + frame.size
        if x and x + wide > frame.width:
            x, y = 0.0, y + frame.size * 1.6
        middle = y - frame.size * 0.35
        parts.append(_run([(x + 1, middle), (x + sample - 1, middle)], look))
        parts.append(label(x + sample + frame.size * 0.5, y, one.name, frame))
        x += wide
    return "".join(parts), y + frame.size * 0.6
