"""Copying a year forward: what next year gets, what is left out, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from budgets.actions.agreements import change_agreement
from budgets.actions.changes import decide_change
from budgets.actions.terms import Wording, add_limit, set_clauses
from budgets.actions.years import open_period
from budgets.models import Change, Contribution, Period
from s75.errors import AlreadyDone, BadInput, NotPermitted
from s75.money import total
from schemes.actions.budgets import budget_of, post_change
from schemes.actions.changes import request_change
from schemes.actions.copying import Copied, copy_year_forward
from schemes.actions.schemes import create_line, create_scheme, map_code
from schemes.forward.plan import spread, uplifted
from schemes.forward.reading import read_forward
from schemes.models import LedgerCodeLine, Line
from tests.universe import YEAR, Universe

NEXT = YEAR + 1


def copied(world: Universe, **more: Any) -> Copied:
    """The pool's year, copied by the council's pool manager."""
    return copy_year_forward(**{"place": world.place, "year": YEAR, "funds": [world.pool], "by": world.manager, **more})


def lines_of(world: Universe, year: int = NEXT) -> dict[str, Line]:
    return {line.ref: line for line in Line.objects.filter(fund=world.pool, year=year)}


def proposed(change: Change) -> dict[str, Decimal]:
    return {row.line.ref: row.amount for row in change.proposed_budgets.select_related("line")}


def money_in(change: Change) -> dict[str, Decimal]:
    rows = change.proposed_contributions.select_related("contribution__stream")
    return {row.contribution.stream.name: row.amount for row in rows}


def test_next_year_is_this_year_with_its_uplifts_and_nothing_confirmed(world: Universe) -> None:
    made = copied(world, uplifts={world.minimum: Decimal("3.33"), world.own: Decimal(-10)})
    (opening,) = made.openings
    assert (opening.state, opening.kind, opening.year, opening.amount) == ("draft", "opening", NEXT, None)
    assert money_in(opening) == {"NHS minimum": Decimal("1239.96"), "Council contribution": Decimal("1080.00")}
    assert proposed(opening) == {"BEDS-N": Decimal("1239.96"), "BEDS-C": Decimal(540), "HOME": Decimal(540)}
    assert not Contribution.objects.filter(fund__place=world.place, year=NEXT).exclude(status="indicative").exists()
    assert not world.pool.changes.filter(year=NEXT, state="posted").exists()
    states = Period.objects.filter(fund=world.pool, year=NEXT).values_list("state", flat=True)
    assert list(states) == ["future"] * 13
    assert made.started == (world.pool,)
    assert "3.33% on NHS minimum" in opening.reason


def test_what_is_copied_goes_all_the_way_to_an_open_year(world: Universe) -> None:
    (opening,) = copied(world, uplifts={world.own: Decimal("2.5")}).openings
    open_period(fund=world.pool, year=NEXT, month=1, by=world.manager)
    request_change(change=opening, by=world.manager)
    decide_change(change=opening, approve=True, authority="Board", by=world.director)
    post_change(change=opening, by=world.manager)
    assert budget_of(lines_of(world)["HOME"]) == Decimal("615.00")
    assert budget_of(world.lines["HOME"]) == Decimal(600)


def test_lines_keep_reference_profile_and_codes(world: Universe) -> None:
    weights = [Decimal(month) for month in range(1, 13)]
    Line.objects.filter(pk=world.lines["HOME"].pk).update(profile=weights, illustrative=True)
    copied(world)
    home = lines_of(world)["HOME"]
    assert (home.profile, home.illustrative, home.basis) == (weights, True, "copied from 2024-25")
    shares = LedgerCodeLine.objects.filter(line__place=world.place, line__year=NEXT).values_list(
        "ledger_code__code", "line__ref", "percent"
    )
    assert sorted(shares) == [
        ("C100", "BEDS-N", Decimal(100)),
        ("C200", "BEDS-C", Decimal(50)),
        ("C200", "HOME", Decimal(50)),
    ]


def test_original_or_current_budget_as_one_chooses(world: Universe) -> None:
    world.post(world.approved(world.pool, {"HOME": Decimal(150)}))
    forward = {
        basis: read_forward(place=world.place, funds=[world.pool], year=YEAR, basis=basis, uplifts={}, streams={})
        for basis in ("original", "current")
    }
    own = {basis: next(pot for pot in each.pots if pot.stream == world.own) for basis, each in forward.items()}
    assert (own["original"].now, own["original"].budget_then) == (Decimal(1200), Decimal(1200))
    assert (own["current"].now, own["current"].budget_then) == (Decimal(1350), Decimal(1350))


def test_closed_schemes_and_lines_without_budget_are_left_out_and_named(world: Universe) -> None:
    scheme = world.lines["HOME"].scheme
    scheme.ends = date(2025, 1, 31)
    scheme.save()
    create_line(
        scheme=world.lines["BEDS-C"].scheme, fund=world.pool, year=YEAR, ref="EMPTY", stream=world.own,
        contributing_partner=world.council, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    made = copied(world)
    assert set(lines_of(world)) == {"BEDS-N", "BEDS-C"}
    assert {(left.what, left.why) for left in made.forward.left_out} == {
        ("Line HOME Home", "Its scheme closed on 31 January 2025."),
        ("Line EMPTY Beds", "It has no budget."),
        ("Ledger code C200", "It also led to HOME. Map it again."),
    }
    own = next(pot for pot in made.forward.pots if pot.stream == world.own)
    assert (own.then, own.budget_then, own.unallocated) == (Decimal(1200), Decimal(600), Decimal(600))


def test_agreement_that_runs_on_stays_and_one_that_ends_gets_a_draft(world: Universe) -> None:
    assert copied(world).agreements == ()
    words: dict[str, Any] = {"title": "Testshire agreement", "status": "signed", "signed_on": date(2024, 4, 1)}
    change_agreement(
        agreement=world.agreement, starts=date(2024, 4, 1), ends=date(2025, 3, 31), by=world.operator,
        partners=[world.council, world.board], **words,
    )  # fmt: skip
    set_clauses(agreement=world.agreement, clauses={"aims": Wording("To share", "the agreement")}, by=world.operator)
    add_limit(agreement=world.agreement, decided_by="pool_manager", up_to=Decimal(500), by=world.operator)
    (draft,) = copied(world, funds=[world.lead], by=world.board_manager).agreements
    assert (draft.title, draft.status) == ("Testshire agreement, from 2025-26", "draft")
    assert (draft.starts, draft.ends) == (date(2025, 4, 1), date(2026, 3, 31))
    assert [clause.text for clause in draft.clauses.all()] == ["To share"]
    assert [limit.up_to for limit in draft.limits.all()] == [Decimal(500)]
    world.lead.refresh_from_db()
    assert world.lead.agreement == world.agreement


def test_second_time_is_refused_and_names_what_is_there(world: Universe) -> None:
    copied(world)
    with pytest.raises(AlreadyDone, match=r"2025-26 is there already \(Pool: 3 lines, 2 contributions, 1 change\)"):
        copied(world)
    assert Line.objects.filter(place=world.place, year=NEXT).count() == 3


def test_periods_that_were_started_before_are_used(world: Universe) -> None:
    from budgets.actions.years import start_year

    start_year(fund=world.pool, year=NEXT, by=world.manager)
    assert copied(world).started == ()


def test_other_hosts_year_is_copied_without_its_periods(world: Universe) -> None:
    made = copied(world, funds=None)
    assert {change.fund for change in made.openings} == {world.pool, world.lead}
    assert made.started == (world.pool,)
    assert not Period.objects.filter(fund=world.lead, year=NEXT).exists()


@pytest.mark.parametrize("who", ["officer", "auditor", "operator", "outsider"])
def test_only_who_sets_up_and_proposes_copies(world: Universe, who: str) -> None:
    with pytest.raises(NotPermitted):
        copied(world, by=getattr(world, who))
    assert not Line.objects.filter(place=world.place, year=NEXT).exists()


def test_year_without_money_and_senseless_uplifts_are_refused(world: Universe) -> None:
    with pytest.raises(BadInput, match="no money in it to copy"):
        copied(world, year=YEAR + 3)
    with pytest.raises(BadInput, match="outside -100% to 1000%"):
        copied(world, uplifts={world.own: Decimal(-101)})


def test_income_lines_keep_their_sign_and_the_pot_stays_whole(world: Universe) -> None:
    income = create_line(
        scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref="FEES", stream=world.own, income=True,
        contributing_partner=world.council, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    world.lines["FEES"] = income
    world.post(world.approved(world.pool, {"FEES": Decimal(-200), "HOME": Decimal(200)}, money_in={}))
    (opening,) = copied(world, uplifts={world.own: Decimal("1.01")}).openings
    amounts = proposed(opening)
    assert amounts["FEES"] == Decimal("-202.02")
    assert amounts["BEDS-C"] + amounts["HOME"] + amounts["FEES"] == Decimal("1212.12")
    assert lines_of(world)["FEES"].income


def test_income_left_out_holds_spending_to_the_contribution(world: Universe) -> None:
    gone = create_scheme(fund=world.pool, ref="GONE", name="Gone", lead_commissioner=world.council, by=world.manager)
    world.lines["FEES"] = create_line(
        scheme=gone, fund=world.pool, year=YEAR, ref="FEES", stream=world.own, income=True,
        contributing_partner=world.council, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    world.post(world.approved(world.pool, {"FEES": Decimal(-200), "HOME": Decimal(200)}, money_in={}))
    gone.ends = date(2025, 3, 31)
    gone.save()
    made = copied(world)
    own = next(pot for pot in made.forward.pots if pot.stream == world.own)
    assert (own.then, own.budget_then, own.short) == (Decimal(1200), Decimal(1200), Decimal(200))
    assert any("Income that helped to pay is left out" in left.why for left in made.forward.left_out)


money = st.decimals(min_value=-10_000, max_value=100_000, places=2)
percents = st.decimals(min_value=-100, max_value=200, places=2)


@given(st.lists(money, min_size=1, max_size=30), percents, st.decimals(min_value=0, max_value=5_000, places=2))
def test_budgets_never_exceed_the_contribution_and_readd(
    budgets: list[Decimal], percent: Decimal, spare: Decimal
) -> None:
    given_now = max(total(budgets), Decimal(0)) + spare
    then = uplifted(given_now, percent)
    parts = spread(budgets, percent, then)
    assert total(parts) <= then
    assert all((part >= 0) == (now >= 0) or part == 0 for part, now in zip(parts, budgets, strict=True))


def test_reading_asks_the_same_number_of_questions_at_any_size(world: Universe) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read_forward(place=world.place, funds=[world.pool], year=YEAR, basis="current", uplifts={}, streams={})
        return len(queries)

    small = asked()
    for i in range(12):
        line = create_line(
            scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref=f"X{i}", stream=world.own,
            contributing_partner=world.council, spending_partner=world.council, by=world.manager,
        )  # fmt: skip
        world.lines[f"X{i}"] = line
        map_code(partner=world.council, code=f"X{i}", percents={line: Decimal(100)}, by=world.manager)
    world.post(world.approved(world.pool, {f"X{i}": Decimal(10) for i in range(12)}))
    assert asked() == small
