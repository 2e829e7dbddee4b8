"""The memorandum account and accounting treatments, by hand: the parts of the net re-add, and the lead takes in all."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.facts.account import BroughtFacts, SchemeAccount
from reports.facts.position import ContributionFacts, Group
from reports.figures.memorandum import memorandum, together
from reports.figures.treatment import NOT_SAID, treated
from reports.figures.variance import outturn
from s75.money import total
from tests.reports.figures.made import group, money, pounds, standing
from tests.reports.papers.shire import facts

partners = st.sampled_from(["WCC", "ICB"])
lines = st.builds(
    lambda budget, spent, ref, pays, spends: group(
        standing(str(budget), str(spent)), scheme=ref, contributor=pays, spender=spends
    ),
    *(pounds, pounds, st.sampled_from(["S1", "S2", "S3"]), partners, partners),
)
PAID = (
    ContributionFacts("bcf", "iBCF", "WCC", money(600), True),
    ContributionFacts("bcf", "NHS", "ICB", money(500), True),
)


def test_the_net_is_outturn_less_contributions_with_what_was_brought_forward_apart() -> None:
    spent = (group(standing(600, 700)), group(standing(400, 350), stream="NHS", contributor="ICB", spender="ICB"))
    brought = [BroughtFacts("bcf", 2022, "iBCF", "WCC", money(100)), BroughtFacts("bcf", 2021, "iBCF", "WCC", money(7))]

    made = memorandum(facts(*spent, contributions=PAID), "bcf", brought)

    assert made.brought == money(-100)
    assert made.funding == {("iBCF", "WCC"): money(-500), ("NHS", "ICB"): money(-500)}
    assert made.expenditure == {"WCC": money(700), "ICB": money(350)}
    assert made.net == money(-50)  # 700 + 350 − 1,100: a surplus
    assert total(made.shares.values()) + made.left + made.by_agreement == made.net
    assert made.left == money(-100)  # contributions of 1,100 less budgets of 1,000


@given(st.lists(lines, max_size=4))
def test_who_has_the_net_always_makes_the_net(some: list[Group]) -> None:
    position = facts(*some, contributions=PAID)
    made = together(memorandum(position, fund, []) for fund in ("bcf", "mh"))

    assert total(made.shares.values()) + made.left + made.by_agreement == made.net


def test_a_fund_without_lines_has_an_account_of_its_funding() -> None:
    made = memorandum(facts(contributions=PAID), "bcf", [])

    assert (made.net, made.left) == (money(-1100), money(-1100))


def scheme(ref: str, treatment: str = "") -> SchemeAccount:
    return SchemeAccount(ref, ref, "WCC", treatment, treatment.title())


def test_the_lead_as_principal_takes_in_all_and_others_what_they_pay() -> None:
    spent = [
        group(standing(0, 60), contributor="ICB"),
        group(standing(0, 40)),
        group(standing(0, 9), scheme="S2", contributor="ICB"),
    ]

    found = {(one.partner, one.treatment): one for one in treated(spent, [scheme("S1", "lead"), scheme("S2", "joint")])}

    lead = found["WCC", "Lead"]
    assert (lead.expenditure, lead.income, lead.net) == (money(100), money(60), money(40))
    assert (found["ICB", "Lead"].expenditure, found["ICB", "Lead"].net) == (money(60), money(60))
    assert found["ICB", "Joint"].net == money(9)


@given(st.lists(lines, max_size=4))
def test_net_of_income_the_partners_make_the_outturn(some: list[Group]) -> None:
    found = treated(some, [scheme("S1", "sole"), scheme("S2", "agent")])

    assert sum((one.net for one in found), Decimal(0)) == sum((outturn(one.now) for one in some), Decimal(0))
    assert {one.treatment for one in found} <= {"Sole", "Agent", NOT_SAID}
