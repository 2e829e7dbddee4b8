"""How far a pack is, in words; whether it waits for nothing; and what is long enough to be made in the background."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from reports.document import Document
from reports.models import Pack
from s75.background.health import is_there

LONG = 60  # rows of tables, of a paper that is published in every form
LONG_TO_READ = 300  # of one that is only read as PDF: the board's own, of some sixty lines, is still given at once
PATIENCE = timedelta(seconds=5)  # for a worker to be there
LONGEST = timedelta(seconds=90)  # for one that is busy
NAMES = {
    Pack.Form.PDF: "pack",
    Pack.Form.WORKBOOKS: "archive",
    Pack.Form.FORMS: "archive",
    Pack.Form.PAPER: "PDF",
    Pack.Form.PUBLICATION: "paper",
}


def is_long(document: Document, times: int = 1) -> bool:
    """Whether drawing a paper in every form takes longer than somebody should wait for a page."""
    return rows_of(document) * times > LONG


def is_long_to_read(document: Document) -> bool:
    """Whether drawing its PDF alone does."""
    return rows_of(document) > LONG_TO_READ


def rows_of(document: Document) -> int:
    return sum(len(table.rows) for table in document.tables())


def name_of(pack: Pack) -> str:
    return NAMES[Pack.Form(pack.form)]


def words_of(pack: Pack) -> str:
    name = name_of(pack)
    if pack.percent == 100:
        return f"The {name} is made"
    return f"The {name} is being made: {pack.percent} per cent" if pack.percent else f"The {name} waits to be made"


def is_stuck(pack: Pack) -> bool:
    """Whether it has waited longer than a worker would let it."""
    waited = timezone.now() - pack.asked_at
    return pack.percent < 100 and (waited > LONGEST or (waited > PATIENCE and not is_there()))
