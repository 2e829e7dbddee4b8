"""An example of a Word template, to begin one's own from: a plain letter that asks for a whole paper."""

from __future__ import annotations

from functools import cache

import docx

from reports.render.docx import packed


@cache
def example_template() -> bytes:
    """A small Word document with the names of a paper in it; any paper fills it."""
    made = docx.Document()
    page = made.sections[0]
    page.header.paragraphs[0].text = "Your council’s name and emblem"
    page.footer.paragraphs[0].text = "{{ paper }}, {{ as_at }}{% if draft %} – draft{% endif %}"
    made.add_heading("{{ title }}", 0)
    made.add_paragraph("{%p for one in lines %}")
    made.add_paragraph("{{ one.label }}: {{ one.value }}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{{p body }}")
    made.add_paragraph("{%p for mark in marks %}")
    made.add_paragraph("{{ mark }}")
    made.add_paragraph("{%p endfor %}")
    return packed(made)
