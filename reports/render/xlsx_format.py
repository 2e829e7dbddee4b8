"""How the cells of a workbook look, and the two doors through which text and numbers enter it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from textwrap import wrap
from typing import Any

from reports.document import PENCE, RowKind, Scale, Unit
from reports.render.words import MINUS, clean

ACCENT, LINE, MUTED = "#005A66", "#B8C9CB", "#505A5F"
_COMMAS = {1: "", 1_000: ",", 1_000_000: ",,"}
LONGEST = 32_767
LINE_HEIGHT, HIGHEST = 12.75, 409.0  # points
LETTERS = 1.15  # letters are so much narrower than the digits that widths are counted in
CUT = " … (the cell can hold no more; the whole text is in the paper)"
_FILLS: dict[RowKind, str] = {"subtotal": "#EEF3F3", "total": "#E0EAEB"}
_RAG = {"red": ("#FFFFFF", "#B3231A"), "amber": ("#0B0C0C", "#FFC24D"), "green": ("#FFFFFF", "#00643A")}


def write_text(sheet: Any, row: int, column: int, value: str, look: Any) -> None:
    """Text as text, whatever it begins with: = + - @ never become a formula. Longer than a cell holds, it says so."""
    text = clean(value)
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    sheet.write_string(row, column, text, look)


def to_number(value: Decimal | int) -> float:
    """The one place where an exact figure becomes the binary number that the file format asks for."""
    return float(value)


def places_of(value: Decimal | int | None) -> int:
    """How many decimals a count was given with."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def number_format(unit: Unit, places: int = 0, scale: Scale = PENCE) -> str:
    """Thousands apart and a true minus, or brackets; percentages with their sign. An amount stays exact and is only
    shown in its scale: a comma after the digits shows thousands, two show millions."""
    given = "." + "0" * places if places else ""
    digits = {"pounds": "#,##0.00", "percent": "0.0%", "rate": f"0{given}%"}.get(unit, f"#,##0{given}")
    if unit == "pounds" and scale != PENCE:
        digits = "#,##0" + ("." + "0" * scale.places if scale.places else "") + _COMMAS[scale.pounds]
    return f"{digits};({digits})" if scale.brackets else f'{digits};"{MINUS}"{digits}'


def fit_row(sheet: Any, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its texts are, each with the width of its column; one line is the height that rows have.

    Not every program works that out when it opens a workbook: in some, lines would lie upon each other.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * LINE_HEIGHT + 2, HIGHEST))


def _lines(text: str, width: float) -> int:
    if len(text) <= width * LETTERS and "\n" not in text:
        return 1
    room = max(int(width * LETTERS), 1)
    return sum(len(wrap(line, room)) or 1 for line in text.split("\n"))


class Formats:
    """The workbook's formats, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[object, ...], Any] = {}
        self.title = self._add(bold=True, font_size=16)
        self.kind = self._add(font_color=ACCENT, bold=True)
        self.heading = self._add(bold=True, font_size=13, font_color=ACCENT)
        self.part = self._add(bold=True, font_size=11)
        self.caption = self._add(bold=True, font_size=13)
        self.label = self._add(font_color=MUTED, valign="top")
        self.number = self._add(font_color=MUTED, valign="top", align="left")
        self.text = self._add(text_wrap=True, valign="top")
        self.note = self._add(font_color=MUTED, font_size=9)
        self.link = self._add(font_color=ACCENT, underline=1, valign="top")
        self.column = self._add(bold=True, text_wrap=True, valign="bottom", bottom=2, bottom_color=ACCENT)
        self.beside_column = self._add(
            bold=True, text_wrap=True, valign="bottom", bottom=2, bottom_color=ACCENT, indent=1
        )
        self.figure_column = self._add(
            bold=True, text_wrap=True, valign="bottom", align="right", bottom=2, bottom_color=ACCENT
        )

    def _add(self, **properties: object) -> Any:
        return self._workbook.add_format({"font_name": "Arial", "font_size": 10, **properties})

    def cell(
        self,
        unit: Unit,
        kind: RowKind,
        *,
        places: int = 0,
        wide: bool = False,
        word: str = "",
        scale: Scale = PENCE,
        beside: bool = False,
    ) -> Any:
        """The look of a table's cell by its unit and its row's kind; `word` colours a RAG, and what stands `beside` a
        figure keeps apart from it."""
        key = (unit, kind, places, wide, word.casefold() if unit == "rag" else "", scale, beside)
        if key not in self._made:
            apart = {"indent": 1} if beside else {}
            self._made[key] = self._add(**_properties(unit, kind, wide, word), **_number(unit, places, scale), **apart)
        return self._made[key]


def _number(unit: Unit, places: int, scale: Scale) -> dict[str, object]:
    if unit not in ("pounds", "percent", "rate", "count"):
        return {}
    return {"num_format": number_format(unit, places, scale), "align": "right"}


def _properties(unit: Unit, kind: RowKind, wide: bool, word: str) -> dict[str, object]:
    made: dict[str, object] = {"valign": "top", "bottom": 1, "bottom_color": LINE}
    if wide:
        made["text_wrap"] = True
    if kind != "line":
        made["bold"] = True
    if kind in _FILLS:
        made["bg_color"] = _FILLS[kind]
    if kind == "heading":
        made["font_color"] = ACCENT
    if kind == "total":
        made |= {"top": 1, "top_color": ACCENT, "bottom_color": ACCENT}
    if unit == "rag" and word.casefold() in _RAG:
        ink, fill = _RAG[word.casefold()]
        made |= {"font_color": ink, "bg_color": fill, "bold": True, "align": "center"}
    return made
