"""The sections of a board paper one by one: explanations, contributions, months and comparisons."""

from __future__ import annotations

from decimal import Decimal

from reports.facts.position import ComparatorFacts, ContributionFacts, MonthFacts, Narrative, Standing
from s75.money import ZERO
from tests.reports.figures.made import group, money, standing
from tests.reports.papers.reading_back import cell, column, said, value
from tests.reports.papers.shire import BCF, paper


def narrative(text: str, now: Standing, round_: int = 8, line: str = "S1-a") -> Narrative:
    return Narrative(line, "Reablement", group(now, line=line), text, "Recruiting", "illustrative", round_)


def test_a_line_that_owes_an_explanation_says_that_none_is_given() -> None:
    beyond, within = standing(10_000, 11_000), standing(10_000, 10_100)
    some = [
        narrative("", beyond),
        narrative("", within, line="S1-b"),
        narrative("Late start.", within, 7, line="S1-c"),
    ]

    made = paper(group(standing(30_000, 31_200, lines=3)), narratives=tuple(some), narratives_left_out=2)

    table = made.table("variances")
    assert [one.key for one in table.rows] == ["line:S1-a", "line:S1-c"]
    assert column(table, "explanation") == ["No explanation given", "Late start."]
    assert cell(table, "line:S1-c", "explanation").note == "written at P07"
    assert column(table, "mitigation") == ["Recruiting", "Recruiting"]
    assert table.notes[-1] == "Two more lines are not printed here."
    assert "One variance beyond the limit has no explanation." in said(made)


def test_a_single_line_without_any_text_is_listed_unless_texts_were_left_out() -> None:
    silent = group(standing(10_000, 9_000), scheme="S9", contributor="ICB")

    listed = paper(silent)
    unknown = paper(silent, narratives_left_out=1)

    assert column(listed.table("variances"), "explanation") == ["No explanation given"]
    assert "variances" not in [table.key for table in unknown.tables()]


def test_contributions_without_budgets_and_budgets_without_contributions() -> None:
    made = paper(
        group(standing(80, 80)),
        group(standing(5, 5), stream="DFG"),
        contributions=(
            ContributionFacts("bcf", "iBCF", "WCC", money(60), True),
            ContributionFacts("bcf", "iBCF", "WCC", money(30), False),
            ContributionFacts("bcf", "NHS minimum", "ICB", money(70), True),
        ),
    )

    assert value(made, "contributions", "source:bcf|iBCF|WCC", "unallocated") == 10
    assert cell(made.table("contributions"), "source:bcf|iBCF|WCC", "status").value == "indicative"
    assert value(made, "contributions", "source:bcf|NHS minimum|ICB", "unallocated") == 70
    assert value(made, "contributions", "source:bcf|DFG|WCC", "unallocated") == -5
    assert value(made, "contributions", "total", "unallocated") == 75
    assert cell(made.table("contributions"), "source:bcf|iBCF|WCC", "contribution").link.endswith(
        "&fund=bcf&stream=iBCF&contributor=WCC"
    )


def test_months_that_miss_the_position_say_what_they_miss() -> None:
    made = paper(group(standing(100, 110)), months=(MonthFacts("bcf", 1, money(90), money(110), ZERO, ZERO),))

    assert value(made, "months", "month:none", "budget") == 10
    assert value(made, "months", "total", "budget") == 100


def test_postings_of_a_month_whose_ledger_is_not_in_are_named_beside_the_months() -> None:
    months = (MonthFacts("bcf", 1, money(100), ZERO, money(100), ZERO),)
    journal, none = standing(100, 100, actual=money(7)), standing(100, 100)

    assert any(
        "counts in actual to date" in note for note in paper(group(journal), months=months).table("months").notes
    )
    assert not any("counts in actual" in note for note in paper(group(none), months=months).table("months").notes)


def comparator(of: str, ref: str, measure: str, amount: int) -> ComparatorFacts:
    return ComparatorFacts(of, ref, ref, measure, "2022-23", Decimal(amount), "exact", "a paper")


def test_a_paper_of_one_fund_leaves_out_the_places_comparators() -> None:
    beside = (comparator("place", "shire", "agreed value", 500), comparator("fund", "BCF", "agreed value", 90))

    made = paper(group(standing(100, 110)), funds=(BCF,), scope_name="Better Care Fund", comparators=beside)

    assert [one.key for one in made.table("comparisons").rows] == ["comparator:1:0"]
    assert value(made, "comparisons", "comparator:1:0", "difference") == 10


def test_a_measure_published_for_another_period_is_not_compared() -> None:
    beside = (comparator("scheme", "S1", "forecast above prior-year outturn at P06", 5),)

    found = cell(paper(group(standing(1, 2)), comparators=beside).table("comparisons"), "comparator:0:0", "ours")

    assert (found.value, found.note) == (None, "published for P06")


def test_a_scheme_that_the_paper_does_not_hold_is_not_compared() -> None:
    made = paper(group(standing(1, 2)), comparators=(comparator("scheme", "S7", "outturn", 5),))

    assert "comparisons" not in [section.key for section in made.sections]
