"""The settlement statement of the demonstration: figures by hand, sound tables, and the same figures in every form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import Period, Place
from reports.document import Document
from reports.figures.fund_risk import bearings
from reports.figures.settlement import SHARED
from reports.load import load_position
from reports.making import make_document
from s75.money import total
from tests.reports.papers.reading_back import assert_numbered, assert_sound, cell, said, value


def wanted(place: Place, period: int = 8, about: str = "ICB") -> dict[str, object]:
    funds = list(place.funds.select_related("place", "agreement", "host").order_by("position"))
    periods = list(Period.objects.filter(fund__in=funds, year=2022))
    return {"place": place, "funds": funds, "year": 2022, "period": period, "periods": periods, "about": about}


@pytest.fixture
def statement(demonstration: Place) -> Document:
    return make_document("settlement", **wanted(demonstration))  # type: ignore[arg-type]


def test_the_icb_by_hand(statement: Document) -> None:
    """Two instalments of £8,724,089.25 to the Better Care Fund, two of £5,585,275.50 to mental health, half of the
    £6,250,000 that it puts into children and young people, and in the aligned fund as much as was spent of its money."""
    due = {
        "fund:worcestershire-bcf": "17448178.50",
        "fund:worcestershire-mh": "11170551.00",
        "fund:worcestershire-ch": "3125000.00",
        "fund:worcestershire-ld": "3507481.37",
    }
    for fund, amount in due.items():
        assert value(statement, "funds", fund, "due") == Decimal(amount)
    assert value(statement, "funds", "fund:worcestershire-ld", "settlement") == 0
    assert value(statement, "funds", "total", "due") == total(Decimal(amount) for amount in due.values())
    settled = value(statement, "funds", "total", "due") - value(statement, "funds", "total", "spend")
    assert value(statement, "quarters", "quarter:2", "settlement") == settled == Decimal("20455900.64")
    assert cell(statement.table("quarters"), "quarter:2", "settlement").word == "payable"
    assert value(statement, "quarters", "quarter:2", "paid") == Decimal("28618729.50")


def test_it_is_sound_and_says_what_to_do(statement: Document) -> None:
    assert_sound(statement)
    assert_numbered(statement)
    first, second = said(statement)
    assert "owes the pool 20455900.64: 35251210.87 due less 14795310.23 spent in its own ledger" in first
    assert "28618729.50 is paid already, so it has still to receive 8162828.86" in first
    assert "as its share of over- and underspends" in second


def test_all_partners_make_contributions_less_spend(statement: Document) -> None:
    due, spent, settled = (value(statement, "settlement-2", "total", name) for name in ("due", "spend", "settlement"))
    assert settled == due - spent
    assert value(statement, "settlement-2", "total", "paid") == 0


def test_at_year_end_only_what_the_rules_leave_in_the_pools_is_left_over(demonstration: Place) -> None:
    """Every pound has a payer: the settlements make what no budget uses, and the underspends that the rules keep."""
    asked = {key: part for key, part in wanted(demonstration).items() if key != "about"}
    facts = load_position(**asked, months=False, narratives=False, risk=True)  # type: ignore[arg-type]
    shared = [fund.slug for fund in facts.funds if fund.arrangement in SHARED]
    left_in = total(b.met + b.kept + b.by_agreement for b in bearings(facts, shared).values())
    unused = total(c.amount for c in facts.contributions if c.fund in shared)
    unused -= total(group.now.budget for group in facts.groups if group.fund in shared)

    settled = total(
        value(make_document("settlement", **wanted(demonstration, about=code)), "quarters", "year", "settlement")  # type: ignore[arg-type]
        for code in ("ICB", "WCC")
    )

    assert settled == unused - left_in


def test_before_the_first_quarter_ends_nothing_is_stated(demonstration: Place) -> None:
    early = make_document("settlement", **wanted(demonstration, period=2))  # type: ignore[arg-type]
    assert "The first quarter ends with P03" in said(early)[0]
    assert [row.key for row in early.table("quarters").rows] == ["year"]


def test_the_partner_has_the_name_of_its_time(demonstration: Place) -> None:
    early = make_document("settlement", **wanted(demonstration, period=3, about="CCG"))  # type: ignore[arg-type]
    assert early.meta.title == "Settlement statement: NHS Herefordshire and Worcestershire CCG at P03 (June 2022)"
    assert value(early, "quarters", "quarter:1", "due") > 0


def test_without_a_partner_it_is_of_all(demonstration: Place) -> None:
    found = make_document("settlement", **wanted(demonstration, about=""))  # type: ignore[arg-type]
    assert_sound(found)
    assert [table.key for table in found.tables()] == ["settlement-1", "settlement-2"]
