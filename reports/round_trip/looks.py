"""How the cells of a round's workbook look: locked ones grey, those to be filled in white."""

from __future__ import annotations

from typing import Any

from reports.render.xlsx_format import ACCENT, LINE, MUTED, number_format

LOCKED, OPEN, TOTAL = "#F3F2F1", "#FFFFFF", "#E0EAEB"
POUNDS = number_format("pounds")


class Looks:
    """The workbook's formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.title = self._add(bold=True, font_size=16)
        self.heading = self._add(bold=True, font_size=12, font_color=ACCENT)
        self.label = self._add(font_color=MUTED, valign="top")
        self.text = self._add(text_wrap=True, valign="top")
        self.note = self._add(font_color=MUTED, font_size=9)
        self.head = self._add(bold=True, text_wrap=True, valign="top", bottom=2, bottom_color=ACCENT, bg_color=LOCKED)
        self.figure_head = self._add(
            bold=True, text_wrap=True, valign="top", align="right", bottom=2, bottom_color=ACCENT, bg_color=LOCKED
        )
        self.total = self._add(bold=True, bg_color=TOTAL, num_format=POUNDS, align="right")
        self.total_name = self._add(bold=True, bg_color=TOTAL)
        self.warning = book.add_format({"bg_color": "#FFDD00", "bold": True})
        self.missing = book.add_format({"bg_color": "#FFF7BF"})
        self._cells = {
            (figures, wide, is_open): self._cell(figures=figures, wide=wide, is_open=is_open)
            for figures in (True, False)
            for wide in (True, False)
            for is_open in (True, False)
        }

    def cell(self, *, figures: bool, wide: bool, is_open: bool) -> Any:
        return self._cells[figures, wide, is_open]

    def _cell(self, *, figures: bool, wide: bool, is_open: bool) -> Any:
        made: dict[str, object] = {"valign": "top", "border": 1, "border_color": LINE, "locked": not is_open}
        made["bg_color"] = OPEN if is_open else LOCKED
        if figures:
            made |= {"num_format": POUNDS, "align": "right"}
        elif wide:
            made["text_wrap"] = True
        return self._add(**made)

    def _add(self, **properties: object) -> Any:
        return self._book.add_format({"font_name": "Arial", "font_size": 10, **properties})
