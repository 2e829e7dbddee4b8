"""Makes the papers of a pack: each read for whoever asked, as they may see it, and put into one PDF or one archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from budgets.models import Fund, Period, Place
from reports.document import Document
from reports.house_style.offered import template_of
from reports.house_style.word import render_word
from reports.making import FORMS, make_document
from reports.models import Pack
from reports.packs.choosing import Chosen
from reports.render.pack import render_pack
from s75.errors import WrongState
from s75.models import User
from s75.years import month_label, month_name, year_label

Say = Callable[[int], None]
ARCHIVED = {Pack.Form.WORKBOOKS: ("xlsx",), Pack.Form.FORMS: ("pdf", "docx", "xlsx", "json")}
READ = 40  # per cent, once the papers are read and nothing of them is drawn


@dataclass(frozen=True)
class Making:
    """What is made for whom: its papers, their place and year, and who is told how far it is, in per cent."""

    title: str
    chosen: Sequence[Chosen]
    place: Place
    year: int
    by: User
    say: Say


def make_content(pack: Pack, say: Say) -> bytes:
    """The file of a pack. WrongState when a fund of it is not there for this person any more."""
    chosen = [Chosen(**paper) for paper in pack.chosen]
    making = Making(pack.title, chosen, pack.place, pack.year, pack.owner, say)
    if pack.form in ARCHIVED:
        return _archive(making, ARCHIVED[Pack.Form(pack.form)])
    return _one(making) if pack.form == Pack.Form.PAPER else _together(making)


def _together(making: Making) -> bytes:
    """All of them as one PDF, with a cover and contents."""
    documents = []
    for number, paper in enumerate(making.chosen, 1):
        documents.append(_document(making, paper))
        making.say(READ * number // len(making.chosen))
    facts = (("Place", making.place.name), ("Year", year_label(making.year)))
    return render_pack(making.title, facts, documents, say=making.say)


def _one(making: Making) -> bytes:
    """The one paper as its own PDF."""
    document = _document(making, making.chosen[0])
    making.say(READ)
    return FORMS["pdf"](document)


def _archive(making: Making, forms: Sequence[str]) -> bytes:
    """The papers in these forms in one archive, numbered in their order."""
    out, done, total = BytesIO(), 0, len(making.chosen) * len(forms)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number, paper in enumerate(making.chosen, 1):
            name = f"{number:02d}-{paper.fund or making.place.slug}-{paper.kind}-{month_label(paper.month)}"
            for form in forms:
                made = _drawn(making, paper, form)
                archive.writestr(ZipInfo(f"{name}.{form}", date_time=(1980, 1, 1, 0, 0, 0)), made)
                done += 1
                making.say(99 * done // total)
    return out.getvalue()


def _drawn(making: Making, paper: Chosen, form: str) -> bytes:
    """One paper in one form; a Word document in the place's usual template."""
    document = _document(making, paper, by_line=form == "xlsx")
    if form == "docx":
        return render_word(document, template_of(making.place, paper.kind))
    return FORMS[form](document)


def _document(making: Making, paper: Chosen, *, by_line: bool = False) -> Document:
    named = {"slug": paper.fund} if paper.fund else {}
    seen = Fund.objects.visible_to(making.by).filter(place=making.place, **named)
    funds = list(seen.select_related("place", "agreement", "host").order_by("position", "code"))
    if not funds:
        raise WrongState(
            f"A fund of the pack is not among those that you see in {month_name(making.year, paper.month)}. Choose again."
        )
    return make_document(
        paper.kind,
        place=making.place,
        funds=funds,
        year=making.year,
        period=paper.month,
        periods=list(Period.objects.filter(fund__in=funds, year=making.year).order_by("month")),
        layout=paper.layout,
        by_line=by_line,
        about=paper.about,
    )
