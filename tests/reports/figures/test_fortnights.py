"""The fortnightly return: to date, the cap on administration, activity by unit, and the ledger beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports.facts.discharge import AllocationFacts, DischargeFacts, DischargeLineFacts, FortnightFacts
from reports.facts.indicators import OutputFacts
from reports.figures.fortnights import activity_of, beside_the_ledger, cap_of, counted, spent_of
from reports.figures.outputs import output_figures
from schemes.reporting_periods import fortnight_ends


def fortnight(
    number: int, spend: str, administration: str = "0", activity: int | None = None, unit: str = ""
) -> FortnightFacts:
    return FortnightFacts(
        number, Decimal(spend), Decimal(administration), None if activity is None else Decimal(activity), unit
    )


LINE = DischargeLineFacts(
    "D1",
    "Home first",
    "Discharge",
    "Council",
    (
        fortnight(16, "1000.00", "10.00", 4, "Packages"),
        fortnight(17, "500.00", "5.01", 2, "Packages"),
        fortnight(18, "9000.00", "900.00", 70, "Hours"),
    ),
    ((8, Decimal("1400.00")),),
)
FACTS = DischargeFacts(
    "testshire", "Testshire", "Testshire", 2022, 8, date(2022, 11, 30), False, fortnight_ends(2022), Decimal(1),
    allocations=(AllocationFacts("Discharge", Decimal("1501.00")),), lines=(LINE,),
)  # fmt: skip


def test_only_fortnights_that_are_over_count() -> None:
    found = spent_of(FACTS.lines, counted(FACTS))
    assert (counted(FACTS), found.spend, found.administration) == (17, Decimal("1500.00"), Decimal("15.01"))


def test_administration_is_held_against_the_whole_allocation() -> None:
    cap = cap_of(FACTS)
    assert (cap.most, cap.room, cap.kept) == (Decimal("15.01"), 0, True)
    over = cap_of(replace(FACTS, allocations=(AllocationFacts("Discharge", Decimal("1500.00")),)))
    assert (over.room, over.kept) == (Decimal("-0.01"), False)
    assert cap_of(replace(FACTS, cap=Decimal(2))).most == Decimal("30.02")
    assert cap_of(replace(FACTS, allocations=())).percent is None


def test_activity_is_added_by_unit_only() -> None:
    assert activity_of(LINE, 18) == (("Packages", Decimal(6)), ("Hours", Decimal(70)))


def test_the_ledger_stands_beside_and_is_never_forced() -> None:
    (november,) = beside_the_ledger(FACTS)

    assert (november.month, november.entered, november.ledger, november.difference) == (
        8, Decimal("1500.00"), Decimal("1400.00"), Decimal("100.00"),
    )  # fmt: skip


def test_deliveries_are_the_year_to_date_and_are_not_added() -> None:
    facts = OutputFacts("S1", "Home first", "Packages", Decimal(100), ((1, Decimal(20), ""), (2, Decimal(50), "")))
    found = output_figures(facts, 2)
    assert (found.to_date, found.percent, found.pro_rata, found.against) == (50, 50, 50, "on course")
    late = output_figures(facts, 3)  # nothing reported for Q3: judged by what Q2 said
    assert (late.to_date, late.against, late.judged_at, late.pro_rata) == (50, "on course", 2, 50)
    assert output_figures(facts, 1).against == "behind plan"
    assert output_figures(replace(facts, delivered=()), 2).against == "nothing reported"
