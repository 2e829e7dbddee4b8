"""The performance paper beyond the published table: months, words, targets by period, outputs, nothing at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from reports.document import Cell
from reports.facts.coding import decode, encode
from reports.facts.indicators import IndicatorFacts, OutputFacts, PerformanceFacts, ReadingFacts, TargetFacts
from reports.papers.performance import performance_paper
from reports.render.html import render_document
from reports.render.words import print_cell, print_paragraph
from reports.render.xlsx_format import number_format
from s75.years import month_end

HOSTILE = "=1+1 <script>alert(1)</script> {{ name }}"


def facts(*indicators: IndicatorFacts, period: int = 8, outputs: tuple[OutputFacts, ...] = ()) -> PerformanceFacts:
    day = month_end(2024, period)
    return PerformanceFacts("p", "Testshire", 2024, period, day, False, (date(2024, 4, 14),), indicators, outputs)


def made(**about: Any) -> IndicatorFacts:
    return IndicatorFacts(**{"key": 1, "service": "Care", "name": "Hours", **about})


def said(paper: Any, section: str) -> str:
    blocks = next(one for one in paper.sections if one.key == section).blocks
    return " ".join(print_paragraph(block) for block in blocks if hasattr(block, "number"))


def test_a_rate_is_printed_with_the_decimals_that_it_was_given() -> None:
    assert [print_cell(Cell(Decimal(value), "rate")) for value in ("12", "83.6", "-1.50", "-0.0")] == [
        "12%", "83.6%", "−1.50%", "0.0%",
    ]  # fmt: skip
    assert number_format("rate", 1) == '0.0%;"−"0.0%'


def test_months_show_the_newest_six_and_the_whole_year_to_date() -> None:
    readings = tuple(ReadingFacts(n, value=Decimal(10)) for n in range(1, 9) if n != 3)
    table = performance_paper(facts(made(cadence="month", readings=readings))).table("indicators_month")
    assert [column.heading for column in table.columns[2:-2]] == ["P03", "P04", "P05", "P06", "P07", "P08"]
    cells = dict(zip((column.key for column in table.columns), table.rows[1].cells, strict=True))
    assert (cells["period:3"].value, cells["to_date"].value, cells["to_date"].note) == ("", 70, "without P03")


def test_words_and_targets_by_period_are_printed_as_such() -> None:
    plan = TargetFacts("on track")
    worded = made(measure="text", rule="latest", plan=plan, readings=(ReadingFacts(2, words="late"),))
    target = ((2, TargetFacts("<3", "<", Decimal(3))),)
    days = made(
        key=2, measure="days", decimals=1, rule="average", better="lower", targets=target,
        readings=(ReadingFacts(1, applicable=False), ReadingFacts(2, value=Decimal("3.25"), note=HOSTILE)),
    )  # fmt: skip
    paper = performance_paper(facts(worded, days))
    first, second = paper.table("indicators_quarter").rows[1:]
    assert [cell.value for cell in first.cells] == ["Hours", "on track", "", "late", "late", "not judged"]
    assert [cell.value for cell in second.cells] == ["Hours", "", "-", Decimal("3.3"), Decimal("3.3"), "no target"]
    assert second.cells[3].note == f"{HOSTILE}; its own target not met"
    assert "<script>" not in render_document(paper)


def test_outputs_stand_beside_their_plan() -> None:
    output = OutputFacts("S1", "Home first", "Packages", Decimal("100.00"), ((1, Decimal("20.50"), ""),))
    table = performance_paper(facts(outputs=(output,))).table("outputs")
    assert [print_cell(cell) for cell in table.rows[0].cells] == [
        "S1 Home first", "Packages", "100", "20.5", "", "20.5%", "behind plan",
    ]  # fmt: skip
    assert table.rows[0].cells[-1].note == "25 by Q1"


def test_a_place_without_indicators_and_a_year_without_a_period_say_so() -> None:
    assert said(performance_paper(facts()), "summary").startswith("No indicator is set up for this year")
    early = performance_paper(facts(made(), period=1))
    assert said(early, "summary") == "One indicator is set up. No period of reporting is over yet."


def test_the_facts_are_kept_exactly() -> None:
    reading = ReadingFacts(1, numerator=Decimal(21), denominator=Decimal(28), year_to_date=Decimal("75.0"))
    whole = facts(
        made(measure="percent", rule="weighted", plan=TargetFacts(">60%", ">", Decimal(60)), readings=(reading,))
    )
    assert decode(PerformanceFacts, encode(whole)) == whole
