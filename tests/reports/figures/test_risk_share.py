"""Shares of an amount: each kind of rule worked by hand, the rule in force at a period, and nothing lost to rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.facts.risk import RuleFacts, TierFacts
from reports.figures.risk_share import in_force, rule_for, share_out
from tests.reports.figures.made import money
from tests.reports.figures.risks import fixed, rule

CONTRIBUTIONS = {"WCC": money(300), "ICB": money(600)}
OWN = {"WCC": money(70), "ICB": money(30)}


def shares(amount: str | int, made: RuleFacts | None, **more: dict[str, Decimal]) -> dict[str, Decimal]:
    found = share_out(money(amount), made, **{"contributions": CONTRIBUTIONS, "own": OWN, **more})
    assert sum(found.shares.values(), found.by_agreement) == money(amount)
    return dict(found.shares) | ({"by agreement": found.by_agreement} if found.by_agreement else {})


def test_fifty_fifty_splits_an_odd_penny_to_the_first() -> None:
    assert shares("100.01", fixed(WCC=50, ICB=50)) == {"WCC": money("50.01"), "ICB": money("50.00")}
    assert shares("-100.01", fixed(WCC=50, ICB=50)) == {"WCC": money("-50.01"), "ICB": money("-50.00")}


def test_in_proportion_to_contributions() -> None:
    assert shares(100, rule("contributions")) == {"WCC": money("33.33"), "ICB": money("66.67")}


@pytest.mark.parametrize("given", [{}, {"WCC": money(0)}, {"WCC": money(10), "ICB": money(-5)}])
def test_contributions_that_give_no_proportion_leave_it_to_agreement(given: dict[str, Decimal]) -> None:
    assert shares(100, rule("contributions"), contributions=given) == {"by agreement": money(100)}


def test_one_partner_bears_all() -> None:
    assert shares(100, rule("bearer", bearer="ICB")) == {"ICB": money(100)}


def test_without_sharing_each_bears_its_own() -> None:
    assert shares(100, rule("none")) == {"WCC": money(70), "ICB": money(30)}
    assert shares(50, rule("none"), own={"WCC": money(70), "ICB": money(-20)}) == {
        "WCC": money(70),
        "ICB": money(-20),
    }


def test_own_lines_of_what_is_left_go_by_proportion() -> None:
    assert shares(-50, rule("none"), own={"WCC": money(-70), "ICB": money(-30)}) == {
        "WCC": money(-35),
        "ICB": money(-15),
    }


def test_without_a_rule_all_is_by_agreement() -> None:
    assert shares(100, None) == {"by agreement": money(100)}
    assert shares(0, None) == {}


TIERED = rule(
    "tiers",
    tiers=(
        TierFacts(money(100_000), (("WCC", Decimal(100)),)),
        TierFacts(money(300_000), (("WCC", Decimal(50)), ("ICB", Decimal(50)))),
        TierFacts(None),
    ),
)


@pytest.mark.parametrize(
    ("amount", "council", "board", "agreed"),
    [
        (80_000, 80_000, 0, 0),  # all of it in the first £100,000
        (100_000, 100_000, 0, 0),
        (250_000, 175_000, 75_000, 0),  # 100,000 + half of 150,000
        (300_000, 200_000, 100_000, 0),
        (450_000, 200_000, 100_000, 150_000),  # above 300,000 by agreement
        (-250_000, -175_000, -75_000, 0),
    ],
)
def test_each_tier_gets_its_slice(amount: int, council: int, board: int, agreed: int) -> None:
    found = share_out(money(amount), TIERED, contributions={}, own={})

    assert found.shares.get("WCC", 0) == council
    assert found.shares.get("ICB", 0) == board
    assert found.by_agreement == agreed
    assert sum(piece.amount for piece in found.slices) == amount


def test_above_a_last_tier_that_ends_it_is_by_agreement() -> None:
    capped = rule("tiers", tiers=(TierFacts(money(10), (("WCC", Decimal(100)),)),))

    found = share_out(money(25), capped, contributions={}, own={})

    assert [(piece.start, piece.up_to, piece.amount) for piece in found.slices] == [(0, 10, 10), (10, None, 15)]
    assert (found.shares, found.by_agreement) == ({"WCC": money(10)}, money(15))


def test_the_newest_rule_up_to_the_period_is_in_force() -> None:
    old, new, later = (rule("none", year=2021, month=1), rule("bearer", month=4), rule("fixed", month=9))
    other = rule("contributions", direction="under", year=2021, month=1)
    single = rule("none", scheme="S1", month=5)
    made = (later, new, single, old, other)

    assert set(in_force(made, 2022, 8)) == {new, single, other}
    assert set(in_force(made, 2022, 9)) == {later, single, other}
    assert set(in_force(made, 2022, 3)) == {old, other}  # that of the year before goes on
    assert in_force(made, 2020, 12) == ()
    assert rule_for(in_force(made, 2022, 8), "over") == new
    assert rule_for(in_force(made, 2022, 8), "over", "S1") == single
    assert rule_for(in_force(made, 2022, 8), "under", "S1") is None
