"""Worcestershire 2022-23: the published figures, to the penny, in every form of the paper, before and after the changes."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from budgets.models import Change, Fund, Place
from reports.actions import lock_period
from s75.models import User
from schemes.actions.budgets import post_change
from tests.golden.reading import Paper, fetch, fetch_data, tables_of

P08 = {
    ("funds", "total", "budget"): "130657459.00",
    ("funds", "total", "actual"): "88118030.42",
    ("funds", "total", "outturn"): "135252501.00",
    ("funds", "total", "variance"): "4595042.00",
    ("funds", "total", "movement"): "879139.09",
    ("schemes", "scheme:worcestershire-mh:MH-01", "outturn"): "29120269.00",
    ("schemes", "total", "budget"): "130657459.00",
    ("schemes", "total", "outturn"): "135252501.00",
    ("by_stream", "total", "variance"): "4595042.00",
    ("bridge", "total", "amount"): "4595042.00",
}
P10 = {
    ("funds", "total", "budget"): "136775560.00",
    ("funds", "fund:worcestershire-bcf", "budget"): "58914458.00",
    ("funds", "total", "outturn"): "141370602.00",
}
# Two sources of the place's whole, what lies between them, and the part that the published parts leave over.
MEASURES = {
    ("comparisons", "comparator:1:0", "published"): "137400000.00",
    ("comparisons", "comparator:2:0", "published"): "136775560.00",
    ("reconciling", "reconciling:0", "difference"): "624440.00",
    ("changes", "change:0", "amount"): "2000000.00",
    ("changes", "change:1", "amount"): "1500000.00",
    ("changes", "change:2", "amount"): "2600000.00",
    ("changes", "change:3", "amount"): "18101.00",
    ("changes", "total", "amount"): "136775560.00",
    ("shares", "share:0", "rest"): "77861102.00",
}
GROWTH = re.compile(r"£5,555,000\.00(?: i)? \(23\.6%(?: i)?\) above the outturn of 2021-22")  # i: illustrative
MOVES_WITH_TIME = {"changes", "changes_by_fund", "states"}  # what is approved since, and whether the period is open


@pytest.fixture
def reader(demonstration: Place) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="board.clerk.council@demonstration.example"))
    return client


def printed(amount: str) -> str:
    return f"{Decimal(amount):,.2f}"


def assert_everywhere(paper: Paper, figures: dict[tuple[str, str, str], str]) -> None:
    for (table, row, column), amount in figures.items():
        exact = Decimal(amount)
        assert paper.json_figure(table, row, column) == exact, (table, row, column)
        assert paper.html_figure(table, row, column) == exact, (table, row, column)
        assert paper.xlsx_figures(table, row, column) == [exact, exact], (table, row, column)
        assert printed(amount) in paper.pdf, amount
        assert printed(amount) in paper.word, amount


def test_the_published_figures_of_p08(reader: Client) -> None:
    paper = fetch(reader, 8)

    assert_everywhere(paper, P08)
    assert "879,139.09 adverse" in paper.pdf
    assert "4,595,042.00 overspend" in paper.pdf
    for (table, row, column), amount in MEASURES.items():
        assert paper.json_figure(table, row, column) == paper.html_figure(table, row, column) == Decimal(amount)
        assert printed(amount) in paper.pdf
        assert printed(amount) in paper.word
    assert "reconciling item" in paper.pdf
    assert "43.07%" in paper.pdf
    assert GROWTH.search(paper.pdf)
    assert any(GROWTH.search(block.get("text", "")) for s in paper.data["sections"] for block in s["blocks"])


def test_ledgers_carry_the_name_of_whoever_sent_them(reader: Client) -> None:
    ledgers = next(table for table in tables_of(fetch_data(reader, 8)) if table["key"] == "ledgers")
    senders = [row["cells"][0]["value"] for row in ledgers["rows"]]

    assert Counter(senders) == {
        "Worcestershire County Council": 8,
        "NHS Herefordshire and Worcestershire CCG": 3,
        "NHS Herefordshire and Worcestershire ICB": 5,
    }


def move_on_to_p10() -> None:
    """Post the held changes, lock P08 and P09, which opens P10."""
    managers = {
        "WCC": User.objects.get(email="pool.manager.council@demonstration.example"),
        "ICB": User.objects.get(email="pool.manager.icb@demonstration.example"),
    }

    def keeper(fund: Fund) -> User:
        return managers["ICB" if fund.host.kind == "nhs" else "WCC"]

    for change in Change.objects.filter(place__slug="worcestershire", state="approved").order_by("number"):
        post_change(change=change, by=keeper(change.fund))
    for month, waive in ((8, ""), (9, "No ledger and no forecast of P09 is part of the demonstration.")):
        for fund in Fund.objects.filter(place__slug="worcestershire"):
            lock_period(fund=fund, year=2022, month=month, waive=waive, by=keeper(fund))


def test_the_published_figures_after_the_changes_and_p08_as_it_was(reader: Client) -> None:
    before = fetch_data(reader, 8)
    move_on_to_p10()

    now, after = fetch(reader, 10), fetch_data(reader, 8)

    assert_everywhere(now, P10)
    for ref in ("BCF-17", "BCF-18", "BCF-19"):
        row = f"scheme:worcestershire-bcf:{ref}"
        cells = next(one for one in now.table("schemes")["rows"] if one["key"] == row)["cells"]
        assert "not forecast" in {cell["note"].split(":")[0] for cell in cells}
    assert "not forecast" in now.pdf
    assert standing(after) == standing(before)
    assert "locked" in after["meta"]["as_at"]


def standing(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [table for table in tables_of(data) if table["key"] not in MOVES_WITH_TIME]
