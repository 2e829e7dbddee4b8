"""Staffordshire 2023-24 and 2024-25: which topics are pooled and which aligned, and who pays which share of each stream.

The questions and two figures are those of its Health and Wellbeing Board; every amount and word is illustrative beside.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from budgets.actions.risk import set_risk_rule
from budgets.models import Place
from reports.demonstration.sketch import (
    Sketch,
    Sketched,
    Spending,
    found_place,
    lock_until,
    open_year,
    post_budgets,
)
from schemes.actions.schemes import add_comparator

SLUG = "staffordshire"
FIRST, SECOND = 2023, 2024
PAPER = "Staffordshire Health and Wellbeing Board"
SHARED = "shared budgets, as the paper states them"
SPENDING = "all spending that they are part of, as the paper states it"
CLAUSES = {
    "aims": "One budget where one service is better for the person; side by side where each partner answers for its own.",
    "setting": (
        "For each topic the partners say once a year whether its money is pooled or aligned. Pooled: the Better Care Fund, "
        "community equipment and carers. Aligned: learning disability, and children’s continuing care."
    ),
    "contributions": (
        "Each partner’s contribution to each stream, and its share of it, are revised yearly before the year begins, and "
        "are published with this agreement."
    ),
    "agreeing": "The council’s Cabinet and the Integrated Care Board agree the revised shares by 31 March.",
    "monitoring": "The Health and Wellbeing Board receives the position of all topics together, each quarter.",
    "decisions": "Whether a topic is pooled or aligned is decided by Cabinet and the Integrated Care Board together.",
    "overspend": (
        "In a pooled topic it is shared in proportion to contributions. In an aligned topic nothing is shared: each partner "
        "bears its own lines."
    ),
}
SKETCH = Sketch(
    slug=SLUG,
    name="Staffordshire",
    council=("SCC", "Staffordshire County Council"),
    health=("ICB", "NHS Staffordshire and Stoke-on-Trent ICB"),
    title="Staffordshire section 75 agreement",
    starts=date(2023, 4, 1),
    signed_on=date(2023, 3, 30),
    review_on=date(2025, 1, 31),
    years=(FIRST, SECOND),
    funds=(
        ("BCF", "Better Care Fund", "pooled"),
        ("EQ", "Community equipment and carers", "pooled"),
        ("LD", "Learning disability", "aligned"),
        ("CC", "Children’s continuing care", "aligned"),
    ),
    streams={
        "NHS minimum contribution": {
            "kind": "contribution", "better_care": True, "national": "Minimum NHS Contribution", "first_year": 2015,
        },
        "iBCF": {"kind": "grant", "better_care": True, "national": "iBCF", "first_year": 2017, "last_year": 2024},
        "Equipment and carers": {"kind": "contribution"},
        "Learning disability": {"kind": "contribution"},
        "Continuing care": {"kind": "contribution"},
    },
    spending=(
        Spending("BCF", "S1", "Community health", "NHS minimum contribution", "ICB", "ICB", (21_000_000, 22_188_600)),
        Spending("BCF", "S2", "Home first", "NHS minimum contribution", "ICB", "SCC", (13_500_000, 14_264_100)),
        Spending("BCF", "S3", "Social care capacity", "iBCF", "SCC", "SCC", (17_250_000, 17_250_000)),
        Spending("EQ", "S4", "Equipment, council", "Equipment and carers", "SCC", "SCC", (2_400_000, 2_625_000)),
        Spending("EQ", "S5", "Equipment, health", "Equipment and carers", "ICB", "SCC", (3_600_000, 3_625_000)),
        Spending("LD", "S6", "Supported living", "Learning disability", "SCC", "SCC", (38_000_000, 40_090_000)),
        Spending("LD", "S7", "Health placements", "Learning disability", "ICB", "ICB", (9_500_000, 9_785_000)),
        Spending("CC", "S8", "Packages, council", "Continuing care", "SCC", "SCC", (1_100_000, 1_320_000)),
        Spending("CC", "S9", "Packages, health", "Continuing care", "ICB", "ICB", (2_200_000, 2_310_000)),
    ),
    clauses=CLAUSES,
)  # fmt: skip


def build_staffordshire() -> Place:
    """The place at P01 of its second year; the year before is closed, so that its shares stand beside the new ones."""
    made = found_place(SKETCH)
    for year, minuted in ((FIRST, "March 2023"), (SECOND, "March 2024")):
        open_year(made, year)
        if year == FIRST:
            _set_rules(made)
        post_budgets(made, year, authority=f"Cabinet and the Integrated Care Board, {minuted} (illustrative)")
        if year == FIRST:
            lock_until(made, year, 13)
    _compare(made)
    return made.place


def _set_rules(made: Sketched) -> None:
    by = made.person("pool_manager")
    for fund in made.funds.values():
        kind = "contributions" if fund.arrangement == "pooled" else "none"
        for direction in ("over", "under"):
            set_risk_rule(fund=fund, direction=direction, year=FIRST, kind=kind, illustrative=True, by=by)


def _compare(made: Sketched) -> None:
    """£56m of £3.8bn, which is 1.47 per cent."""
    for measure, pounds, precision in (
        (SHARED, Decimal(56_000_000), "rounded to 1000000"),
        (SPENDING, Decimal(3_800_000_000), "rounded to 100000000"),
    ):
        add_comparator(
            place=made.place, measure=measure, year=SECOND, amount=pounds, precision=precision, source=PAPER,
            by=made.installer,
        )  # fmt: skip
