"""Two people on one ledger at the same moment, on real connections: what can be done once is done once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest

from s75.errors import RuleBroken
from schemes.actions.import_reversals import reverse_import
from schemes.actions.journals import JournalRow, post_journal, reverse_journal
from schemes.models import ImportReversal, Journal, SuspenseClearing
from tests.schemes.actions.test_races import together
from tests.schemes.ledgers import bring, broken_books, clear, stands
from tests.universe import YEAR, Universe


def once(job: Callable[[], object]) -> None:
    """Two do it at once: one has done it, and the other is refused in a sentence."""
    refused = [result for result in together(job, job) if isinstance(result, RuleBroken)]
    assert len(refused) == 1, refused


@pytest.mark.django_db(transaction=True)
def test_clearing_undoing_and_journals_happen_once() -> None:
    world = Universe()
    made = bring(world, 1, {"C100": "10.00", "Z9": "3.00"})
    once(partial(clear, world, "Z9", {"HOME": 100}))
    assert SuspenseClearing.objects.filter(place=world.place).count() == 1
    assert stands(world, "HOME") == {"HOME": {1: Decimal("3.00")}}

    once(partial(reverse_import, made=made, reason="Wrong file", by=world.officer))
    assert ImportReversal.objects.filter(actuals_import=made).count() == 1
    assert stands(world, "HOME", "BEDS-N") == {"HOME": {}, "BEDS-N": {}}

    accrual = partial(
        post_journal, fund=world.pool, year=YEAR, partner=world.council, text="Accrual", key=uuid4(), by=world.officer,
        rows=[JournalRow(world.lines["HOME"], 1, Decimal(5))],
    )  # fmt: skip
    together(accrual, accrual)  # a second click gets the first journal, or the sentence that it is there
    journal = Journal.objects.get(fund=world.pool)
    assert stands(world, "HOME") == {"HOME": {1: Decimal(5)}}
    once(partial(reverse_journal, journal=journal, reason="Paid", by=world.officer))
    assert stands(world, "HOME") == {"HOME": {}}
    assert broken_books() == []
