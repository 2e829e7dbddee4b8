"""What reading a ledger gave comes back from its packing as it was, to the penny."""

from __future__ import annotations

from decimal import Decimal

from s75.errors import Problem
from schemes.intake.packing import pack, unpack
from schemes.intake.reading import FileRead
from schemes.sources.ledger import LedgerRow
from schemes.sources.ledger_file import read_ledger
from tests.universe import ledger_csv


def test_a_ledger_comes_back_as_it_was() -> None:
    ledger, problems = read_ledger(
        ledger_csv("P01", {"C100": "1234.50", "Z9": "-0.01", "Total": "1234.49"}), "x.csv", codes=["C100"]
    )
    assert ledger is not None
    read = FileRead(ledger, [Problem("Sheet", 3, "Amount", "x", "an amount"), *problems], ["a note"])
    assert unpack(pack(read)) == read


def test_no_ledger_and_every_part_of_a_row_come_back() -> None:
    assert unpack(pack(FileRead(None, [], []))) == FileRead(None, [], [])
    ledger, _ = read_ledger(ledger_csv("P01", {"C100": "1"}), "x.csv", codes=["C100"])
    assert ledger is not None
    row = LedgerRow(7, "C", "words", Decimal("0.10"), 3, "ref", Decimal("-2.00"))
    read = FileRead(type(ledger)(**{**vars(ledger), "rows": (row,)}), [], [])
    assert unpack(pack(read)) == read


def test_reading_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    amounts = {f"C{number}": "1.00" for number in range(2500)}
    read_ledger(ledger_csv("P01", amounts), "x.csv", codes=["C1"], watch=lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == [1000, 2000]
    assert {of for _, of in told} == {2502}
