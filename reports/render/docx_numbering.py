"""Word's own numbering: paragraphs in one run, numbered sections with theirs, bullets, and points that begin anew."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

EMPTY = f"<w:numbering {nsdecls('w')}/>"
Levels = tuple[tuple[str, str, int], ...]  # format, text and left indent in twips of each level
KINDS: dict[str, Levels] = {
    "run": (("decimal", "%1.", 510),),
    "sections": (("decimal", "%1.", 510), ("decimal", "%1.%2", 624)),
    "": (("bullet", "•", 794),),
    "1)": (("decimal", "%1)", 964),),
    "1.": (("decimal", "%1.", 964),),
    "a)": (("lowerLetter", "%1)", 964),),
}


class Numbers:
    """The numberings of one document, each defined when it is first asked for."""

    def __init__(self, document: Any) -> None:
        self._root = _part(document).element
        self._kinds: dict[str, int] = {}
        self._runs: dict[str, int] = {}

    def run(self, kind: str) -> int:
        """The id of the one list of its kind that runs through the document."""
        if kind not in self._runs:
            self._runs[kind] = self.anew(kind, at=None)
        return self._runs[kind]

    def anew(self, kind: str, at: int | None = 1) -> int:
        """The id of another list of its kind, which begins at that number."""
        definition = self._definition(kind)
        number = 1 + max((int(n.get(qn("w:numId"))) for n in self._root.findall(qn("w:num"))), default=0)
        start = "" if at is None else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{at}"/></w:lvlOverride>'
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{start}</w:num>'
            )
        )
        return number

    def _definition(self, kind: str) -> int:
        if kind in self._kinds:
            return self._kinds[kind]
        known = self._root.findall(qn("w:abstractNum"))
        identity = 1 + max((int(a.get(qn("w:abstractNumId"))) for a in known), default=-1)
        levels = "".join(_level(i, *level) for i, level in enumerate(KINDS[kind]))
        multi = "multilevel" if len(KINDS[kind]) > 1 else "singleLevel"
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}"><w:multiLevelType w:val="{multi}"/>{levels}'
            "</w:abstractNum>"
        )
        self._root.insert(len(known), made)  # definitions come before the lists that use them
        self._kinds[kind] = identity
        return identity


def _level(place: int, kind: str, text: str, left: int) -> str:
    hanging = 510 if place == 0 and kind == "decimal" and left == 510 else 624 if place else 397
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _part(document: Any) -> Any:
    """The document's numbering part, made when it has none."""
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        name = PackURI("/word/numbering.xml")
        made = NumberingPart.load(name, CONTENT_TYPE.WML_NUMBERING, EMPTY.encode(), document.part.package)
        document.part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made
