"""How tables lie on A4: how wide each column is, in which letters, and on pages of which way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from reports.document import Cell, Column, Document, Table
from reports.render.html_cells import element_id
from reports.render.page_turns import landscape_sections, title_turned
from reports.render.words import FIGURES, check_shape, is_heading_only, print_cell

PORTRAIT, LANDSCAPE = 174.0, 261.0
MANY_COLUMNS = 7
SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
MM_PER_PT = 0.3528
CELL_PADDING = 3.6
WORD_SIZE = 0.86
WORD_ROOM, MARK_ROOM, RAG_PADDING, MOST_FIGURE = 26.0, 0.5, 4.5, 60.0
NAME_ROOM, TEXT_ROOM = 45.0, 38.0
NAME_ROOM_BESIDE_TEXT, LEAST_TEXT_ROOM, NAME_WEIGHT, MANY_LINES = 30.0, 16.0, 0.5, 6
NAME_ENOUGH, LONGEST_WORD = 90.0, 30.0
LABEL_ROOM = 42  # of the title block, in mm, where that lies in landscape
LINE_MM, ROW_MM, KEPT_WHOLE_MM = 1.28 * MM_PER_PT, 2.4, 100.0

_NARROW = frozenset(".,:;'’|!ijl I()[]-/")
_BROAD = frozenset("mwMW%@—…")


@dataclass(frozen=True, slots=True)
class Laid:
    """A table laid out: the way of its page, letters in pt, columns in mm, and whether words stand under figures."""

    landscape: bool
    size: float
    widths: tuple[float, ...]
    stacked: bool


def width_of(text: str, size: float) -> float:
    """About how wide a text is in Liberation Sans, in mm; a little too wide rather than too narrow."""
    return _ems(text) * size * MM_PER_PT


@lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    """The same text is measured for every size of letters that is tried."""
    return sum(0.30 if c in _NARROW else 0.87 if c in _BROAD else 0.70 if c.isupper() else 0.56 for c in text)


def _heading(column: Column) -> str:
    return column.brief or column.heading


def _longest_word(text: str, size: float) -> float:
    return max((width_of(word, size) for word in text.split()), default=0.0)


def _figure_width(column: Column, cells: list[Cell], size: float, word: float) -> float:
    """A column of figures or colours: as wide as its widest figure, with room beside it for words that wide."""
    figures = [width_of(print_cell(cell), size) + (MARK_ROOM if cell.illustrative else 0.0) for cell in cells]
    figure = max(figures, default=0.0) + (word if any(cell.word for cell in cells) else 0.0)
    note = max((min(_longest_word(cell.note, size * WORD_SIZE), WORD_ROOM) for cell in cells), default=0.0)
    widest = max(_longest_word(_heading(column), size), figure, note)
    return min(widest, MOST_FIGURE) + CELL_PADDING + (RAG_PADDING if column.unit == "rag" else 0.0)


def _text_width(column: Column, cells: list[Cell], size: float, room: float) -> tuple[float, float, float]:
    """The least and the natural width of a column of words, and the length of text that it is mostly made of."""
    texts = [print_cell(cell) for cell in cells]
    longest = max((width_of(line, size) for text in texts for line in text.split("\n")), default=0.0)
    word = max([_longest_word(_heading(column), size), *(_longest_word(text, size) for text in texts)])
    least = max(min(word, LONGEST_WORD), min(longest, room))
    mean_square = sum(len(text) ** 2 for text in texts) / max(len(texts), 1)
    return least + CELL_PADDING, max(longest, least) + CELL_PADDING, max(mean_square, 1.0) ** 0.5


def _fit(table: Table, columns: list[list[Cell]], room: float, size: float, stacked: bool) -> tuple[float, ...] | None:
    """Widths that fill the room, or None when it is too small for them. Words share what figures leave."""
    widths: list[float] = []
    natural: list[float] = []
    weights: list[float] = []
    word = 0.0 if stacked else _word_width(table, size)
    rooms = (NAME_ROOM_BESIDE_TEXT, LEAST_TEXT_ROOM) if _is_wordy(table) else (NAME_ROOM, TEXT_ROOM)
    for i, (column, cells) in enumerate(zip(table.columns, columns, strict=True)):
        if i and (column.unit in FIGURES or column.unit == "rag"):
            width = _figure_width(column, cells, size, word)
            low, high, weight = width, width, 0.0
        else:
            low, high, weight = _text_width(column, cells, size, rooms[1] if i else rooms[0])
            weight *= 1.0 if i else NAME_WEIGHT
        widths.append(low)
        natural.append(high)
        weights.append(weight)
    if sum(widths) > room:
        return None
    return _fill(_share(widths, natural, weights, room - sum(widths)), room)


def _share(widths: list[float], natural: list[float], weights: list[float], spare: float) -> list[float]:
    """Give spare room to the columns of words by how much they have to say, but to none more than it needs."""
    widths = list(widths)
    hungry = [i for i, weight in enumerate(weights) if weight and widths[i] < natural[i]]
    while hungry and spare > 0.1:
        whole = sum(weights[i] for i in hungry)
        given = {i: min(spare * weights[i] / whole, natural[i] - widths[i]) for i in hungry}
        for i, more in given.items():
            widths[i] += more
        spare -= sum(given.values())
        hungry = [i for i in hungry if widths[i] < natural[i] - 0.01]
    return widths


def _fill(widths: list[float], room: float) -> tuple[float, ...]:
    """Stretch a table over its room; one of few narrow columns stays narrow, so that eyes need not leap."""
    goal = room if sum(widths) > room * 0.66 or len(widths) > 4 else max(sum(widths), room * 0.55)
    left = goal - sum(widths)
    first = min(left, max(0.0, NAME_ENOUGH - widths[0]))
    each = (left - first) / len(widths)
    return tuple(round((first if i == 0 else 0.0) + width + each, 2) for i, width in enumerate(widths))


def _is_wordy(table: Table) -> bool:
    """Whether sentences stand beside the figures, and not in the rows' names alone."""
    return any(column.wide for column in table.columns[1:])


def _crowded(columns: list[list[Cell]], widths: tuple[float, ...], size: float) -> bool:
    """Whether sentences would stand in tall thin towers of text."""
    for cells, width in zip(columns, widths, strict=True):
        lines = [width_of(print_cell(cell), size) / width for cell in cells if cell.unit == "text"]
        if lines and sum(lines) / len(lines) > MANY_LINES:
            return True
    return False


def lay_out(table: Table) -> Laid:
    """Portrait for up to seven columns that fit, else landscape; letters shrink only when nothing else helps. Counts
    are narrow and do not make a table a wide one."""
    check_shape(table)
    rows = [row for row in table.rows if not is_heading_only(row)]
    columns = [[row.cells[i] for row in rows] for i in range(len(table.columns))]
    ways = [(size, False) for size in SIZES[:3] if not _is_wordy(table)] + [(size, True) for size in SIZES]
    wide = sum(column.unit != "count" for column in table.columns) > MANY_COLUMNS
    pages = [(True, LANDSCAPE)] if wide else [(False, PORTRAIT), (True, LANDSCAPE)]
    for landscape, room in pages:
        for size, stacked in ways:
            widths = _fit(table, columns, room, size, stacked) if landscape or size >= SIZES[2] else None
            if widths and (landscape or not _crowded(columns, widths, size)):
                return Laid(landscape, size, widths, stacked)
    even = LANDSCAPE / max(len(table.columns), 1)
    return Laid(True, SIZES[-1], (round(even, 2),) * len(table.columns), True)


def _height(table: Table, laid: Laid) -> float:
    """About how high the rows of a table stand, in mm."""
    line = laid.size * LINE_MM
    height = 0.0
    for row in table.rows:
        pairs = zip(row.cells, laid.widths, strict=False)
        most = max(width_of(print_cell(cell), laid.size) // (width - CELL_PADDING + 0.01) + 1 for cell, width in pairs)
        noted = any(cell.note or (cell.word and laid.stacked) for cell in row.cells)
        height += (1 if is_heading_only(row) else most + noted) * line + ROW_MM
        if height > KEPT_WHOLE_MM:
            break
    return height


def _word_width(table: Table, size: float) -> float:
    """The room that every figure's word is given, so that the figures before them end at one edge."""
    words = {cell.word for row in table.rows for cell in row.cells if cell.word and cell.unit in FIGURES}
    return min(ceil(max((width_of(f" {word}", size * WORD_SIZE) for word in words), default=0.0)), WORD_ROOM)


def layout_css(document: Document, within: str = "") -> str:
    """The rules that only this document has: the way of its title and of each section, and the letters and columns of
    each table. `within` selects what holds this title and no other."""
    laid = {table.key: lay_out(table) for table in document.tables()}
    turned = landscape_sections(document, laid)
    lying = [f".{element_id('section', one.key)}" for one, wide in zip(document.sections, turned, strict=True) if wide]
    if title_turned(document, turned):
        lying += [f"{within}.paper-title", f"{within}.paper-contents"]
    rules: dict[str, list[str]] = {"page: wide": lying}
    if title_turned(document, turned):
        rules["max-width: none"] = [f"{within}.paper-title h1"]
        rules[f"width: {LANDSCAPE / 2 - 4:.0f}mm"] = [f"{within}.paper-facts:not(.paper-above) div"]
        rules[f"width: {LABEL_ROOM}mm"] = [f"{within}.paper-facts dt"]
        rules[f"margin-left: {LABEL_ROOM}mm"] = [f"{within}.paper-facts dd"]
    for key, one in laid.items():
        for selector, said in _table_rules(document.table(key), one):
            rules.setdefault(said, []).append(selector)
    return "\n".join(f"{', '.join(selectors)} {{ {said} }}" for said, selectors in rules.items() if selectors)


def _table_rules(table: Table, laid: Laid) -> Iterator[tuple[str, str]]:
    """Selectors and what is said of them. Tables of which the same is said share one rule: then the renderer works out
    the style of their cells once for all of them."""
    name = element_id("table", table.key)
    whole = "; break-inside: avoid" if _height(table, laid) < KEPT_WHOLE_MM else ""
    yield f".{name}", f"font-size: {laid.size}pt; width: {sum(laid.widths):.1f}mm{whole}"
    if laid.stacked:
        yield f".{name} .word", "display: block; text-align: right"
    elif room := _word_width(table, laid.size):
        yield f".{name} .n .word", f"width: {room}mm"
    for i, width in enumerate(laid.widths):
        yield f".{name}-{i}", f"width: {width}mm"
