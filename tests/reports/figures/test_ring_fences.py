"""Ring-fences: budget and spend outside a stream's permitted schemes is found, and nothing else."""

from __future__ import annotations

from reports.facts.money import StreamFacts
from reports.figures.ring_fences import strays, unlisted
from tests.reports.figures.made import group, money, standing

FENCED = StreamFacts("Grant", ring_fenced=True, permitted=frozenset({"S1"}))


def test_money_outside_the_list_is_found() -> None:
    groups = [
        group(standing(100), stream="Grant", scheme="S1"),
        group(standing(40, actual=money(5)), stream="Grant", scheme="S2"),
        group(standing(2), stream="Grant", scheme="S2", spender="ICB"),
        group(standing(0, actual=money(7)), stream="Grant", scheme="S3"),
        group(standing(0), stream="Grant", scheme="S4"),
        group(standing(9), stream="iBCF", scheme="S2"),
    ]

    found = strays(groups, [FENCED, StreamFacts("iBCF")])

    assert [(row.scheme, row.budget, row.actual) for row in found] == [
        ("S2", money(42), money(5)),
        ("S3", money(0), money(7)),
    ]


def test_a_fence_without_a_list_flags_nothing_and_is_named() -> None:
    bare = StreamFacts("Other grant", ring_fenced=True)
    assert strays([group(standing(5), stream="Other grant")], [bare]) == ()
    assert unlisted([bare, FENCED, StreamFacts("iBCF")]) == ("Other grant",)
