"""Instalments: what is planned, invoiced, received and overdue of a contribution, and in which words."""

from __future__ import annotations

from datetime import date

import pytest

from reports.facts.money import InstalmentFacts, ReceiptFacts
from reports.figures.instalments import Paid, overdue, paid, state, together
from s75.money import ZERO
from tests.reports.figures.made import money
from tests.reports.figures.test_settlement import source

DUE = date(2022, 10, 1)


def instalment(*received: int, invoice: str = "INV", amount: int = 100, due: date = DUE) -> InstalmentFacts:
    receipts = tuple(ReceiptFacts(DUE, money(part), "", "") for part in received)
    return InstalmentFacts(1, 1, due, money(amount), invoice, DUE if invoice else None, receipts)


@pytest.mark.parametrize(
    ("part", "day", "said", "missing"),
    [
        (instalment(invoice=""), date(2022, 9, 30), "not invoiced", 0),
        (instalment(), DUE, "invoiced", 0),
        (instalment(), date(2022, 10, 2), "overdue", 100),
        (instalment(invoice=""), date(2022, 10, 2), "overdue", 100),
        (instalment(30), DUE, "part received", 0),
        (instalment(30), date(2022, 10, 2), "part received, overdue", 70),
        (instalment(30, 70), date(2022, 10, 2), "received", 0),
        (instalment(110), date(2022, 10, 2), "overpaid", 0),
        (instalment(100, -100), date(2022, 10, 2), "overdue", 100),
        (instalment(amount=-50), date(2022, 10, 2), "invoiced", 0),
    ],
)
def test_where_an_instalment_has_got_to(part: InstalmentFacts, day: date, said: str, missing: int) -> None:
    assert state(part, day) == said
    assert overdue(part, day) == money(missing)


def test_a_contribution_and_several() -> None:
    """Of £400, £300 is in instalments: £100 received, £100 overdue and £100 of January, not invoiced."""
    parts = (instalment(100), instalment(), instalment(invoice="", due=date(2023, 1, 1)))
    one = paid(source("ICB", 400, instalments=parts), date(2022, 11, 30))

    assert one == Paid(money(300), money(100), money(200), money(200), money(100), money(100))
    assert together([one, one]).overdue == money(200)
    assert paid(source("ICB", 400), DUE).unscheduled == ZERO
