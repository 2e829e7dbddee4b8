"""The tests' database: the demonstration is loaded into it once, and put back after a test that really commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from psycopg2 import sql

from tests.kept import Kept
from tests.snapshot import once


@contextmanager
def _server() -> Iterator[psycopg2.extensions.cursor]:
    """A cursor on the server that holds the tests' database, outside of it."""
    connection.close()
    settings = connection.settings_dict
    names = (("user", "USER"), ("password", "PASSWORD"), ("host", "HOST"), ("port", "PORT"))
    server = psycopg2.connect(dbname="postgres", **{theirs: settings[ours] for theirs, ours in names if settings[ours]})
    server.autocommit = True
    with closing(server), server.cursor() as cursor:
        yield cursor


def _let_go(name: str, cursor: psycopg2.extensions.cursor) -> None:
    """End every session on a database: a server thread of a browser test may still hold one."""
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [name]
    )


def _drop(name: str, cursor: psycopg2.extensions.cursor) -> None:
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _copy(target: str, source: str) -> None:
    """Make database `target` anew as a copy of `source`; both must be let go by everybody, and are."""
    with _server() as cursor:
        _let_go(source, cursor)
        _drop(target, cursor)
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(target), sql.Identifier(source)
            )
        )


def _keep(name: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """How to put the database back as it stands now, and how to end that."""
    if kept := Kept.of_now():
        return kept.put_back, kept.own.close
    copy = f"{name}_kept"
    _copy(copy, name)
    return lambda: _copy(name, copy), lambda: _drop_at_last(copy)


def _drop_at_last(name: str) -> None:
    with _server() as cursor:
        _drop(name, cursor)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the demonstration once, and keep it, so that a test that commits can have the database put back.

    Postings are append-only for everybody, so a flush by TRUNCATE is refused: what was kept takes its place.
    """
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        call_command("createcachetable")
        call_command("load_demo", verbosity=0)
        put_back, end = _keep(name)
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: put_back())
    yield
    patch.undo()
    with django_db_blocker.unblock():
        end()
        with _server() as cursor:
            _let_go(name, cursor)


@pytest.fixture
def demonstration(db: None) -> Any:
    """The demonstration place, Worcestershire, as load_demo leaves it: P01 to P07 locked, P08 open and submitted."""
    from budgets.models import Place

    return Place.objects.get(slug="worcestershire")


@pytest.fixture
def world(db: None) -> Any:
    """The small world of tests/universe.py."""
    from tests.universe import Universe

    return once(Universe)
