"""Copying a year forward where streams end: successors, what ends without one, reserves and claims."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.actions.changes import agree_contribution
from budgets.actions.streams import change_stream, create_stream
from budgets.models import Contribution, FundingStream
from s75.errors import BadInput
from schemes.actions.schemes import create_line
from tests.schemes.actions.test_copying import NEXT, copied, lines_of, money_in, proposed
from tests.universe import YEAR, Universe


def better_care(world: Universe) -> dict[str, FundingStream]:
    """iBCF and the council's discharge funding with 300 and 100 on a line each, the ICB's discharge funding with 50."""
    by, found = world.operator, {}
    rows = (
        ("iBCF", "iBCF", 300, world.council),
        ("Discharge LA", "Local Authority Discharge Funding", 100, world.council),
        ("Discharge ICB", "ICB Discharge Funding", 50, world.board),
    )
    FundingStream.objects.filter(pk=world.minimum.pk).update(national="Minimum NHS Contribution")
    for i, (name, national, amount, payer) in enumerate(rows):
        found[name] = create_stream(
            place=world.place, name=name, kind="grant", national=national, better_care=True, by=by
        )
        world.lines[f"B{i}"] = create_line(
            scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref=f"B{i}", stream=found[name],
            contributing_partner=payer, spending_partner=world.council, by=world.manager,
        )  # fmt: skip
        world.post(world.approved(world.pool, {f"B{i}": Decimal(amount)}))
    return found


def test_old_streams_lead_to_their_national_successors_from_2025(world: Universe) -> None:
    old = better_care(world)
    made = copied(world, uplifts={old["iBCF"]: Decimal(10)})
    grant = FundingStream.objects.get(place=world.place, national="Local Authority Better Care Grant")
    assert (grant.first_year, grant.kind) == (NEXT, "grant")
    assert money_in(made.openings[0]) == {
        "NHS minimum": Decimal(1250), "Council contribution": Decimal(1200), "Local Authority Better Care Grant": Decimal(430),
    }  # fmt: skip
    lines = lines_of(world)
    assert [lines[f"B{i}"].stream for i in range(3)] == [grant, grant, world.minimum]
    assert [proposed(made.openings[0])[f"B{i}"] for i in range(3)] == [Decimal(330), Decimal(100), Decimal(50)]
    for name, after in (("iBCF", grant), ("Discharge LA", grant), ("Discharge ICB", world.minimum)):
        old[name].refresh_from_db()
        assert (old[name].last_year, old[name].successor) == (YEAR, after)


def test_own_successor_comes_before_the_national_one_and_a_choice_before_both(world: Universe) -> None:
    old = better_care(world)
    mine = create_stream(place=world.place, name="Our grant", kind="grant", first_year=NEXT, by=world.operator)
    change_stream(stream=old["iBCF"], last_year=YEAR, successor=mine, by=world.operator)
    made = copied(world, streams={old["Discharge ICB"]: world.own})
    assert {stream.name: target.name for stream, target in made.forward.targets.items() if target} == {
        "NHS minimum": "NHS minimum", "Council contribution": "Council contribution", "iBCF": "Our grant",
        "Discharge LA": "Local Authority Better Care Grant", "Discharge ICB": "Council contribution",
    }  # fmt: skip


def test_stream_that_ends_without_successor_is_left_out_with_its_lines(world: Universe) -> None:
    change_stream(stream=world.minimum, last_year=YEAR, by=world.operator)
    made = copied(world)
    assert set(lines_of(world)) == {"BEDS-C", "HOME"}
    named = {left.what: left.why for left in made.forward.left_out}
    assert named["Line BEDS-N Beds"] == "NHS minimum ends, and nothing takes its place."
    assert "NHS minimum ends with 2024-25" in named["Contribution of NHS Testshire ICB: NHS minimum, Pool"]


def test_stream_of_no_such_year_cannot_be_chosen(world: Universe) -> None:
    over = create_stream(place=world.place, name="Over", kind="grant", last_year=YEAR, by=world.operator)
    with pytest.raises(BadInput, match="Over does not exist in 2025-26"):
        copied(world, streams={world.own: over})


def test_money_drawn_from_a_reserve_is_not_given_again(world: Universe) -> None:
    kept = create_stream(place=world.place, name="Reserve", kind="reserve", by=world.operator)
    line = create_line(
        scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref="ONCE", stream=kept,
        contributing_partner=world.council, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    world.lines["ONCE"] = line
    world.post(world.approved(world.pool, {"ONCE": Decimal(80)}))
    made = copied(world)
    assert "ONCE" not in lines_of(world)
    assert {left.amount for left in made.forward.left_out} == {Decimal(80)}
    assert {left.what for left in made.forward.left_out} == {
        "Line ONCE Home", "Contribution of Testshire Council: Reserve, Pool"
    }  # fmt: skip


def test_claim_keeps_a_ceiling_that_grows_with_it(world: Universe) -> None:
    claim = create_stream(place=world.place, name="Claim", kind="claim", by=world.operator)
    agree_contribution(
        fund=world.pool, year=YEAR, partner=world.board, stream=claim, ceiling=Decimal(500), by=world.manager
    )
    world.lines["CLAIM"] = create_line(
        scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref="CLAIM", stream=claim,
        contributing_partner=world.board, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    world.post(world.approved(world.pool, {"CLAIM": Decimal(500)}))
    copied(world, uplifts={claim: Decimal(2)})
    assert Contribution.objects.get(stream=claim, year=NEXT).ceiling == Decimal(510)
