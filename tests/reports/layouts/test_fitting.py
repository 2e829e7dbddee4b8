"""House layouts around papers with sections of their own: nothing is lost, nothing withheld comes back, units are said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.catalogue import PAPERS
from reports.document import Bullets, Document, Paragraph
from reports.facts.indicators import IndicatorFacts, PerformanceFacts, ReadingFacts, TargetFacts
from reports.layouts import Entry, Held, Layout, Part
from reports.layouts.fitting import fitted, lay_out
from reports.layouts.houses import NAMES, house
from reports.layouts.written import Written, text_blocks
from reports.papers.annual_return import annual_return
from reports.papers.memorandum import memorandum_paper
from reports.papers.outturn import outturn_paper
from reports.papers.partner_view import partner_view
from reports.papers.performance import performance_paper
from reports.papers.quarterly import quarterly_report
from reports.publishing.drawing import Whole, draw
from reports.render.words import print_cell
from reports.writing.said import Said
from s75.years import month_end
from tests.reports.figures.made import group, money, standing
from tests.reports.papers.reading_back import assert_sound, cell
from tests.reports.papers.test_year_papers import account

FACTS = account(
    group(standing(1000, 1100, actual=money(700))),
    group(standing(5000, 4000, actual=money(200)), stream="NHS", contributor="ICB", spender="WCC"),
)
COST = IndicatorFacts(
    1, "Care", "Cost of an hour", measure="pounds", decimals=2, rule="latest", plan=TargetFacts("<20", "<", Decimal(20)),
    readings=(ReadingFacts(1, value=Decimal("21.5")), ReadingFacts(2, value=Decimal("19.25"))),
)  # fmt: skip
MEASURED = PerformanceFacts("shire", "Shire", 2022, 8, month_end(2022, 8), False, (date(2022, 4, 14),), (COST,))
KINDS: dict[str, Callable[[Layout], Document]] = {
    "outturn": lambda layout: outturn_paper(FACTS, layout),
    "quarterly": lambda layout: quarterly_report(FACTS, layout),
    "annual": lambda layout: annual_return(FACTS, layout),
    "performance": lambda layout: performance_paper(MEASURED),
    "memorandum": lambda layout: memorandum_paper(FACTS, layout),
    "partner": lambda layout: partner_view(replace(FACTS, about="ICB"), layout),
}


def laid_out(kind: str, name: str, written: Written | None = None) -> Document:
    return lay_out(KINDS[kind](house(name)), house(name), written or Written(), draft=False)


def headings(document: Document, level: int = 2) -> list[str]:
    return [section.heading for section in document.sections if section.level == level]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_a_paper_stands_in_every_layout_once(name: str) -> None:
    for kind, made in KINDS.items():
        document = laid_out(kind, name)
        assert sorted(t.key for t in document.tables()) == sorted(t.key for t in made(house(name)).tables()), kind
        assert_sound(document)


def test_the_outturn_paper_in_durhams_layout() -> None:
    document = laid_out(
        "outturn", "durham", Written({"conclusion": text_blocks("So be it.")}, {"report_of": "A director"})
    )
    under = {section.key: section for section in document.sections}

    assert headings(document)[:3] == ["Executive Summary", "Position of the pooled funds", "Conclusion"]
    assert headings(document, 3)[:3] == ["Outturn by fund", "Outturn by scheme", "Who bears it"]
    assert headings(document, 3)[3:5] == ["Settlement between the partners", "Carried forward"]
    assert isinstance(under["executive_summary"].blocks[0], Paragraph)
    assert document.meta.title.startswith("Forecast outturn: ")
    assert ("Report of", "A director") in document.meta.facts
    assert ("Meeting", "Cabinet") in document.meta.above
    notes = under["sources"].blocks[0]
    assert isinstance(notes, Bullets)
    assert under["sources"].heading == "Appendix 2: Sources and notes"
    assert print_cell(cell(document.table("funds"), "fund:bcf", "variance")) == "(1)"
    assert document.table("settlement").notes[0] == "£000; a negative amount is in brackets."


def test_what_follows_the_funds_in_a_paper_follows_them_in_a_layout() -> None:
    inside = [one.key for one in laid_out("quarterly", "durham").sections if one.level == 3]

    assert inside[:5] == ["income", "expenditure", "funds", "settlement", "forecast"]


def test_what_is_withheld_comes_back_nowhere() -> None:
    words = Written({"position": text_blocks("Exempt.")}, withheld=frozenset({"position", "executive_summary"}))

    assert laid_out("outturn", "durham", words).tables() == ()


def test_a_layout_without_a_place_for_positions_gives_the_rest_headings_of_their_own() -> None:
    layout = Layout(
        "x", "X", "T", (Part("why", "Why", "why"), Part("by", "By fund", figures=(Held("funds"),)),
                        Part("end", "Notes", figures=(Held("sources"),)))
    )  # fmt: skip
    made = fitted(layout, {"summary": "In short", "funds": "Funds", "rest": "The rest", "sources": "How to read it"})

    assert [part.heading for part in made.parts] == ["Why", "By fund", "In short", "The rest", "Notes"]


def test_a_part_that_is_called_as_a_section_of_figures_keeps_apart_from_it() -> None:
    talks = Part("settlement", "Talks", "what was said")
    layout = replace(house("durham"), parts=(*house("durham").parts, talks))
    keys = [one.key for one in lay_out(outturn_paper(FACTS, layout), layout).sections]

    assert {"settlement", "settlement-figures"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_a_statement_follows_the_parts_of_a_layout_that_hold_figures() -> None:
    """Its notes and what is borne stand where the layout has them; implications and recommendations have no place."""
    whole = Whole("partner", replace(FACTS, about="ICB"), house("durham"), {"position": Said("As agreed.")})
    document = draw(whole, draft=False)

    assert headings(document) == ["Executive Summary", "Position of the pooled funds", "Appendix 2: Sources and notes"]
    assert headings(document, 3)[-2:] == ["What it bears", "What is to be settled"]
    assert ("Meeting", "Cabinet") in document.meta.above
    assert {slot.key for slot in whole.slots if not slot.entry} == {"executive_summary", "position"}


def test_a_paper_without_slots_in_its_layout_still_has_its_title_block() -> None:
    """And what goes without a number in it stays so inside the frame."""
    layout = Layout("x", "X", "T", (), above=(Entry("meeting", "Meeting", "which"),), numbering="sections")
    texts = {"meeting": Said("Cabinet"), "purpose": Said("To see.")}
    whole = Whole("memorandum", FACTS, layout, texts)
    document = draw(whole, draft=False)

    assert document.meta.above == (("Meeting", "Cabinet"),)
    assert [section.heading for section in document.sections][:2] == ["Purpose", "The account"]
    assert [section.number for section in document.sections][:2] == [1, 2]
    assert whole.slots[0].entry


def test_money_of_an_indicator_keeps_its_own_unit() -> None:
    table = laid_out("performance", "durham").table("indicators_quarter")

    assert print_cell(cell(table, "indicator:1", "period:2")) == "19.25"


def test_a_paper_that_was_published_before_its_kind_followed_layouts_stays_as_it_was() -> None:
    texts = {"next_steps": Said("Talks begin.")}
    then = Whole("outturn", FACTS, house("durham"), texts, formulas=1)
    today = replace(then, formulas=0)

    assert headings(draw(then, draft=False))[0] == "Where the year ends"
    assert headings(draw(then, draft=False))[-1] == "What happens next"
    assert "What happens next" not in headings(draw(today, draft=False))
    assert PAPERS["outturn"].laid_out_since == 2
