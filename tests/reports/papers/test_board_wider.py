"""What the board paper tells beside the position: kinds, pressures, risks, confidence, conditions, claims, reserves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reports.document import Document
from reports.facts.indicators import IndicatorFacts, PerformanceFacts, ReadingFacts, TargetFacts
from reports.facts.position import ComparatorFacts, MonthFacts, Narrative
from reports.facts.risk import RiskFacts
from reports.facts.wider import ClaimFacts, FloorFacts, NoticeSent, RoundCount, SchemeLabel, WiderFacts
from reports.layouts.plain import PLAIN
from reports.papers.board import board_paper
from reports.papers.cells import ILLUSTRATIVE
from reports.publishing.drawing import Whole, draw
from reports.publishing.files import Edition
from reports.publishing.kept import facts_as_data, facts_from_data
from s75.money import ZERO
from tests.reports.figures.made import group, money, standing
from tests.reports.papers.reading_back import cell, column, said, value
from tests.reports.papers.shire import facts, paper
from tests.reports.papers.worcestershire import worcestershire

WIDER = WiderFacts(
    schemes=(SchemeLabel("S1", "Social Care", "Home care"), SchemeLabel("S2", "Acute", "Home care", "NHS")),
    national=(("iBCF", "iBCF"), ("NHS", "Minimum NHS Contribution")),
    floors=(FloorFacts("social_care", "Social care", money(50)),),
    claims=(ClaimFacts(1, "bcf", "Claimed", "ICB", money(100), money(80)),),
    rounds=(RoundCount("bcf", 2, 2),),
    notices=(NoticeSent("bcf", 6, money(5000), date(2022, 10, 7), date(2022, 10, 10), date(2022, 10, 28)),),
)
GROUPS = (
    group(standing(100_000, 140_000)),
    group(standing(100, 60), scheme="S2", stream="NHS", contributor="ICB"),
    group(standing(80, 95), scheme="S3", stream="Claimed", contributor="ICB"),
)


@pytest.fixture(scope="module")
def document() -> Document:
    months = tuple(
        MonthFacts("bcf", month, ZERO, money(10_000) if month <= 6 else ZERO, ZERO, ZERO) for month in range(1, 13)
    )
    told = (Narrative("L1", "Reablement", GROUPS[0], "More people. " * 60, "Fewer hours.", "", 8),)
    risk = RiskFacts(reserves={("bcf", "Winter"): money(466_000)})
    return paper(*GROUPS, months=months, narratives=told, risk=risk, wider=WIDER)


def test_areas_and_types_make_the_whole(document: Document) -> None:
    assert column(document.table("by_area"), "name") == ["Acute", "Social Care", "Not said", "Total"]
    assert value(document, "by_kind", "kind:Home care", "budget") == money(100_100)
    assert value(document, "by_area", "total", "outturn") == money(140_155)


def test_pressures_and_underspends_are_ranked_with_their_drivers(document: Document) -> None:
    table = document.table("pressures")

    assert [row.key for row in table.rows] == ["pressure:bcf:S1", "pressure:bcf:S3"]
    drivers = str(cell(table, "pressure:bcf:S1", "drivers").value)
    assert drivers.endswith("More people.")
    assert len(drivers) <= 240
    assert cell(table, "pressure:bcf:S1", "mitigation").value == "Fewer hours."
    assert value(document, "underspends", "pressure:bcf:S2", "variance") == money(-40)


def test_what_is_red_and_which_notices_were_sent(document: Document) -> None:
    assert any("red by the limits of their funds" in words and "Reablement" in words for words in said(document))
    assert cell(document.table("notices"), "notice:0", "sent").value == "10 October 2022 (late)"
    assert cell(document.table("notices"), "notice:0", "plan").value == "due 28 October 2022"


def test_forecasts_stand_beside_a_straight_line_of_the_spend(document: Document) -> None:
    table = document.table("confidence")

    assert [cell(table, "fund:bcf", key).value for key in ("lines", "fresh", "older", "never")] == [3, 2, 1, 0]
    assert value(document, "confidence", "fund:bcf", "straight") == money(120_000)  # 60,000 in six months
    assert value(document, "confidence", "fund:bcf", "beyond") == money(20_155)
    assert cell(table, "fund:mh", "straight").value is None


def test_conditions_claims_and_reserves(document: Document) -> None:
    conditions = document.table("conditions")
    assert cell(conditions, "condition:social_care", "forecast").word == "not met"
    assert value(document, "conditions", "condition:social_care", "margin") == money(-50)
    assert value(document, "claims", "claim:1", "claimed") == money(80)
    assert value(document, "claims", "claim:1", "beyond") == money(15)
    assert value(document, "reserves", "total", "balance") == money(466_000)


HOURS = IndicatorFacts(
    1, "Care", "Hours", plan=TargetFacts("40", "=", Decimal(40)), illustrative=True,
    readings=(ReadingFacts(1, value=Decimal(8)), ReadingFacts(2, value=Decimal(10))),
)  # fmt: skip
NO_PERIOD_OVER = PerformanceFacts("shire", "Shire", 2022, 2, date(2022, 5, 31), False, indicators=(HOURS,))
HALF_OVER = replace(NO_PERIOD_OVER, period=8, day=date(2022, 11, 30))


def test_indicators_stand_in_a_section_once_a_period_of_theirs_is_over() -> None:
    made = paper(*GROUPS, performance=HALF_OVER)
    early = paper(*GROUPS, performance=NO_PERIOD_OVER)

    assert cell(made.table("indicators_quarter"), "indicator:1", "to_date").value == Decimal(18)
    assert any("one indicator, of which one has a plan" in words for words in said(made))
    assert "indicators" not in [section.key for section in early.sections]
    assert ILLUSTRATIVE in made.meta.marks


def test_of_many_indicators_a_page_shows_those_that_fall_short() -> None:
    many = tuple(
        replace(HOURS, key=n, name=f"Hours {n}", plan=TargetFacts("4", "=", Decimal(4)) if n > 3 else HOURS.plan)
        for n in range(1, 41)
    )
    made = paper(*GROUPS, performance=replace(HALF_OVER, indicators=many))

    assert column(made.table("indicators_quarter"), "indicator") == ["Care", "Hours 1", "Hours 2", "Hours 3"]
    assert (
        "The table shows the three indicators that fall short of the plan. The performance paper has all of them."
        in said(made)
    )


def test_facts_that_were_kept_before_there_were_indicators_draw_as_they_did() -> None:
    older = facts(*GROUPS, wider=WIDER)
    kept = facts_as_data(older)
    del kept["facts"]["performance"]
    whole = Whole("board", facts_from_data(kept), PLAIN, {})
    edition = Edition(whole, "shire", 1, 1, 2022, 8, "", False, datetime(2022, 12, 1, tzinfo=UTC), {}, kept)

    assert draw(whole, draft=False) == board_paper(older, draft=False)
    assert edition.data()["facts"] == kept


def test_a_section_without_anything_to_say_is_left_out() -> None:
    keys = [section.key for section in paper(group(standing(100, 100)), wider=WiderFacts()).sections]

    assert not {"areas", "types", "pressures", "flags", "conditions", "claims", "reserves"} & set(keys)


def test_published_shares_and_round_figures() -> None:
    made = board_paper(worcestershire())

    assert cell(made.table("shares"), "share:0", "percent").value == Decimal("43.07")
    assert value(made, "shares", "share:0", "rest") == Decimal(77_861_102)
    assert any("is £29.1m, +23.6% on 2021-22" in words for words in said(made))
    assert value(made, "changes", "change:3", "amount") == Decimal(18_101)


def test_shared_budgets_as_a_part_of_all_spending() -> None:
    known = ("place", "shire", "Shire")
    part = ComparatorFacts(*known, "shared budgets", "2022-23", Decimal(56_000_000), "rounded to 1000000", "A paper")
    whole = ComparatorFacts(
        *known,
        "all spending that they are part of",
        "2022-23",
        Decimal(3_800_000_000),
        "rounded to 100000000",
        "A paper",
    )

    made = paper(*GROUPS, comparators=(part, whole))

    assert cell(made.table("shares"), "share:0", "percent").value == Decimal("1.47")
    assert "reconciling" not in [table.key for table in made.tables()]
