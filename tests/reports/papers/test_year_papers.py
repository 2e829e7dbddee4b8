"""The papers of a year, by hand: outturn, returns, memorandum account, partner's view, scheme sheets, comparison, odd cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reports.document import Document
from reports.facts.account import AccountFacts, BroughtFacts, CarryFacts, ComparisonFacts, SchemeAccount, SheetFacts
from reports.facts.money import MoneyInFacts, SourceFacts, SpendFacts
from reports.facts.position import ContributionFacts, Group, Narrative, PositionFacts
from reports.papers.annual_return import annual_return
from reports.papers.comparison import comparison_paper
from reports.papers.memorandum import memorandum_paper
from reports.papers.outturn import outturn_paper
from reports.papers.partner_view import partner_view
from reports.papers.quarterly import quarterly_report
from reports.papers.scheme_sheet import scheme_sheets
from reports.render.docx import render_docx
from reports.render.html import render_page
from reports.render.xlsx import render_xlsx
from s75.money import ZERO
from tests.reports.figures.made import group, money, standing
from tests.reports.papers.reading_back import assert_numbered, assert_sound, cell, column, said, value
from tests.reports.papers.shire import BCF, MH, facts

OWN = group(standing(1000, 1100, actual=money(700)))
ICB = group(standing(500, 450, actual=money(200)), stream="NHS", contributor="ICB", spender="WCC")
POOLS = tuple(replace(fund, arrangement="Pooled") for fund in (BCF, MH))
HOSTILE = '=1+1 {{ budget }} <b onload="x">שלום\u202e 🙂 ' + "x" * 10_000
PAPERS = (outturn_paper, quarterly_report, annual_return, memorandum_paper, partner_view)


def money_of(position: PositionFacts) -> MoneyInFacts:
    """The money in of a position: its contributions, and its groups' spend to date in April."""
    sources = tuple(
        SourceFacts(i, row.fund, row.stream, row.partner, row.amount, row.amount, row.confirmed)
        for i, row in enumerate(position.contributions)
    )
    spend = tuple(
        SpendFacts(g.fund, g.stream, g.contributor, g.spender, (g.now.actual, *[ZERO] * 12)) for g in position.groups
    )
    known = (position.place, position.place_name, position.year, position.period, position.locked, date(2022, 11, 30))
    return MoneyInFacts(*known, position.funds, position.partners, position.groups, {}, sources, (), (), spend)


def account(*groups: Group, position: dict[str, Any] | None = None, **more: Any) -> AccountFacts:
    paid = (
        ContributionFacts("bcf", "iBCF", "WCC", money(1000), True),
        ContributionFacts("bcf", "NHS", "ICB", money(600), False),
    )
    made = facts(*groups, funds=POOLS, **({"contributions": paid} | (position or {})))
    return AccountFacts(made, money_of(made), **more)


def sound(document: Document) -> Document:
    assert_sound(document)
    assert_numbered(document)
    return document


def test_the_outturn_is_final_once_the_closing_period_is_locked() -> None:
    year = {"period": 13, "compared_with": 12, "locked": True}
    carries = (
        CarryFacts("bcf", 2023, 4, "Unspent equipment money", "Approved, not posted", money(50), "Ann", "Bob", "HWB"),
    )
    earlier = facts(group(standing(900, 950)), funds=POOLS, year=2021, period=13)

    made = sound(outturn_paper(account(OWN, ICB, position=year, carries=carries, earlier=earlier)))

    assert made.meta.title == "Final outturn: all funds at P13 (closing adjustments 2022-23)"
    assert value(made, "funds", "total", "against_original") == money(50)
    assert value(made, "settlement", "total", "spend") == money(1550)
    assert column(made.table("carries"), "decided")[0] == "Bob"
    assert value(made, "years", "total", "difference") == money(600)
    assert "Provisional outturn" in outturn_paper(account(OWN, position={"period": 12, "locked": True})).meta.title


def test_the_quarters_of_a_report_make_the_year_to_date() -> None:
    made = sound(quarterly_report(account(OWN, ICB)))

    assert [one.key for one in made.table("income").columns] == ["name", "q1", "q2", "date", "received"]
    assert value(made, "income", "partner:ICB", "date") == money(300)
    assert value(made, "expenditure", "partner:WCC", "q1") == money(900)
    assert value(made, "expenditure_of", "partner:ICB", "date") == money(200)
    assert value(made, "balance", "total", "balance") == money(-100)
    assert any(
        "The first quarter ends with P03" in words
        for words in said(quarterly_report(account(OWN, position={"period": 2})))
    )


def test_the_annual_return_sets_income_against_expenditure() -> None:
    made = sound(annual_return(account(OWN, ICB)))

    assert value(made, "income", "total", "amount") == money(1600)
    assert value(made, "expenditure", "spender:WCC", "of:ICB") == money(450)
    assert value(made, "balance", "total", "balance") == money(50)
    assert column(made.table("income"), "status")[2] == "indicative"


def test_the_memorandum_account_has_comparatives_where_a_year_before_is_kept() -> None:
    brought = (BroughtFacts("bcf", 2022, "iBCF", "WCC", money(100)),)
    earlier = facts(group(standing(900, 950)), funds=POOLS, year=2021, period=13)

    made = sound(memorandum_paper(account(OWN, ICB, brought=brought, earlier=earlier)))

    assert value(made, "account_all", "brought", "now") == money(-100)
    assert value(made, "account_all", "net", "now") == money(-50)
    assert cell(made.table("account_all"), "net", "now").word == "surplus"
    assert value(made, "account_bcf", "net", "before") == money(950)
    assert value(made, "shares_all", "net", "now") == money(-50)
    alone = memorandum_paper(account(OWN, ICB))
    assert [one.key for one in alone.table("account_all").columns] == ["name", "now"]


def test_a_partner_sees_what_it_put_in_spent_and_bears() -> None:
    made = sound(partner_view(account(OWN, ICB, about="ICB")))

    assert value(made, "partners", "partner:ICB", "put_in") == money(600)
    assert value(made, "funded", "total", "outturn") == money(450)
    assert "spent" not in [table.key for table in made.tables()]  # the council spends it all
    every = sound(partner_view(account(OWN, ICB)))
    other = sound(partner_view(account(OWN, ICB, about="DC")))
    assert said(other)[0].startswith("DC puts nothing into these funds")
    assert not list(other.tables())
    assert value(every, "partners", "total", "of") == money(1550)


def test_a_comparison_leads_from_one_year_to_the_other() -> None:
    earlier = facts(group(standing(900, 950)), group(standing(10, 10), scheme="OLD"), funds=POOLS, year=2021, period=13)

    made = sound(comparison_paper(ComparisonFacts(facts(OWN, ICB, funds=POOLS), earlier)))

    assert value(made, "bridge", "before", "amount") == money(960)
    assert value(made, "bridge", "step:bcf|OLD", "amount") == money(-10)
    assert value(made, "bridge", "total", "amount") == money(1550)
    assert value(made, "schemes", "total", "more") == money(590)
    assert made.table("schemes").columns[1].heading == "Budget at P13 2021-22"
    alone = comparison_paper(ComparisonFacts(facts(OWN)))
    assert said(alone) == ["No other period was opened, so there is nothing to compare with."]


def sheets(*groups: Group, text: str = "", name: str = "Reablement") -> Document:
    told = tuple(Narrative(g.line, name, g, text, text, "", 8) for g in groups)
    scheme = SchemeAccount("S1", name, "WCC", "lead", "Lead commissioner as principal", "Social Care", description=text)
    position = facts(*groups, funds=POOLS, narratives=told)
    return sound(scheme_sheets(SheetFacts(position, (scheme,), (("S1", "Packages", Decimal("1200.50")),))))


def test_a_scheme_sheet_holds_its_lines_and_what_was_written() -> None:
    made = sheets(replace(OWN, line="L1"), replace(ICB, line="L2"), text="More people.")

    assert value(made, "lines_S1", "total", "outturn") == money(1550)
    assert any(words == "L1: More people. Mitigation: More people." for words in said(made))
    assert said(sheets()) == ["No scheme here has a line in this year."]


@pytest.mark.parametrize("write", PAPERS)
def test_odd_cases_print(write: Any) -> None:
    cases = (
        account(),  # funds without lines
        account(position={"contributions": ()}),
        account(group(standing(0, 0)), group(standing(-500, -450), scheme="INC")),  # zero and negative budgets
        account(group(standing(100, 0, unforecast=money(100), to_come=ZERO, not_forecast=1))),  # nobody forecast
        account(OWN, ICB, about="ICB", position={"scope_name": HOSTILE, "period": 1, "compared_with": None}),
    )
    for case in cases:
        made = sound(write(case))
        assert render_page(made)
        assert render_docx(made)
        assert render_xlsx(made)


def test_hostile_text_prints_as_text() -> None:
    made = sheets(replace(OWN, line="L1"), text=HOSTILE, name="=cmd")

    page = render_page(made)
    assert "<b onload" not in page
    assert "{{ budget }}" in page
    assert render_docx(made)
    assert render_xlsx(made)
