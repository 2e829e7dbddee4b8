"""Where in a Word template something wrong is written: the paragraph that whoever made the template can look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree  # type: ignore[import-untyped]  # it comes with python-docx, and without types

from reports.render.docx_guard import TemplateRefused
from reports.render.docx_language import FILTERS, check

PARTS = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
CALLED = {"document": "", "header": " of a header", "footer": " of a footer"}
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
BLOCK = re.compile(r"\{%-?\s*(?:p|tr|tc|r)?\s*(\w+)")
WHOLE = re.compile(r"^(\{[{%]-?)(?:p|tr|tc|r)(?=\s)")
ENDS = {"for": "{% endfor %}", "if": "{% endif %}"}
QUOTES = str.maketrans("‘’“”", "''\"\"")
SHOWN = 80


def with_place(template: bytes, refused: TemplateRefused) -> TemplateRefused:
    """The refusal with the paragraph that it is about, where one can be told."""
    wrong = _asks_for(refused.asked) if refused.asked else _cannot_be_read
    for called, text in paragraphs(template):
        if wrong(text):
            short = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
            said = refused.message.rstrip(".")
            return TemplateRefused(f"{said}. Look at the paragraph “{short}”{called}.", asked=refused.asked)
    return refused


def paragraphs(template: bytes) -> Iterator[tuple[str, str]]:
    """The paragraphs with their text, those of the body first, and in which part of the document each stands."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with ZipFile(BytesIO(template)) as archive:
        for name in sorted(archive.namelist()):
            part = PARTS.fullmatch(name)
            if part is None:
                continue
            for paragraph in etree.fromstring(archive.read(name), parser).iter(qn("w:p")):
                text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
                yield CALLED.get(part[1], " of a note"), " ".join(text.split())


def _asks_for(name: str) -> Callable[[str], bool]:
    sought = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return lambda text: any(sought.search(tag) for tag in TAG.findall(text))


def _cannot_be_read(text: str) -> bool:
    """Whether a paragraph leaves braces open, or holds a tag that is wrong by itself."""
    pairs = (("{{", "}}"), ("{%", "%}"))
    return any(text.count(begin) != text.count(end) for begin, end in pairs) or any(
        _is_wrong(tag) for tag in TAG.findall(text)
    )


def _is_wrong(tag: str) -> bool:
    """Whether a tag is wrong by itself. One that begins a block is read with its end, one that ends one is not read."""
    block = BLOCK.match(tag)
    if block and block[1] not in ENDS:
        return block[1] not in {"endfor", "endif", "else", "elif"}
    source = WHOLE.sub(r"\1", tag).translate(QUOTES) + (ENDS[block[1]] if block else "")
    try:
        tree = SandboxedEnvironment().parse(source)
        check(tree)
    except (TemplateSyntaxError, TemplateRefused):
        return True
    return any(one.name not in FILTERS for one in tree.find_all(nodes.Filter))
