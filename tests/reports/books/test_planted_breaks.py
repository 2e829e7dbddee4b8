"""check_books finds each break that is planted past the walls, and names it."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from budgets.models import Period
from reports.books import CHECKS, walls
from reports.books.declared import declared_rules
from tests.reports.books.planted import PLANTS
from tests.reports.books.planted.plant import Plant


def plant(statement: str) -> None:
    """Run a statement in this test's transaction as if no trigger stood."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        if "TRIGGER" in statement or "FUNCTION" in statement:
            cursor.execute(statement)
            return
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        if "replication" not in statement:
            cursor.execute("SET LOCAL session_replication_role = origin")


def said() -> tuple[int, list[str]]:
    """How check_books ends, and the lines that it prints."""
    out = StringIO()
    code = 0
    try:
        call_command("check_books", stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, out.getvalue().splitlines()


def test_demonstration_has_no_break(demonstration: Any) -> None:
    assert said() == (0, [f"{len(CHECKS)} checks, no break."])


@pytest.mark.parametrize("planted", PLANTS, ids=lambda planted: f"{planted.check.__name__}: {planted.statement[:60]}")
def test_planted_break_is_found(demonstration: Any, planted: Plant) -> None:
    plant(planted.statement)

    found = list(planted.check())

    assert any(planted.says in sentence for sentence in found), found


def test_command_names_the_check_and_ends_with_one(demonstration: Any) -> None:
    planted = PLANTS[0]
    plant(planted.statement)

    code, lines = said()

    assert code == 1
    name = planted.check.__name__.replace("_", " ")
    assert any(line.startswith(f"{name}: ") and planted.says in line for line in lines), "\n".join(lines)


def test_every_check_has_a_planted_break() -> None:
    assert {planted.check for planted in PLANTS} == set(CHECKS)


def test_every_declared_trigger_is_missed(demonstration: Any) -> None:
    declared = declared_rules(walls.APPS).triggers
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, trigger in declared:
            cursor.execute(f"DROP TRIGGER {trigger} ON {table}")

    assert set(walls.triggers_stand()) == {
        f"The trigger {trigger} of {table} is missing." for table, trigger in declared
    }
    assert len(declared) > 70


def test_every_trigger_of_the_database_is_declared(demonstration: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND starts_with(t.tgname, 's75_')"
        )
        assert set(cursor.fetchall()) == set(declared_rules(walls.APPS).triggers)


def test_every_history_trigger_is_missed(demonstration: Any) -> None:
    wanted = walls._history_triggers()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, trigger, _ in wanted:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")

    assert len(walls.triggers_stand()) == len(wanted)


def test_queries_do_not_grow_with_the_books(demonstration: Any, django_assert_max_num_queries: Any) -> None:
    locked = Period.objects.filter(state="locked").values("year", "month").distinct().count()
    with django_assert_max_num_queries(180 + locked):  # each locked month is added up anew, all funds at once
        said()
