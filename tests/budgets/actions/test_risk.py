"""Risk rules are made by who sets the fund up, for periods that are open, between partners, in shares that make 100."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection

from budgets.actions.agreements import change_fund
from budgets.actions.places import add_partner
from budgets.actions.risk import set_risk_rule
from budgets.actions.years import lock_open_period
from budgets.models import Fund, Reserve, RiskRule, RiskShare, RiskTier, Threshold
from s75.errors import BadInput, NotPermitted, PeriodLocked, WrongState
from s75.history import recorded
from schemes.actions.risk import override_risk_rule
from schemes.models import RiskOverride
from tests.universe import YEAR, Universe

FIFTY = Decimal(50)


def halves(world: Universe) -> list[Any]:
    return [(None, {world.council: FIFTY, world.board: FIFTY})]


def make(world: Universe, **terms: Any) -> RiskRule:
    known: dict[str, Any] = {"fund": world.pool, "direction": "over", "year": YEAR, "by": world.manager, **terms}
    if "kind" not in known:
        known |= {"kind": "fixed", "tiers": halves(world)} | terms
    return set_risk_rule(**known)


def test_a_rule_is_kept_with_its_tiers_and_its_history(world: Universe) -> None:
    tiers = [(Decimal(100), {world.council: Decimal(100)}), (Decimal(300), dict(halves(world)[0][1])), (None, {})]
    made = make(world, kind="tiers", tiers=tiers, words=" As schedule 3 says ", source="Schedule 3")

    assert [(tier.position, tier.up_to, tier.shares.count()) for tier in made.tiers.all()] == [
        (1, 100, 1),
        (2, 300, 2),
        (3, None, 0),
    ]
    assert (made.words, made.underspends_first, made.for_scheme) == ("As schedule 3 says", True, False)
    events = apps.get_model("budgets", "RiskRuleEvent").objects.filter(pgh_obj_id=made.pk)
    assert events.get().pgh_context.metadata["reason"] == "Set who bears an overspend of Pool from P01"


def test_a_rule_of_the_same_period_is_replaced_and_a_later_one_stands_beside(world: Universe) -> None:
    first = make(world)
    second = make(world, kind="bearer", bearer=world.board)
    later = make(world, kind="none", month=5)

    assert second.pk == first.pk
    assert (second.kind, second.tiers.count()) == ("bearer", 0)
    assert not RiskShare.objects.filter(tier__rule__fund=world.pool).exists()
    assert list(world.pool.risk_rules.values_list("month", flat=True)) == [1, 5]
    assert later.pk != first.pk


@pytest.mark.parametrize("who", ["officer", "director", "auditor", "board_manager", "outsider"])
def test_only_who_sets_up_the_fund_makes_its_rules(world: Universe, who: str) -> None:
    with pytest.raises(NotPermitted):
        make(world, by=getattr(world, who))
    assert not world.pool.risk_rules.exists()


def test_nothing_moves_in_a_locked_period(world: Universe) -> None:
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="For a test", by=world.manager)

    with pytest.raises(PeriodLocked, match="P01 2024-25 of Pool is locked"):
        make(world)
    with pytest.raises(PeriodLocked):
        make(world, year=YEAR - 1, month=12)  # an earlier year's rule goes on into the locked period
    assert make(world, month=2).month == 2
    assert make(world, year=YEAR + 1).year == YEAR + 1


def wrong_cases(world: Universe) -> list[tuple[str, dict[str, Any]]]:
    half, whole = {world.council: FIFTY}, {world.council: Decimal(100)}
    stranger = add_partner(place=world.place, code="X", name="Stranger", kind="other", by=world.operator)
    reserve = Reserve.objects.create(fund=world.lead, stream=world.nhs, partner=world.board, name="Elsewhere")
    fine = {world.council: Decimal("33.33333"), world.board: Decimal("66.66667")}
    return [
        ("make 50 per cent, not 100", {"tiers": [(None, half)]}),
        ("at most four decimals", {"tiers": [(None, fine)]}),
        ("from 0 to 100", {"tiers": [(None, {world.council: Decimal(-20), world.board: Decimal(120)})]}),
        ("is not a partner of", {"tiers": [(None, {stranger: Decimal(100)})]}),
        ("is not a partner of", {"kind": "bearer", "tiers": (), "bearer": stranger}),
        ("one set of shares", {"tiers": [(Decimal(5), whole)]}),
        ("one set of shares", {"tiers": ()}),
        ("Name the partner", {"kind": "bearer", "tiers": ()}),
        ("Name the partner", {"bearer": world.board}),
        ("at least one tier", {"kind": "tiers", "tiers": ()}),
        ("Only fixed percentages and tiers", {"kind": "none"}),
        ("Tier 1 has no end", {"kind": "tiers", "tiers": [(None, whole), (Decimal(5), whole)]}),
        ("Tier 2 must end above £5.00", {"kind": "tiers", "tiers": [(Decimal(5), whole), (Decimal(5), whole)]}),
        ("of tier 2 make 50 per cent", {"kind": "tiers", "tiers": [(Decimal(5), whole), (None, half)]}),
        ("Only an underspend", {"use": "carry"}),
        ("Only an overspend", {"direction": "under", "uncommitted_first": True}),
        ("Only an overspend", {"kind": "none", "tiers": (), "uncommitted_first": True}),
        ("reserve of another fund", {"contingency": reserve}),
        ("one of the kinds", {"kind": "guess"}),
        ("one of the kinds", {"direction": "sideways"}),
        ("no period 14", {"month": 14}),
    ]


def test_what_does_not_hold_together_is_refused_and_nothing_saved(world: Universe) -> None:
    for sentence, terms in wrong_cases(world):
        with pytest.raises(BadInput, match=sentence):
            make(world, **{"kind": "fixed", "tiers": halves(world), **terms})
    assert not world.pool.risk_rules.exists()


@pytest.mark.parametrize("arrangement", ["aligned", "in_view"])
def test_partners_that_keep_their_money_share_nothing(world: Universe, arrangement: str) -> None:
    Fund.objects.filter(pk=world.pool.pk).update(arrangement=arrangement)
    world.pool.refresh_from_db()

    with pytest.raises(BadInput, match="share nothing"):
        make(world)
    assert make(world, kind="none").kind == "none"


def test_the_database_refuses_shares_that_miss_100(world: Universe) -> None:
    tier = RiskTier.objects.create(rule=make(world), position=2)
    RiskShare.objects.create(tier=tier, partner=world.council, percent=FIFTY)

    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="not 100"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_a_second_rule_of_a_period(world: Universe) -> None:
    make(world)
    with pytest.raises(IntegrityError, match="risk_rule_once_a_period"):
        RiskRule.objects.create(fund=world.pool, direction="over", kind="none", year=YEAR, month=1)


def test_the_database_refuses_terms_of_a_period_that_was_locked(world: Universe) -> None:
    rule = make(world)
    override = override_risk_rule(
        scheme=world.lines["HOME"].scheme, fund=world.pool, direction="over", year=YEAR, kind="none", by=world.manager
    )
    tier = rule.tiers.get()
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="A test.", by=world.manager)
    at = {"fund": world.pool, "year": YEAR, "month": 1}
    writes: list[Callable[[], object]] = [
        lambda: RiskRule.objects.create(direction="under", kind="none", **at),
        lambda: RiskRule.objects.filter(pk=rule.pk).update(words="Another"),
        lambda: RiskTier.objects.create(rule=rule, position=2),
        lambda: RiskTier.objects.filter(pk=tier.pk).update(up_to=5),
        lambda: RiskShare.objects.filter(tier=tier).update(percent=FIFTY),
        lambda: RiskShare.objects.filter(tier=tier).delete(),
        lambda: RiskOverride.objects.filter(rule=override).delete(),
        lambda: Threshold.objects.create(level="place", **at),
        lambda: Threshold.objects.filter(fund=world.pool, year=YEAR).update(red_percent=9),
    ]
    for write in writes:
        with (
            pytest.raises(PeriodLocked, match="Let it count from a later period"),
            recorded(by=world.manager, reason="x"),
        ):
            write()
    assert RiskRule.objects.create(fund=world.pool, year=YEAR, month=2, direction="under", kind="none").pk


def test_a_fund_whose_rule_shares_cannot_be_aligned(world: Universe) -> None:
    same: dict[str, Any] = {
        "fund": world.pool,
        "name": "Pool",
        "host": world.council,
        "position": 0,
        "by": world.operator,
    }
    rule = make(world)
    with pytest.raises(WrongState, match="A rule of Pool shares its overspends"):
        change_fund(arrangement="aligned", **same)
    make(world, kind="none")
    assert change_fund(arrangement="aligned", **same).arrangement == "aligned"
    assert world.pool.risk_rules.get().pk == rule.pk


def test_a_scheme_has_a_rule_of_its_own(world: Universe) -> None:
    scheme = world.lines["HOME"].scheme
    terms: dict[str, Any] = {"fund": world.pool, "direction": "over", "year": YEAR, "by": world.manager}
    make(world)
    first = override_risk_rule(scheme=scheme, kind="bearer", bearer=world.council, **terms)
    again = override_risk_rule(scheme=scheme, kind="none", **terms)

    assert again.pk == first.pk
    assert (again.for_scheme, again.kind, RiskOverride.objects.get(scheme=scheme).rule_id) == (True, "none", first.pk)
    with pytest.raises(BadInput, match="has no line in Pool"):
        override_risk_rule(scheme=world.lines["KIDS"].scheme, kind="none", **terms)
    with pytest.raises(NotPermitted):
        override_risk_rule(scheme=scheme, kind="none", **{**terms, "by": world.officer})
