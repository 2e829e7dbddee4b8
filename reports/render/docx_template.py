"""Fills a council's own Word template with a paper, in a sandbox; whatever is wrong with the template is said in words."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it has no types
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.sandbox import SecurityError
from lxml import etree  # type: ignore[import-untyped]  # it comes with python-docx, and without types

from reports.document import Document, Section, Table
from reports.render.docx import packed, set_properties
from reports.render.docx_body import section_xml
from reports.render.docx_guard import TemplateRefused, check_template
from reports.render.docx_language import Language
from reports.render.docx_names import Known, names_of
from reports.render.docx_numbering import Numbers
from reports.render.docx_styles import fit_styles
from reports.render.docx_table import table_xml
from reports.render.docx_writer import Writer
from reports.render.page_layout import LANDSCAPE, PORTRAIT, lay_out
from reports.render.page_turns import landscape_sections

EMPTIED = ("author", "comments", "identifier", "language", "subject", "title")
NESTED = "//w:p//*[self::w:p or self::w:tbl][not(ancestor::w:txbxContent)] | //w:t/*"


def fill_template(
    template: bytes,
    document: Document,
    *,
    name: str = "The template",
    base_url: str = "",
    known: Known | None = None,
) -> bytes:
    """The template with the paper in it, as a .docx file; `known` names may be missing from the paper. TemplateRefused
    says what is wrong with the template."""
    check_template(template, name)
    filling = _Filling(template, document, name, base_url, known)
    return filling.filled()


def _rooms(made: Any) -> tuple[float, float]:
    """How wide the template's pages are between their margins, upright and turned, in mm."""
    if not len(made.sections):
        return (PORTRAIT, LANDSCAPE)
    pages = made.sections[-1]
    if None in (pages.page_width, pages.page_height, pages.left_margin, pages.right_margin):
        return (PORTRAIT, LANDSCAPE)
    margins = pages.left_margin.mm + pages.right_margin.mm
    short, long = sorted((pages.page_width.mm, pages.page_height.mm))
    return (max(short - margins, 60.0), max(long - margins, 60.0))


class _Filling:
    """One template being filled with one document."""

    def __init__(self, template: bytes, document: Document, name: str, base_url: str, known: Known | None) -> None:
        self.document, self.name, self.known = document, name, known
        self.template = DocxTemplate(BytesIO(template))
        try:
            self.template.init_docx()
        except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise TemplateRefused(f"{name} is damaged; save it again in Word as a .docx file.") from error
        self.made: Any = self.template.docx
        self.writer = Writer(self.made, fit_styles(self.made), Numbers(self.made), base_url, _rooms(self.made))
        laid = {table.key: lay_out(table) for table in document.tables()}
        turned = landscape_sections(document, laid)
        self.wide = {section.key for section, wide in zip(document.sections, turned, strict=True) if wide}

    def filled(self) -> bytes:
        for field in EMPTIED:  # they are text of their own, and are set anew below
            setattr(self.made.core_properties, field, "")
        names = names_of(self.document, self._sections, self._table, self.known)
        language = Language(names)
        self._render(names, language)
        if not language.asked:
            raise TemplateRefused(f"{self.name} asks for nothing: write {{{{p body }}}} where the paper is to stand.")
        if self.made.element.body.xpath(NESTED):
            raise TemplateRefused(
                f"{self.name} prints a section or a table within a line: give it a paragraph of its own and write {{{{p … }}}}."
            )
        self._one_first_page()
        set_properties(self.made, self.document.meta)
        return packed(self.made)

    def _render(self, names: dict[str, Any], language: Language) -> None:
        try:
            self.template.render(names, language)
        except TemplateSyntaxError as error:
            raise TemplateRefused(f"{self.name} cannot be read: {(error.message or '')[:200].rstrip('.')}.") from error
        except SecurityError as error:
            raise TemplateRefused(f"{self.name} asks for something that no template may have.") from error
        except TemplateError as error:
            raise TemplateRefused(f"{self.name} cannot be filled: {str(error)[:200].rstrip('.')}.") from error
        except RecursionError as error:
            raise TemplateRefused(f"{self.name} is nested too deeply.") from error
        except (AttributeError, TypeError) as error:  # what a table without columns or widths does to the library
            raise TemplateRefused(f"{self.name} holds a table that cannot be read; make it again in Word.") from error

    def _in_body(self) -> None:
        if self.template.current_rendering_part is not self.made.part:
            raise TemplateRefused(f"{self.name} asks for a section or a table in a header, a footer or a note.")

    def _table(self, table: Table) -> str:
        self._in_body()
        laid = lay_out(table)
        drawn = table_xml(table, laid, self.writer)
        return f"{self._end(False)}{drawn}{self._end(True)}" if laid.landscape else drawn

    def _sections(self, sections: list[Section], heading: bool) -> str:
        """The sections, with pages turned for those that need it, in the template's own margins and headers."""
        self._in_body()
        made, turned = [], False
        for place, section in enumerate(sections):
            wide = section.key in self.wide
            if wide != turned:
                made.append(self._end(turned))
                turned = wide
            made.append(section_xml(section, self.document, self.writer, heading=heading or place > 0))
        if turned:
            made.append(self._end(True))
        return "".join(made)

    def _end(self, wide: bool) -> str:
        """The end of a run of pages, upright or turned, made like the template's last."""
        model = self.made.element.body.sectPr
        pages = deepcopy(model) if model is not None else etree.fromstring(f"<w:sectPr {nsdecls('w')}/>")
        size = pages.find(qn("w:pgSz"))
        if wide and size is not None and size.get(qn("w:orient")) != "landscape":
            width, height = size.get(qn("w:w")), size.get(qn("w:h"))
            size.set(qn("w:w"), height or "16838")
            size.set(qn("w:h"), width or "11906")
            size.set(qn("w:orient"), "landscape")
        xml = etree.tostring(pages, encoding="unicode")
        return f'<w:p><w:pPr><w:pStyle w:val="{self.writer.styles["Table note"]}"/>{xml}</w:pPr></w:p>'

    def _one_first_page(self) -> None:
        """Turned pages in the midst of a document must not begin it anew: only its first page is a first page."""
        for pages in list(self.made.element.body.iter(qn("w:sectPr")))[1:]:
            for mark in pages.findall(qn("w:titlePg")):
                pages.remove(mark)
