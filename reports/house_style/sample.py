"""A made-up board paper with something in every section: what a template is filled with on trial, before any real one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from reports.document import Document, Meta, Paragraph, Section
from reports.facts.change import PostedChange, RegisterFacts, RegisterFund
from reports.facts.indicators import IndicatorFacts, PerformanceFacts, ReadingFacts, TargetFacts
from reports.facts.position import (
    ChangeFacts,
    ComparatorFacts,
    ContributionFacts,
    FundFacts,
    Group,
    LedgerFacts,
    MonthFacts,
    Narrative,
    PartnerFacts,
    PositionFacts,
    SchemeFacts,
    Standing,
    ThresholdFacts,
)
from reports.facts.risk import Direction, RiskFacts, RuleFacts, TierFacts
from reports.facts.wider import ClaimFacts, FloorFacts, NoticeSent, RoundCount, SchemeLabel, WiderFacts
from reports.layouts import Layout
from reports.papers.board.paper import board_paper
from s75.money import ZERO
from s75.years import month_end
from schemes.reporting_periods import FORTNIGHT, MONTH, QUARTER

YEAR, PERIOD = 2025, 8
FUNDS = (
    FundFacts("home", "HOME", "Home first", "pooled", "C", True, "locked", 8),
    FundFacts("minds", "MINDS", "Minds", "pooled", "N", True, "locked", 8),
)
PARTNERS = (PartnerFacts("C", "The council"), PartnerFacts("N", "The board"))
LIMITS = (
    ThresholdFacts("scheme", Decimal(1000), Decimal(5), Decimal(1000), Decimal(5)),
    ThresholdFacts("fund", Decimal(2000), Decimal(1), None, None),
)


WAYS: tuple[Direction, ...] = ("over", "under")
SPENT, STILL_TO_COME = (Decimal(7_500), ZERO), (ZERO, Decimal(9_000))


def _standing(budget: int, profiled: int, actual: int, to_come: int) -> Standing:
    spent = Decimal(actual)
    return Standing(Decimal(90_000), Decimal(budget), Decimal(profiled), spent, spent, Decimal(to_come), lines=1)


def _group(fund: str, scheme: str, stream: str, partner: str, outturn: int) -> Group:
    now = _standing(96_000, 64_000, 60_000, outturn - 60_000)
    before = _standing(90_000, 52_500, 52_000, 40_000)
    return Group(fund, scheme, stream, partner, partner, False, now, before)


GROUPS = (_group("home", "H1", "Minimum", "N", 120_000), _group("minds", "M1", "Own", "C", 90_000))
WIDER = WiderFacts(
    schemes=(SchemeLabel("H1", "Social care", "Home care"), SchemeLabel("M1", "Mental health", "Home care")),
    national=(("Minimum", "Minimum NHS Contribution"),),
    floors=(FloorFacts("social_care", "Social care", Decimal(100_000)),),
    claims=(ClaimFacts(1, "minds", "Own", "C", Decimal(96_000), Decimal(100_000)),),
    rounds=(RoundCount("home", 1, 1), RoundCount("minds", 1, 0)),
    notices=(NoticeSent("home", 8, Decimal(24_000), date(2025, 12, 19), date(2025, 12, 10), date(2026, 1, 9)),),
    changed=True,
)
CHANGED = PostedChange(
    "home", 1, "virement", "More hours", "1 July 2025", 4, 4, "Board", "12", "A clerk", "A director", "A manager",
    moved=Decimal(6_000), budget=Decimal(6_000), contribution=Decimal(6_000),
)  # fmt: skip
REGISTER = RegisterFacts(
    "sample", "Sampleshire", "all funds", YEAR, PERIOD, True,
    (RegisterFund("home", "Home first", True, Decimal(90_000), Decimal(90_000)),), (CHANGED,),
)  # fmt: skip


FORTNIGHTS = tuple(date(2025, 4, 13) + timedelta(days=14 * number) for number in range(26))
MEASURED = PerformanceFacts(
    "sample", "Sampleshire", YEAR, PERIOD, month_end(YEAR, PERIOD), True, FORTNIGHTS,
    tuple(
        IndicatorFacts(
            number, "Hours at home", f"Hours by {cadence}", cadence=cadence, plan=TargetFacts("1,000", "=", Decimal(1_000)),
            readings=(ReadingFacts(1, value=Decimal(90)), ReadingFacts(2, value=Decimal(110))),
        )
        for number, cadence in enumerate((QUARTER, MONTH, FORTNIGHT), 1)
    ),
)  # fmt: skip


def _facts() -> PositionFacts:
    halves = tuple((partner.code, Decimal(50)) for partner in PARTNERS)
    rules = tuple(
        RuleFacts(fund.slug, way, "fixed", YEAR, 1, tiers=(TierFacts(None, halves),)) for fund in FUNDS for way in WAYS
    )
    return PositionFacts(
        place="sample", place_name="Sampleshire", scope_name="all funds", year=YEAR, period=PERIOD, compared_with=7,
        locked=True, funds=FUNDS, partners=PARTNERS, groups=GROUPS,
        schemes=(SchemeFacts("H1", "Hours at home", "home"), SchemeFacts("M1", "Talking", "minds")),
        months=tuple(
            MonthFacts("home", month, Decimal(8_000), *(SPENT if month <= PERIOD else STILL_TO_COME), ZERO)
            for month in range(1, 13)
        ),
        narratives=(Narrative("L1", "Hours at home", GROUPS[0], "More people.", "Fewer hours.", "Referrals", 8),),
        narratives_left_out=0,
        comparators=(
            ComparatorFacts("fund", "home", "Home first", "outturn", "2024-25", Decimal(95_000), "£", "Accounts"),
        ),
        changes=(ChangeFacts(2, "Beds", "variation", "home", 9, "approved", Decimal(5_000), "Held until P09"),),
        contributions=(
            ContributionFacts("home", "Minimum", "N", Decimal(96_000), True),
            ContributionFacts("minds", "Own", "C", Decimal(100_000), False),
        ),
        ledgers=(LedgerFacts("The council", 8, "cumulative", "ledger.csv", Decimal(60_000), "12 December 2025"),),
        thresholds={fund.slug: LIMITS for fund in FUNDS},
        risk=RiskFacts(rules=rules, reserves={("home", "Winter"): Decimal(50_000)}),
        register=REGISTER, wider=WIDER, performance=MEASURED,
    )  # fmt: skip


def sample_paper(layout: Layout) -> Document:
    """The made-up board paper in a layout, as a draft, so that every part of it is there."""
    return board_paper(_facts(), layout)


@cache
def any_paper() -> Document:
    """A paper that has what every paper has, and nothing by a name of its own."""
    meta = Meta("A paper", "Sampleshire", "2025-26", "P08", "P08 (November 2025), locked", "Paper", facts=())
    return Document(meta, (Section("words", "Words", (Paragraph("Some words.", 1),)),))
