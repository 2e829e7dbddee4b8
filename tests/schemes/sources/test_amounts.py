"""Amounts as ledgers print them, and what is refused because it could be read in two ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s75.money import LARGEST
from schemes.sources.amounts import is_dash, read_amount
from schemes.sources.cells import NO_VALUE, error_value

PENCE = st.decimals(min_value=-LARGEST, max_value=LARGEST, places=2)

WRITTEN: list[Callable[[Decimal], object]] = [
    lambda value: value,
    lambda value: f"{value:f}",
    lambda value: f"£{value:,.2f}" if value >= 0 else f"-£{-value:,.2f}",
    lambda value: f"({-value:,.2f})" if value < 0 else f"{value:,.2f}",
    lambda value: f"£({-value:,.2f})" if value < 0 else f"£ {value:,.2f}",
    lambda value: f"{abs(value):,.2f}{'-' if value < 0 else ''}",
    lambda value: f"{abs(value):,.2f}{'CR' if value < 0 else ' DR'}",
    lambda value: f"{value:,.2f}".replace("-", "\N{MINUS SIGN}"),
    lambda value: f"{value:,.2f}".replace("-", "\N{EN DASH}").replace(",", "\N{NARROW NO-BREAK SPACE}"),
    lambda value: f"{value:,.2f}".translate(str.maketrans(",.", ".,")),
    lambda value: f"{value:,.2f}".translate(str.maketrans(",.", " ,")),
    lambda value: f"{value:,.2f}".replace(",", "'"),
    lambda value: f"\N{NO-BREAK SPACE}{value:,.2f} GBP ",
    lambda value: f"{value:.2f}".replace(".", ","),
    lambda value: f"{value:.4f}",
]


@given(value=PENCE, write=st.sampled_from(WRITTEN))
def test_amount_comes_back_from_every_way_of_writing_it(value: Decimal, write: Callable[[Decimal], object]) -> None:
    assert read_amount(write(value)) == value


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_amount_of_a_spreadsheet_float_is_exact(value: Decimal) -> None:
    assert read_amount(float(value)) == value


@given(st.one_of(st.text(), st.floats(), st.integers()))
def test_amount_is_read_or_refused_by_a_sentence(value: object) -> None:
    amount, said = Decimal(0), ""
    try:
        amount = read_amount(value) or amount
    except ValueError as error:
        said = str(error)
    assert not said or "expected" in said
    assert amount == amount.quantize(Decimal("0.01"))
    assert abs(amount) <= LARGEST


@pytest.mark.parametrize("value", [None, "", "  ", "\N{NO-BREAK SPACE}", "-", "\N{EN DASH}", "\N{EM DASH}", " £ - "])
def test_amount_blank(value: object) -> None:
    assert read_amount(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0.00"),
        ("-0.00", "0.00"),
        (0.1 + 0.2, "0.30"),
        (1234.5600000000001, "1234.56"),
        ("1234", "1234.00"),
        ("+5", "5.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("1,5", "1.50"),
        ("1.234.567", "1234567.00"),
        ("1,234,567", "1234567.00"),
        ("Cr 5.00", "-5.00"),
        ("5.00 cr", "-5.00"),
        ("£-5", "-5.00"),
        ("(5.00)", "-5.00"),
    ],
)
def test_amount_worked(value: object, expected: str) -> None:
    amount = read_amount(value)
    assert str(amount) == expected


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1.234", "more than two decimals"),
        (1.005, "more than two decimals"),
        ("1.0050", "more than two decimals"),
        (Decimal("1.001"), "more than two decimals"),
        ("5%", "percentage"),
        ("1e5", "amount in pounds"),
        ("12,34,567", "amount in pounds"),
        ("1,2345", "amount in pounds"),
        ("0,123", "amount in pounds"),
        ("1,234 567", "amount in pounds"),
        ("1 2", "amount in pounds"),
        ("(5)-", "more than one sign"),
        ("-5 CR", "more than one sign"),
        ("££5", "amount in pounds"),
        ("()", "amount in pounds"),
        ("£", "amount in pounds"),
        ("n/a", "amount in pounds"),
        ("\N{ARABIC-INDIC DIGIT THREE}", "amount in pounds"),
        (True, "amount in pounds"),
        (date(2022, 11, 30), "amount in pounds"),
        (float("nan"), "amount in pounds"),
        (float("inf"), "amount in pounds"),
        ("1000000000000", "no larger than"),
        (10**12, "no larger than"),
        ("9" * 50, "amount in pounds"),
        (NO_VALUE, "open the workbook in Excel"),
        (error_value("#REF!"), "not a spreadsheet error"),
    ],
)
def test_amount_refused(value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_amount(value)


def test_dash_is_told_from_a_blank_and_from_a_minus() -> None:
    assert [is_dash(value) for value in ("-", " £ - ", "\N{EN DASH}", "", None, "-5", 0)] == [
        True,
        True,
        True,
        *[False] * 4,
    ]
