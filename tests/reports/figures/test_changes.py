"""What a change does, worked by hand; and that a register always re-adds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facts.change import ChangeLine, ChangePot, PostedChange, RegisterFacts, RegisterFund
from reports.figures.changes import after, beyond, pots_with, running
from reports.papers.register import register_paper
from tests.reports.papers.reading_back import assert_numbered, assert_sound, value

POT, OTHER = (1, 7), (2, 8)
pennies = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)


def line(
    ref: str, before: int, amount: int | str = 0, *, pot: tuple[int, int] = POT, income: bool = False
) -> ChangeLine:
    return ChangeLine(1, ref, ref, pot, "NHS minimum", "ICB", Decimal(before), Decimal(0), Decimal(amount), income)


def posted(budget: Decimal, contribution: Decimal, fund: str = "bcf", number: int = 1) -> PostedChange:
    people = ("Officer", "Director", "Manager")
    return PostedChange(
        fund, number, "Variation", "More", "14 Feb 2023", 9, 10, "Joint committee", "item 7", *people, abs(budget), budget,
        contribution,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "amount", "income", "left", "too_far"),
    [
        (100, -80, False, 20, False),
        (100, -100, False, 0, False),
        (100, "-100.01", False, "-0.01", True),
        (-100, 80, True, -20, False),
        (-100, "100.01", True, "0.01", True),
        (-5, 0, False, -5, False),
    ],
)
def test_line_after_a_change(before: int, amount: int | str, income: bool, left: int | str, too_far: bool) -> None:
    made = line("A", before, amount, income=income)
    assert (after(made), beyond(made)) == (Decimal(left), too_far)


def test_pot_with_a_change() -> None:
    """1,000 contributed + 200; lines of 900 take 50 and get 300: 1,200 − 1,150 = 50 are left."""
    pots = [ChangePot(POT, "NHS minimum", "ICB", Decimal(1000), Decimal(900), Decimal(200))]
    pots.append(ChangePot(OTHER, "iBCF", "WCC", Decimal(10), Decimal(4)))
    first, rest = pots_with([line("A", 500, -50), line("B", 400, 300)], pots)
    assert (first.budget, first.contributed_after, first.budgeted_after) == (Decimal(250), Decimal(1200), Decimal(1150))
    assert (first.unallocated, first.touched) == (Decimal(50), True)
    assert (rest.unallocated, rest.touched) == (Decimal(6), False)


def test_register_runs_from_original_to_current() -> None:
    fund = RegisterFund("bcf", "Better Care Fund", True, Decimal(1000), Decimal(1100))
    changes = [
        posted(Decimal(250), Decimal(200)),
        posted(Decimal(9), Decimal(9), "mh"),
        posted(Decimal(-50), Decimal(0)),
    ]
    assert [(one.budget_after, one.contributed_after) for one in running(fund, changes)] == [
        (Decimal(1250), Decimal(1300)),
        (Decimal(1200), Decimal(1300)),
    ]


@given(st.lists(st.tuples(pennies, pennies, st.sampled_from(("bcf", "mh"))), max_size=12), pennies, pennies)
def test_register_always_readds(changes: list[tuple[Decimal, Decimal, str]], first: Decimal, second: Decimal) -> None:
    funds = (
        RegisterFund("bcf", "Better Care Fund", True, first, first),
        RegisterFund("mh", "Mental health", True, second, second),
    )
    entered = tuple(posted(budget, given, fund, i) for i, (budget, given, fund) in enumerate(changes))
    paper = register_paper(RegisterFacts("shire", "Shire", "Shire", 2022, 8, True, funds, entered))
    assert_sound(paper)
    assert_numbered(paper)
    whole = first + second + sum((budget for budget, _, _ in changes), Decimal(0))
    assert value(paper, "register_funds", "total", "current") == whole


def test_fund_in_view_stays_outside_the_total() -> None:
    funds = (
        RegisterFund("bcf", "Better Care Fund", True, Decimal(10), Decimal(10)),
        RegisterFund("acute", "Acute", False, Decimal(5), Decimal(5)),
    )
    paper = register_paper(RegisterFacts("shire", "Shire", "Shire", 2022, 8, False, funds, ()))
    assert_sound(paper)
    assert value(paper, "register_funds", "total", "current") == Decimal(10)
    assert paper.meta.draft
