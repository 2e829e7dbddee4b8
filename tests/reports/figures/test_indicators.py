"""The year to date by each rule, plans judged in words, and printed figures that their parts do not make."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facts.indicators import IndicatorFacts, ReadingFacts, TargetFacts
from reports.figures.indicators import IndicatorFigures, indicator_figures, judged, rounded, with_totals

PLAN = TargetFacts(">60%", ">", Decimal(60))


def made(rule: str, *readings: ReadingFacts, **about: Any) -> IndicatorFacts:
    facts = IndicatorFacts(1, "Care", "Hours", rule=rule, readings=readings)  # type: ignore[arg-type]
    return replace(facts, **about)


def read(number: int, value: str = "", share: str = "", **about: Any) -> ReadingFacts:
    numerator, _, denominator = share.partition("/")
    return ReadingFacts(
        number,
        value=Decimal(value) if value else None,
        numerator=Decimal(numerator) if share else None,
        denominator=Decimal(denominator) if share else None,
        **about,
    )


def at(facts: IndicatorFacts, number: int = 2) -> IndicatorFigures:
    return indicator_figures(facts, number, 4)


def test_each_rule_as_the_published_table_has_it() -> None:
    percent: dict[str, Any] = {"measure": "percent"}
    assert at(made("sum", read(1, "149"), read(2, "3077"))).to_date == 3226
    assert at(made("latest", read(1, "12"), read(2, "20"))).to_date == 20
    assert rounded(at(made("average", read(1, "16"), read(2, "7"))).to_date, 0) == 12  # 11.5, half up
    hostel = at(made("weighted", read(1, share="21/28"), read(2, share="60/69"), **percent)).to_date
    assert hostel is not None
    assert (rounded(hostel, 0), rounded(hostel, 1)) == (Decimal(84), Decimal("83.5"))
    assert at(made("entered", read(1, "2983"), read(2, "3126", year_to_date=Decimal(3085)))).to_date == 3085


def test_a_dash_and_a_blank_are_left_out_and_are_not_nought() -> None:
    dash = ReadingFacts(1, applicable=False)
    assert at(made("average", dash, read(2, "7"))).to_date == 7
    assert at(made("average", read(1, "0"), read(2, "7"))).to_date == Decimal("3.5")
    assert at(made("sum", dash)).to_date is None
    found = at(made("sum", read(2, "7")))
    assert (found.to_date, found.missing, found.change) == (7, (1,), None)
    assert at(made("sum", dash, read(2, "7"))).missing == ()


def test_a_weighted_year_needs_every_share() -> None:
    found = at(made("weighted", read(1, "75"), read(2, share="60/69"), measure="percent"))
    assert (found.to_date, found.printed) == (None, None)
    entered = at(made("weighted", read(1, "75"), read(2, "87", year_to_date=Decimal(84)), measure="percent"))
    assert (entered.to_date, entered.against) == (84, "no target")


def test_a_printed_figure_that_its_parts_do_not_make_is_kept_beside_the_computed_one() -> None:
    wrong = at(made("sum", read(1, "100"), read(2, "50", year_to_date=Decimal(160))))
    assert (wrong.to_date, wrong.printed, wrong.errs) == (150, 160, True)
    share = at(made("weighted", read(1, "76", "21/28"), measure="percent"), 1)
    assert (share.periods[0].value, share.periods[0].printed, share.errs) == (75, 76, True)
    right = at(made("weighted", read(1, "57", "388/681"), measure="percent"), 1)
    assert not right.errs  # 56.97% prints as 57%


def test_a_plan_that_is_summed_is_judged_pro_rata_until_the_year_is_over() -> None:
    plan = TargetFacts("1,000", "=", Decimal(1000))
    rows = [read(n, "240") for n in (1, 2, 3)]
    assert (at(made("sum", *rows, plan=plan)).pro_rata, at(made("sum", *rows, plan=plan)).against) == (
        500,
        "behind plan",
    )
    assert at(made("sum", *rows, plan=plan, better="lower")).against == "on course"
    assert at(made("sum", *rows, read(4, "280"), plan=plan), 4).against == "met"
    assert at(made("sum", *rows, read(4, "279"), plan=plan), 4).against == "not met"


@pytest.mark.parametrize(
    ("plan", "value", "better", "word"),
    [
        (PLAN, "60", "higher", "not met"),
        (PLAN, "60.1", "higher", "met"),
        (TargetFacts("≥60", ">=", Decimal(60)), "60", "lower", "met"),
        (TargetFacts("<3", "<", Decimal(3)), "3", "lower", "not met"),
        (TargetFacts("91%", "=", Decimal(91)), "91", "higher", "met"),
        (TargetFacts("91%", "=", Decimal(91)), "92", "lower", "not met"),
        (TargetFacts("91%", "=", Decimal(91)), "92", "neither", "not judged"),
        (TargetFacts("improve"), "92", "higher", "not judged"),
    ],
)
def test_a_target_is_judged_by_its_comparator(plan: TargetFacts, value: str, better: str, word: str) -> None:
    assert judged(plan, Decimal(value), better) == word


def test_a_year_without_plan_or_reading_says_so() -> None:
    assert at(made("latest", read(1, "5"))).against == "no target"
    assert at(made("latest", read(1, "5"), plan=TargetFacts("-"))).against == "no target"
    assert at(made("latest", plan=PLAN)).against == "nothing reported"
    assert at(made("latest", read(1, "5"), targets=((1, PLAN),))).periods[0].against == "not met"


def test_a_total_is_what_its_parts_add_up_to_and_an_entered_one_shows_beside_it() -> None:
    first = made("sum", read(1, "2496"), key=1, provider="A")
    second = made("sum", read(1, "2213"), key=2, provider="B")
    whole = made("sum", read(1, "4719"), key=3, provider="Total", totals=True)
    found = at(with_totals([first, second, whole])[2], 1)
    assert (found.to_date, found.periods[0].value, found.periods[0].printed) == (4709, 4709, 4719)
    other = made("sum", read(1, "9"), service="Elsewhere", key=4, totals=True)
    assert at(with_totals([first, other])[1], 1).to_date == 9


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=12))
def test_the_sum_is_the_average_times_the_periods(values: list[Decimal]) -> None:
    rows = [ReadingFacts(n, value=value) for n, value in enumerate(values, 1)]
    whole = indicator_figures(made("sum", *rows), len(rows), 12).to_date
    mean = indicator_figures(made("average", *rows), len(rows), 12).to_date
    assert whole is not None
    assert mean is not None
    assert whole == sum(values)
    assert abs(mean * len(rows) - whole) < Decimal("0.000001")
