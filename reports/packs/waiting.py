"""How far a pack is, in words; whether it waits for nothing; and what is long enough to be made in the background."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from reports.document import Document
from reports.models import Pack
from s75.background.health import is_there

LONG = 60  # rows of tables; their PDF takes about two seconds from there on
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
    """Whether drawing a paper takes longer than somebody should wait for a page."""
    return sum(len(table.rows) for table in document.tables()) * times > LONG


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
