"""The board paper where there is little, or something unusual: no lines, no forecasts, no earlier period, one fund."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.document import Chart, Document
from reports.facts.position import (
    ChangeFacts,
    ContributionFacts,
    Group,
    LedgerFacts,
    MonthFacts,
    PartnerFacts,
    Standing,
)
from reports.layouts import Held, Part
from reports.layouts.plain import PLAIN
from reports.papers.board import board_paper
from s75.money import ZERO
from tests.reports.figures.made import group, groups, money, standing
from tests.reports.papers.reading_back import assert_sound, cell, column, row, said, value
from tests.reports.papers.shire import ACUTE, BCF, MH, facts, fund, paper


def heading(document: Document) -> list[str]:
    return [section.key for section in document.sections]


def test_a_fund_without_lines_stands_at_nil() -> None:
    made = paper(group(standing(100, 110), standing(100, 100)))

    assert value(made, "funds", "fund:mh", "budget") == 0
    assert cell(made.table("funds"), "fund:mh", "percent").value is None
    assert cell(made.table("funds"), "fund:mh", "rag").value == "Green"
    assert row(made.table("schemes"), "fund:mh").sums == ()


def test_a_place_without_any_line_makes_a_paper() -> None:
    made = paper()

    assert said(made)[0].startswith("Nothing is budgeted, spent or forecast in ")
    assert "comparisons" not in heading(made)


def test_a_place_without_any_fund_makes_a_paper() -> None:
    assert said(paper(funds=()))[0].startswith("No fund here counts")


def test_a_year_without_forecasts_stands_at_budget_and_says_so() -> None:
    now = Standing(original=money(120), budget=money(120), unforecast=money(120), lines=1, not_forecast=1)
    months = tuple(MonthFacts("bcf", m, money(10), ZERO, ZERO, money(10)) for m in range(1, 13))

    made = paper(group(now), compared_with=None, months=months)

    assert value(made, "funds", "total", "variance") == 0
    assert cell(made.table("funds"), "total", "outturn").note == "not forecast"
    assert "The one line has no forecast: it stands at its budget." in said(made)
    chart = next(b for s in made.sections for b in s.blocks if isinstance(b, Chart))
    assert [series.name for series in chart.series] == ["Budget", "Forecast"]
    assert value(made, "months", "total", "unforecast") == 120


def test_ledgers_that_are_not_in_are_named() -> None:
    ledger = LedgerFacts("Shire County Council", 2, "month", "file.csv", money(1), "1 Aug 2024")
    known = (PartnerFacts("SCC", "Shire County Council"), PartnerFacts("ICB", "NHS Shire"))
    lines = (group(standing(100, 100), spender="SCC"), group(standing(50, 50), scheme="S2", spender="ICB"))

    some = said(paper(*lines, partners=known, period=2, ledgers=(ledger,)))
    late = said(paper(*lines, partners=known, period=3, ledgers=(ledger,)))

    assert "The ledger of NHS Shire up to P02 is not in, so what is spent is not complete." in some
    assert (
        "The ledgers of Shire County Council and NHS Shire up to P03 are not in, so what is spent is not complete."
        in late
    )
    assert "No ledger of this year is in, so what is spent is not known here." in said(paper(*lines, partners=known))


def test_some_lines_not_forecast_and_months_with_nothing_are_noted() -> None:
    now = standing(100, 90, unforecast=money(10), lines=5, not_forecast=2, gaps=1)

    made = paper(group(now, now), group(standing(1, 1), scheme="S2", fund="mh"))

    note = cell(made.table("schemes"), "scheme:bcf:S1", "outturn").note
    assert note == "2 of 5 not forecast; no ledger and no forecast for 1 month"
    assert cell(made.table("funds"), "total", "outturn").note.startswith("2 of 6 not forecast")


def test_the_first_period_has_nothing_to_compare_with() -> None:
    made = paper(group(standing(100, 110)), compared_with=None)

    assert "There is no earlier period in this year to compare with." in said(made)
    found = cell(made.table("funds"), "total", "movement")
    assert (found.value, found.word, found.link) == (None, "", "")
    assert "bridge" not in [table.key for table in made.tables()]


def test_a_scheme_in_two_funds_prints_in_each() -> None:
    made = paper(group(standing(100, 110)), group(standing(50, 40), fund="mh"))

    assert value(made, "schemes", "scheme:bcf:S1", "variance") == 10
    assert value(made, "schemes", "scheme:mh:S1", "variance") == -10
    assert cell(made.table("schemes"), "scheme:mh:S1", "name").value == "S1 Reablement, mental health"
    assert row(made.table("schemes"), "total").sums == ("fund:bcf", "fund:mh")


def test_negative_and_zero_budgets() -> None:
    made = paper(
        group(standing(-3_870, -2_592), scheme="income"),
        group(standing(0, 5), scheme="nothing"),
    )

    assert value(made, "schemes", "scheme:bcf:income", "percent") == Decimal("33.0")
    assert cell(made.table("schemes"), "scheme:bcf:income", "rag").value == "Red"
    assert cell(made.table("schemes"), "scheme:bcf:nothing", "percent").value is None
    assert cell(made.table("schemes"), "scheme:bcf:nothing", "rag").value == "Red"


def test_a_paper_of_one_fund_names_it_and_bridges_by_scheme() -> None:
    some = [group(standing(100, 100 + i), standing(100, 100), scheme=f"S{i}") for i in range(12)]

    made = paper(*some, funds=(BCF,), scope_name="Better Care Fund")

    assert said(made)[0].startswith("At P08 (November 2022) the forecast outturn of Better Care Fund is ")
    steps = column(made.table("bridge"), "step")
    assert steps[1:-1] == [f"S{i}" for i in range(4, 12)] + ["All other schemes"]
    assert "fund=bcf" in cell(made.table("funds"), "total", "variance").link
    assert cell(made.table("by_stream"), "stream:iBCF", "variance").link.endswith("&fund=bcf&stream=iBCF")


def test_funds_in_view_stand_outside_every_total() -> None:
    made = paper(
        group(standing(100, 110), standing(100, 100)),
        group(standing(999, 1_500), fund="acute"),
        funds=(BCF, ACUTE),
        contributions=(ContributionFacts("acute", "iBCF", "WCC", money(999), True),),
        changes=(ChangeFacts(1, "More", "variation", "acute", 9, "approved", money(7), "a letter"),),
        months=tuple(MonthFacts("acute", m, money(1), money(1), ZERO, ZERO) for m in range(1, 13)),
    )

    for table in ("funds", "schemes", "by_stream", "by_contributor", "by_spender"):
        assert value(made, table, "total", "budget") == 100
    assert value(made, "in_view", "fund:acute", "variance") == 501
    assert "total" not in [one.key for one in made.table("in_view").rows]
    assert value(made, "contributions", "total", "contribution") == 0
    assert "changes" not in [table.key for table in made.tables()]
    assert value(made, "months", "month:1", "actual") == 0


def test_a_place_of_funds_in_view_only_has_no_totals() -> None:
    made = paper(group(standing(1, 2), fund="acute"), funds=(ACUTE, replace(ACUTE, slug="other")))

    assert heading(made) == ["summary", "schemes", "variances", "sources"]
    assert made.tables()[0].key == "in_view"


def test_a_fund_in_view_has_a_paper_of_its_own() -> None:
    made = paper(group(standing(100, 101), fund="acute"), funds=(ACUTE,), scope_name="Acute")

    assert value(made, "funds", "total", "variance") == 1
    assert "This fund is in view only: it is in no total of the place." in said(made)


def test_isle_of_wight_prints_an_overspend_in_brackets() -> None:
    bracketed = replace(PLAIN, overspend=-1)
    now = standing(6_113_000, 6_277_000)

    made = board_paper(facts(group(now, standing(6_113_000, 6_200_000))), bracketed)

    assert_sound(made)
    assert value(made, "funds", "total", "variance") == -164_000
    assert value(made, "funds", "total", "percent") == Decimal("-2.7")
    assert value(made, "funds", "total", "movement") == -77_000
    assert cell(made.table("funds"), "total", "variance").word == "overspend"
    assert made.table("funds").notes == ("£ and pence. An overspend is negative.",)


def test_a_layout_leaves_sections_out() -> None:
    short = replace(PLAIN, parts=(Part("funds", "The funds", figures=(Held("funds"),)),))

    made = board_paper(facts(group(standing(1, 2))), short, draft=False)

    assert [section.heading for section in made.sections] == ["The funds"]
    assert not made.meta.draft


def test_a_layout_leaves_small_variances_unexplained_and_counts_them() -> None:
    from_a_thousand = replace(PLAIN, least_variance=money(1500))
    some = [group(standing(10_000, 10_000 + over), spender=str(over)) for over in (1_400, 1_600)]

    made = board_paper(facts(*some), from_a_thousand).table("variances")

    assert [row.cells[1].value for row in made.rows] == [money(1_600)]
    assert made.notes[-1] == "One more line is not printed here."


def test_names_with_braces_stay_as_they_are() -> None:
    some = group(standing(1, 2), scheme="{0}{x}")

    assert any("{0}{x}" in words for words in said(paper(some, scope_name="{all}")))


@given(st.lists(groups, max_size=10))
def test_any_facts_make_a_sound_paper(some: list[Group]) -> None:
    made = paper(*some, funds=(BCF, MH, fund("ld", "Learning disability")), narratives_left_out=1)

    assert value(made, "funds", "total", "variance") == value(made, "schemes", "total", "variance")
