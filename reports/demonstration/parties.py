"""The first place of the demonstration, its partners, and the agreement with its funds and streams."""

from __future__ import annotations

from datetime import date

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import appoint_administrator
from budgets.actions.places import add_partner, create_place, succeed_partner
from budgets.actions.streams import create_stream
from budgets.models import Place
from reports.demonstration.case import SLUG, Case, rows
from s75.models import User

ARRANGEMENTS = {"pooled": "pooled", "aligned": "aligned", "lead commissioning": "lead", "in view": "in_view"}
DISTRICTS = ("Bromsgrove", "Malvern Hills", "Redditch", "Worcester", "Wychavon", "Wyre Forest")
STREAMS = {
    "NHS minimum contribution": {"kind": "contribution", "better_care": True, "first_year": 2015},
    "iBCF": {"kind": "grant", "better_care": True, "first_year": 2017, "last_year": 2024},
    "DFG": {"kind": "grant", "better_care": True, "capital": True, "ring_fenced": True, "first_year": 2015},
    "ASC Discharge Fund (LA)": {"kind": "grant", "better_care": True, "ring_fenced": True, "first_year": 2022},
    "ASC Discharge Fund (ICB)": {"kind": "grant", "better_care": True, "ring_fenced": True, "first_year": 2022},
    "Short-term placements fund (claim)": {
        "kind": "claim",
        "better_care": True,
        "ring_fenced": True,
        "first_year": 2022,
    },
    "Council contribution": {"kind": "contribution"},
    "ICB contribution": {"kind": "contribution"},
    "Public health grant": {"kind": "grant", "ring_fenced": True},
    "Published total, not analysed": {"kind": "contribution"},
}


def make_place(by: User) -> Place:
    return create_place(
        slug=SLUG,
        name="Worcestershire",
        board="Worcestershire Health and Wellbeing Board",
        by=by,
        demonstration=True,
    )


def add_partners(case: Case) -> None:
    """The council, the CCG and the ICB that succeeds it in July, and the districts."""
    by, place = case.installer, case.place
    council = add_partner(place=place, code="WCC", name="Worcestershire County Council", kind="council", by=by)
    ccg = add_partner(
        place=place,
        code="CCG",
        name="NHS Herefordshire and Worcestershire CCG",
        kind="nhs",
        by=by,
        position=1,
        ends=date(2022, 6, 30),
    )
    icb = add_partner(
        place=place,
        code="ICB",
        name="NHS Herefordshire and Worcestershire ICB",
        kind="nhs",
        by=by,
        position=2,
        starts=date(2022, 7, 1),
    )
    case.partners = {"WCC": council, "CCG": ccg, "ICB": icb}
    _add_districts(case)
    succeed_partner(partner=ccg, successor=icb, last_day=date(2022, 6, 30), by=by)
    ccg.refresh_from_db()


def _add_districts(case: Case) -> None:
    for position, name in enumerate(DISTRICTS, 3):
        title = f"{name} {'City' if name == 'Worcester' else 'Borough' if name == 'Redditch' else 'District'} Council"
        add_partner(
            place=case.place,
            code=name.upper().replace(" ", "")[:12],
            name=title,
            kind="district",
            by=case.installer,
            position=position,
        )


def make_agreement(case: Case) -> None:
    """The agreement with its five funds and the place's streams; then the council's administrator takes office."""
    by = case.installer
    agreement = create_agreement(
        place=case.place,
        title="Worcestershire section 75 agreement",
        status="signed",
        starts=date(2022, 4, 1),
        ends=date(2023, 3, 31),
        signed_on=date(2022, 4, 1),
        partners=case.partners.values(),
        by=by,
    )
    for position, row in enumerate(rows("funds.csv")):
        case.funds[row["fund"]] = create_fund(
            agreement=agreement,
            code=row["fund"],
            name=row["name"],
            arrangement=ARRANGEMENTS[row["arrangement"]],
            host=case.partners["CCG" if row["host"] == "ICB" else row["host"]],
            position=position,
            by=by,
        )
    for position, (name, about) in enumerate(STREAMS.items()):
        case.streams[name] = create_stream(place=case.place, name=name, position=position, by=by, **about)  # type: ignore[arg-type]
    appoint_administrator(user=by, partner=case.partners["WCC"], by=by)
