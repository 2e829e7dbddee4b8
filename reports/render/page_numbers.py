"""The numbers in a contents list, written in once the pages are laid out.

The renderer can look pages up as it goes, but then lays the list's page out three times.
"""

from __future__ import annotations

from typing import Any

from weasyprint import Document as LaidOut
from weasyprint.formatting_structure.boxes import BlockBox, TextBox
from weasyprint.text.line_break import split_first_line

from reports.render.html_cells import text

PLACE = "000"  # keeps a number's place while the pages are laid out


def contents_line(to: str, words: str, kind: str = "") -> str:
    """A line of the list: its words, and the page that holds what has the id `to`."""
    named = f' class="{kind}"' if kind else ""
    return f'<p{named} data-to="{to}">{text(words)} <span>{PLACE}</span></p>'


def write_page_numbers(laid: LaidOut) -> None:
    """Write each line's page; the list begins on the first page and ends on the last one in a row that has lines."""
    at: dict[str, int] = {}
    for number, page in enumerate(laid.pages, 1):
        for anchor in page.anchors:
            at.setdefault(anchor, number)
    for page in laid.pages:
        lines = [box for box in page._page_box.descendants(placeholders=True) if _is_line(box)]
        if not lines:
            return
        for line in lines:
            _write(line, str(at[line.element.get("data-to")]))


def _is_line(box: Any) -> bool:
    return isinstance(box, BlockBox) and box.element is not None and "data-to" in box.element.attrib


def _write(line: Any, number: str) -> None:
    """The number in its place, and at the line's end."""
    boxes: list[Any] = [box for box in line.descendants() if isinstance(box, TextBox)]
    for box in boxes:
        if box.text == PLACE and box.element_tag == "span":
            layout, _, _, width, _, _ = split_first_line(number, box.style, None, None, 0)
            box.text, box.pango_layout, box.width = layout.text, layout, width
            box.position_x = line.content_box_x() + line.width - width
