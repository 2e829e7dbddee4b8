"""Facts as JSON and back, exactly: what a published paper keeps, and is drawn from again years later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
Json = dict[str, Any] | list[Any] | str | int | bool | None


def encode(facts: Any) -> Json:
    """Frozen facts as plain JSON: amounts and dates as strings, mappings as lists of pairs, dataclasses as objects.

    Raises TypeError for anything that facts are not made of, such as a float.
    """
    if facts is None or isinstance(facts, bool | int | str):
        return facts
    if isinstance(facts, Decimal):
        return str(facts)
    if isinstance(facts, date):  # a datetime is one too
        return facts.isoformat()
    if is_dataclass(facts) and not isinstance(facts, type):
        return {one.name: encode(getattr(facts, one.name)) for one in fields(facts)}
    if isinstance(facts, Mapping):
        return [[encode(key), encode(value)] for key, value in facts.items()]
    if isinstance(facts, frozenset | set):
        return [encode(one) for one in sorted(facts)]
    if isinstance(facts, Sequence):
        return [encode(one) for one in facts]
    raise TypeError(f"Facts hold no {type(facts).__name__}: {facts!r}")


def decode(kind: type[Kind], kept: Json) -> Kind:
    """The facts of that dataclass again. A field that came later takes its default; TypeError for one that has gone."""
    made: Kind = _decode(kind, kept)
    return made


def _decode(kind: Any, kept: Any) -> Any:
    if is_dataclass(kind):
        return _dataclass(kind, kept)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _union(get_args(kind), kept)
    if origin is Literal:
        return kept
    if origin is not None:
        return _container(origin, get_args(kind), kept)
    if hasattr(kind, "_fields"):  # a named tuple
        hints = get_type_hints(kind)
        return kind(*(_decode(hints[name], one) for name, one in zip(kind._fields, kept, strict=False)))
    if kind is Decimal:
        return Decimal(kept)
    if kind in (date, datetime):
        return kind.fromisoformat(kept)
    return kept


def _dataclass(kind: Any, kept: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    strange = kept.keys() - hints.keys()
    if strange:
        raise TypeError(f"{kind.__name__} has no {', '.join(sorted(strange))} any more.")
    return kind(**{name: _decode(hints[name], value) for name, value in kept.items()})


@lru_cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in kind.__dataclass_fields__}


def _union(kinds: Sequence[Any], kept: Any) -> Any:
    """One of several kinds: none, else the only other, else whichever the JSON's own type tells."""
    if kept is None:
        return None
    others = [kind for kind in kinds if kind is not NoneType]
    if len(others) == 1:
        return _decode(others[0], kept)
    if isinstance(kept, dict):
        fits = [kind for kind in others if hasattr(kind, "__dataclass_fields__") and kept.keys() <= _hints(kind).keys()]
        return _decode(max(fits, key=lambda kind: len(kept.keys() & _required(kind))), kept)
    return kept


def _required(kind: Any) -> set[str]:
    def asked(one: Field[Any]) -> bool:
        return one.default is MISSING and one.default_factory is MISSING

    return {one.name for one in fields(kind) if asked(one)}


def _container(origin: Any, parts: Sequence[Any], kept: Sequence[Any]) -> Any:
    if issubclass(origin, Mapping):
        return {_decode(parts[0], key): _decode(parts[1], value) for key, value in kept}
    if origin is tuple and not (len(parts) == 2 and parts[1] is Ellipsis):
        return tuple(_decode(part, one) for part, one in zip(parts, kept, strict=True))
    made = [_decode(parts[0], one) for one in kept]
    return frozenset(made) if issubclass(origin, frozenset | set) else tuple(made)
