"""Rows that match a search, the most likely first: the exact reference, then what begins like it, then words anywhere."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from reports.search.asking import FROM, TO, Asked

SHOWN = 10  # of each kind; one more is read to know whether there are more
EXACT, BEGINS, NAME_BEGINS, WORD_BEGINS, ANYWHERE = range(5)


def folded(expression: str | Combinable) -> Func:
    """A text of the database as `fold` would have it."""
    return Func(expression, Value(FROM), Value(TO), function="TRANSLATE", output_field=CharField())


def joined(*fields: str | Combinable) -> Combinable:
    """Several texts as one, a space between them."""
    parts: list[str | Combinable] = []
    for field in fields:
        parts += [Value(" "), field] if parts else [field]
    return Concat(*parts, output_field=CharField()) if len(parts) > 1 else Concat(parts[0], Value(""))


def matching(rows: QuerySet[Any], asked: Asked, *, ref: str | Combinable, name: str | Combinable) -> QuerySet[Any]:
    """The rows in whose reference or name every word is, each with how likely it is (`rank`, 0 the most)."""
    found: QuerySet[Any] = rows.annotate(
        search_ref=folded(ref),
        search_name=folded(name),
        search_text=folded(joined(ref, name)),
        rank=_rank(asked.phrase),
    )
    for word in asked.words:
        found = found.filter(search_text__contains=word)
    return found


def _rank(phrase: str) -> Case:
    return Case(
        When(Q(search_ref=phrase) | Q(search_name=phrase), then=Value(EXACT)),
        When(search_ref__startswith=phrase, then=Value(BEGINS)),
        When(search_name__startswith=phrase, then=Value(NAME_BEGINS)),
        When(search_text__contains=f" {phrase}", then=Value(WORD_BEGINS)),
        default=Value(ANYWHERE),
        output_field=IntegerField(),
    )
