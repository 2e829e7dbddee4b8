"""The styles of a paper in Word, by Word's own names, so that its navigation and a council's template know them."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

ACCENT, INK, MUTED, LINE = "005A66", "0B0C0C", "505A5F", "B8C9CB"
RAG = {"red": ("FFFFFF", "B3231A"), "amber": ("0B0C0C", "FFC24D"), "green": ("FFFFFF", "00643A")}
FILLS = {"subtotal": "EEF3F3", "total": "E0EAEB"}

# Columns are as wide as their figures are in this typeface, whatever the rest of a template is set in.
MEASURED = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'

DEFAULTS = (
    f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)


def _paragraph(name: str, paragraph: str, letters: str, *, next_name: str = "", based: str = "Normal") -> str:
    """A paragraph style: its paragraph's and its letters' properties."""
    follows = f'<w:next w:val="{_id(next_name)}"/>' if next_name else ""
    on = "" if name == "Normal" else f'<w:basedOn w:val="{_id(based)}"/>'
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{_id(name)}"><w:name w:val="{name}"/>{on}'
        f"{follows}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _id(name: str) -> str:
    """The id that Word gives a style: heading 1 is Heading1, Table text is TableText."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _heading(level: int, size: int, before: int, colour: str) -> str:
    spacing = (
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120" w:line="240" w:lineRule="auto"/>'
    )
    look = f'<w:b/><w:bCs/><w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return _paragraph(f"heading {level}", f'{spacing}<w:outlineLvl w:val="{level - 1}"/>', look, next_name="Normal")


def _small(half_points: int, colour: str = MUTED) -> str:
    return f'<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'


def _table(name: str) -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    strong = f'w:val="single" w:sz="12" w:space="0" w:color="{ACCENT}"'
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{_id(name)}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:tblPr><w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        f'<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        f'<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
        f"<w:tcPr><w:tcBorders><w:bottom {strong}/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


TABLE_NORMAL = (
    f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
LINKED = (
    f'<w:style {nsdecls("w")} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>'
)
STYLES = {
    "Normal": _paragraph("Normal", "", f'<w:color w:val="{INK}"/>'),
    "Normal Table": TABLE_NORMAL,
    "Title": _paragraph(
        "Title",
        f"<w:keepNext/>{_spacing(60, 200)}",
        '<w:b/><w:bCs/><w:sz w:val="44"/><w:szCs w:val="44"/>',
        next_name="Normal",
    ),
    "heading 1": _heading(1, 28, 360, ACCENT),
    "heading 2": _heading(2, 23, 280, INK),
    "heading 3": _heading(3, 21, 240, ACCENT),
    "heading 4": _heading(4, 21, 200, INK),
    "List Number": _paragraph("List Number", "", ""),
    "List Bullet": _paragraph("List Bullet", _spacing(0, 60), ""),
    "caption": _paragraph(
        "caption", f"<w:keepNext/>{_spacing(160, 100)}", '<w:b/><w:bCs/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    ),
    "header": _paragraph("header", _spacing(0, 0), _small(15)),
    "footer": _paragraph("footer", _spacing(0, 0), _small(15)),
    "Paper kind": _paragraph("Paper kind", _spacing(0, 60), f'<w:b/><w:bCs/><w:color w:val="{ACCENT}"/>'),
    "Paper guidance": _paragraph("Paper guidance", "", f'<w:i/><w:iCs/><w:color w:val="{MUTED}"/>'),
    "Table text": _paragraph("Table text", _spacing(0, 0), f'{MEASURED}<w:sz w:val="17"/><w:szCs w:val="17"/>'),
    "Table note": _paragraph("Table note", _spacing(40, 40), _small(16)),
    "Hyperlink": LINKED,
    "Figures table": _table("Figures table"),
}


def fit_styles(document: Any) -> dict[str, str]:
    """Add the styles that the document lacks, and return the id under which it knows each by name; its own stay."""
    element = document.styles.element
    known = {
        style.find(qn("w:name")).get(qn("w:val")).casefold(): style.get(qn("w:styleId"))
        for style in element.findall(qn("w:style"))
        if style.find(qn("w:name")) is not None
    }
    ids = {}
    for name, xml in STYLES.items():
        if name.casefold() not in known:
            made = parse_xml(xml)
            known[name.casefold()] = made.get(qn("w:styleId"))
            element.append(made)
        ids[name] = known[name.casefold()]
    return ids


def own_styles(document: Any) -> dict[str, str]:
    """Give the document our styles and no others."""
    element = document.styles.element
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(DEFAULTS))
    return fit_styles(document)
