"""The steps of a movement bridge as stacked bars, which is how an office program draws one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.document import Chart

UP, DOWN, WHOLE = ("B5480A", "B5480A"), ("FFFFFF", "005A66"), ("3D4B4F", "3D4B4F")  # inside and outline


@dataclass(frozen=True, slots=True)
class Bars:
    """One run of bars over the categories; without colours they only carry those that stand on them. Only `named` ones
    are in the legend."""

    name: str
    values: tuple[Decimal | None, ...]
    colours: tuple[str, str] | None
    named: bool = True


def steps(chart: Chart) -> list[Bars]:
    """The bars of a waterfall: what carries a step, then its part above and its part below the axis, by its direction."""
    nothing: list[Decimal | None] = [None] * len(chart.categories)
    carried, up_above, up_below, down_above, down_below, whole = (list(nothing) for _ in range(6))
    level = Decimal(0)
    for i, value in enumerate(chart.series[0].values[: len(chart.categories)]):
        if value is None:
            continue
        if i in chart.totals:
            whole[i], level = value, value
            continue
        low, high = sorted((level, level + value))
        above, below = (up_above, up_below) if value >= 0 else (down_above, down_below)
        carried[i] = max(low, Decimal(0)) + min(high, Decimal(0))
        above[i] = max(high, Decimal(0)) - max(low, Decimal(0))
        below[i] = min(low, Decimal(0)) - min(high, Decimal(0))
        level += value
    return [
        Bars("Carried", tuple(carried), None, named=False),
        Bars("Up", tuple(up_above), UP),
        Bars("Up, below nil", tuple(up_below), UP, named=False),
        Bars("Down", tuple(down_above), DOWN),
        Bars("Down, below nil", tuple(down_below), DOWN, named=False),
        Bars("Stands at", tuple(whole), WHOLE),
        # Some programs count a legend from its other end: with this one the hidden entries are the same from both.
        Bars("Nothing", tuple(nothing), None, named=False),
    ]


def edges(chart: Chart) -> list[Decimal]:
    """Every amount at which a step of the bridge begins or ends."""
    level, found = Decimal(0), [Decimal(0)]
    for i, value in enumerate(chart.series[0].values[: len(chart.categories)]):
        level = (value or Decimal(0)) if i in chart.totals else level + (value or Decimal(0))
        found.append(level)
    return found
