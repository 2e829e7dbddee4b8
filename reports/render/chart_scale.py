"""The scale of a chart: a range of round steps, the unit that its labels are in, and text cut to fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from reports.render.words import MINUS
from s75.money import ZERO

_UNITS = (
    (Decimal(2_000_000_000), Decimal(1_000_000_000), "£bn"),
    (Decimal(1_000_000), Decimal(1_000_000), "£m"),
    (Decimal(1_000), Decimal(1_000), "£000"),
)
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_AIM = 5
_CHARACTER = 0.56


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high` in £, both whole steps, zero among them; labels are in `unit`, £ divided by `divisor`."""

    low: Decimal
    high: Decimal
    step: Decimal
    divisor: Decimal
    unit: str

    def share(self, value: Decimal) -> float:
        """How far along the scale a value stands, 0 to 1: a place on the drawing, no longer an amount."""
        return float((value - self.low) / (self.high - self.low))

    def ticks(self) -> list[Decimal]:
        return [self.low + self.step * i for i in range(int((self.high - self.low) / self.step) + 1)]

    def tick_label(self, value: Decimal) -> str:
        return _number(value / self.divisor, max(0, -_exponent(self.step / self.divisor)))

    def value_label(self, value: Decimal, *, signed: bool = False) -> str:
        """A value in the scale's unit, short enough to stand at a bar: three figures or so. A small one gets more places
        than print it as nothing."""
        span = (self.high - self.low) / self.divisor
        places = 2 if self.divisor == 1 or span < 100 else 1 if span < 1_000 else 0
        while places < 2 and value and abs(value / self.divisor) < Decimal(5).scaleb(-places - 1):
            places += 1
        label = _number(value / self.divisor, places)
        return f"+{label}" if signed and value > 0 else label


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _number(value: Decimal, places: int) -> str:
    shown = f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,f}"
    if not shown.strip("-0.,"):
        return shown.lstrip("-")
    return MINUS + shown[1:] if shown.startswith("-") else shown


def scale_for(values: Iterable[Decimal]) -> Scale:
    """The scale that holds every value and zero; nothing but zeros gets a scale of one pound."""
    known = [ZERO, *values]
    low, high = min(known), max(known)
    if low == high:
        high = Decimal(1)
    largest = max(-low, high)
    divisor, unit = next(((size, name) for least, size, name in _UNITS if largest >= least), (Decimal(1), "£"))
    rough = (high - low) / _AIM
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * part for part in _STEPS if power * part >= rough)
    bottom = (low / step).to_integral_value(rounding=ROUND_FLOOR) * step
    top = (high / step).to_integral_value(rounding=ROUND_CEILING) * step
    return Scale(bottom, top, step, divisor, unit)


def text_width(text: str, size: float) -> float:
    """About how wide a text is in the chart's font; wide enough for any usual one."""
    return len(text) * size * _CHARACTER


def wrap(text: str, room: float, size: float, lines: int) -> list[str]:
    """The text in at most so many lines that fit the room, the last one ending in an ellipsis when words are left."""
    limit = max(3, int(room / (size * _CHARACTER)))
    wrapped = [""]
    for word in text.split():
        pieces = [word[i : i + limit] for i in range(0, len(word), limit)]
        for piece in pieces:
            longer = f"{wrapped[-1]} {piece}".strip()
            if len(longer) <= limit:
                wrapped[-1] = longer
            else:
                wrapped.append(piece)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], wrapped[lines - 1][: limit - 1].rstrip() + "…"]
    return wrapped


def short_labels(labels: tuple[str, ...], room: float, size: float) -> list[str]:
    """Labels along an axis: whole where they fit, else their first three letters where those still differ, as those
    of months do, else some of them left out."""
    limit = int(room * 0.85 / (size * _CHARACTER))
    if all(len(label) <= limit for label in labels):
        return list(labels)
    brief = [label[:3] for label in labels]
    if limit >= 3 and len(set(brief)) == len(labels):
        return brief
    every = -(-min(max(map(len, labels)), 12) // max(limit, 1))
    return [label[:12] if i % every == 0 else "" for i, label in enumerate(labels)]
