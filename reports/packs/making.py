"""Makes the papers of a pack: each read for whoever asked, as they may see it, and put into one PDF or one archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from budgets.models import Fund, Period, Place
from reports.document import Document
from reports.making import FORMS, make_document
from reports.packs.choosing import Chosen
from reports.render.pack import render_pack
from s75.errors import WrongState
from s75.models import User
from s75.years import month_label, month_name, year_label

Say = Callable[[int], None]


def make_pack(title: str, chosen: Sequence[Chosen], *, place: Place, year: int, by: User, say: Say) -> bytes:
    """The pack as one PDF. WrongState when a fund of it is not there for this person any more."""
    documents = []
    for number, paper in enumerate(chosen, 1):
        documents.append(_document(paper, place=place, year=year, by=by))
        say(40 * number // len(chosen))
    return render_pack(title, (("Place", place.name), ("Year", year_label(year))), documents, say=say)


def make_archive(chosen: Sequence[Chosen], *, place: Place, year: int, by: User) -> bytes:
    """The papers as workbooks in one archive, numbered in their order."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number, paper in enumerate(chosen, 1):
            made = FORMS["xlsx"](_document(paper, place=place, year=year, by=by, by_line=True))
            name = f"{number:02d}-{paper.fund or place.slug}-{paper.kind}-{month_label(paper.month)}.xlsx"
            archive.writestr(ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), made)
    return out.getvalue()


def _document(paper: Chosen, *, place: Place, year: int, by: User, by_line: bool = False) -> Document:
    seen = Fund.objects.visible_to(by).filter(place=place, **({"slug": paper.fund} if paper.fund else {}))
    funds = list(seen.select_related("place", "agreement", "host").order_by("position", "code"))
    if not funds:
        raise WrongState(
            f"A fund of the pack is not among those that you see in {month_name(year, paper.month)}. Choose again."
        )
    return make_document(
        paper.kind,
        place=place,
        funds=funds,
        year=year,
        period=paper.month,
        periods=list(Period.objects.filter(fund__in=funds, year=year).order_by("month")),
        by_line=by_line,
    )
