"""A sparkline: the months of one line as a small SVG, solid where they are actual and dashed where they are forecast."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.render.html_cells import element_id, text
from s75.money import ZERO

WIDTH, HEIGHT, MARGIN = 168, 40, 3
ACTUAL, FORECAST, GROUND = "#005a66", "#b5480a", "#b8c9cb"

Point = tuple[float, float]


def sparkline(key: str, title: str, months: Sequence[Decimal | None], actual: int) -> str:
    """The first months of a line, in £; `actual` of them are from the ledger. A month without a figure leaves a gap."""
    known = [amount for amount in months if amount is not None]
    if not known:
        return ""
    low, high = min([ZERO, *known]), max([ZERO, *known])
    span = (high - low) or Decimal(1)
    step = (WIDTH - 2 * MARGIN) / max(len(months) - 1, 1)
    points: list[Point | None] = [
        None
        if amount is None
        else (MARGIN + step * at, HEIGHT - MARGIN - float((amount - low) / span) * (HEIGHT - 2 * MARGIN))
        for at, amount in enumerate(months)
    ]
    ground = HEIGHT - MARGIN - float((ZERO - low) / span) * (HEIGHT - 2 * MARGIN)
    last = max(actual - 1, 0)  # the dashes begin where the ledger ends
    drawn = _strokes(points[:actual], ACTUAL, "") + _strokes(points[last:], FORECAST, ' stroke-dasharray="4 3"')
    name = element_id("spark", key)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="s75-spark" role="img" aria-labelledby="{name}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"><title id="{name}">{text(title)}</title>'
        f'<path d="M{MARGIN} {ground:.1f}H{WIDTH - MARGIN}" stroke="{GROUND}"/>{drawn}</svg>'
    )


def _strokes(points: Sequence[Point | None], colour: str, dashes: str) -> str:
    """A stroke for each run of points without a gap; a lone one is a dot."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    drawn = []
    for run in runs:
        if len(run) == 1 and not dashes:
            drawn.append(f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="2" fill="{colour}"/>')
        elif len(run) > 1:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
            drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
    return "".join(drawn)
