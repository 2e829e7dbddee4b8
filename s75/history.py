"""Who changed what, from what, to what: history that the database writes, with the person and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.db import IntegrityError, transaction
from django.db.models import Model

from s75.rules import refusal_of

if TYPE_CHECKING:
    from s75.models import User


def kept(model: type[Model] | None = None, *, exclude: tuple[str, ...] = ()) -> Any:
    """Decorator of a model whose every insert, update and delete is kept, by one trigger a statement."""
    level = pgtrigger.Statement
    events = (
        pghistory.InsertEvent(level=level),
        pghistory.UpdateEvent(level=level),
        pghistory.DeleteEvent(level=level),
    )
    track = pghistory.track(*events, exclude=list(exclude))
    return track if model is None else track(model)


@contextmanager
def recorded(*, by: User | None, reason: str = "") -> Iterator[None]:
    """One transaction whose changes are kept in the history under this person and reason; all of it or nothing.

    `by` is None only where no person acts: loading reference data. What the database refuses because somebody else was
    quicker comes as the refusal that the rule stands for.
    """
    try:
        with transaction.atomic(), pghistory.context(user=by.pk if by else None, reason=reason):
            yield
    except IntegrityError as broken:
        refusal = refusal_of(broken)
        if refusal is None:
            raise
        raise refusal from broken
