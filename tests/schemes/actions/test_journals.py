"""Journals by hand: append-only, idempotent, and taken back exactly once, at once or in the next period."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from s75.errors import AlreadyDone, BadInput, NotPermitted, PeriodLocked
from schemes.actions.journals import JournalRow, post_due_reversals, post_journal, reverse_journal
from schemes.ledger_waiting import journals_due
from schemes.models import Actual, Journal
from tests.schemes.ledgers import broken_books, lock, stands
from tests.universe import YEAR, Universe


def write(world: Universe, *rows: tuple[str, int, str], key: UUID | None = None, **other: object) -> Journal:
    asked = {
        "fund": world.pool,
        "partner": world.council,
        "year": YEAR,
        "rows": [JournalRow(world.lines[ref], month, Decimal(amount)) for ref, month, amount in rows],
        "text": "Care home accrual",
        "key": key or uuid4(),
        "by": world.officer,
    }
    return post_journal(**{**asked, **other})  # type: ignore[arg-type]


def test_a_journal_posts_its_rows_into_the_open_period(world: Universe) -> None:
    lock(world, 1)
    journal = write(world, ("HOME", 2, "100.00"), ("BEDS-C", 1, "-30.00"))
    rows = journal.postings.order_by("pk").values_list("line__ref", "month", "posted_in", "amount", "journal")
    assert list(rows) == [
        ("HOME", 2, 2, Decimal("100.00"), "Care home accrual"),
        ("BEDS-C", 1, 2, Decimal("-30.00"), "Care home accrual"),
    ]
    assert broken_books() == []


def test_the_same_key_posts_once(world: Universe) -> None:
    key = uuid4()
    first, second = write(world, ("HOME", 1, "100.00"), key=key), write(world, ("HOME", 1, "100.00"), key=key)
    assert first == second
    assert stands(world, "HOME") == {"HOME": {1: Decimal("100.00")}}


def test_a_journal_is_taken_back_where_it_stands_once(world: Universe) -> None:
    journal = write(world, ("HOME", 1, "100.00"))
    lock(world, 1)
    back = reverse_journal(journal=journal, reason="Posted twice", by=world.officer)
    assert list(back.postings.values_list("month", "posted_in", "amount")) == [(1, 2, Decimal("-100.00"))]
    assert stands(world, "HOME") == {"HOME": {}}
    with pytest.raises(AlreadyDone):
        reverse_journal(journal=journal, reason="Again", by=world.officer)
    with pytest.raises(BadInput, match="takes another one back"):
        reverse_journal(journal=back, reason="Again", by=world.officer)
    assert broken_books() == []


def test_an_accrual_waits_for_the_next_period_and_is_reversed_once(world: Universe) -> None:
    journal = write(world, ("HOME", 1, "100.00"), ("BEDS-C", 1, "5.00"), reverse_next=True)
    assert journals_due([world.pool], YEAR) == []
    assert post_due_reversals(fund=world.pool, year=YEAR, by=world.officer) == []
    lock(world, 1)
    assert journals_due([world.pool], YEAR) == [(journal, Decimal("105.00"))]
    (back,) = post_due_reversals(fund=world.pool, year=YEAR, by=world.officer)
    assert back.reverses == journal
    assert post_due_reversals(fund=world.pool, year=YEAR, by=world.officer) == []
    assert stands(world, "HOME", "BEDS-C") == {
        "HOME": {1: Decimal("100.00"), 2: Decimal("-100.00")},
        "BEDS-C": {1: Decimal("5.00"), 2: Decimal("-5.00")},
    }
    assert broken_books() == []


def test_a_reversal_that_was_waived_waits_on_and_belongs_to_its_own_month(world: Universe) -> None:
    write(world, ("HOME", 1, "100.00"), reverse_next=True)
    lock(world, 1)
    lock(world, 2)
    (back,) = post_due_reversals(fund=world.pool, year=YEAR, by=world.officer)
    assert list(back.postings.values_list("month", "posted_in", "amount")) == [(2, 3, Decimal("-100.00"))]


def test_one_that_was_taken_back_at_once_is_not_due(world: Universe) -> None:
    journal = write(world, ("HOME", 1, "100.00"), reverse_next=True)
    reverse_journal(journal=journal, reason="A mistake", by=world.officer)
    lock(world, 1)
    assert journals_due([world.pool], YEAR) == []


@pytest.mark.parametrize("person", ["officer", "manager"])
def test_the_officer_or_who_keeps_the_period_posts_what_is_due(world: Universe, person: str) -> None:
    write(world, ("HOME", 1, "100.00"), reverse_next=True)
    lock(world, 1)
    assert len(post_due_reversals(fund=world.pool, year=YEAR, by=getattr(world, person))) == 1


@pytest.mark.parametrize("person", ["board_officer", "commissioner", "auditor", "outsider"])
def test_others_do_not(world: Universe, person: str) -> None:
    journal = write(world, ("HOME", 1, "100.00"), reverse_next=True)
    lock(world, 1)
    by = getattr(world, person)
    with pytest.raises(NotPermitted):
        post_due_reversals(fund=world.pool, year=YEAR, by=by)
    with pytest.raises(NotPermitted):
        reverse_journal(journal=journal, reason="x", by=by)
    with pytest.raises(NotPermitted):
        write(world, ("HOME", 2, "1.00"), by=by)
    assert stands(world, "HOME") == {"HOME": {1: Decimal("100.00")}}


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([("KIDS", 1, "1.00")], "a line of Pool"),
        ([("HOME", 2, "1.00")], "a month up to P01"),
        ([("HOME", 0, "1.00")], "a month up to P01"),
        ([("HOME", 1, "0.00")], "an amount other than 0.00"),
    ],
)
def test_a_bad_row_saves_nothing_and_is_named(world: Universe, rows: list[tuple[str, int, str]], wanted: str) -> None:
    with pytest.raises(BadInput) as caught:
        write(world, ("BEDS-C", 1, "5.00"), *rows)
    assert wanted in str(caught.value.problems[0])
    assert caught.value.problems[0].row == 2
    assert not Journal.objects.filter(fund=world.pool).exists()
    assert not Actual.objects.filter(line__place=world.place).exists()


def test_a_line_that_another_partner_spends_is_refused(world: Universe) -> None:
    with pytest.raises(BadInput) as caught:
        write(world, ("KIDS", 1, "5.00"), fund=world.lead)
    assert "a line that Testshire Council spends" in str(caught.value.problems[0])


def test_words_and_rows_are_asked_for(world: Universe) -> None:
    with pytest.raises(BadInput, match="what the journal is for"):
        write(world, ("HOME", 1, "5.00"), text=" ")
    with pytest.raises(BadInput, match="at least one row"):
        write(world)


def test_the_years_last_accrual_is_not_reversed_within_it(world: Universe) -> None:
    for month in range(1, 12):
        lock(world, month)
    with pytest.raises(BadInput, match="the year ends"):
        write(world, ("HOME", 12, "5.00"), reverse_next=True)
    assert write(world, ("HOME", 12, "5.00")).posted_in == 12


def test_without_an_open_period_nothing_is_posted(world: Universe) -> None:
    for month in range(1, 14):
        lock(world, month)
    with pytest.raises(PeriodLocked):
        write(world, ("HOME", 1, "5.00"))


def test_the_database_keeps_journals_as_they_are(world: Universe) -> None:
    journal = write(world, ("HOME", 1, "5.00"))
    for change in (lambda: Journal.objects.filter(pk=journal.pk).update(text="x"), journal.postings.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
