"""Text as runs of a Word paragraph: escaped, its lines broken, and right-to-left words marked as such."""

from __future__ import annotations

import re
from html import escape

from reports.render.words import clean

_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT = re.compile(f"[{_LETTER}](?:[ {_LETTER}]*[{_LETTER}])?")
BOLD = "<w:b/><w:bCs/>"


def small(half_points: int, colour: str) -> str:
    """Letters of another size, in half points, and colour."""
    return f'<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def runs(text: str, look: str = "") -> str:
    """The text as runs with those properties; control characters are left out, as Word's format cannot hold them."""
    words = clean(text)
    made, end = [], 0
    for found in _RIGHT_TO_LEFT.finditer(words):
        made.append(_run(words[end : found.start()], look))
        made.append(_run(found[0], f'{look}<w:rtl/><w:lang w:bidi="ar-SA"/>'))
        end = found.end()
    return "".join(made) + _run(words[end:], look)


def _run(text: str, look: str) -> str:
    if not text:
        return ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    body = escape(text, quote=False).replace("\t", "</w:t><w:tab/>" + _OPEN).replace("\n", "</w:t><w:br/>" + _OPEN)
    return f"<w:r>{properties}{_OPEN}{body}</w:t></w:r>"


_OPEN = '<w:t xml:space="preserve">'


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """A paragraph in that style's id; `properties` are further ones, in the order that the format asks for."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def field(code: str, shown: str, look: str = "") -> str:
    """A field that Word works out, with what it shows until then."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    marks = [f'<w:r>{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    instruction = f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return f"{marks[0]}{instruction}{marks[1]}{runs(shown, look)}{marks[2]}"
