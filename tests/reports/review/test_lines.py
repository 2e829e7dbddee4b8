"""Which lines deserve a look of their own, in which order, and which of them a reader sees."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from reports.facts.position import ThresholdFacts
from reports.review.choices import Choice, offered, read_choice
from reports.review.lines import ReviewLine, Said, asked, biggest_first, doubts
from tests.reports.figures.made import group, standing

LIMIT = ThresholdFacts("scheme", Decimal(100), Decimal(5), Decimal(200), Decimal(10))


def line(ref: str = "A", *, budget: int = 1000, outturn: int = 1000, before: int = 1000, **more: Any) -> ReviewLine:
    """A submitted line of £1,000 that the reader reviews; `before` was its outturn in the last round."""
    given = {
        "key": 1, "fund": 1, "name": "Beds", "spender": 1, "limit": LIMIT, "stored": "submitted", "state": "submitted",
        "version": 2, "explained": True, "mine": True, "own": False, "ins": frozenset(), "open": True, **more,
    }  # fmt: skip
    return ReviewLine(ref=ref, group=group(standing(budget, outturn), standing(budget, before)), **given)


def said(kind: str, month: int = 8) -> Said:
    return Said(kind, kind.capitalize(), month, "Words", "Somebody", datetime(2022, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("one", "given", "reasons"),
    [
        (line(), {}, []),
        (line(outturn=1049, before=1049), {}, []),  # amber and explained
        (line(outturn=1050, before=1050), {}, ["red"]),
        (line(outturn=900, before=900, explained=False), {}, ["not explained"]),
        (line(outturn=900, before=1000), {}, ["moved by more than the limit"]),
        (line(outturn=900, before=1000), {"compared": False}, []),
        (line(), {"challenged": Decimal(-300)}, ["the run rate points elsewhere"]),
        (line(), {"asked": True}, ["a query is not answered in words"]),
        (line(outturn=5000, limit=None, explained=False), {}, []),  # a fund without limits
    ],
)
def test_reasons_to_look(one: ReviewLine, given: dict[str, Any], reasons: list[str]) -> None:
    assert doubts(one, **{"challenged": None, "asked": False, "compared": True, **given}) == reasons


@pytest.mark.parametrize(
    ("thread", "open_query"),
    [
        ([], False),
        ([said("query")], True),
        ([said("query"), said("answer")], False),
        ([said("query"), said("answer"), said("comment"), said("query")], True),
        ([said("query"), said("approval")], True),
        ([said("query", 7)], False),
    ],
)
def test_a_query_is_open_until_it_is_answered(thread: list[Said], open_query: bool) -> None:
    assert asked(thread, 8) == open_query


def test_biggest_movers_come_first() -> None:
    lines = [line("A", outturn=1100, before=1100), line("B", outturn=1010), line("C", outturn=900)]

    assert [one.ref for one in biggest_first(lines, compared=True)] == ["C", "B", "A"]
    assert [one.ref for one in biggest_first(lines, compared=False)] == ["A", "C", "B"]


@pytest.mark.parametrize(
    ("given", "approve", "query"),
    [
        ({}, True, True),
        ({"mine": False}, False, False),
        ({"own": True}, False, False),
        ({"open": False}, False, False),
        ({"stored": "draft"}, False, False),
        ({"stored": "queried"}, False, False),
        ({"stored": "approved"}, False, True),
        ({"stored": None}, False, False),
    ],
)
def test_what_a_reader_may_do(given: dict[str, Any], approve: bool, query: bool) -> None:
    assert (line(**given).may_approve, line(**given).may_query) == (approve, query)


def test_without_a_choice_a_reviewer_sees_what_waits_for_them_and_others_all_that_waits() -> None:
    mine, others, own = line("A"), line("B", mine=False), line("C", own=True)

    assert [one.ref for one in (mine, others, own) if Choice().shows(one, reviewer=True)] == ["A"]
    assert [one.ref for one in (mine, others, own) if Choice().shows(one, reviewer=False)] == ["A", "B", "C"]


def test_choice_of_an_address() -> None:
    choice = read_choice({"state": "queried", "rag": "Blue", "fund": "bcf", "partner": "A&B"})

    assert choice.query == "&fund=bcf&partner=A%26B&state=queried"
    assert not choice.shows(line(stored="queried", state="queried"), reviewer=True)  # another partner spends it
    assert read_choice({"state": "nonsense"}).waiting


def test_filters_offer_what_lines_have() -> None:
    fields = {
        field["name"]: field["options"] for field in offered(Choice(), [line()], {"WCC": "Council"}, {"bcf": "BCF"})
    }

    assert [option["label"] for option in fields["state"]] == ["Waiting for review", "All lines", "Submitted"]  # type: ignore[attr-defined]
    assert [option["label"] for option in fields["partner"]] == ["All partners", "Council"]  # type: ignore[attr-defined]
