"""A place made by hand for papers: two funds that count and one in view, with only what a test is about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reports.document import Document
from reports.facts.position import FundFacts, Group, PartnerFacts, PositionFacts, SchemeFacts, ThresholdFacts
from reports.papers.board import board_paper
from tests.reports.figures.made import money
from tests.reports.papers.reading_back import assert_numbered, assert_sound

LIMITS = (
    ThresholdFacts("scheme", money(1000), Decimal(5), money(1000), Decimal(5)),
    ThresholdFacts("fund", money(2000), Decimal(1), None, None),
)


def fund(slug: str, name: str, *, counted: bool = True) -> FundFacts:
    return FundFacts(slug, slug.upper(), name, "pooled", "WCC", counted, "locked")


BCF, MH, ACUTE = fund("bcf", "Better Care Fund"), fund("mh", "Mental health"), fund("acute", "Acute", counted=False)


def facts(*some: Group, funds: tuple[FundFacts, ...] = (BCF, MH), **more: Any) -> PositionFacts:
    known: dict[str, Any] = {
        "place": "shire",
        "place_name": "Shire",
        "scope_name": "all funds",
        "year": 2022,
        "period": 8,
        "compared_with": 7,
        "locked": True,
        "schemes": (SchemeFacts("S1", "Reablement", "bcf"), SchemeFacts("S1", "Reablement, mental health", "mh")),
        "partners": (PartnerFacts("WCC", "The council"), PartnerFacts("ICB", "The board")),
        "months": (),
        "narratives": (),
        "narratives_left_out": 0,
        "comparators": (),
        "changes": (),
        "contributions": (),
        "ledgers": (),
        "thresholds": {one.slug: LIMITS for one in funds},
        **more,
    }
    return PositionFacts(funds=funds, groups=some, **known)


def paper(*some: Group, **more: Any) -> Document:
    """A paper in which every test checks at once that tables re-add and rows are full."""
    made = board_paper(facts(*some, **more))
    assert_sound(made)
    assert_numbered(made)
    return made
