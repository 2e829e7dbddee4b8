"""The page of an agreement: its limits and rules in words, its tables, and what it says where nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reports.document import Document, Paragraph
from reports.facts.agreement import AgreedFund, AgreementFacts, ClauseFacts, LimitFacts, PaidFacts, PartyFacts
from reports.facts.change import RegisterFacts, RegisterFund
from reports.facts.risk import RuleFacts, TierFacts
from reports.papers.agreement import agreement_paper
from reports.papers.agreement.limits import in_order, limit_words, no_limits
from tests.reports.papers.reading_back import assert_numbered, assert_sound, cell, column, value

PARTIES = (
    PartyFacts("WCC", "The council", "Council"),
    PartyFacts("CCG", "The CCG", "NHS body", ends=date(2022, 6, 30), successor="The board"),
    PartyFacts("ICB", "The board", "NHS body", starts=date(2022, 7, 1)),
)
FUNDS = (
    AgreedFund("bcf", "Better Care Fund", "Pooled", "The council", True, ("Polly Manager",), ("Reablement", "Beds")),
    AgreedFund("ld", "Learning disability", "Aligned", "The council", True),
    AgreedFund("acute", "Acute", "In view", "The board", False),
)
FACTS = AgreementFacts(
    place="shire", place_name="Shire", board="Shire HWB", title="Shire agreement", status="Signed",
    starts=date(2022, 4, 1), ends=None, signed_on=date(2022, 4, 1), review_on=None, warnings=(), year=2022, period=8,
    locked=True, parties=PARTIES, funds=FUNDS, clauses=(), limits=(), deciders=("Finance director",), rules=(), paid=(),
    register=None,
)  # fmt: skip


def paper(**other: Any) -> Document:
    made = agreement_paper(replace(FACTS, **other))
    assert_sound(made)
    assert_numbered(made)
    return made


def said(document: Document, section: str) -> list[str]:
    blocks = next(one.blocks for one in document.sections if one.key == section)
    return [b.text.format(*(f"{c.value}" for c in b.cells)) for b in blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (
            LimitFacts("", False, "Pool manager"),
            "Changes of every kind of any amount are approved by the pool manager.",
        ),
        (
            LimitFacts("virement", True, "Finance officer", up_to=Decimal("10000.00")),
            "Virements between lines of one scheme up to £10,000 are approved by the finance officer.",
        ),
        (
            LimitFacts("variation", False, "", "The Joint Committee", Decimal("50000.50"), date(2025, 4, 1)),
            "Variations up to £50,000.50 are decided by the Joint Committee, and its minute is recorded, from 1 April 2025.",
        ),
        (
            LimitFacts("drawdown", False, "Finance director", starts=date(2025, 4, 1), ends=date(2026, 3, 31)),
            "Reserve drawdowns of any amount are approved by the finance director, from 1 April 2025 until 31 March 2026.",
        ),
    ],
    ids=lambda one: one.kind if isinstance(one, LimitFacts) else "",
)
def test_a_limit_in_words(limit: LimitFacts, words: str) -> None:
    assert limit_words(limit) == words


def test_limits_stand_from_every_kind_to_one_and_from_small_to_large() -> None:
    any_kind = LimitFacts("", False, "Pool manager", up_to=Decimal(100))
    without_end = LimitFacts("virement", False, "", "Board")
    small, large = (LimitFacts("virement", False, "Pool manager", up_to=Decimal(up_to)) for up_to in (5, 50))
    within = LimitFacts("virement", True, "Finance officer")
    assert in_order([without_end, large, within, small, any_kind]) == [any_kind, within, small, large, without_end]


def test_without_limits_it_says_who_approves() -> None:
    assert no_limits(["Finance director"]).startswith(
        "No approval limits are kept: any change is approved by a finance"
    )
    assert said(paper(), "decided")[0].startswith("No approval limits are kept")


def test_limits_stand_under_what_each_committee_may_decide() -> None:
    clause = ClauseFacts(
        "decisions", "What each committee may decide", "The board decides.\n\nAll else waits.", "Cl. 7"
    )
    limit = LimitFacts("", False, "Pool manager", up_to=Decimal(100), illustrative=True)
    found = paper(clauses=(clause,), limits=(limit,))
    assert said(found, "decided") == [
        "The board decides.",
        "All else waits. (Source: Cl. 7)",
        "Changes of every kind up to £100 are approved by the pool manager.",
        "The lowest limit that reaches a change names who decides it; whoever a higher limit names may decide it as well. "
        "Nobody decides on a change that they asked for.",
    ]
    assert found.meta.marks


def test_rules_stand_under_what_happens_to_an_overspend() -> None:
    half = TierFacts(None, (("WCC", Decimal(50)), ("ICB", Decimal(50))))
    rule = RuleFacts("bcf", "over", "fixed", 2022, 1, tiers=(half,), source="Schedule 3", words="Equally.")
    later = replace(rule, month=9, source="later")
    found = paper(rules=(rule, later))
    (bcf, ld) = said(found, "overspend")
    assert bcf.startswith("Better Care Fund, from P01 2022-23: An overspend is first met by underspends elsewhere")
    assert bcf.count("50%") == 2
    assert bcf.endswith("In the words of the agreement: “Equally.” (Source: Schedule 3)")
    assert ld == "Learning disability: each partner keeps its money and bears its own lines."
    assert said(found, "underspend")[0] == (
        "Better Care Fund: no rule is kept, so what happens to an underspend is for the partners to agree."
    )


def test_words_of_people_are_never_read_as_places_of_figures() -> None:
    clause = ClauseFacts("aims", "Aims", "Set {0} and {1}", "{0}")
    blocks = next(one.blocks for one in paper(clauses=(clause,)).sections if one.key == "set")
    assert isinstance(blocks[0], Paragraph)
    assert [cell.value for cell in blocks[0].cells] == ["Set {0} and {1}", "{0}"]


def test_status_names_the_warnings() -> None:
    found = paper(status="Unsigned", signed_on=None, warnings=("Started on 1 April 2022 but is not signed.",))
    assert said(found, "status") == [
        "The agreement is unsigned. It starts on 1 April 2022.",
        "To look at: Started on 1 April 2022 but is not signed.",
    ]
    assert found.meta.draft
    assert said(paper(status="Varied"), "status") == [
        "The agreement was signed on 1 April 2022 and was varied since. It starts on 1 April 2022."
    ]


def test_a_first_year_has_no_columns_of_the_year_before() -> None:
    found = paper(paid=(PaidFacts("NHS minimum", "The board", 2022, Decimal("300.00")),))
    assert [one.key for one in found.table("shares").columns] == ["name", "now", "now_share", "status"]
    assert said(found, "shares")[0].startswith("Contributions are revised every year: nothing is kept of 2021-22.")


def test_partners_have_their_days_and_successors() -> None:
    table = paper().table("parties")
    assert column(table, "partner") == ["The council", "The CCG", "The board"]
    assert column(table, "stands") == ["throughout", "until 30 June 2022", "from 1 July 2022"]
    assert cell(table, "party:CCG", "successor").value == "The board"
    assert said(paper(), "partners") == ["Two partners are in the agreement."]


def test_funds_stand_under_their_arrangements() -> None:
    found = paper()
    assert said(found, "funds") == ["One fund is pooled, one fund is aligned and one fund is in view."]
    assert [row.key for row in found.table("funds").rows] == [
        "heading:Pooled", "fund:bcf", "heading:Aligned", "fund:ld", "heading:In view", "fund:acute",
    ]  # fmt: skip
    assert cell(found.table("funds"), "fund:bcf", "topics").value == "Reablement; Beds"
    assert cell(found.table("funds"), "fund:ld", "managers").value == "nobody yet"


def test_many_topics_are_counted() -> None:
    many = replace(FUNDS[0], schemes=tuple(f"Scheme {n}" for n in range(10)))
    named = cell(paper(funds=(many,)).table("funds"), "fund:bcf", "topics").value
    assert str(named).endswith("Scheme 7; and 2 more")


def test_contributions_and_shares_of_two_years() -> None:
    paid = (
        PaidFacts("NHS minimum", "The board", 2022, Decimal("300.00")),
        PaidFacts("Additional", "The board", 2022, Decimal("25.00"), confirmed=False),
        PaidFacts("Additional", "The council", 2022, Decimal("75.00")),
        PaidFacts("Additional", "The council", 2021, Decimal("50.00"), illustrative=True),
    )
    found = paper(paid=paid)
    assert value(found, "shares", "share:Additional|The council", "now_share") == Decimal("75.0")
    assert value(found, "shares", "share:Additional|The council", "change") == Decimal("25.00")
    assert value(found, "shares", "total", "now") == Decimal("400.00")
    assert value(found, "payers", "payer:The board", "now_share") == Decimal("81.3")
    assert cell(found.table("shares"), "share:Additional|The board", "status").value == "indicative"
    assert cell(found.table("shares"), "share:Additional|The council", "before").illustrative


def test_an_agreement_with_nothing_under_it_teaches() -> None:
    found = paper(funds=(), period=None)
    assert said(found, "funds") == ["No fund stands under this agreement yet."]
    assert said(found, "shares") == ["No contribution counts in 2022-23 or 2021-22 yet."]
    assert said(found, "monitored") == ["Nothing is written down here yet."]
    assert "register" not in [one.key for one in found.sections]
    assert found.meta.as_at == "before the first period is opened"


def test_the_register_ends_the_page() -> None:
    fund = RegisterFund("bcf", "Better Care Fund", True, Decimal("100.00"), Decimal("100.00"), False)
    register = RegisterFacts("shire", "Shire", "all funds", 2022, 8, True, (fund,), ())
    found = paper(register=register)
    assert found.sections[-1].key == "register"
    assert value(found, "register_funds", "fund:bcf", "current") == Decimal("100.00")
