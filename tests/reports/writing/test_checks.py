"""What the checks find in what people write: typed figures, names, private numbers, small numbers, and what is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Cell, Column, Document, Meta, Row, Section, Table
from reports.writing.checks import Standing, findings
from reports.writing.names import Named
from reports.writing.people import people_in, private_in, small_numbers_in
from reports.writing.said import Said
from reports.writing.slots import Slot
from reports.writing.typed import typed_figures, unmatched

META = Meta("T", "Shire", "2022-23", "P08", "P08", "Board paper")


def paper(*amounts: str, percents: tuple[str, ...] = ()) -> Document:
    rows = [Row(str(i), (Cell("x"), Cell(Decimal(one), "pounds"))) for i, one in enumerate(amounts)]
    rows += [Row(f"p{i}", (Cell("x"), Cell(Decimal(one), "percent"))) for i, one in enumerate(percents)]
    table = Table("t", "Table", (Column("name", "Name", "text"), Column("amount", "£")), tuple(rows))
    return Document(META, (Section("s", "S", (table,)),))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("It is £4,595,042.", "4595042.00"),
        ("It is £4.6m over.", "4595042.00"),
        ("It is £4.6 million over.", "4595042.00"),
        ("It is £4,595k.", "4595042.00"),
        ("It is £4,595 thousand.", "4595042.00"),
        ("An underspend of £12.50.", "-12.50"),
        ("It is £5m.", "4595042.00"),
        ("Of £1.2bn.", "1200400000.00"),
    ],
)
def test_a_typed_figure_that_rounds_one_of_the_paper_is_fine(text: str, figure: str) -> None:
    typed = typed_figures(text)
    assert len(typed) == 1
    assert unmatched(typed, paper(figure)) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("It is £4.5m.", "4595042.00"),
        ("£99, in all", "100.00"),
        ("It is £4,595,043.", "4595042.00"),
        ("It is £4.60m.", "4589999.00"),
        ("£1", "100.00"),
    ],
)
def test_one_that_does_not_is_found(text: str, figure: str) -> None:
    typed = typed_figures(text)
    assert unmatched(typed, paper(figure)) == typed


def test_percentages_are_compared_with_percentages() -> None:
    typed = typed_figures("It is 3.5% or 3.6 per cent of £3.50.")
    assert [one.text for one in unmatched(typed, paper("3.50", percents=("-3.5",)))] == ["3.6 per cent"]


def test_figures_by_name_are_not_typed() -> None:
    assert typed_figures("It is {{ variance.a }} and {{ £5 }}; 2022 was fine, see 12.5.") == []


@given(st.decimals(0, 10**9, places=2))
def test_every_figure_of_a_paper_matches_itself_in_any_unit(amount: Decimal) -> None:
    document = paper(str(amount))
    for text in (f"£{amount:,.2f}", f"£{amount:,.0f}", f"£{amount / 1000:,.1f}k", f"£{amount / 1_000_000:,.2f}m"):
        assert unmatched(typed_figures(text), document) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We thank Mrs Smith for it.", ["Mrs Smith"]),
        ("Dr. Priya O'Neill-Shah", ["Dr. Priya"]),
        ("It concerns Jane Roe of Ward 3.", ["Jane Roe"]),
        ("Jane Roe moved in.", ["Jane Roe"]),
        ("the patient Zadok Ablett moved", ["Zadok Ablett"]),
        ("The Better Care Fund and Adult Social Care stand with Health and Wellbeing Board.", []),
        ("Hospital Discharge is led by Worcestershire County Council.", []),
        ("", []),
    ],
)
def test_names_of_people(text: str, found: list[str]) -> None:
    assert people_in(text) == found


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("NHS number 943 476 5919", 1),
        ("NHS number 9434765919.", 1),
        ("943 476 5918 is none", 0),
        ("Cost code 1234567890", 0),
        ("NI AB 12 34 56 C", 1),
        ("born on 3 March 1950", 1),
        ("DOB: 03/03/1950", 1),
        ("born in a hard year", 0),
    ],
)
def test_private_numbers(text: str, many: int) -> None:
    assert len(private_in(text)) == many


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Only two patients waited.", ["two patients"]),
        ("3 complex placements cost it", ["3 complex placements"]),
        ("one of the people; 12 people; five clients", []),
        ("4 schemes", []),
    ],
)
def test_small_numbers_of_people(text: str, found: list[str]) -> None:
    assert small_numbers_in(text) == found


def test_each_finding_says_where_and_how_to_cure_it() -> None:
    names = {"variance": Named("variance", "", "Variance", Cell(Decimal(5), "pounds"))}
    slots = [Slot("purpose", "Purpose", "why", required=True), Slot("background", "Background", "what")]
    texts = {"background": Said("Mr Smith owes {{ varience }} of £7.", exempt="3")}
    standing = Standing(("Pool: late",), ("The agreement",), 2, locked=False, period="P08 2022-23")

    found = findings(texts, slots, names, paper("5.00"), standing)

    blocking = [str(one) for one in found if one.blocks]
    assert blocking == [
        "Purpose: This is not written yet.",
        "Background: It is exempt from publication, and nothing stands in the public version.",
        "Background: No figure is called “varience”. Did you mean “{{ variance }}”?",
    ]
    assert [str(one) for one in found if not one.blocks] == [
        "The agreement “The agreement” is not signed.",
        "Pool: late",
        "2 variances owe an explanation.",
        "P08 2022-23 is not locked, so the figures can still change.",
        "Background: “Mr Smith” looks like the name of a person.",
        "Background: “£7” is typed by hand and is no figure of the paper.",
    ]
    assert all(one.cure for one in found)


def test_contact_points_may_name_people() -> None:
    slot = Slot("contact", "Contact", "who answers questions about the paper")
    assert findings({"contact": Said("Mr Smith")}, [slot], {}, paper(), Standing()) == []
