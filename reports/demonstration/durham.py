"""Durham 2023-24: how shared budgets are set, agreed and monitored, who may decide what, and what an overspend does.

The questions are those of its Cabinet; no source gives the agreement's words or amounts, so all of them are illustrative.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from budgets.actions.agreements import set_threshold
from budgets.actions.risk import Tier, set_risk_rule
from budgets.actions.terms import add_limit
from budgets.models import COMMITTEE, Place
from reports.demonstration.sketch import (
    Sketch,
    Sketched,
    Spending,
    found_place,
    lock_until,
    open_year,
    post_budgets,
)

SLUG = "durham"
YEAR, OPEN = 2023, 3
JOINT = "Joint commissioning committee"
CLAUSES = {
    "aims": "To help people stay well and independent at home, and to leave hospital as soon as they are fit to.",
    "setting": (
        "Each autumn the partners’ finance leads draft next year’s budgets together: this year’s recurrent budgets, the "
        "uplifts that national planning guidance gives, known changes in demand, and agreed savings.\n\n"
        "Budgets are set net of recoverable VAT. Contributions stay indicative until both partners have confirmed them."
    ),
    "contributions": (
        "National contributions follow the published allocations. Any other contribution is revised once a year; within a "
        "year it moves only by a variation that both partners have approved."
    ),
    "agreeing": (
        "The joint commissioning committee recommends the budgets in February. The council’s Cabinet and the Integrated "
        "Care Board each agree their own contribution by 31 March, and the Health and Wellbeing Board signs off the plan."
    ),
    "monitoring": (
        "The council hosts the pooled funds and names a pool manager. Both ledgers come in and every line is forecast each "
        "month; the pool manager locks the month and reports to the joint commissioning committee.\n\n"
        "The partners receive a report each quarter and a return of income and expenditure each year. A projected "
        "overspend is notified within five working days."
    ),
    "decisions": (
        "Cabinet and the Integrated Care Board decide their own contributions and the agreement itself. The joint "
        "commissioning committee decides on movements above the officers’ limits, on reserves and on underspends. Officers "
        "decide up to the limits below."
    ),
    "overspend": (
        "The pool manager brings a plan to put it right within 21 days. Underspends elsewhere in the fund pay first. What "
        "is left is borne as the rule of the fund says; above its last step the partners must agree anew."
    ),
    "underspend": "It is carried forward for the purposes of the fund, unless its stream must be returned.",
    "duration": "Three years, reviewed each January. Either partner may end it with six months’ notice at a year’s end.",
}
SKETCH = Sketch(
    slug=SLUG,
    name="Durham",
    council=("DCC", "Durham County Council"),
    health=("ICB", "NHS North East and North Cumbria ICB"),
    title="Durham section 75 agreement",
    starts=date(2023, 4, 1),
    ends=date(2026, 3, 31),
    signed_on=date(2023, 3, 28),
    review_on=date(2024, 1, 31),
    years=(YEAR,),
    funds=(
        ("BCF", "Better Care Fund", "pooled"),
        ("EQ", "Community equipment", "pooled"),
        ("LD", "Learning disability", "aligned"),
    ),
    streams={
        "NHS minimum contribution": {
            "kind": "contribution", "better_care": True, "national": "Minimum NHS Contribution", "first_year": 2015,
        },
        "iBCF": {"kind": "grant", "better_care": True, "national": "iBCF", "first_year": 2017, "last_year": 2024},
        "DFG": {
            "kind": "grant", "better_care": True, "capital": True, "ring_fenced": True, "national": "DFG",
            "first_year": 2015,
        },
        "Council contribution": {"kind": "contribution"},
        "ICB contribution": {"kind": "contribution"},
    },
    spending=(
        Spending("BCF", "D1", "Intermediate care", "NHS minimum contribution", "ICB", "ICB", (18_600_000,)),
        Spending("BCF", "D2", "Reablement", "NHS minimum contribution", "ICB", "DCC", (14_250_000,)),
        Spending("BCF", "D3", "Social care capacity", "iBCF", "DCC", "DCC", (29_400_000,)),
        Spending("BCF", "D4", "Disabled facilities", "DFG", "DCC", "DCC", (6_700_000,)),
        Spending("EQ", "D5", "Equipment, adults", "Council contribution", "DCC", "DCC", (2_900_000,)),
        Spending("EQ", "D6", "Equipment, health", "ICB contribution", "ICB", "DCC", (3_100_000,)),
        Spending("LD", "D7", "Supported living", "Council contribution", "DCC", "DCC", (41_800_000,)),
        Spending("LD", "D8", "Joint packages", "ICB contribution", "ICB", "ICB", (12_300_000,)),
    ),
    clauses=CLAUSES,
)  # fmt: skip


def build_durham() -> Place:
    """The place at P03 of 2023-24, its budgets decided by its committee, and with the minute recorded."""
    made = found_place(SKETCH)
    _set_limits(made)
    open_year(made, YEAR)
    _set_rules(made)
    post_budgets(
        made, YEAR, authority="with the plan of the Better Care Fund", committee=JOINT, minute="JCC 23/14 (illustrative)",
        decided_on=date(2023, 3, 21),
    )  # fmt: skip
    lock_until(made, YEAR, OPEN - 1)
    return made.place


def _set_limits(made: Sketched) -> None:
    by, agreement = made.person("pool_manager"), made.agreement
    limits = (
        ("pool_manager", "", Decimal(50_000), True),
        ("finance_director", "", Decimal(500_000), False),
        (COMMITTEE, JOINT, None, False),
    )
    for decided_by, committee, up_to, within in limits:
        add_limit(
            agreement=agreement, decided_by=decided_by, committee=committee, up_to=up_to, within_scheme=within,
            illustrative=True, by=by,
        )  # fmt: skip


def _set_rules(made: Sketched) -> None:
    """The Better Care Fund in steps, equipment by contributions, learning disability each its own."""
    by, council, board = made.person("pool_manager"), made.council, made.health
    steps: list[Tier] = [
        (Decimal(250_000), {council: Decimal(100)}),
        (Decimal(750_000), {council: Decimal(50), board: Decimal(50)}),
        (None, {}),
    ]
    for code, over, under in (("BCF", "tiers", "contributions"), ("EQ", "contributions", "contributions")):
        fund, tiers = made.funds[code], steps if over == "tiers" else []
        set_risk_rule(fund=fund, direction="over", year=YEAR, kind=over, tiers=tiers, illustrative=True, by=by)
        set_risk_rule(fund=fund, direction="under", year=YEAR, kind=under, use="carry", illustrative=True, by=by)
    for direction in ("over", "under"):
        set_risk_rule(fund=made.funds["LD"], direction=direction, year=YEAR, kind="none", illustrative=True, by=by)
    for fund in made.funds.values():
        limit = Decimal(5)
        set_threshold(fund=fund, level="scheme", year=YEAR, red_percent=limit, explain_percent=limit, by=by)
