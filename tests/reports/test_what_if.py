"""What is asked in “what if”: amounts as people write them, and a sentence for everything that makes no sense."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.forms.what_if import MOST, choices, read_asked, read_more
from reports.layouts.plain import PLAIN
from reports.papers.board.reading import Reading, read
from tests.reports.figures.made import group, money, standing
from tests.reports.papers.shire import ACUTE, BCF, MH, facts


@pytest.fixture
def reading() -> Reading:
    groups = [group(standing(10, 10), fund=fund) for fund in ("bcf", "mh", "acute")]
    return read(facts(*groups, funds=(BCF, MH, ACUTE)), PLAIN)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("250000", "250000"), ("£250,000.50", "250000.50"), ("£0.25m", "250000"), ("5.555 million", "5555000"),
        ("1,000k", "1000000"), ("2 thousand", "2000"), ("(50,000)", "-50000"), ("-50k", "-50000"), ("−£1m", "-1000000"),
        ("(0.5m)", "-500000"), ("£-2k", "-2000"), ("  12 ", "12"), ("£1,234.5", "1234.50"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, amount: str) -> None:
    assert read_more(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "lots",
        "",
        "0",
        "£",
        "-",
        "12%",
        "1.2345678901m",
        "9" * 30,
        "1e9",
        "NaN",
        "Infinity",
        "5 bn",
        "<b>",
        "--5k",
        "(5k",
        "(-5k)",
    ],
)
def test_nonsense_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="Enter "):
        read_more(text)


def test_rows_are_read_and_blank_ones_ask_nothing(reading: Reading) -> None:
    asked = read_asked(["bcf:S1", "", "mh:S1"], ["5", "", "1k"], reading)

    assert asked.more == {("bcf", "S1"): money(5), ("mh", "S1"): money(1000)}
    assert [(row.scheme, row.more) for row in asked.rows] == [("bcf:S1", "5"), ("mh:S1", "1k"), ("", "")]
    assert asked.problems == []
    assert read_asked([], [], reading).more == {}


@pytest.mark.parametrize(
    ("schemes", "amounts", "sentence"),
    [
        (["bcf:S9"], ["5"], "Row 1: Choose one of the schemes of these funds"),
        (["acute:S1"], ["5"], "Row 1: Choose one of the schemes of these funds"),  # in view only
        ([""], ["5"], "Row 1: Choose the scheme that the amount is for"),
        (["bcf:S1"], [""], "Row 1: Enter by how much it would overspend"),
        (["bcf:S1"], ["much"], "Row 1: Enter an amount in pounds, such as 250,000, £0.25m or (50,000) for less"),
        (["bcf:S1", "bcf:S1"], ["5", "6"], "Row 2: This scheme is chosen twice. Put its amounts together in one row"),
    ],
)
def test_one_wrong_row_supposes_nothing(
    reading: Reading, schemes: list[str], amounts: list[str], sentence: str
) -> None:
    asked = read_asked(["mh:S1", *schemes][-len(schemes) :], amounts, reading)

    assert [problem["text"] for problem in asked.problems] == [sentence]
    assert asked.more == {}


def test_too_many_rows_are_refused(reading: Reading) -> None:
    asked = read_asked(["x"] * (MOST + 1), ["1"] * (MOST + 1), reading)

    assert asked.problems[-1]["text"] == f"Row {MOST + 1}: Ask about {MOST} schemes at most"


def test_schemes_of_funds_that_count_can_be_chosen(reading: Reading) -> None:
    assert choices(reading) == [
        ("Better Care Fund", [("bcf:S1", "S1 Reablement")]),
        ("Mental health", [("mh:S1", "S1 Reablement, mental health")]),
    ]
