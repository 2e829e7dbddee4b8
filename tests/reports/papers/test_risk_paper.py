"""The paper of who bears it: its tables re-add, aligned funds share nothing, and the board paper carries its summary."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.document import Document
from reports.facts.position import ContributionFacts, PositionFacts
from reports.facts.risk import RiskFacts, TierFacts
from reports.figures.fund_risk import borne, fund_risk, outturn_word, suppose
from reports.layouts.plain import PLAIN
from reports.papers.board import board_paper
from reports.papers.risk import risk_paper
from tests.reports.figures.made import group, money, standing
from tests.reports.figures.risks import fixed, rule, under
from tests.reports.papers.reading_back import assert_numbered, assert_sound, said, value
from tests.reports.papers.shire import facts

HALVES = fixed(WCC=50, ICB=50)
RULES = (HALVES, under(HALVES, use="carry"), rule("none", fund="mh"), under(rule("none", fund="mh")))


def shire(**more: object) -> PositionFacts:
    """Better Care: the council is 600 over, the ICB 100 under, and a grant 40 over. Mental health: 30 over, 10 under."""
    made = facts(
        group(standing(1000, 1600)),
        group(standing(3000, 2900), scheme="S2", contributor="ICB", stream="NHS minimum"),
        group(standing(100, 140), scheme="S3", stream="Grant"),
        group(standing(500, 530), fund="mh", scheme="S1"),
        group(standing(500, 490), fund="mh", scheme="S1", contributor="ICB"),
        contributions=(
            ContributionFacts("bcf", "iBCF", "WCC", money(1250), True),
            ContributionFacts("bcf", "NHS minimum", "ICB", money(3000), True),
        ),
    )
    known = {"rules": RULES, "apart": {"Grant": "ring-fenced"}, "aligned": frozenset({"mh"}), **more}
    return replace(made, risk=RiskFacts(**known))  # type: ignore[arg-type]


def paper(made: PositionFacts, **more: dict[tuple[str, str], Decimal]) -> Document:
    document = risk_paper(made, PLAIN, **more)
    assert_sound(document)
    assert_numbered(document)
    return document


def test_each_fund_and_the_total_by_who_bears_it() -> None:
    document = paper(shire())

    # 600 over less 100 under is 500: a half each, and the grant's 40 is the council's own
    assert value(document, "bearing", "fund:bcf", "partner:WCC") == 290
    assert value(document, "bearing", "fund:bcf", "partner:ICB") == 250
    assert value(document, "bearing", "fund:mh", "partner:WCC") == 30
    assert value(document, "bearing", "fund:mh", "partner:ICB") == -10
    assert value(document, "bearing", "total", "variance") == 560
    assert value(document, "partners_bcf", "partner:WCC", "own") == 40
    assert value(document, "partners_bcf", "partner:ICB", "percent") == Decimal("50.0")
    assert value(document, "waterfall_bcf_0", "total", "amount") == 500
    assert value(document, "apart_bcf", "total", "amount") == 40


def test_aligned_funds_show_own_variances_and_no_waterfall() -> None:
    document = paper(shire())

    keys = [table.key for table in document.tables()]
    assert "partners_mh" in keys
    assert not [key for key in keys if key.startswith("waterfall_mh")]
    assert [column.key for column in document.table("partners_mh").columns] == ["partner", "total"]
    assert (
        "Over- and underspends are not shared: each partner bears its own lines. (in force from P01 2022-23.)"
        in said(document)
    )


def test_an_aligned_fund_needs_no_rule_and_a_pooled_one_without_says_so() -> None:
    document = paper(shire(rules=()))

    assert value(document, "bearing", "fund:mh", "partner:WCC") == 30
    assert value(document, "bearing", "fund:bcf", "by_agreement") == 500
    assert any("No rule says who bears its overspends" in text for text in said(document))


def test_tiers_are_shown_one_by_one() -> None:
    tiers = (TierFacts(money(200), (("WCC", Decimal(100)),)), TierFacts(None, HALVES.tiers[0].shares))
    document = paper(shire(rules=(rule("tiers", tiers=tiers),)))

    assert value(document, "tiers_bcf_0", "tier:0", "amount") == 200
    assert value(document, "tiers_bcf_0", "tier:1", "partner:ICB") == 150
    assert value(document, "tiers_bcf_0", "total", "partner:WCC") == 350


def test_what_if_shows_everybody_with_and_without() -> None:
    document = paper(shire(), what_if={("bcf", "S1"): money("100.01")})

    assert value(document, "what_if_bcf", "partner:WCC", "difference") == money("50.01")
    assert value(document, "what_if_bcf", "partner:ICB", "difference") == money("50.00")
    assert value(document, "what_if_bcf", "total", "difference") == money("100.01")
    assert value(document, "bearing", "total", "variance") == 560  # no other figure holds it


def test_what_if_several_funds_have_a_table_of_all() -> None:
    document = paper(shire(), what_if={("bcf", "S1"): money(10), ("mh", "S1"): money(-7)})

    assert value(document, "what_if", "total", "difference") == 3
    assert value(document, "what_if_mh", "total", "difference") == -7


def test_what_is_supposed_is_spread_by_budgets_and_evenly_without_any() -> None:
    made = facts(
        group(standing(300, 300)), group(standing(100, 100), contributor="ICB"), group(standing(-50, -50), stream="Fees"),
        group(standing(0, 0), scheme="S2"), group(standing(0, 0), scheme="S2", contributor="ICB"),
    )  # fmt: skip

    by_budget = fund_risk(suppose(made, {("bcf", "S1"): money("0.03")}), "bcf")
    evenly = fund_risk(suppose(made, {("bcf", "S2"): money(-5)}), "bcf")

    assert [part.amount for part in by_budget.parts] == [money("0.02"), money("0.01"), 0, 0, 0]
    assert [part.amount for part in evenly.parts][3:] == [money("-2.5"), money("-2.5")]
    with pytest.raises(KeyError):
        suppose(made, {("bcf", "S9"): money(1)})


def test_contributions_and_what_no_budget_uses_are_of_shared_streams() -> None:
    found = fund_risk(shire(), "bcf")

    assert found.contributions == {"WCC": 1250, "ICB": 3000}
    assert found.uncommitted == 250  # 1,250 − 1,000 of the council's, nothing of the ICB's; the grant's 100 stay out


def test_a_settlement_takes_what_each_partner_bears() -> None:
    assert borne(shire(), ["bcf", "mh"]) == {
        ("bcf", "WCC"): 290,
        ("bcf", "ICB"): 250,
        ("mh", "WCC"): 30,
        ("mh", "ICB"): -10,
    }


def test_the_board_paper_carries_the_summary_where_there_are_rules() -> None:
    with_rules, without = board_paper(shire()), board_paper(shire(rules=()))

    assert value(with_rules, "bearing", "total", "variance") == 560
    assert [section.key for section in with_rules.sections][-2:] == ["risk", "sources"]
    assert "risk" not in [section.key for section in without.sections]


def test_a_fund_in_view_alone_is_borne_by_its_partners() -> None:
    made = shire()
    alone = replace(made, funds=(replace(made.funds[0], counted=False),), risk=RiskFacts(aligned=frozenset({"bcf"})))

    assert value(paper(alone), "bearing", "fund:bcf", "partner:WCC") == 640


@pytest.mark.parametrize(
    ("period", "locked", "word"),
    [
        (8, False, "Forecast outturn"),
        (8, True, "Forecast outturn"),
        (12, False, "Forecast outturn"),
        (12, True, "Provisional outturn"),
        (13, False, "Provisional outturn"),
        (13, True, "Final outturn"),
    ],
)
def test_what_the_outturn_is_called(period: int, locked: bool, word: str) -> None:
    assert outturn_word(period, locked=locked) == word
    assert ("Measured by", word) in risk_paper(replace(shire(), period=period, locked=locked)).meta.facts
