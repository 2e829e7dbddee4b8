"""The sections of a document as the body of a Word document: headings, numbered paragraphs, lists, tables, charts."""

from __future__ import annotations

from collections.abc import Iterable

from reports.document import Block, Bullets, Cell, Chart, Document, Paragraph, Section, Table
from reports.render.docx_chart import chart_xml
from reports.render.docx_styles import MUTED
from reports.render.docx_table import MARK_LOOK, table_xml
from reports.render.docx_text import BOLD, paragraph, runs, small
from reports.render.docx_writer import Writer
from reports.render.page_layout import lay_out
from reports.render.words import MARK, above_lines, clean, leads_in, print_in_sentence, sentence_parts, title_lines

KEPT = "<w:keepNext/>"  # also where a council's own style does not say so
LEAST_ROOM, MOST_ROOM, A_LETTER = 2268, 4536, 108  # twips


def title_xml(document: Document, writer: Writer) -> str:
    """The title block: what stands above the title, the title, and the lines below it."""
    meta, styles = document.meta, writer.styles
    above, below = above_lines(meta), title_lines(meta)
    room = _room([label for label, _ in (*above, *below)])
    lines = [paragraph(styles["Paper kind"], runs(f"{meta.paper}, draft" if meta.draft else meta.paper))]
    lines += [_pair(label, value, writer, room) for label, value in above]
    lines.append(paragraph(styles["Title"], runs(meta.title)))
    lines += [_pair(label, value, writer, room) for label, value in below]
    lines += [paragraph(styles["Table note"], runs(mark)) for mark in meta.marks]
    return "".join(lines)


def _room(labels: Iterable[str]) -> int:
    """How far from the margin the values stand, in twips, so that the longest label ends before them."""
    longest = max(map(len, labels), default=0)
    return min(max(LEAST_ROOM, longest * A_LETTER), MOST_ROOM)


def _pair(label: str, value: str, writer: Writer, room: int) -> str:
    tabbed = (
        f'<w:tabs><w:tab w:val="left" w:pos="{room}"/></w:tabs><w:spacing w:after="40"/>'
        f'<w:ind w:left="{room}" w:hanging="{room}"/>'
    )
    named = runs(label, f'<w:color w:val="{MUTED}"/>')
    return paragraph(writer.styles["Normal"], f"{named}<w:r><w:tab/></w:r>{runs(value)}", tabbed)


def section_xml(section: Section, document: Document, writer: Writer, *, heading: bool = True) -> str:
    """A section's heading and blocks."""
    tables = {table.key: table for table in document.tables()}
    made = [_heading(section, writer)] if heading else []
    for block in section.blocks:
        made.append(block_xml(block, tables, writer, section.level))
    return "".join(made)


def _heading(section: Section, writer: Writer) -> str:
    """The title has Word's own style, so a section of level 2 has its first heading."""
    style = writer.styles[f"heading {min(section.level - 1, 4)}"]
    begins = f"{KEPT}<w:pageBreakBefore/>" if section.apart else KEPT
    return paragraph(style, runs(section.heading), begins + (_numbered(writer, 0) if section.number else ""))


def _numbered(writer: Writer, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{writer.numbers.run("sections")}"/></w:numPr>'


def block_xml(block: Block, tables: dict[str, Table], writer: Writer, level: int) -> str:
    if isinstance(block, Table):
        return table_xml(block, lay_out(block), writer)
    if isinstance(block, Chart):
        return _chart(block, tables.get(block.table), writer, level)
    if isinstance(block, Bullets):
        return _points(block, writer)
    return _paragraph(block, writer)


def _points(points: Bullets, writer: Writer) -> str:
    if not points.items:
        return ""
    bullets = not points.marker
    number = writer.numbers.run("") if bullets else writer.numbers.anew(points.marker)
    style = writer.styles["List Bullet" if bullets else "List Number"]
    belongs = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return "".join(paragraph(style, _words(point, writer), belongs) for point in points.points)


def _words(block: Paragraph, writer: Writer) -> str:
    return "".join(_figure(part, writer) if isinstance(part, Cell) else runs(part) for part in sentence_parts(block))


def _paragraph(block: Paragraph, writer: Writer) -> str:
    inner = _words(block, writer)
    if block.guidance:
        return paragraph(writer.styles["Paper guidance"], inner)
    if isinstance(block.number, str) and block.number:
        return paragraph(writer.styles["List Number"], inner, _numbered(writer, 1))
    if block.number:
        belongs = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{writer.list_of(block.number)}"/></w:numPr>'
        return paragraph(writer.styles["List Number"], inner, belongs)
    return paragraph(writer.styles["Normal"], inner, KEPT if leads_in(block) else "")


def _figure(cell: Cell, writer: Writer) -> str:
    mark = runs(MARK, MARK_LOOK.format("")) if cell.illustrative else ""
    return writer.linked(cell.link, print_in_sentence(cell), "") + mark


def _chart(chart: Chart, table: Table | None, writer: Writer, level: int) -> str:
    """The chart under its title, with the table of its figures named, and its description for whoever has no drawing."""
    style = writer.styles[f"heading {min(level, 4)}"]
    drawn = chart_xml(chart, writer)
    body = paragraph(writer.styles["Normal"], drawn, KEPT) if drawn else ""
    said = clean(chart.description)
    if table is not None:
        said = f"{said} The figures are in the table “{clean(table.caption)}”.".strip()
    note = paragraph(writer.styles["Table note"], runs(said, small(16, MUTED))) if said else ""
    return f"{paragraph(style, runs(chart.title, BOLD), KEPT)}{body}{note}"
