"""Blocks of cells from the clipboard: read as amounts, with each bad cell named by its row and column."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.sources.paste import read_block

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(st.lists(st.lists(AMOUNTS, min_size=3, max_size=3), min_size=1, max_size=20))
def test_block_comes_back_as_it_was_copied(rows: list[list[Decimal]]) -> None:
    text = "".join("\t".join(f"£{value:,.2f}" for value in row) + "\r\n" for row in rows)
    assert read_block(text) == (rows, [])


@given(st.text())
def test_block_of_anything_is_read_or_refused(text: str) -> None:
    block, problems = read_block(text)
    assert block or problems or not text.strip("\r\n")


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1,234.50\t(5.00)\r\n£6\t7-\r\n", [[Decimal("1234.50"), Decimal(-5)], [Decimal(6), Decimal(-7)]]),
        ("1\n2\n\n3", [[Decimal(1)], [Decimal(2)], [None], [Decimal(3)]]),
        ("1\t\t3\n4\n", [[Decimal(1), None, Decimal(3)], [Decimal(4), None, None]]),
        ("-\t", [[None, None]]),
        ("", []),
    ],
)
def test_block_worked(text: str, block: list[list[Decimal | None]]) -> None:
    assert read_block(text) == (block, [])


def test_block_names_each_bad_cell_by_row_and_column() -> None:
    block, problems = read_block('1\tabc\n"two\nlines\tand a tab"\t3\n')

    assert block == [[Decimal(1), "abc"], ["two lines and a tab", Decimal(3)]]
    assert [(problem.row, problem.column, problem.found) for problem in problems] == [
        (1, "2", "abc"),
        (2, "1", "two lines and a tab"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('1\t"2\n3', "quotation marks close"),
        ("1\n" * 5_001, "at most 5,000 rows"),
        ("\t" * 100, "100 columns"),
        ("1" * 5_000_001, "smaller block"),
    ],
)
def test_block_that_cannot_be_taken_is_refused_whole(text: str, said: str) -> None:
    block, [problem] = read_block(text)
    assert block == []
    assert said in problem.expected
