"""The board paper of Worcestershire at P08 against the published figures, to the penny."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.document import Bullets, Chart, Document
from reports.papers.board import board_paper
from s75.money import ZERO, total
from tests.reports.papers.reading_back import assert_numbered, assert_sound, cell, cells, column, said, value
from tests.reports.papers.worcestershire import FOLDER, NAMES, case_lines, rows, worcestershire

BCF = "worcestershire-bcf"
TOTALS = {
    "original": "130657459.00",
    "budget": "130657459.00",
    "profiled": "87104972.67",
    "actual": "88118030.42",
    "outturn": "135252501.00",
    "variance": "4595042.00",
    "percent": "3.5",
    "movement": "879139.09",
}


@pytest.fixture(scope="module")
def paper() -> Document:
    return board_paper(worcestershire())


def test_the_case_is_read_as_its_control_totals_say() -> None:
    assert FOLDER.is_dir()
    for row in rows("ledgers/control_totals.csv"):
        months = range(1, int(row["period"][1:]) + 1)
        if row["basis"] == "month":
            months = range(months[-1], months[-1] + 1)
        spent = (line for line in case_lines() if line.row["spending_partner"] == row["partner"])
        posted = total(line.ledger[month] for line in spent for month in months)
        assert posted == Decimal(row["total_on_section_75_codes"])


@pytest.mark.parametrize("table", ["funds", "schemes", "by_stream", "by_contributor", "by_spender"])
def test_every_table_ends_with_the_published_totals(paper: Document, table: str) -> None:
    for key, amount in TOTALS.items():
        assert value(paper, table, "total", key) == Decimal(amount), key


def test_totals_name_their_direction_in_words(paper: Document) -> None:
    table = paper.table("funds")

    assert cell(table, "total", "variance").word == "overspend"
    assert cell(table, "total", "movement").word == "adverse"
    assert cell(table, "fund:worcestershire-ph", "variance").word == "underspend"
    assert table.columns[8].heading == "Movement since P07"


def test_the_paper_is_sound(paper: Document) -> None:
    assert_sound(paper)
    assert_numbered(paper)


def test_sections_come_in_the_order_of_the_layout(paper: Document) -> None:
    assert [section.key for section in paper.sections] == [
        "summary",
        "funds",
        "schemes",
        "streams",
        "partners",
        "months",
        "bridge",
        "variances",
        "comparisons",
        "changes",
        "contributions",
        "sources",
    ]


def test_the_summary_says_position_movement_and_drivers(paper: Document) -> None:
    words = said(paper)

    assert words[0] == (
        "At P08 (November 2022) the forecast outturn of the five funds is 135252501.00 against a current budget of "
        "130657459.00: 4595042.00 (3.5) overspend."
    )
    assert words[1] == ("The variance has moved 879139.09 adverse since P07 (October 2022), when it was 3715902.91.")
    assert words[2] == "Actual spend to date is 88118030.42 against a budget to date of 87104972.67."
    assert words[3].startswith("The largest overspends are in MH-01 S117 mental health placements (4160269.00), ")
    assert words[4].startswith("The largest underspends are in BCF-02 Reablement, council-run service (-176100.00), ")
    assert words[6] == "Of the five funds, four are Red and one is Green."


def test_s117_is_compared_with_last_years_outturn(paper: Document) -> None:
    assert value(paper, "schemes", "scheme:worcestershire-mh:MH-01", "outturn") == Decimal("29120269.00")
    assert value(paper, "comparisons", "comparator:0:0", "ours") == Decimal("29120269.00")
    assert value(paper, "comparisons", "comparator:0:0", "published") == Decimal(23565269)
    assert value(paper, "comparisons", "comparator:0:0", "difference") == Decimal("5555000.00")
    assert value(paper, "comparisons", "comparator:0:0", "percent") == Decimal("23.6")
    sentence = next(words for words in said(paper) if "S117" in words and "outturn of 2021-22" in words)
    assert sentence == (
        "The forecast outturn of S117 mental health placements is 29120269.00, which is 5555000.00 (23.6) above the "
        "outturn of 2021-22, 23565269."
    )


def test_published_measures_stand_beside_each_other_with_what_reconciles_them(paper: Document) -> None:
    table = paper.table("reconciling")

    assert column(table, "measure")[0] == "value of the section 75 agreement, 2022-23"
    assert value(paper, "reconciling", "reconciling:0", "difference") == 624_440
    assert value(paper, "reconciling", "reconciling:1", "difference") == -6_118_101
    assert cell(table, "reconciling:0", "amount").note == "rounded to 100,000"


def test_changes_approved_since_lead_to_the_published_budget(paper: Document) -> None:
    assert value(paper, "changes", "total", "amount") == Decimal("136775560.00")
    assert value(paper, "changes_by_fund", f"fund:{BCF}", "with_changes") == Decimal("58914458.00")
    assert value(paper, "changes_by_fund", "total", "changes") == Decimal(6_118_101)
    assert any("would make the current budget 136775560.00" in words for words in said(paper))


def test_the_bridge_leads_from_p07_to_p08(paper: Document) -> None:
    assert value(paper, "bridge", "before", "amount") == Decimal("3715902.91")
    assert value(paper, "bridge", "total", "amount") == Decimal("4595042.00")
    chart = next(b for s in paper.sections for b in s.blocks if isinstance(b, Chart) and b.kind == "waterfall")
    steps = chart.series[0].values
    assert chart.totals == {0, len(steps) - 1}
    assert total(step or ZERO for step in steps[:-1]) == steps[-1]


def test_the_year_by_month_ends_at_the_outturn(paper: Document) -> None:
    chart = next(b for s in paper.sections for b in s.blocks if isinstance(b, Chart) and b.kind == "line")

    assert [(series.name, series.dashed, series.dotted) for series in chart.series] == [
        ("Budget", False, True),
        ("Actual", False, False),
        ("Forecast", True, False),
    ]
    assert chart.series[1].values[7] == chart.series[2].values[7] == Decimal("88118030.42")
    assert chart.series[2].values[-1] == Decimal("135252501.00")
    assert value(paper, "months", "total", "actual") == Decimal("88118030.42")
    assert value(paper, "months", "total", "expected") == Decimal("135252501.00")
    assert value(paper, "months", "month:8", "budget_to_date") == Decimal("87104972.67")


def test_contributions_pay_for_every_budget(paper: Document) -> None:
    assert value(paper, "contributions", "total", "contribution") == Decimal("130657459.00")
    assert value(paper, "contributions", "total", "unallocated") == 0


def test_explanations_come_largest_first_and_missing_ones_say_so(paper: Document) -> None:
    table = paper.table("variances")
    texts = dict(zip([row.key for row in table.rows], column(table, "explanation"), strict=True))

    assert list(texts)[:2] == ["line:MH-01-C", "line:MH-01-N"]
    assert texts["line:PH-08"] == "Vehicle delivered late."
    assert [key.split("|")[1] for key, text in texts.items() if text == "No explanation given"] == ["BCF-10", "BCF-03"]
    assert cell(table, "line:MH-01-C", "basis").value == "the paper, paragraph 34"
    assert cell(table, "line:MH-01-C", "rag").value == "Red"


def test_figures_and_names_open(paper: Document) -> None:
    schemes = paper.table("schemes")
    key = "scheme:worcestershire-bcf:BCF-08"

    assert cell(paper.table("funds"), f"fund:{BCF}", "name").link == (
        "/places/worcestershire/funds/worcestershire-bcf/?year=2022-23&period=8"
    )
    assert cell(schemes, key, "variance").link == (
        "/places/worcestershire/figures/variance/?year=2022-23&period=8&fund=worcestershire-bcf&scheme=BCF-08"
    )
    assert cell(schemes, key, "name").link == cell(schemes, key, "outturn").link
    assert cell(paper.table("funds"), "total", "actual").link == (
        "/places/worcestershire/figures/actual/?year=2022-23&period=8"
    )
    assert cell(paper.table("variances"), "line:PH-08", "name").link == (
        "/places/worcestershire/lines/PH-08/?year=2022-23&period=8"
    )
    assert cell(paper.table("bridge"), "before", "amount").link == (
        "/places/worcestershire/figures/variance/?year=2022-23&period=7"
    )


def test_every_money_cell_of_a_position_has_a_link(paper: Document) -> None:
    for table, row, _, found in cells(paper):
        if table.key in ("funds", "schemes", "by_stream", "by_contributor", "by_spender") and found.unit == "pounds":
            assert found.link.startswith("/places/worcestershire/figures/"), (table.key, row.key)


def test_every_money_table_states_unit_and_sign(paper: Document) -> None:
    for table in paper.tables():
        if any(one.unit == "pounds" for one in table.columns):
            assert table.notes[0] == "£ and pence. A positive variance is an overspend.", table.key


def test_totals_with_an_illustrative_part_are_marked(paper: Document) -> None:
    assert cell(paper.table("funds"), "total", "outturn").illustrative
    assert paper.meta.marks
    bullets = next(b for b in paper.sections[-1].blocks if isinstance(b, Bullets))
    assert any(item.startswith("Illustrative") for item in bullets.items)


def test_the_ledgers_and_the_states_are_named(paper: Document) -> None:
    assert len(paper.table("ledgers").rows) == 16
    assert set(column(paper.table("ledgers"), "partner")) == set(NAMES.values())
    assert value(paper, "ledgers", "ledger:14", "control_total") == Decimal("68408169.34")
    assert set(column(paper.table("states"), "state")) == {"open"}


def test_the_title_block(paper: Document) -> None:
    meta = paper.meta

    assert meta.title == "Section 75 pooled budgets: all five funds at P08 (November 2022)"
    assert (meta.place, meta.year, meta.period, meta.draft) == ("Worcestershire", "2022-23", "P08", True)
    assert meta.as_at == "P08 (November 2022), open, so figures can still change"
    assert ("Compared with", "P07 (October 2022)") in meta.facts
