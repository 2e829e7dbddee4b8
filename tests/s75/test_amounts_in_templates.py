"""Amounts as pages print them: to the penny, with separators and a true minus, and no sign on zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from s75.templatetags.s75 import pounds, sterling


@pytest.mark.parametrize(
    ("amount", "printed", "in_a_sentence"),
    [
        ("1234567.5", "1,234,567.50", "£1,234,567.50"),
        ("-1234.505", "−1,234.51", "−£1,234.51"),
        ("0", "0.00", "£0.00"),
        ("-0.004", "0.00", "£0.00"),
        ("-0.005", "−0.01", "−£0.01"),
    ],
)
def test_amounts_are_printed_to_the_penny(amount: str, printed: str, in_a_sentence: str) -> None:
    assert pounds(Decimal(amount)) == printed
    assert sterling(Decimal(amount)) == in_a_sentence


def test_a_float_is_no_amount() -> None:
    with pytest.raises(TypeError):
        pounds(1.5)  # type: ignore[arg-type]
