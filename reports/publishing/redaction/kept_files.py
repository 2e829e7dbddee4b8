"""Which kept files hold words: ledgers and plans as they came, and uploads that wait to be posted."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.db.models import QuerySet

from budgets.models import Place
from schemes.models import ImportedFile, PendingPlan, PendingUpload, PlanImport

ENCODINGS = ("utf-8", "utf-16-le", "cp1252")
TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class HeldFile:
    """A kept file in which the words stand. One that waits for its posting is deleted; of any other only the bytes go."""

    table: str
    row: int
    name: str
    about: str
    waits: bool

    @property
    def key(self) -> str:
        return f"{self.table}:{self.row}"


def holding_files(place: Place, pattern: re.Pattern[str]) -> list[HeldFile]:
    """The kept files of a place that hold the words, in their cells or their names."""
    return [file for file, name, content in _kept(place) if pattern.search(name) or holds(content, pattern)]


def _kept(place: Place) -> Iterator[tuple[HeldFile, str, bytes]]:
    imported = ImportedFile.objects.filter(actuals_import__place=place).exclude(content=b"")
    for file in imported.select_related("actuals_import__partner").order_by("pk").iterator(chunk_size=5):
        made = file.actuals_import
        about = f"the ledger of {made.partner}, imported on {made.imported_at:%-d %B %Y}"
        yield HeldFile(ImportedFile._meta.db_table, file.pk, made.filename, about, False), "", bytes(file.content)
    plans = PlanImport.objects.filter(place=place).exclude(content=b"")
    for plan in plans.order_by("pk").iterator(chunk_size=5):
        about = f"a plan, brought in on {plan.imported_at:%-d %B %Y}"
        yield HeldFile(PlanImport._meta.db_table, plan.pk, plan.filename, about, False), "", bytes(plan.content)
    yield from _waiting(PendingUpload.objects.filter(place=place), "a ledger that waits to be posted")
    yield from _waiting(PendingPlan.objects.filter(place=place), "a plan that waits to be posted")


def _waiting(
    rows: QuerySet[PendingUpload] | QuerySet[PendingPlan], about: str
) -> Iterator[tuple[HeldFile, str, bytes]]:
    for one in rows.order_by("pk").iterator(chunk_size=5):
        said = f"{one.filename}\n{getattr(one, 'difference', '')}"
        yield HeldFile(type(one)._meta.db_table, one.pk, one.filename, about, True), said, bytes(one.content)


def holds(content: bytes, pattern: re.Pattern[str]) -> bool:
    """Whether a workbook or a text file holds the words; of a workbook every part is read, also notes and properties."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = (archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".vml", ".rels")))
            return any(_in_part(part.decode("utf-8", "replace"), pattern) for part in parts)
    except BadZipFile:
        return any(pattern.search(content.decode(encoding, "ignore")) for encoding in ENCODINGS)


def _in_part(part: str, pattern: re.Pattern[str]) -> bool:
    """With marks of structure as breaks and without them: a cell may hold its words in several runs."""
    return any(pattern.search(html.unescape(TAGS.sub(between, part))) for between in ("\n", ""))
