"""check_books: adds up every rule anew from the raw tables, and prints a line for each break."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from reports.books import CHECKS, Check, breaks


class Command(BaseCommand):
    help = (
        "Prove every rule of the books from the raw tables. Ends with 1, and a line for each break, when one is broken."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = at_one_moment()
        for check, sentence in found:
            self.stdout.write(f"{check.__name__.replace('_', ' ')}: {sentence}")
        if found:
            raise SystemExit(1)
        self.stdout.write(f"{len(CHECKS)} checks, no break.")


def at_one_moment() -> list[tuple[Check, str]]:
    """The breaks as of one moment: what others write meanwhile is not seen half done."""
    nested = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if not nested:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return list(breaks())
