"""Writes figures into cells of an uploaded workbook and leaves every other byte of its parts as it came.

The workbook is never rebuilt: only the `<c>` elements of the cells that are filled are written anew, with the style that
they have. Where the workbook has formulas, it is also told to calculate them when it is next opened, which is one
attribute of its workbook part: the totals that are stored with them are of the figures before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

from defusedxml import ElementTree

from reports.render.template_cells import NotAWorksheet, SheetSpots, Spot, address_of, place_in_row, read_spots
from schemes.sources.archives import open_archive
from schemes.sources.limits import Unreadable
from schemes.sources.workbook import worksheet_parts

WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
LONGEST_TEXT = 32_767  # of a cell, by the format
_CALC = re.compile(rb"<(?P<prefix>(?:[\w.-]+:)?)calcPr\b[^>]*?/?>")
_FULL = re.compile(rb"\sfullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BEFORE_CALC = re.compile(rb"</(?P<prefix>(?:[\w.-]+:)?)(?:definedNames|externalReferences|functionGroups|sheets)\s*>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Written = Decimal | str
Cells = Mapping[str, Mapping[Spot, Written]]  # by the sheet's name


@dataclass(frozen=True)
class OpenTemplate:
    """A workbook that was looked through: its bytes' parts by sheet, and which styles are locked."""

    name: str
    archive: ZipFile
    parts: Mapping[str, str]
    spots: Mapping[str, SheetSpots]
    locked: tuple[bool, ...]

    def stands_against(self, sheet: str, spot: Spot) -> str:
        """Why a cell is left as it is; nothing when it may be written to."""
        spots = self.spots[sheet]
        if spots.formula(spot):
            return "it holds a formula"
        if spots.covered(spot):
            return "it lies under a merged cell"
        style = int(spots.style(spot) or 0)
        if spots.protected and (self.locked[style] if style < len(self.locked) else True):
            return "the template protects it"
        return ""


def open_template(content: bytes, name: str) -> OpenTemplate:
    """Look through an uploaded workbook. Unreadable for what is no workbook, damaged, too large, hostile or signed."""
    archive = open_archive(content, name) if content.startswith(b"PK") else None
    if archive is None or WORKBOOK not in archive.namelist():
        raise Unreadable(
            f"“{name}” is no .xlsx or .xlsm workbook; send the national template itself, as it was sent out"
        )
    if any(part.startswith("_xmlsignatures/") for part in archive.namelist()):
        raise Unreadable(
            f"“{name}” is digitally signed, and filling it would break the signature; send an unsigned copy"
        )
    parts = worksheet_parts(name, archive)
    try:
        spots = {title: read_spots(archive.read(part)) for title, part in parts.items()}
    except (NotAWorksheet, KeyError, ValueError) as error:
        raise Unreadable(f"“{name}” is damaged; open it in Excel, save it again, and send that file") from error
    return OpenTemplate(name, archive, parts, spots, _locked(archive))


def _locked(archive: ZipFile) -> tuple[bool, ...]:
    """Whether each cell style is locked, which a style is unless it says otherwise."""
    if STYLES not in archive.namelist():
        return ()
    root = ElementTree.fromstring(archive.read(STYLES))
    found = next((child for child in root if child.tag.endswith("}cellXfs")), ())
    return tuple(
        all(part.get("locked", "1") not in ("0", "false") for part in style if part.tag.endswith("}protection"))
        for style in found
    )


def fill_template(template: OpenTemplate, cells: Cells) -> bytes:
    """The workbook with the cells filled, and nothing else changed. ValueError for a cell that may not be written to."""
    changed: dict[str, bytes] = {}
    for sheet, wanted in cells.items():
        against = [address_of(spot) for spot in wanted if template.stands_against(sheet, spot)]
        if against:
            raise ValueError(f"{sheet}: {', '.join(against)} may not be written to")
        if wanted:
            part = template.parts[sheet]
            changed[part] = write_cells(template.archive.read(part), template.spots[sheet], wanted)
    if changed and any(spots.formulas for spots in template.spots.values()):
        changed[WORKBOOK] = calculated_when_opened(template.archive.read(WORKBOOK))
    return _packed(template.archive, changed)


def _packed(archive: ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """The archive again, its parts in their order with their names, dates and flags, those changed in their new form."""
    file = BytesIO()
    with ZipFile(file, "w") as made:
        made.comment = archive.comment
        for part in archive.infolist():
            content = changed.get(part.filename)
            made.writestr(_like(part), archive.read(part) if content is None else content)
    return file.getvalue()


def _like(part: ZipInfo) -> ZipInfo:
    same = ZipInfo(part.filename, part.date_time)
    same.compress_type, same.comment = part.compress_type, part.comment
    same.create_system, same.external_attr, same.internal_attr = (
        part.create_system,
        part.external_attr,
        part.internal_attr,
    )
    return same


def write_cells(xml: bytes, spots: SheetSpots, cells: Mapping[Spot, Written]) -> bytes:
    """The worksheet with those cells written, from its end to its beginning so that no place moves before it is used."""
    edits: list[tuple[int, int, bytes]] = []
    new_rows: dict[int, list[tuple[int, bytes]]] = {}
    for spot, value in sorted(cells.items()):
        made = _cell(spots, spot, value)
        row = spots.rows.get(spot[0])
        if row is None or row.closed:
            new_rows.setdefault(spot[0], []).append((spot[1], made))
        elif spot[1] in row.cells:
            edits.append((row.cells[spot[1]].start, row.cells[spot[1]].end, made))
        else:
            at = place_in_row(row, spot[1])
            edits.append((at, at, made))
    for number, wanted in new_rows.items():
        edits.append(_new_row(xml, spots, number, b"".join(made for _, made in wanted)))
    result, after = [], len(xml)
    for start, end, made in sorted(_together(edits), reverse=True):
        result += [xml[end:after], made]
        after = start
    return b"".join(reversed([*result, xml[:after]]))


def _together(edits: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """Insertions at one place as one, in the order in which they were asked for; one before a replaced cell joins it."""
    found: dict[int, tuple[int, bytes]] = {}
    for start, end, made in edits:
        known_end, known = found.get(start, (start, b""))
        found[start] = (max(end, known_end), known + made)
    return [(start, end, made) for start, (end, made) in found.items()]


def _new_row(xml: bytes, spots: SheetSpots, number: int, inside: bytes) -> tuple[int, int, bytes]:
    """A row that the worksheet has not, or has as one closed tag, with its new cells in it."""
    name = f"{spots.prefix}row".encode()
    row = spots.rows.get(number)
    if row is not None:
        return row.start, row.inside, xml[row.start : row.inside - 2].rstrip() + b">" + inside + b"</" + name + b">"
    made = b"<" + name + f' r="{number}">'.encode() + inside + b"</" + name + b">"
    later = [one.start for known, one in sorted(spots.rows.items()) if known > number]
    if later:
        return later[0], later[0], made
    raise NotAWorksheet(f"row {number} lies below the last row of the worksheet")


def _cell(spots: SheetSpots, spot: Spot, value: Written) -> bytes:
    """A cell's element with a value: a number as it is exactly, a text in the cell itself; never a formula."""
    style = spots.style(spot)
    p = spots.prefix
    head = f'<{p}c r="{address_of(spot)}"' + (f' s="{style}"' if style is not None else "")
    if isinstance(value, Decimal):
        return f"{head}><{p}v>{value:f}</{p}v></{p}c>".encode()
    text = escape(_NOT_XML.sub("", value)[:LONGEST_TEXT])
    made = f'{head} t="inlineStr"><{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is></{p}c>'
    return made.encode("ascii", "xmlcharrefreplace")


def calculated_when_opened(workbook: bytes) -> bytes:
    """The workbook part, told to calculate every formula when it is opened."""
    found = _CALC.search(workbook)
    if found is not None:
        tag = _FULL.sub(b"", found[0])
        end = -2 if tag.endswith(b"/>") else -1
        return (
            workbook[: found.start()]
            + tag[:end].rstrip()
            + b' fullCalcOnLoad="1"'
            + tag[end:]
            + workbook[found.end() :]
        )
    places = list(_BEFORE_CALC.finditer(workbook))
    if not places:
        return workbook
    at, prefix = places[-1].end(), places[-1]["prefix"]
    return workbook[:at] + b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>' + workbook[at:]
