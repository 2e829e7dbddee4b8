"""Who changed what, from what, to what: history that the database writes, with the person and the reason."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Model
from pghistory import runtime

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

    Inside another action of the same person the outer reason stands: it is what the person meant to do. `by` is None
    only where no person acts. What the database refuses because somebody else was quicker comes as the refusal that
    the rule stands for.
    """
    try:
        with transaction.atomic(), _under(by.pk if by else None, reason):
            yield
    except (IntegrityError, OperationalError) as broken:
        refusal = refusal_of(broken)
        if refusal is None:
            raise
        raise refusal from broken


@contextmanager
def _under(user: int | None, reason: str) -> Iterator[None]:
    """A context of its own for each person and reason: pghistory itself would let a nested one rewrite the outer."""
    outer = getattr(runtime._tracker, "value", None)
    if outer is None:
        with pghistory.context(user=user, reason=reason):
            yield
    elif outer.metadata.get("reason") and outer.metadata.get("user") == user:
        yield
    else:
        runtime._tracker.value = runtime.Context(uuid.uuid4(), {**outer.metadata, "user": user, "reason": reason})
        try:
            yield
        finally:
            runtime._tracker.value = outer
