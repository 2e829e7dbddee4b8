"""Spend by funding stream and by who spends it, as bars beside their tables."""

from __future__ import annotations

from reports.document import Block, Chart, Series
from reports.figures.variance import Position, by, variance_word
from reports.papers.board.position import split_table
from reports.papers.board.reading import Reading

MOST_BARS = 12
SPLITS = (
    ("stream", "funding stream", "Funding stream"),
    ("contributor", "contributing partner", "Contributing partner"),
    ("spender", "spending partner", "Spending partner"),
)


def spend_blocks(reading: Reading) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for key, name, first in SPLITS:
        table = split_table(reading, key, f"Position by {name} at {reading.period}", first)
        blocks += [_chart(reading, key, name), table]
    return tuple(blocks)


def _chart(reading: Reading, key: str, name: str) -> Chart:
    """Budget, outturn and spend to date of each, the largest first; the smallest are in the table alone."""
    piles = by(reading.sources, lambda group: str(getattr(group, key)))
    found = [(value, reading.position(groups)) for value, groups in piles.items()]
    shown = sorted(found, key=lambda pair: -abs(pair[1].budget))[:MOST_BARS]
    left = len(found) - len(shown)
    also = f" The {left} smallest are in the table alone." if left else ""
    return Chart(
        f"{key}_chart",
        "bar",
        f"Budget, forecast and spend by {name}",
        f"In £, the largest budget first. {_largest(reading, key, shown)}{also}",
        tuple(_named(reading, key, value) for value, _ in shown),
        (
            Series("Current budget", tuple(figures.budget for _, figures in shown)),
            Series("Forecast outturn", tuple(figures.outturn for _, figures in shown)),
            Series("Actual to date", tuple(figures.actual for _, figures in shown)),
        ),
        f"by_{key}",
    )


def _named(reading: Reading, key: str, value: str) -> str:
    return value if key == "stream" else reading.partner(value)


def _largest(reading: Reading, key: str, shown: list[tuple[str, Position]]) -> str:
    if not shown:
        return "There is none."
    value, figures = shown[0]
    return f"The largest, {_named(reading, key, value)}, is expected to end with: {variance_word(figures.variance)}."
