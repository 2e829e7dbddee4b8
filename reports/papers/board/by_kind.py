"""The position by what schemes are: their area of spend and their type, as the national template names them."""

from __future__ import annotations

from reports.document import Block, Row, Table
from reports.facts.position import Group
from reports.papers.board.position import SUMS, columns, notes, position_cells, total_row
from reports.papers.board.reading import Reading
from reports.papers.cells import words

UNSAID = "Not said"


def area_blocks(reading: Reading) -> tuple[Block, ...]:
    """By area of spend; nothing where no scheme says its own."""
    return _blocks(reading, "area", "Position by area of spend", "Area of spend")


def type_blocks(reading: Reading) -> tuple[Block, ...]:
    """By scheme type; nothing where no scheme says its own."""
    return _blocks(reading, "kind", "Position by scheme type", "Scheme type")


def _blocks(reading: Reading, key: str, caption: str, first: str) -> tuple[Block, ...]:
    wider = reading.facts.wider
    named = {label.ref: str(getattr(label, key)) for label in wider.schemes if getattr(label, key)} if wider else {}
    piles: dict[str, list[Group]] = {}
    for group in reading.groups:
        piles.setdefault(named.get(group.scheme, UNSAID), []).append(group)
    if set(piles) <= {UNSAID}:
        return ()
    rows = []
    for name in sorted(piles, key=lambda name: (name == UNSAID, name)):
        cells = position_cells(reading, reading.position(piles[name]), lambda measure: "")
        rows.append(Row(f"{key}:{name}", (words(name), *cells)))
    rows.append(total_row(reading, [row.key for row in rows], rag=False))
    shown = columns(reading, first, rag=False)
    return (Table(f"by_{key}", f"{caption} at {reading.period}", shown, tuple(rows), notes(reading), SUMS),)
