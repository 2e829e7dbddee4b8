"""Breaches: which overspend is one, since when, by when it is to be answered, and whether it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.facts.breach import NoticeFacts, OverspendTermsFacts, Shown
from reports.figures.breaches import answered_words, breach_of, notice_of, superseded, terms_at

YEAR = 2022
USUAL = OverspendTermsFacts(0, 1, Decimal(0), 5, 21)
CHRISTMAS = {date(2022, 12, 26), date(2022, 12, 27), date(2023, 1, 2)}


def shown(*amounts: int, forecast_from: int = 1) -> list[Shown]:
    """Variances of P01, P02 …; what was forecast was so on the 21st of the month after."""
    return [
        Shown(month, Decimal(amount), date(2022, month + 4, 21) if month >= forecast_from else None)
        for month, amount in enumerate(amounts, 1)
    ]


def notice(month: int) -> NoticeFacts:
    day = date(2022, 12, 21)
    return NoticeFacts(1, month, Decimal(5), day, day, day, day, "Finance directors", "Manager", "Words")


def test_a_breach_is_answered_from_the_day_of_its_forecasts() -> None:
    found = breach_of(shown(0, 0, 0, 0, 0, 0, -5, 400), YEAR, (), CHRISTMAS, USUAL)
    assert found is not None
    assert (found.month, found.amount, found.projected_on) == (8, 400, date(2022, 12, 21))
    assert found.notice_due == date(2022, 12, 30)  # 22, 23, 28, 29 and 30 December: five working days over Christmas
    assert found.plan_due == date(2023, 1, 11)


@pytest.mark.parametrize(
    ("amounts", "since", "amount"),
    [
        ((10, 20, 30), 1, 30),
        ((10, 0, 30), 3, 30),  # on budget in between: a new one
        ((0, 20, 10), 2, 10),
        ((10, 20, -1), None, None),  # gone
        ((), None, None),
    ],
)
def test_a_breach_stands_since_the_first_period_in_a_row(
    amounts: tuple[int, ...], since: int | None, amount: int | None
) -> None:
    found = breach_of(shown(*amounts), YEAR, (), (), USUAL)
    assert (found and found.month, found and found.amount) == (since, amount)


def test_ledgers_alone_project_nothing() -> None:
    found = breach_of(shown(10, 20, 30, forecast_from=3), YEAR, (), (), USUAL)
    assert found is not None
    assert found.month == 3
    assert breach_of(shown(10, 20, forecast_from=3), YEAR, (), (), USUAL) is None


def test_a_round_that_nobody_forecast_goes_on_with_a_breach() -> None:
    rows = [*shown(10), Shown(2, Decimal(10), None)]
    found = breach_of(rows, YEAR, (), (), USUAL)
    assert found is not None
    assert found.month == 1


def test_terms_count_from_their_period_on() -> None:
    terms = [OverspendTermsFacts(2022, 1, Decimal(50), 5, 21), OverspendTermsFacts(2022, 3, Decimal(5), 10, 28)]
    found = breach_of(shown(40, 40, 40), YEAR, terms, (), USUAL)
    assert found is not None
    assert (found.month, found.terms.notice_days) == (3, 10)
    assert breach_of(shown(40, 50), YEAR, terms, (), USUAL) is None  # the tolerance itself is no breach
    assert terms_at(terms, 2021, 12, USUAL) is USUAL
    assert terms_at(terms, 2023, 1, USUAL) is terms[1]


def test_a_notice_answers_the_breach_of_its_month_and_is_superseded_by_any_other() -> None:
    breach = breach_of(shown(0, 20), YEAR, (), (), USUAL)
    ours, old = notice(2), notice(1)
    assert notice_of(breach, [old, ours]) is ours
    assert superseded(breach, [old, ours]) == [old]
    assert notice_of(None, [ours]) is None
    assert superseded(None, [ours]) == [ours]
    withdrawn = replace(ours, withdrawn_on=date(2022, 12, 22))
    assert notice_of(breach, [withdrawn]) is None
    assert superseded(None, [withdrawn]) == []
    assert notice_of(breach, [withdrawn, ours]) is ours


@pytest.mark.parametrize(
    ("done", "today", "said"),
    [
        (date(2022, 12, 30), date(2023, 1, 9), "in time"),
        (date(2022, 12, 31), date(2023, 1, 9), "1 day late"),
        (None, date(2022, 12, 28), "in 2 days"),
        (None, date(2022, 12, 30), "today"),
        (None, date(2023, 1, 9), "10 days overdue"),
    ],
)
def test_whether_it_was_answered_is_said_in_words(done: date | None, today: date, said: str) -> None:
    assert answered_words(date(2022, 12, 30), done, today) == said
