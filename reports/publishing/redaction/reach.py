"""Where words of people can stand: every column of free text that belongs to a place, with its history.

It is read from the models, so that a new column is reached from the day on which it is added. What is no free text is
named here; a test fails where the walls around a table have no door for a column that is reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import CharField, Field, ForeignKey, Model, TextField
from pghistory.models import Event

from budgets.models import Place

APPS = ("budgets", "schemes", "reports")
KEYS = {  # names of things that other rows, addresses and files go by
    "about", "code", "commissioner", "facts_sha256", "form", "href", "key", "kind", "layout", "measure", "media_type",
    "national", "question", "ref", "role", "sha256", "slot", "slug",
}  # fmt: skip
STRUCTURE = {  # what a place is made of: bodies, funds, streams, and what is taken from national lists
    "budgets_agreement": ("title",),
    "budgets_allocationpart": ("elsewhere",),
    "budgets_approvallimit": ("committee",),
    "budgets_fund": ("name",),
    "budgets_fundingstream": ("name",),
    "budgets_place": ("name", "board"),
    "budgets_reserve": ("name",),
    "schemes_comparator": ("precision",),
    "schemes_fortnightspend": ("unit",),
    "schemes_plannedoutput": ("unit",),
    "schemes_returnanswer": ("source",),
    "schemes_scheme": ("scheme_type", "sub_type", "area_of_spend", "provider_type"),
}
OTHERWISE = {
    # packs and waiting uploads go as a whole; house styles and the headings of a ledger's columns are of no person
    "reports_redactedplace", "reports_pack", "schemes_pendingupload", "schemes_pendingplan", "reports_placelayout",
    "reports_wordtemplate", "schemes_savedformat",
}  # fmt: skip
OF_PARTNER = {"schemes_ledgercode"}  # what a partner has in every place where it has a seat
_SEATED = '"partner_id" IN (SELECT partner_id FROM budgets_placepartner WHERE place_id = %(place)s)'


@dataclass(frozen=True)
class Texts:
    """The columns of a table that hold free text, its key, which of its rows are a place's, and what they are called."""

    table: str
    columns: tuple[str, ...]
    of_place: str
    key: str = "id"
    name: str = ""
    history: bool = False


@cache
def texts() -> tuple[Texts, ...]:
    """Every table with free text, rows before their history: changing a row adds an event."""
    found = [one for model in _models() if (one := _texts_of(model))]
    return tuple(sorted(found, key=lambda one: one.history))


@cache
def histories() -> tuple[Texts, ...]:
    """The history of every table of a place, whether it holds free text or not: its reasons do."""
    events = (model for model in _models() if issubclass(model, Event))
    return tuple(Texts(e._meta.db_table, (), of_place(e), "pgh_id") for e in events if _is_of_place(_subject(e)))


def _is_of_place(model: type[Model]) -> bool:
    return model._meta.db_table in OF_PARTNER or route(model) is not None


def _models() -> Iterator[type[Model]]:
    for label in APPS:
        yield from apps.get_app_config(label).get_models()


def _texts_of(model: type[Model]) -> Texts | None:
    subject = _subject(model)
    history = subject is not model
    table = subject._meta.db_table
    columns = tuple(str(field.column) for field in subject._meta.concrete_fields if _is_free(field, table))
    if not columns or table in OTHERWISE or not _is_of_place(subject):
        return None
    kept = {field.column for field in model._meta.concrete_fields}
    columns = tuple(column for column in columns if column in kept)
    name = str(subject._meta.verbose_name_plural)
    return Texts(model._meta.db_table, columns, of_place(model), "pgh_id" if history else "id", name, history)


def _is_free(field: Field, table: str) -> bool:  # type: ignore[type-arg]
    is_text = isinstance(field, CharField | TextField) and not field.choices
    return is_text and field.column not in KEYS and field.column not in STRUCTURE.get(table, ())


def _subject(model: type[Model]) -> type[Model]:
    """What a table of events is the history of; any other table is its own."""
    tracked = model.pgh_tracked_model if issubclass(model, Event) else model
    assert tracked is not None
    return tracked


@cache
def route(model: type[Model]) -> tuple[ForeignKey, ...] | None:  # type: ignore[type-arg]
    """The shortest way by foreign keys from a row to its place; None where there is none."""
    ways: list[tuple[tuple[ForeignKey, ...], type[Model]]] = [((), model)]  # type: ignore[type-arg]
    seen = {model}
    for way, reached in ways:  # grows while it is walked: the nearest first
        if reached is Place:
            return way
        for key in _keys(reached):
            parent = key.related_model
            if parent not in seen:
                seen.add(parent)
                ways.append(((*way, key), parent))
    return None


def _keys(model: type[Model]) -> list[ForeignKey]:  # type: ignore[type-arg]
    """The foreign keys to our own tables that are always filled, before those that may be empty."""
    keys = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model._meta.app_label in APPS
    ]
    return sorted(keys, key=lambda key: key.null)


def of_place(model: type[Model]) -> str:
    """SQL by which a table's rows are a place's. History asks the history of what it leads to: that may be deleted."""
    if model is Place:
        return "id = %(place)s"
    history, subject = issubclass(model, Event), _subject(model)
    if subject._meta.db_table in OF_PARTNER:
        return _SEATED
    way = route(subject)
    assert way is not None
    if not way:
        return "pgh_obj_id = %(place)s"
    key = way[0]
    parent = key.related_model
    if parent is Place:
        return f'"{key.column}" = %(place)s'
    events = parent._meta.apps.get_model(f"{parent._meta.label}Event") if history and _is_kept(parent) else None
    source, identity = (events, "pgh_obj_id") if events else (parent, "id")
    inner = of_place(source)
    return f'"{key.column}" IN (SELECT "{identity}" FROM "{source._meta.db_table}" WHERE {inner})'  # noqa: S608


def _is_kept(model: type[Model]) -> bool:
    return f"{model._meta.model_name}event" in apps.all_models[model._meta.app_label]
