"""A scheme's own risk rule is ended from a period on: then the fund's counts again, and earlier periods keep theirs."""

from __future__ import annotations

from typing import Any

import pytest

from budgets.actions.risk import set_risk_rule
from budgets.actions.years import lock_open_period
from budgets.models import RiskRule
from reports.facts.risk import RuleFacts
from reports.figures.risk_share import in_force, rule_for
from s75.errors import BadInput, NotPermitted, PeriodLocked, WrongState
from schemes.actions.risk import end_risk_override, override_risk_rule, overrides_standing
from tests.universe import YEAR, Universe


def override(world: Universe, month: int = 1) -> RiskRule:
    return override_risk_rule(
        scheme=world.lines["HOME"].scheme, fund=world.pool, direction="over", year=YEAR, month=month, by=world.manager,
        kind="bearer", bearer=world.council,
    )  # fmt: skip


def end(world: Universe, **more: Any) -> RiskRule:
    of: dict[str, Any] = {
        "scheme": world.lines["HOME"].scheme, "fund": world.pool, "direction": "over", "year": YEAR, "month": 4,
        "reason": "As agreed", "by": world.manager, **more,
    }  # fmt: skip
    return end_risk_override(**of)


def test_it_ends_from_a_period_on_and_stands_before(world: Universe) -> None:
    override(world)
    ended = end(world)
    assert (ended.kind, ended.month, ended.words, ended.bearer) == ("fund", 4, "As agreed", None)
    assert world.pool.risk_rules.filter(for_scheme=True).count() == 2
    assert overrides_standing(world.pool) == []


def test_figures_go_by_the_funds_rule_from_then_on() -> None:
    rules = [
        RuleFacts("pool", "over", "none", YEAR, 1),
        RuleFacts("pool", "over", "bearer", YEAR, 1, scheme="HOME", bearer="TC"),
        RuleFacts("pool", "over", "fund", YEAR, 4, scheme="HOME"),
    ]
    before, after = in_force(rules, YEAR, 3), in_force(rules, YEAR, 4)
    assert [rule_for(some, "over", "HOME") is not None for some in (before, after)] == [True, False]
    assert all(rule_for(some, "over") == rules[0] for some in (before, after))


def test_it_can_be_overridden_again(world: Universe) -> None:
    override(world)
    end(world)
    again = override(world, month=6)
    assert overrides_standing(world.pool) == [again]


def test_what_does_not_stand_is_not_ended(world: Universe) -> None:
    with pytest.raises(WrongState, match="has no rule of its own for overspends in P04"):
        end(world)
    override(world)
    with pytest.raises(WrongState, match="has no rule of its own for underspends"):
        end(world, direction="under")
    end(world)
    with pytest.raises(WrongState, match="has no rule of its own"):
        end(world, month=5)


def test_a_later_rule_is_ended_first(world: Universe) -> None:
    override(world)
    override(world, month=6)
    with pytest.raises(WrongState, match="A later rule of HOME Home counts from P06 2024-25"):
        end(world)
    end(world, month=6)


def test_a_locked_period_keeps_it(world: Universe) -> None:
    override(world)
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)
    with pytest.raises(PeriodLocked):
        end(world, month=1)
    end(world, month=2)


def test_only_who_sets_up_ends_it_with_a_reason_and_never_the_funds_own(world: Universe) -> None:
    override(world)
    with pytest.raises(NotPermitted):
        end(world, by=world.board_manager)
    with pytest.raises(BadInput, match="Say why"):
        end(world, reason=" ")
    with pytest.raises(BadInput, match="Only the rule of a scheme"):
        set_risk_rule(fund=world.pool, direction="over", year=YEAR, by=world.manager, kind="fund")
