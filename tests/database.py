"""The tests' database: the demonstration is loaded into it once, and put back after a test that really commits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from psycopg2 import sql


def _copy(target: str, source: str) -> None:
    """Make database `target` anew as a copy of `source`; both must be let go by everybody, and are."""
    connection.close()
    settings = connection.settings_dict
    server = psycopg2.connect(
        dbname="postgres",
        **{
            theirs: settings[ours]
            for theirs, ours in (("user", "USER"), ("password", "PASSWORD"), ("host", "HOST"), ("port", "PORT"))
            if settings[ours]
        },
    )
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [source],
        )
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(target)))
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(target), sql.Identifier(source)
            )
        )
    server.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the demonstration once; keep a copy, from which a test that commits restores the database.

    Postings are append-only for everybody, so a flush by TRUNCATE is refused: the copy takes its place.
    """
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        call_command("createcachetable")
        call_command("load_demo", verbosity=0)
        _copy(f"{name}_kept", name)
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: _copy(name, f"{name}_kept"))
    yield
    patch.undo()


@pytest.fixture
def demonstration(db: None) -> Any:
    """The demonstration place, Worcestershire, as load_demo leaves it: P01 to P07 locked, P08 open and submitted."""
    from budgets.models import Place

    return Place.objects.get(slug="worcestershire")


@pytest.fixture
def world(db: None) -> Any:
    """The small world of tests/universe.py."""
    from tests.universe import Universe

    made = Universe()
    with connection.cursor() as cursor:  # as its own transaction's end would
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return made
