"""What writing into one Word document needs: its styles and numberings, its links, and counters that run through it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls

from reports.render.docx_numbering import Numbers
from reports.render.docx_text import runs
from reports.render.page_layout import LANDSCAPE, PORTRAIT

LINK_LOOK = '<w:rStyle w:val="{}"/>'


@dataclass
class Writer:
    """`styles` are ids by name; `base_url` is where the site stands, without which figures are not links; `rooms` are
    how wide upright and turned pages are between their margins, in mm."""

    document: Any
    styles: dict[str, str]
    numbers: Numbers
    base_url: str = ""
    rooms: tuple[float, float] = (PORTRAIT, LANDSCAPE)
    tables: int = 0
    charts: int = 0
    last: int = 0
    run: int | None = None
    _links: dict[str, str] = field(default_factory=dict)

    def linked(self, link: str, text: str, look: str) -> str:
        """The text, as a link to a page of the site when it is known where the site stands; to nowhere else."""
        inner = link.startswith(("/", "#")) and not link.startswith(("//", "/\\"))
        if not self.base_url or not inner or not text or link.startswith("#"):
            return runs(text, look)
        address = self.base_url.rstrip("/") + link
        if address not in self._links:
            self._links[address] = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        styled = LINK_LOOK.format(self.styles["Hyperlink"]) + look
        return f'<w:hyperlink {nsdecls("r")} r:id="{self._links[address]}" w:history="1">{runs(text, styled)}</w:hyperlink>'

    def list_of(self, number: int) -> int:
        """The list that a paragraph of that number belongs to: the one that runs on, or another when it does not."""
        if self.run is None or number != self.last + 1:
            self.run = self.numbers.anew("run", at=number)
        self.last = number
        return self.run
