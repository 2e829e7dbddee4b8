"""Settlement: who owes the pool and who is owed, by hand and over made-up funds; it always re-adds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facts.money import InstalmentFacts, ReceiptFacts, SourceFacts, SpendFacts
from reports.facts.position import FundFacts
from reports.figures.settlement import Settlement, add, quarters_ended, settle, settle_year, together, word
from s75.money import ZERO, total
from tests.reports.figures.made import group, money, pounds, standing

YEAR = 2022
POOL = FundFacts("bcf", "BCF", "Better Care Fund", "Pooled", "WCC", True, "Open")
ALIGNED = FundFacts("ld", "LD", "Learning disability", "Aligned", "WCC", True, "Open")


def source(partner: str, amount: str | int, **more: object) -> SourceFacts:
    known = {"key": 1, "fund": "bcf", "stream": f"{partner} money", "confirmed": True, "own": partner == "WCC"}
    given_ = {"original": money(amount), "amount": money(amount), "partner": partner}
    return SourceFacts(**{**known, **given_, **more})  # type: ignore[arg-type]


def spend(contributor: str, spender: str, monthly: str | int, *, fund: str = "bcf", stream: str = "") -> SpendFacts:
    months = (*[money(monthly)] * 12, ZERO)
    return SpendFacts(fund, stream or f"{contributor} money", contributor, spender, months)


def by_partner(parts: tuple[Settlement, ...]) -> dict[str, Settlement]:
    return {part.partner: part for part in parts}


def test_a_pool_by_hand() -> None:
    """The ICB contributes £1,200 and spends £30 a month itself; the council contributes £600 and spends £110 a month.

    To the end of quarter 2 the ICB owes 600 − 180 = £420 and the council is owed 660 − 300 = £360. Of the 900 that were
    due 840 are spent, so £60 stays in the pool: 420 − 360 = 60.
    """
    sources = [source("ICB", 1200), source("WCC", 600)]
    spent = [spend("ICB", "ICB", 30), spend("ICB", "WCC", 60), spend("WCC", "WCC", 50)]

    found = by_partner(settle(POOL, sources, spent, year=YEAR, quarter=2))

    assert (found["ICB"].due, found["ICB"].spend, found["ICB"].amount) == (money(600), money(180), money(420))
    assert (found["WCC"].due, found["WCC"].spend, found["WCC"].amount) == (money(300), money(660), money(-360))
    assert total(part.amount for part in found.values()) == money(60)


def test_instalments_say_what_is_due_and_receipts_what_is_left() -> None:
    """£500 was due on 1 April and £700 is due on 1 January; £450 of the first was received on 20 April."""
    receipts = (ReceiptFacts(date(2022, 4, 20), money(450), "", ""), ReceiptFacts(date(2022, 7, 3), money(50), "", ""))
    instalments = (
        InstalmentFacts(1, 1, date(2022, 4, 1), money(500), receipts=receipts),
        InstalmentFacts(2, 2, date(2023, 1, 1), money(700)),
    )
    icb = source("ICB", 1200, instalments=instalments)

    first = by_partner(settle(POOL, [icb], [spend("ICB", "WCC", 10)], year=YEAR, quarter=1))
    third = by_partner(settle(POOL, [icb], [], year=YEAR, quarter=3))
    fourth = by_partner(settle(POOL, [icb], [], year=YEAR, quarter=4))

    assert (first["ICB"].due, first["ICB"].paid, first["ICB"].outstanding) == (money(500), money(450), money(50))
    assert (first["WCC"].amount, first["WCC"].paid, first["WCC"].outstanding) == (money(-30), money(-450), money(420))
    assert (third["ICB"].due, third["ICB"].outstanding) == (money(500), ZERO)
    assert fourth["ICB"].due == money(1200)


def test_quarters_are_split_to_the_penny() -> None:
    icb = source("ICB", "100.01")
    due = [settle(POOL, [icb], [], year=YEAR, quarter=quarter)[0].due for quarter in (1, 2, 3, 4)]
    assert due == [money("25.01"), money("50.01"), money("75.01"), money("100.01")]


def test_a_claim_is_due_as_it_is_spent_up_to_its_ceiling() -> None:
    claim = source("ICB", 100, claim=True, ceiling=money(100), stream="claim")
    spent = [spend("ICB", "WCC", 20, stream="claim")]

    due = [by_partner(settle(POOL, [claim], spent, year=YEAR, quarter=q))["ICB"].due for q in (1, 2)]

    assert due == [money(60), money(100)]
    waiting = source("ICB", 0, claim=True, ceiling=money(100), stream="claim", waiting=True)
    assert by_partner(settle(POOL, [waiting], spent, year=YEAR, quarter=1))["ICB"].due == ZERO


def test_an_aligned_fund_settles_only_what_one_spends_of_the_others() -> None:
    sources = [source("ICB", 1200, fund="ld"), source("WCC", 600, fund="ld")]
    own = [spend("ICB", "ICB", 90, fund="ld"), spend("WCC", "WCC", 70, fund="ld")]

    kept = settle(ALIGNED, sources, own, year=YEAR, quarter=1)
    crossed = by_partner(settle(ALIGNED, sources, [*own, spend("ICB", "WCC", 5, fund="ld")], year=YEAR, quarter=1))

    assert [part.amount for part in kept] == [ZERO, ZERO]
    assert (crossed["ICB"].amount, crossed["WCC"].amount) == (money(15), money(-15))


def test_year_end_takes_the_outturn_and_the_shares_of_the_overspend() -> None:
    """Contributions 1,200 + 600, outturn 1,900 in the council's ledger: of the £100 overspent each bears £50."""
    sources = [source("ICB", 1200), source("WCC", 600)]
    groups = [group(standing(1800, 1900), stream="ICB money", contributor="ICB", spender="WCC")]

    plain = by_partner(settle_year(POOL, sources, groups, year=YEAR))
    shares = {("bcf", "ICB"): money(50), ("bcf", "WCC"): money(50), ("ld", "ICB"): money(9)}
    shared = by_partner(settle_year(POOL, sources, groups, year=YEAR, shares=shares))

    assert (plain["ICB"].amount, plain["WCC"].amount) == (money(1200), money(-1300))
    assert (shared["ICB"].amount, shared["WCC"].amount) == (money(1250), money(-1250))


def test_with_shares_a_claim_is_counted_once() -> None:
    """£100 agreed, £120 spent: without a rule £20 is nobody's; with one the contributor's own share holds it."""
    claim = source("ICB", 100, claim=True, ceiling=money(100), stream="claim")
    groups = [group(standing(100, 120), stream="claim", contributor="ICB", spender="WCC")]

    shared = by_partner(settle_year(POOL, [claim], groups, year=YEAR, shares={("bcf", "ICB"): money(20)}))

    assert shared["ICB"].amount == money(120)
    assert by_partner(settle_year(POOL, [claim], groups, year=YEAR))["ICB"].amount == money(100)


@pytest.mark.parametrize(
    ("period", "ended"), [(1, ()), (2, ()), (3, (1,)), (8, (1, 2)), (12, (1, 2, 3, 4)), (13, (1, 2, 3, 4))]
)
def test_quarters_end_every_third_month(period: int, ended: tuple[int, ...]) -> None:
    assert quarters_ended(period) == ended


@pytest.mark.parametrize(("amount", "said"), [("0.01", "payable"), ("-0.01", "receivable"), ("0", "settled")])
def test_a_settlement_has_a_word(amount: str, said: str) -> None:
    assert word(Decimal(amount)) == said


partners = st.sampled_from(["WCC", "ICB", "BDC"])
sources_ = st.builds(source, partners, pounds.map(str))
spends = st.builds(spend, partners, partners, st.integers(-10_000, 10_000))


@given(st.lists(sources_, max_size=6), st.lists(spends, max_size=8), st.sampled_from([1, 2, 3, 4]))
def test_settlements_make_contributions_less_spend(
    sources: list[SourceFacts], spent: list[SpendFacts], quarter: int
) -> None:
    pooled = settle(POOL, sources, spent, year=YEAR, quarter=quarter)
    aligned = settle(
        FundFacts("bcf", "B", "B", "Aligned", "WCC", True, "Open"), sources, spent, year=YEAR, quarter=quarter
    )

    spend_to_date = total(total(row.months[: quarter * 3]) for row in spent)
    assert total(part.amount for part in pooled) == total(part.due for part in pooled) - spend_to_date
    if quarter == 4:
        assert total(part.due for part in pooled) == total(s.amount for s in sources)
    assert total(part.amount for part in aligned) == ZERO
    assert add("all", pooled).amount == total(part.amount for part in together([*pooled]).values())


@given(st.lists(sources_, max_size=6), st.lists(spends, max_size=8))
def test_order_changes_nothing(sources: list[SourceFacts], spent: list[SpendFacts]) -> None:
    forward = by_partner(settle(POOL, sources, spent, year=YEAR, quarter=3))
    backward = by_partner(settle(POOL, sources[::-1], spent[::-1], year=YEAR, quarter=3))
    assert forward == backward
