"""Nottinghamshire 2020-21: a Better Care Fund whose reserve pays for projects; its reserve is published, the rest illustrative."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from budgets.actions.agreements import create_agreement, create_fund, set_threshold
from budgets.actions.changes import agree_contribution, decide_change, propose_change, propose_contribution
from budgets.actions.places import add_partner, create_place
from budgets.actions.reserve_projects import Costs, add_project, decide_project
from budgets.actions.reserves import allocate_reserve, create_reserve
from budgets.actions.streams import create_stream
from budgets.actions.years import open_period, start_year
from budgets.models import Fund, FundingStream, Partner, Place, Reserve, ReserveProject
from reports.actions import lock_period
from reports.demonstration.people import Role, address, appoint, find_installer, invite_each
from reports.demonstration.performance import bring_performance
from s75.models import User
from schemes.actions.budgets import post_change, propose_budgets
from schemes.actions.changes import request_change
from schemes.actions.schemes import create_line, create_scheme
from schemes.models import Line, Scheme

SLUG = "nottinghamshire"
YEAR, OPEN = 2020, 8
REPORT = "Nottinghamshire County Council, report to committee, 2020-21"
ILLUSTRATIVE = "illustrative"
RESERVE_STREAM = "Better Care Fund reserve"
PEOPLE: tuple[Role, ...] = (
    ("NCC", "finance_officer", "Finance officer, Nottinghamshire council"),
    ("CCG", "finance_officer", "Finance officer, Nottinghamshire CCG"),
    ("NCC", "commissioner", "Commissioner, Nottinghamshire council"),
    ("NCC", "pool_manager", "Pool manager, Nottinghamshire council"),
    ("NCC", "finance_director", "Finance director, Nottinghamshire council"),
    ("CCG", "finance_director", "Finance director, Nottinghamshire CCG"),
    ("NCC", "board_clerk", "Board clerk, Nottinghamshire council"),
    ("NCC", "auditor", "Auditor, Nottinghamshire council"),
)
STREAMS = {
    "NHS minimum contribution": {"kind": "contribution", "better_care": True, "first_year": 2015},
    "iBCF": {"kind": "grant", "better_care": True, "first_year": 2017, "last_year": 2024},
    "DFG": {"kind": "grant", "better_care": True, "capital": True, "ring_fenced": True, "first_year": 2015},
    "Council contribution": {"kind": "contribution", "better_care": True},
    RESERVE_STREAM: {"kind": "reserve", "better_care": True, "returned": False},
}
DEVICES = "the four amounts and their sum, £205,500 a year, are published; the stream is illustrative"
# Scheme, line, name, stream, whose money, who spends it, £, basis.
LINES = (
    ("N1", "N1", "Integrated care teams", "NHS minimum contribution", "CCG", "CCG", 21_400_000, ILLUSTRATIVE),
    ("N2", "N2", "Reablement and home care", "NHS minimum contribution", "CCG", "NCC", 17_850_000, ILLUSTRATIVE),
    ("N3", "N3", "Social care capacity", "iBCF", "NCC", "NCC", 26_200_000, ILLUSTRATIVE),
    ("N4", "N4", "Disabled facilities", "DFG", "NCC", "NCC", 6_900_000, ILLUSTRATIVE),
    ("N5", "N5-1", "Assistive devices", "Council contribution", "NCC", "NCC", 62_000, DEVICES),
    ("N5", "N5-2", "Assistive devices", "Council contribution", "NCC", "NCC", 29_500, DEVICES),
    ("N5", "N5-3", "Assistive devices", "Council contribution", "NCC", "NCC", 18_000, DEVICES),
    ("N5", "N5-4", "Assistive devices", "Council contribution", "NCC", "NCC", 96_000, DEVICES),
    ("N6", "N6", "Local Area Coordination", RESERVE_STREAM, "NCC", "NCC", 0, "budgeted by drawdowns of the reserve"),
    ("N7", "N7", "Dementia post", RESERVE_STREAM, "NCC", "NCC", 0, "budgeted by drawdowns of the reserve"),
)
EARLIER = "The amount is published; its heading and year are illustrative."
COORDINATION: Costs = {
    ("Set-up", 2020): (Decimal(8_000), ""),
    ("Set-up", 2021): (Decimal(34_000), ""),
    ("Coordinators", 2021): (Decimal(135_262), "147,558 × 11/12 = 135,261.50, rounded half up to £135,262."),
    ("Coordinators", 2022): (Decimal(147_558), ""),
    ("Equipment", 2021): (Decimal(3_000), ""),
    ("Equipment", 2022): (Decimal(3_000), ""),
    ("Evaluation", 2022): (Decimal(20_000), ""),
}
DEMENTIA: Costs = {
    ("Post", 2020): (
        Decimal(38_143),
        "0.8 × 47,679 = 38,143.20, rounded half up to £38,143. The year is illustrative.",
    ),
    ("Other costs of the post", 2020): (Decimal(6_857), "38,143 + 6,857 = 45,000. The year is illustrative."),
}


@dataclass
class Shire:
    """The place on its way."""

    place: Place
    installer: User
    partners: dict[str, Partner] = field(default_factory=dict)
    streams: dict[str, FundingStream] = field(default_factory=dict)
    people: dict[tuple[str, str], User] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def manager(self) -> User:
        return self.people["NCC", "pool_manager"]

    @property
    def director(self) -> User:
        return self.people["NCC", "finance_director"]


def build_nottinghamshire() -> Place:
    """The place at P08 of 2020-21: its reserve was allocated in P01, and two projects are proposed in P08."""
    installer = find_installer()
    name = "Nottinghamshire"
    shire = Shire(
        create_place(
            slug=SLUG, name=name, board=f"{name} Health and Wellbeing Board", by=installer, demonstration=True
        ),
        installer,
    )
    fund = _make_agreement(shire)
    _make_lines(shire, fund)
    start_year(fund=fund, year=YEAR, by=shire.manager)
    open_period(fund=fund, year=YEAR, month=1, by=shire.manager)
    set_threshold(
        fund=fund, level="scheme", year=YEAR, red_percent=Decimal(5), explain_percent=Decimal(5), by=shire.manager
    )
    _post_opening(shire, fund)
    reserve = _allocate(shire, fund)
    for month in range(1, OPEN):
        waive = "The sources give no ledgers and forecasts of this year."
        lock_period(fund=fund, year=YEAR, month=month, waive=waive, by=shire.manager)
    _propose(shire, reserve)
    bring_performance(shire.place, YEAR, shire.manager)
    return shire.place


def _make_agreement(shire: Shire) -> Fund:
    """Both partners, their agreement with its one fund, the streams, and the people."""
    by, place = shire.installer, shire.place
    council = add_partner(place=place, code="NCC", name="Nottinghamshire County Council", kind="council", by=by)
    ccg = "NHS Nottingham and Nottinghamshire CCG"
    shire.partners = {
        "NCC": council,
        "CCG": add_partner(place=place, code="CCG", name=ccg, kind="nhs", by=by, position=1),
    }
    agreement = create_agreement(
        place=place,
        title="Nottinghamshire Better Care Fund agreement",
        status="signed",
        starts=date(2020, 4, 1),
        ends=date(2021, 3, 31),
        signed_on=date(2020, 4, 1),
        partners=shire.partners.values(),
        by=by,
    )
    fund = create_fund(
        agreement=agreement, code="BCF", name="Better Care Fund", arrangement="pooled", host=council, by=by
    )
    for position, (name, about) in enumerate(STREAMS.items()):
        shire.streams[name] = create_stream(place=place, name=name, position=position, by=by, **about)  # type: ignore[arg-type]
    email = address("administrator", "NCC", SLUG)
    administrator = appoint(place, council, email, "Administrator, Nottinghamshire council", by)
    shire.people = invite_each(PEOPLE, place, shire.partners, administrator, named_after=SLUG)
    return fund


def _make_lines(shire: Shire, fund: Fund) -> None:
    schemes: dict[str, Scheme] = {}
    for scheme, ref, name, stream, payer, spender, _, basis in LINES:
        if scheme not in schemes:
            lead = shire.partners[spender]
            schemes[scheme] = create_scheme(fund=fund, ref=scheme, name=name, lead_commissioner=lead, by=shire.manager)
        shire.lines[ref] = create_line(
            scheme=schemes[scheme],
            fund=fund,
            year=YEAR,
            ref=ref,
            stream=shire.streams[stream],
            contributing_partner=shire.partners[payer],
            spending_partner=shire.partners[spender],
            basis=basis,
            illustrative=basis == ILLUSTRATIVE,
            by=shire.manager,
        )


def _post_opening(shire: Shire, fund: Fund) -> None:
    """Contributions and budgets at the start of the year; lines of the reserve get theirs by drawdowns."""
    by = shire.manager
    change = propose_change(
        fund=fund, year=YEAR, kind="opening", title=f"Opening budget of {fund}", reason="Budgets at the start of the year",
        effective_from=1, basis=ILLUSTRATIVE, by=by,
    )  # fmt: skip
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for _, _, _, stream, payer, _, pounds, _ in LINES:
        sums[stream, payer] += pounds
    for (stream, payer), amount in sums.items():
        if amount:
            contribution = agree_contribution(
                fund=fund, year=YEAR, partner=shire.partners[payer], stream=shire.streams[stream], status="confirmed",
                illustrative=stream != "Council contribution", by=by,
            )  # fmt: skip
            propose_contribution(change=change, contribution=contribution, amount=amount, by=by)
    budgets = {shire.lines[ref]: Decimal(amount) for _, ref, _, _, _, _, amount, _ in LINES if amount}
    propose_budgets(change=change, amounts=budgets, by=by)
    request_change(change=change, by=by)
    said = "Finance director, council (illustrative)"
    post_change(change=decide_change(change=change, approve=True, authority=said, by=shire.director), by=by)


def _allocate(shire: Shire, fund: Fund) -> Reserve:
    """£466,000 with £62,000 and £44,000 committed; and, apart from it, what the dementia post is paid from.

    The report pays the post “from BCF reserves” and gives no balance of them, so it has a reserve line of its own, which
    holds what it costs: the figures of the allocation of £466,000 stay those of the report.
    """
    by, council, stream = shire.manager, shire.partners["NCC"], shire.streams[RESERVE_STREAM]
    main = create_reserve(
        fund=fund, stream=stream, partner=council, name="Better Care Fund reserve allocation", source=REPORT, by=by
    )
    allocate_reserve(
        reserve=main, year=YEAR, amount=Decimal(466_000), reason="Allocated from the Better Care Fund reserve",
        authority=REPORT, by=by,
    )  # fmt: skip
    for position, amount in enumerate((62_000, 44_000)):
        costs: Costs = {("Commitment", YEAR): (Decimal(amount), EARLIER)}
        name = f"{('First', 'Second')[position]} earlier commitment"
        made = add_project(reserve=main, year=YEAR, name=name, costs=costs, position=position, source=REPORT, by=by)
        said = "Committed before the report, which does not say by which minute"
        decide_project(project=made, year=YEAR, approve=True, authority=said, by=shire.director)
    other = create_reserve(
        fund=fund, stream=stream, partner=council, name="Better Care Fund reserves, for the dementia post",
        source=f"{REPORT}, which gives no balance of these reserves", illustrative=True, by=by,
    )  # fmt: skip
    allocate_reserve(
        reserve=other, year=YEAR, amount=Decimal(45_000), reason="What the post costs (illustrative: no balance is given)",
        authority=REPORT, by=by,
    )  # fmt: skip
    return main


def _propose(shire: Shire, reserve: Reserve) -> list[ReserveProject]:
    """What the reports ask for in the autumn: Local Area Coordination, and the dementia post."""
    other = reserve.fund.reserves.exclude(pk=reserve.pk).get()
    asked = ((reserve, "Local Area Coordination", COORDINATION), (other, "Dementia post", DEMENTIA))
    return [
        add_project(reserve=of, year=YEAR, name=name, costs=costs, position=2, source=REPORT, by=shire.manager)
        for of, name, costs in asked
    ]
