"""Herefordshire 2022-23: its part of the discharge fund that its ICB splits between two counties, in a fund of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from budgets.actions.conditions import Part, set_allocation
from budgets.actions.risk import set_risk_rule
from budgets.models import Place
from reports.demonstration import case
from reports.demonstration.sketch import Sketch, Sketched, Spending, found_place, lock_until, open_year, propose
from schemes.actions.discharge import FortnightRow, save_fortnight

SLUG = "herefordshire"
YEAR, OPEN = 2022, 8
ICB = "NHS Herefordshire and Worcestershire ICB"
STREAM = "ASC Discharge Fund (ICB)"
WHOLE, HERE = Decimal(2_100_000), 600_000
PUBLISHED = "published, rounded to £0.1m"
FORTNIGHTS = ((17, 21_400, 260, 9), (18, 38_900, 310, 17))  # to 24 November and 8 December 2022

SKETCH = Sketch(
    slug=SLUG,
    name="Herefordshire",
    council=("HC", "Herefordshire Council"),
    health=("ICB", ICB),
    title="Herefordshire section 75 agreement",
    starts=date(2022, 4, 1),
    ends=date(2023, 3, 31),
    signed_on=date(2022, 4, 1),
    years=(YEAR,),
    funds=(("BCF", "Better Care Fund", "pooled"),),
    streams={
        STREAM: {
            "kind": "grant",
            "better_care": True,
            "ring_fenced": True,
            "national": "ICB Discharge Funding",
            "first_year": YEAR,
        }
    },
    spending=(Spending("BCF", "H1", "Discharge support: ICB", STREAM, "ICB", "HC", (HERE,), PUBLISHED),),
    roles=(
        (True, "finance_officer", "Finance officer"),
        (True, "pool_manager", "Pool manager"),
        (True, "finance_director", "Finance director"),
        (True, "auditor", "Auditor"),
    ),
    clauses={
        "overspend": "The fund is pooled without a sharing of risk: each partner bears what its own money overspends.",
        "underspend": "Each partner keeps what its own money underspends.",
    },
)


def build_herefordshire() -> Place:
    """The place at P08, in which the fund was announced; its partner ICB is that of Worcestershire."""
    made = found_place(SKETCH)
    open_year(made, YEAR)
    for direction in ("over", "under"):
        set_risk_rule(
            fund=made.funds["BCF"], direction=direction, year=YEAR, kind="none", source="no risk share is published",
            illustrative=True, by=made.person("pool_manager"),
        )  # fmt: skip
    lock_until(made, YEAR, OPEN - 1)
    propose(
        made, "BCF", YEAR, "variation", "Adult Social Care Discharge Fund, ICB allocation (Herefordshire's £0.6m of £2.1m)",
        "Announced after the year began", OPEN + 1, authority="Finance director, council (illustrative)",
    )  # fmt: skip
    _share_allocation(made)
    _report_fortnights(made)
    return made.place


def _report_fortnights(made: Sketched) -> None:
    """The first fortnights of the return: what was spent in them is illustrative, as no source gives it."""
    line = made.lines[YEAR, "H1"]
    for number, pounds, administration, packages in FORTNIGHTS:
        row = FortnightRow(
            line.pk, 0, Decimal(pounds), Decimal(administration), Decimal(packages), "Packages",
            "Illustrative: the sources give no fortnightly spend.",
        )  # fmt: skip
        by = made.person("finance_officer")
        save_fortnight(place=made.place, year=YEAR, number=number, rows=[row], by=by, illustrative=True)


def _share_allocation(made: Sketched) -> None:
    """The part that Worcestershire named as elsewhere is from now on that of a place that is kept here."""
    first = Place.objects.get(slug=case.SLUG)
    set_allocation(
        place=first,
        partner=made.health,
        year=YEAR,
        name="ASC Discharge Fund, ICB",
        amount=WHOLE,
        parts=[
            Part(WHOLE - HERE, place=first, stream=first.streams.get(name=STREAM)),
            Part(Decimal(HERE), place=made.place, stream=made.streams[STREAM]),
        ],
        precision=PUBLISHED,
        source=case.PAPER,
        by=made.installer,
    )
