"""Where words stand in a place before anything is changed: every row and column, every kept file, every published paper."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from budgets.models import Place
from reports.models import PlaceLayout, PublishedPaper
from reports.publishing.files import Kept
from reports.publishing.redaction.kept_files import HeldFile, holding_files
from reports.publishing.redaction.looks import ByHand, by_hand, holding_layouts, without_words
from reports.publishing.redaction.reach import Texts, histories, texts
from reports.publishing.redaction.swapping import without
from reports.publishing.redaction.words import database_pattern, python_pattern

CONTEXTS = "pghistory_context"
AROUND = 60  # characters shown on either side
Asked = dict[str, str | int]


@dataclass(frozen=True)
class Stand:
    """One row and column that holds the words, with the whole text."""

    table: str
    row: int
    column: str
    name: str
    history: bool
    text: str


@dataclass(frozen=True)
class Reason:
    """A reason under which the history keeps something that was done in the place, by its context."""

    context: str
    text: str


def around(text: str, pattern: re.Pattern[str]) -> tuple[str, str, str]:
    """What stands before the words, they themselves, and what stands after them."""
    found = pattern.search(text)
    if found is None:
        return text[:AROUND], "", ""
    before, after = text[: found.start()], text[found.end() :]
    start = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    return start, found.group(), f"{after[:AROUND]}{'…' if len(after) > AROUND else ''}"


@dataclass(frozen=True)
class Found:
    """Everything in a place that holds the words."""

    stands: Sequence[Stand]
    reasons: Sequence[Reason]
    files: Sequence[HeldFile]
    papers: Sequence[PublishedPaper]
    layouts: Sequence[PlaceLayout] = ()
    by_hand: Sequence[ByHand] = ()

    def __bool__(self) -> bool:
        return self.reached or bool(self.by_hand)

    @property
    def reached(self) -> bool:
        """Whether any of them can be taken out."""
        return bool(self.stands or self.reasons or self.files or self.papers or self.layouts)

    @property
    def mark(self) -> str:
        """Of all places together: another one when anything was added or went since somebody looked."""
        named = [f"{one.table}:{one.row}:{one.column}" for one in self.stands]
        named += [f"reason:{one.context}" for one in self.reasons]
        named += [file.key for file in self.files] + [f"paper:{paper.pk}" for paper in self.papers]
        named += [f"layout:{one.pk}:{one.version}" for one in self.layouts]
        return hashlib.sha256("\n".join(sorted(named)).encode()).hexdigest()


def find(place: Place, sought: str) -> Found:
    """Where the words stand in a place, in any case and with any space between them."""
    pattern = python_pattern(sought)
    asked: Asked = {"words": database_pattern(sought), "place": place.pk}
    stands = [stand for one in texts() for stand in _in_table(one, asked)]
    return Found(
        stands, _in_reasons(asked), holding_files(place, pattern), _in_papers(place, pattern),
        holding_layouts(place, pattern), by_hand(place, pattern, database_pattern(sought)),
    )  # fmt: skip


def _in_table(one: Texts, asked: Asked) -> list[Stand]:
    columns = ", ".join(f'"{column}"' for column in one.columns)
    holding = " OR ".join(f'"{column}" ~* %(words)s' for column in one.columns)
    matches = ", ".join(f'"{column}" ~* %(words)s' for column in one.columns)
    statement = (
        f'SELECT "{one.key}", ARRAY[{columns}]::text[], ARRAY[{matches}] FROM "{one.table}" '  # noqa: S608 - our own names
        f'WHERE ({holding}) AND {one.of_place} ORDER BY "{one.key}"'
    )
    return [
        Stand(one.table, key, column, one.name, one.history, said)
        for key, values, held in _rows(statement, asked)
        for column, said, is_held in zip(one.columns, values, held, strict=True)
        if is_held
    ]


def _in_reasons(asked: Asked) -> list[Reason]:
    """The reasons under which the history keeps what was done in the place."""
    told = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{one.table}" WHERE pgh_context_id = c.id AND {one.of_place})'  # noqa: S608
        for one in histories()
    )
    statement = (
        f"SELECT c.id::text, c.metadata ->> 'reason' FROM {CONTEXTS} c "  # noqa: S608 - our own names
        f"WHERE c.metadata ->> 'reason' ~* %(words)s AND ({told}) ORDER BY c.created_at"
    )
    return [Reason(context, said) for context, said in _rows(statement, asked)]


def _in_papers(place: Place, pattern: re.Pattern[str]) -> list[PublishedPaper]:
    """Every version of a published paper that holds the words and was not taken away before."""
    rows = PublishedPaper.objects.filter(place=place, content__isnull=False).select_related("content", "place", "paper")
    return [one for one in rows.order_by("number", "version") if _says(one, pattern)]


def _says(one: PublishedPaper, pattern: re.Pattern[str]) -> bool:
    return without(Kept.of(one), pattern) != Kept.of(one) or without_words(one.layout, pattern) != one.layout


def _rows(statement: str, asked: Asked) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        found: list[Any] = cursor.fetchall()
        return found
