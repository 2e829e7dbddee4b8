"""One line: what it is, its months, words, entries, postings and history, each where the figures' links lead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from schemes.models import Actual, BudgetEntry, Line
from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_place import page

LINE = "/places/worcestershire/lines/{}/?year=2022-23&period={}"


@pytest.fixture
def auditor(as_role: SignedIn) -> Client:
    return as_role("auditor.council")


def test_it_says_what_the_line_is(auditor: Client) -> None:
    html = page(auditor, LINE.format("BCF-08-N", 8))

    assert "Community equipment" in html
    assert "NHS Herefordshire and Worcestershire ICB" in html
    assert "% of it" in html
    assert "Equal months" in html


def test_a_partner_has_the_name_of_the_period(auditor: Client) -> None:
    assert "NHS Herefordshire and Worcestershire CCG" in page(auditor, LINE.format("BCF-01", 3))
    assert "NHS Herefordshire and Worcestershire CCG" not in page(auditor, LINE.format("BCF-01", 8))


def test_months_add_to_the_figures(auditor: Client) -> None:
    html = page(auditor, LINE.format("BCF-01", 8))
    total = html[html.index('data-row="total"') :]

    for amount in ("9412000.00", "6471152.48", "9788480.00"):
        assert f'data-value="{amount}"' in total


def test_every_entry_posting_and_round_can_be_linked_to(auditor: Client) -> None:
    html = page(auditor, LINE.format("BCF-01", 8))
    line = Line.objects.get(ref="BCF-01")

    for entry in BudgetEntry.objects.filter(line=line):
        assert f'id="entry-{entry.pk}"' in html
    for posting in Actual.objects.filter(line=line):
        assert f'id="posting-{posting.pk}"' in html
        assert f"/actuals/{posting.actuals_import_id}/?year=2022-23&amp;period=8&amp;code={posting.code}#rows" in html
    assert 'id="round-7"' in html
    assert 'id="round-8"' in html


def test_as_at_an_earlier_period_later_things_are_out_of_sight(auditor: Client) -> None:
    html = page(auditor, LINE.format("BCF-01", 7))

    assert 'id="round-8"' not in html
    assert "icb_p08.csv" not in html
    assert "P08, version" not in html


def test_history_says_who_from_what_to_what_and_why(auditor: Client) -> None:
    html = page(auditor, LINE.format("BCF-01", 8))
    history = html[html.index('id="history"') :]

    assert "Finance officer, ICB" in history
    assert "£849,436.82" in history
    assert "Submit P08" in history
    assert "<del>Draft</del>" in history


def test_a_line_that_has_not_begun_says_so(auditor: Client) -> None:
    html = page(auditor, LINE.format("BCF-18", 8))

    assert "Nothing stands here yet" in html
    assert "starts in P09" in html


def test_a_line_of_another_year_or_place_is_not_found(auditor: Client, stranger: Client) -> None:
    assert auditor.get(LINE.format("NONE", 8)).status_code == 404
    assert stranger.get(LINE.format("BCF-01", 8)).status_code == 404


def test_a_line_takes_the_same_queries_whatever_it_holds(
    auditor: Client, django_assert_max_num_queries: object
) -> None:
    line = Line.objects.get(ref="MH-02")
    period = Actual.objects.filter(line=line, posted_in=8).get()
    for ref, more in (("MH-02", 0), ("MH-02", 120)):
        Actual.objects.bulk_create(
            Actual(
                line=line,
                fund=line.fund,
                year=2022,
                month=8,
                posted_in=8,
                amount=Decimal(i),
                journal="A correction",
                posted_by=period.posted_by,
            )
            for i in range(more)
        )
        with django_assert_max_num_queries(20):  # type: ignore[operator]
            html = page(auditor, LINE.format(ref, 8))
    assert "Journal: A correction" in html
    assert 'aria-label="Page 2 of ' in html
