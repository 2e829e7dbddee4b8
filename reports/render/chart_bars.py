"""Bars and bridges, lying down so that long names stay readable: a name, its bars, and their values."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from reports.document import Chart
from reports.render.chart_frame import GRID, INK, MUTED, Frame, label, line
from reports.render.chart_scale import Scale, scale_for, text_width, wrap
from s75.money import ZERO

FILLS = (("#005a66", "#005a66"), ("#ffffff", "#005a66"), ("#c9a58a", "#7a3c10"), ("#e4e8e8", "#3d4b4f"))
STANDING, UP, DOWN = ("#3d4b4f", "#3d4b4f"), ("#b5480a", "#b5480a"), ("#ffffff", "#005a66")
NAME_LINES = 3


def bars(chart: Chart, frame: Frame, scale: Scale) -> tuple[str, float]:
    """A group of bars a category; series differ by fill and outline, and every bar says its value in the unit."""
    legend, top = _legend([(series.name, FILLS[i % len(FILLS)]) for i, series in enumerate(chart.series)], frame)
    names = [_name(category, frame) for category in chart.categories]
    thick, gap = frame.size * 1.25, frame.size * 0.9
    heights = [max(len(name) * frame.size * 1.2, len(chart.series) * thick) for name in names]
    plot = _plot(frame, scale, [v for s in chart.series for v in s.values if v is not None])
    top += frame.size * 2.2
    bottom = top + sum(heights) + gap * (len(names) + 1)
    parts = [legend, _axis(plot, scale, frame, top, bottom)]
    y = top + gap
    for i, (name, height) in enumerate(zip(names, heights, strict=True)):
        parts.append(_name_block(name, frame, y + height / 2))
        start = y + (height - len(chart.series) * thick) / 2
        for j, series in enumerate(chart.series):
            value = series.values[i] if i < len(series.values) else None
            if value is not None:
                fill = FILLS[j % len(FILLS)]
                shown = scale.value_label(value)
                parts.append(_bar(plot, scale, frame, (ZERO, value), start + j * thick, thick, fill, shown))
        y += height + gap
    return "".join(parts), bottom + frame.size * 0.6


def waterfall(chart: Chart, frame: Frame) -> tuple[str, float]:
    """Steps from one standing amount to the next: each step starts where the last one ended, with its sign."""
    spans = _spans(chart)
    scale = scale_for(edge for span in spans for edge in span)
    names = [_name(category, frame) for category in chart.categories]
    thick, gap = frame.size * 1.6, frame.size * 0.7
    heights = [max(len(name) * frame.size * 1.2, thick) for name in names]
    plot = _plot(frame, scale, [end for _, end in spans])
    legend, top = _legend([("Stands at", STANDING), ("Up", UP), ("Down", DOWN)], frame)
    top += frame.size * 2.2
    bottom = top + sum(heights) + gap * (len(names) + 1)
    parts = [legend, _axis(plot, scale, frame, top, bottom)]
    y, middles = top + gap, []
    for i, (name, height, span) in enumerate(zip(names, heights, spans, strict=True)):
        parts.append(_name_block(name, frame, y + height / 2))
        standing, change = i in chart.totals, span[1] - span[0]
        fill = STANDING if standing else UP if change > 0 else DOWN
        shown = scale.value_label(span[1] if standing else change, signed=not standing)
        parts.append(_bar(plot, scale, frame, span, y + (height - thick) / 2, thick, fill, shown))
        middles.append(y + height / 2)
        y += height + gap
    for (above, below), span in zip(pairwise(middles), spans, strict=False):
        x = _at(plot, scale, span[1])
        parts.insert(2, line(x, above, x, below, MUTED, "2 2"))
    return "".join(parts), bottom + frame.size * 0.6


def _spans(chart: Chart) -> list[tuple[Decimal, Decimal]]:
    """Where each bar begins and ends: a total from zero, a step from where the one before it ended."""
    running, spans = ZERO, []
    for i, value in enumerate(chart.series[0].values[: len(chart.categories)]):
        amount = value or ZERO
        start = ZERO if i in chart.totals else running
        running = start + amount
        spans.append((start, running))
    spans += [(running, running)] * (len(chart.categories) - len(spans))
    return spans


def _plot(frame: Frame, scale: Scale, values: list[Decimal]) -> tuple[float, float]:
    """Left and right edge of the bars, with room for the values that stand beyond their ends."""
    room = max(text_width(scale.value_label(value, signed=True), frame.size) for value in [ZERO, *values])
    left = frame.width * frame.names + frame.size * 0.6
    return left + (room if scale.low < 0 else 0), frame.width - room - frame.size * 0.6


def _at(plot: tuple[float, float], scale: Scale, value: Decimal) -> float:
    return plot[0] + scale.share(value) * (plot[1] - plot[0])


def _axis(plot: tuple[float, float], scale: Scale, frame: Frame, top: float, bottom: float) -> str:
    """The unit, the steps along the top with thin lines down, and a stronger one at zero."""
    parts = [label(0, top - frame.size * 0.7, scale.unit, frame, colour=MUTED)]
    ticks = scale.ticks()
    room = (plot[1] - plot[0]) / max(len(ticks) - 1, 1)
    crowded = any(text_width(scale.tick_label(tick), frame.size) > room * 0.85 for tick in ticks)
    for tick in ticks:
        x = _at(plot, scale, tick)
        parts.append(line(x, top - frame.size * 0.3, x, bottom, MUTED if tick == 0 else GRID))
        if not crowded or tick in (ZERO, ticks[0], ticks[-1]):
            parts.append(label(x, top - frame.size * 0.7, scale.tick_label(tick), frame, anchor="middle"))
    return "".join(parts)


def _bar(
    plot: tuple[float, float],
    scale: Scale,
    frame: Frame,
    span: tuple[Decimal, Decimal],
    y: float,
    thick: float,
    fill: tuple[str, str],
    shown: str,
) -> str:
    """A bar between two amounts with its value beyond the end that it points to; nothing at all is a thin line."""
    start, end = _at(plot, scale, span[0]), _at(plot, scale, span[1])
    left, wide = min(start, end), max(abs(end - start), 1.0)
    rect = (
        f'<rect x="{left:.1f}" y="{y + 1:.1f}" width="{wide:.1f}" height="{thick - 2:.1f}" fill="{fill[0]}" '
        f'stroke="{fill[1]}" stroke-width="1.2"/>'
    )
    gap, size = frame.size * 0.4, text_width(shown, frame.size)
    leftward = end < start and scale.low < 0
    x = end - gap - size if leftward else max(start, end) + gap
    clear = f'<rect x="{x - 1:.1f}" y="{y + 1:.1f}" width="{size + 2:.1f}" height="{thick - 2:.1f}" fill="#ffffff"/>'
    at = (end - gap, "end") if leftward else (x, "start")
    return clear + rect + label(at[0], y + thick / 2 + frame.size * 0.35, shown, frame, anchor=at[1])


def _name(category: str, frame: Frame) -> list[str]:
    return wrap(category, frame.width * frame.names, frame.size, NAME_LINES)


def _name_block(name: list[str], frame: Frame, middle: float) -> str:
    first = middle - (len(name) - 1) * frame.size * 0.6 + frame.size * 0.35
    return "".join(label(0, first + i * frame.size * 1.2, words, frame, colour=INK) for i, words in enumerate(name))


def _legend(entries: list[tuple[str, tuple[str, str]]], frame: Frame) -> tuple[str, float]:
    """A sample and a name for each fill; a single series needs none."""
    if len(entries) < 2:
        return "", 0.0
    x, y, parts, box = 0.0, frame.size, [], frame.size * 0.9
    for name, (fill, edge) in entries:
        wide = box + frame.size * 0.5 + text_width(name, frame.size) + frame.size
        if x and x + wide > frame.width:
            x, y = 0.0, y + frame.size * 1.6
        parts.append(
            f'<rect x="{x + 0.6:.1f}" y="{y - box:.1f}" width="{box:.1f}" height="{box:.1f}" fill="{fill}" '
            f'stroke="{edge}" stroke-width="1.2"/>'
        )
        parts.append(label(x + box + frame.size * 0.5, y, name, frame))
        x += wide
    return "".join(parts), y + frame.size * 0.6
