"""The movement bridge: its steps lead exactly from one variance to the next."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.figures.bridge import Part, bridge
from s75.money import total
from tests.reports.figures.made import money, pounds


def part(key: str, before: str | int, now: str | int, *, illustrative: bool = False) -> Part:
    return Part(key, key.title(), money(before), money(now), illustrative)


def test_sheffield_in_thousands() -> None:
    moves = [-1016, -171, 39, -9820]
    parts = [part("opening", 16231, 16231), *(part(f"step {i}", 0, move) for i, move in enumerate(moves))]

    made = bridge(parts)

    assert made.start == 16231
    assert [step.amount for step in made.steps] == [0, -1016, -171, 39, -9820]
    assert made.end == 5263


def test_the_largest_movements_keep_their_order_and_the_rest_is_one_step() -> None:
    parts = [part("a", 0, 5), part("b", 0, -50), part("c", 10, 13), part("d", 0, 20), part("e", 1, 1)]

    made = bridge(parts, largest=2)

    assert [(step.key, step.amount) for step in made.steps] == [("b", -50), ("d", 20), ("", 8)]
    assert made.steps[-1].label == "All other schemes"
    assert made.start + total(step.amount for step in made.steps) == made.end == -11


def test_what_did_not_move_is_no_step_among_the_largest() -> None:
    parts = [part("a", 5, 5), part("b", 0, -3), part("c", 2, 2)]

    assert [step.key for step in bridge(parts, largest=8).steps] == ["b"]
    assert bridge(parts[:1], largest=8).steps == ()
    assert [step.key for step in bridge(parts).steps] == ["a", "b", "c"]


def test_one_part_more_than_the_largest_is_shown_by_its_name() -> None:
    made = bridge([part("a", 0, 1), part("b", 0, 2), part("c", 0, 3)], largest=2)

    assert [step.key for step in made.steps] == ["a", "b", "c"]


def test_the_rest_is_illustrative_when_a_part_of_it_is() -> None:
    parts = [part("a", 0, 9), part("b", 0, 8), part("c", 0, 1, illustrative=True), part("d", 0, 2)]

    made = bridge(parts, largest=2)

    assert [step.illustrative for step in made.steps] == [False, False, True]


def test_a_bridge_of_nothing_stays_at_nil() -> None:
    made = bridge([])

    assert (made.start, made.steps, made.end) == (0, (), 0)


@given(st.lists(st.tuples(pounds, pounds), max_size=20), st.integers(1, 6))
def test_steps_re_add_to_the_penny(amounts: list[tuple[Decimal, Decimal]], largest: int) -> None:
    parts = [Part(str(i), str(i), before, now) for i, (before, now) in enumerate(amounts)]

    made = bridge(parts, largest=largest)

    assert made.start + total(step.amount for step in made.steps) == made.end
    assert len(made.steps) <= largest + 1
