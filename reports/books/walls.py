"""Whether the walls stand: every trigger, function and constraint that the migrations and models ask the database for."""

from __future__ import annotations

from functools import cache

import pgtrigger
from django.apps import apps
from django.db.models import ForeignKey, Model

from reports.books.declared import declared_rules
from reports.books.reading import rows

APPS = ("s75", "budgets", "schemes", "reports")
ENABLED = ("O", "A")  # fires in ordinary sessions, or in all

_TRIGGERS = """
SELECT c.relname, t.tgname, t.tgenabled::text, p.proname, obj_description(t.oid, 'pg_trigger')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""
_FUNCTIONS = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
_CONSTRAINTS = """
SELECT r.relname, c.conname, c.convalidated AND COALESCE(to_jsonb(c) ->> 'conenforced', 'true')::boolean
FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid WHERE r.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT r.relname, n.relname, i.indisvalid FROM pg_index i
JOIN pg_class r ON r.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
WHERE i.indisunique AND r.relnamespace = current_schema()::regnamespace
"""
_FOREIGN_KEYS = """
SELECT child.relname, parent.relname, array_agg(a.attname::text ORDER BY k.place), array_agg(b.attname::text ORDER BY k.place)
FROM pg_constraint f JOIN pg_class child ON child.oid = f.conrelid JOIN pg_class parent ON parent.oid = f.confrelid
CROSS JOIN LATERAL unnest(f.conkey, f.confkey) WITH ORDINALITY AS k (here, there, place)
JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.here
JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = k.there
WHERE f.contype = 'f' AND child.relname = ANY(%(tables)s) AND child.relnamespace = current_schema()::regnamespace
GROUP BY f.oid, child.relname, parent.relname
"""


def our_models() -> list[type[Model]]:
    return [model for label in APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)]


def triggers_stand() -> list[str]:
    """Every trigger of the migrations and of the history is there, enabled, and calls its own function."""
    found = {(table, name): (state, function, note) for table, name, state, function, note in rows(_TRIGGERS)}
    breaks = []
    for (table, name), function in declared_rules(APPS).triggers.items():
        state, calls, _ = found.get((table, name), ("missing", "", None))
        breaks += _said(table, name, state)
        if state != "missing" and calls != function:
            breaks.append(f"The trigger {name} of {table} calls {calls} instead of {function}.")
    for table, name, wanted in _history_triggers():
        state, _, note = found.get((table, name), ("missing", "", None))
        breaks += _said(table, name, state)
        if state != "missing" and note != wanted:
            breaks.append(f"The trigger {name} of {table} is not the one that the models describe.")
    return breaks


@cache
def _history_triggers() -> tuple[tuple[str, str, str], ...]:
    """Table, name and fingerprint of every history trigger, as the models describe it."""
    return tuple(
        (model._meta.db_table, trigger.get_pgid(model), trigger.compile(model).hash)
        for model, trigger in pgtrigger.registered()
        if model._meta.app_label in APPS
    )


def _said(table: str, name: str, state: str) -> list[str]:
    if state == "missing":
        return [f"The trigger {name} of {table} is missing."]
    return [] if state in ENABLED else [f"The trigger {name} of {table} is disabled."]


def functions_stand() -> list[str]:
    """Every function behind the triggers has the text that the migrations gave it."""
    found = dict(rows(_FUNCTIONS))
    breaks = []
    for name, text in declared_rules(APPS).functions.items():
        if name not in found:
            breaks.append(f"The function {name} is missing.")
        elif found[name].strip() != text.strip():
            breaks.append(f"The function {name} was rewritten: its text is not the migrations'.")
    return breaks


def triggers_fire() -> list[str]:
    """Triggers are not switched off for whole sessions."""
    role = rows("SELECT current_setting('session_replication_role')")[0][0]
    return [] if role == "origin" else [f"Triggers are switched off: session_replication_role is {role}."]


def constraints_stand() -> list[str]:
    """Every constraint of the models and the migrations is there, valid and enforced."""
    found = {(table, name): holds for table, name, holds in rows(_CONSTRAINTS)}
    wanted = set(declared_rules(APPS).constraints)
    wanted |= {(m._meta.db_table, c.name) for m in our_models() for c in m._meta.constraints}
    missing = [f"The constraint {name} of {table} is missing." for table, name in sorted(wanted - set(found))]
    ours = {model._meta.db_table for model in our_models()}
    invalid = [
        f"The constraint {name} of {table} is not enforced, or was never validated."
        for (table, name), holds in sorted(found.items())
        if table in ours and not holds
    ]
    return missing + invalid


def references_lead_somewhere() -> list[str]:
    """Every foreign key is there, and no row of any table names a row that does not exist."""
    keys = rows(_FOREIGN_KEYS, {"tables": [model._meta.db_table for model in our_models()]})
    known = {(table, columns[0]) for table, _, columns, _ in keys if len(columns) == 1}
    breaks = [
        f"The foreign key of {table}.{column} is missing."
        for table, column in _wanted_keys()
        if (table, column) not in known
    ]
    lost = rows(" UNION ALL ".join(_lost(*key) for key in keys))
    return breaks + [
        f"{table} has {count} rows whose {columns} leads nowhere." for table, columns, count in lost if count
    ]


def _wanted_keys() -> list[tuple[str, str]]:
    return [
        (model._meta.db_table, str(field.column))
        for model in our_models()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and getattr(field, "db_constraint", True)
    ]


def _lost(table: str, parent: str, columns: list[str], keys: list[str]) -> str:
    joined = " AND ".join(f'p."{key}" = c."{column}"' for column, key in zip(columns, keys, strict=True))
    filled = " AND ".join(f'c."{column}" IS NOT NULL' for column in columns)
    return (
        f"SELECT '{table}', '{', '.join(columns)}', count(*) FROM \"{table}\" c "
        f'LEFT JOIN "{parent}" p ON {joined} WHERE {filled} AND p."{keys[0]}" IS NULL'
    )
