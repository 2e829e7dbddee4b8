"""Who bears it, worked by hand: a 50/50 pool, a pool that shares no risk, a tiered rule, and three published cases."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Cell
from reports.facts.risk import TierFacts
from reports.figures.bearing import bear
from reports.figures.bridge import Part, bridge
from reports.figures.variance import position, variance_word
from reports.papers.risk_words import words_of
from reports.render.words import print_in_sentence
from s75.money import percent_of, round_percent, total
from tests.reports.figures.made import group, money, standing
from tests.reports.figures.risks import fixed, part, risk, rule, under


def test_a_fifty_fifty_risk_pool() -> None:
    """Two partners, one pool. Home care is 120,000.01 over and equipment 20,000 under: 100,000.01 is left, of which a
    half is 50,000.005; the odd penny goes to the first partner."""
    halves = fixed(MBC=50, ICB=50)
    made = bear(
        risk(
            part("Home care", "MBC", "120,000.01"), part("Equipment", "ICB", "-20,000.00"), partners=("MBC", "ICB"),
            rules=(halves, under(halves)),
        )
    )  # fmt: skip

    assert made.variance == money("100,000.01")
    assert {code: borne.total for code, borne in made.partners.items()} == {
        "MBC": money("50,000.01"),
        "ICB": money("50,000.00"),
    }


def test_a_pooled_fund_that_shares_no_risk() -> None:
    """A council and an ICB pool a fund, and each bears what its own money overspends: nothing passes between them."""
    alone = rule("none")
    made = bear(
        risk(
            part("Care homes", "HC", 310_000), part("Care homes", "ICB", -12_000), part("Falls", "ICB", 55_000),
            partners=("HC", "ICB"), rules=(alone, under(alone)),
        )
    )  # fmt: skip

    assert {code: borne.total for code, borne in made.partners.items()} == {"HC": 310_000, "ICB": 43_000}
    assert made.variance == 353_000
    assert words_of(alone) == "An overspend is not shared: each partner bears its own lines."


def test_a_tiered_rule() -> None:
    """First £250,000 to the council, the next £500,000 by halves, above that by agreement. Of 1,000,000 over: 250,000 +
    250,000 to the council, 250,000 to the ICB, and 250,000 is open."""
    tiered = rule(
        "tiers",
        tiers=(
            TierFacts(money(250_000), (("WCC", Decimal(100)),)),
            TierFacts(money(750_000), (("WCC", Decimal(50)), ("ICB", Decimal(50)))),
            TierFacts(None),
        ),
        underspends_first=False,
    )
    made = bear(risk(part("S117", "WCC", 600_000), part("S117", "ICB", 400_000), rules=(tiered,)))

    assert [borne.total for borne in made.partners.values()] == [500_000, 250_000]
    assert made.by_agreement == 250_000
    assert words_of(tiered, {"WCC": "the council", "ICB": "the ICB"}) == (
        "An overspend is borne in steps: the first £250,000 by the council alone; the next £500,000 by the council (50%) and "
        "the ICB (50%); above £750,000 by agreement."
    )


def test_oldham_2018_19() -> None:
    """X1, in £m to three places. 124.986 + 1.447 + 9.192 = 135.625, revised by virements to 133.462; adverse by 8.812,
    the council's part 4.325 (1.615 at M9 and a movement of 2.710), the other partner's the remainder 4.487."""
    lines = [("Pooled aligned", "124.986"), ("Pooled", "1.447"), ("Transformation", "9.192")]
    agreed = total(Decimal(amount) for _, amount in lines)
    assert agreed == Decimal("135.625")
    assert agreed + Decimal("-2.163") == Decimal("133.462")

    council = group(standing("0", "4,325,000"), standing("0", "1,615,000"), contributor="OMBC")
    figures = position([council])
    assert (figures.variance, figures.movement) == (money("4,325,000"), money("2,710,000"))

    alone = rule("none")
    made = bear(
        risk(
            part("Section 75", "OMBC", "4,325,000"), part("Section 75", "CCG", "4,487,000"), partners=("OMBC", "CCG"),
            rules=(alone, under(alone)),
        )
    )  # fmt: skip
    assert made.variance == money("8,812,000")
    assert {code: borne.total / 1_000_000 for code, borne in made.partners.items()} == {
        "OMBC": Decimal("4.325"),
        "CCG": Decimal("4.487"),
    }


def test_sheffields_bridge() -> None:
    """X2, in £000: 16,231 − 1,016 − 171 + 39 − 9,820 = 5,263."""
    steps = [("First forecast", 16_231, 16_231), ("a", 0, -1_016), ("b", 0, -171), ("c", 0, 39), ("d", 0, -9_820)]
    made = bridge([Part(key, key, Decimal(before), Decimal(now)) for key, before, now in steps])

    assert made.start == 16_231
    assert [step.amount for step in made.steps] == [0, -1_016, -171, 39, -9_820]
    assert made.end == 5_263


def test_isle_of_wights_brackets() -> None:
    """X3, in £000: a budget of 6,113 and a forecast of 6,277 are 164 over, 2.7% of the budget, which that paper prints
    in brackets: the sign is the paper's, the word says which way it is."""
    figures = position([group(standing(6_113, 6_277))])

    assert figures.variance == 164
    assert round_percent(percent_of(figures.variance, figures.budget)) == Decimal("2.7")
    assert variance_word(figures.variance) == "overspend"
    assert print_in_sentence(Cell(-figures.variance, "pounds", word="overspend")) == "−£164.00 overspend"
