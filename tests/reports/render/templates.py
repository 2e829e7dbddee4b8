"""Word templates as councils upload them, good and bad: made here, so that no file of anyone's stands in the tests."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx

Change = Callable[[str, bytes], bytes]
RELATION = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"{}/>'
OUT = ' TargetMode="External"'


def template(*paragraphs: str) -> bytes:
    """A template of these paragraphs, with a header that names the place and a table of the funds."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "A council: {{ place }}"
    for text in paragraphs:
        made.add_paragraph(text)
    return saved(made)


def letter() -> bytes:
    """A council's letter paper: its own first page, its own words, and places for the paper's."""
    made = docx.Document()
    made.sections[0].different_first_page_header_footer = True
    made.sections[0].first_page_header.paragraphs[0].text = "Letterhead"
    made.sections[0].header.paragraphs[0].text = "{{ place }}, {{ draft }}"
    made.add_heading("{{ title }}", 0)
    made.add_paragraph("Stands at {{ line[“As at”] }}{% if draft %}, a draft{% endif %}.")
    made.add_paragraph("{%p for text in paragraphs.summary %}")
    made.add_paragraph("{{ text }}", style="List Bullet")
    made.add_paragraph("{%p endfor %}")
    table = made.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for row in rows.funds %}"
    table.cell(1, 0).text = "{{ row.name }}"
    table.cell(1, 1).text = "{{ row.variance }} {{ row.variance_word }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    made.add_paragraph("{{p body }}")
    made.add_paragraph("Kind regards")
    return saved(made)


def saved(made: Any) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def changed(content: bytes, change: Change, **added: bytes) -> bytes:
    """The same package with its parts changed, and others added under their names."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, more in added.items():
            target.writestr(name, more)
    return file.getvalue()


def related(kind: str, goal: str, *, external: bool = True, of: str = "word/_rels/document.xml.rels") -> bytes:
    """A template whose document has a relation of that kind."""
    more = RELATION.format(kind, goal, OUT if external else "").encode()

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"</Relationships>", more + b"</Relationships>") if name == of else content

    return changed(template("{{p body }}"), change)


def replaced(old: str, new: str, part: str = "word/document.xml") -> bytes:
    """A template in one part of which some text stands in place of another."""

    def change(name: str, content: bytes) -> bytes:
        return content.replace(old.encode(), new.encode()) if name == part else content

    return changed(template("{{p body }}", "MARK"), change)


def with_field(*codes: str) -> bytes:
    """A template with a field whose code is written in so many runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return replaced("<w:r><w:t>MARK</w:t></w:r>", f"{marks[0]}{runs}{marks[1]}")
