"""What the migrations' SQL asks the database for: triggers, functions and constraints, read from its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation

_STATEMENT = re.compile(
    r"""
    CREATE\s+(?:OR\s+REPLACE\s+)?(?:CONSTRAINT\s+)?TRIGGER\s+(?P<trigger>\w+)\s
        .*?\bON\s+(?P<table>\w+).*?EXECUTE\s+(?:FUNCTION|PROCEDURE)\s+(?P<calls>\w+)
    | DROP\s+TRIGGER\s+(?:IF\s+EXISTS\s+)?(?P<dropped>\w+)\s+ON\s+(?P<dropped_from>\w+)
    | CREATE\s+(?:OR\s+REPLACE\s+)?FUNCTION\s+(?P<function>\w+)\s*\(.*?\bAS\s+\$\$(?P<text>.*?)\$\$
    | DROP\s+FUNCTION\s+(?:IF\s+EXISTS\s+)?(?P<dropped_function>\w+)
    | ALTER\s+TABLE\s+(?P<of>\w+)\s+(?P<how>ADD|DROP)\s+CONSTRAINT\s+(?P<constraint>\w+)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


@dataclass
class Declared:
    """Triggers by (table, name) with the function that each calls, functions with their text, constraints by table."""

    triggers: dict[tuple[str, str], str] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    constraints: set[tuple[str, str]] = field(default_factory=set)

    def read(self, statements: str) -> None:
        """Take up what a text of SQL creates, adds and drops, in its order."""
        for found in _STATEMENT.finditer(statements):
            if found["trigger"]:
                self.triggers[found["table"], found["trigger"]] = found["calls"]
            elif found["dropped"]:
                self.triggers.pop((found["dropped_from"], found["dropped"]), None)
            elif found["function"]:
                self.functions[found["function"]] = found["text"]
            elif found["dropped_function"]:
                self.functions.pop(found["dropped_function"], None)
            elif found["how"].upper() == "ADD":
                self.constraints.add((found["of"], found["constraint"]))
            else:
                self.constraints.discard((found["of"], found["constraint"]))


@cache
def declared_rules(labels: Sequence[str]) -> Declared:
    """What all migrations of these apps leave behind, in the order in which they are applied."""
    declared = Declared()
    for migration in _in_order(labels):
        for operation in _flat(migration.operations):
            if isinstance(operation, RunSQL):
                declared.read(_text(operation.sql))
    return declared


def _in_order(labels: Sequence[str]) -> Iterator[Migration]:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    seen: dict[tuple[str, str], None] = {}
    for leaf in graph.leaf_nodes():
        seen |= dict.fromkeys(graph.forwards_plan(leaf))
    return (graph.nodes[key] for key in seen if key[0] in labels)


def _flat(operations: Iterable[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _text(statements: object) -> str:
    """RunSQL takes a text, or a list of texts and of (text, parameters)."""
    if isinstance(statements, str):
        return statements
    assert isinstance(statements, list | tuple)
    return "\n".join(one if isinstance(one, str) else one[0] for one in statements)
