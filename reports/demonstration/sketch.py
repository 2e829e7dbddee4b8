"""A further demonstration place as data, and how it is built through the actions: parties, agreement, terms, years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.changes import agree_contribution, decide_change, propose_change, propose_contribution
from budgets.actions.places import add_partner, create_place, seat_partner
from budgets.actions.streams import create_stream
from budgets.actions.terms import Wording, set_clauses
from budgets.actions.years import open_period, start_year
from budgets.models import Agreement, Change, Fund, FundingStream, Partner, Place
from reports.actions import lock_periods
from reports.demonstration.people import address, appoint, find_installer, invite_each
from s75.models import User
from schemes.actions.budgets import post_change, propose_budgets
from schemes.actions.changes import request_change
from schemes.actions.schemes import create_line, create_scheme
from schemes.models import Line, Scheme

ILLUSTRATIVE = "illustrative"
NO_LEDGERS = "The sources give no ledgers and forecasts of this year."
ROLES = (  # of the council (True) or the NHS body (False)
    (True, "finance_officer", "Finance officer"),
    (True, "commissioner", "Commissioner"),
    (True, "pool_manager", "Pool manager"),
    (True, "finance_director", "Finance director"),
    (True, "board_clerk", "Board clerk"),
    (True, "auditor", "Auditor"),
    (False, "finance_officer", "Finance officer"),
    (False, "finance_director", "Finance director"),
)


@dataclass(frozen=True)
class Spending:
    """A line of a scheme: which fund and stream, whose money, who spends it, and £ of each year of the sketch."""

    fund: str
    ref: str
    name: str
    stream: str
    payer: str
    spender: str
    pounds: tuple[int, ...]
    basis: str = ILLUSTRATIVE


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What a place is made of. Funds are (code, name, arrangement), all hosted by the council; `clauses` are what the
    agreement says by topic."""

    slug: str
    name: str
    council: tuple[str, str]
    health: tuple[str, str]
    title: str
    starts: date
    signed_on: date
    years: tuple[int, ...]
    funds: tuple[tuple[str, str, str], ...]
    streams: Mapping[str, dict[str, Any]]
    spending: tuple[Spending, ...]
    ends: date | None = None
    review_on: date | None = None
    roles: tuple[tuple[bool, str, str], ...] = ROLES
    clauses: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Sketched:
    """The place on its way."""

    sketch: Sketch
    place: Place
    installer: User
    agreement: Agreement
    partners: dict[str, Partner] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)
    streams: dict[str, FundingStream] = field(default_factory=dict)
    people: dict[tuple[str, str], User] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)
    lines: dict[tuple[int, str], Line] = field(default_factory=dict)

    def person(self, role: str) -> User:
        """The council's person in a role."""
        return self.people[self.sketch.council[0], role]

    @property
    def council(self) -> Partner:
        return self.partners[self.sketch.council[0]]

    @property
    def health(self) -> Partner:
        return self.partners[self.sketch.health[0]]


def found_place(sketch: Sketch) -> Sketched:
    """The place with its partners, agreement, funds, streams, people, and what its agreement says."""
    by = find_installer()
    board = f"{sketch.name} Health and Wellbeing Board"
    place = create_place(slug=sketch.slug, name=sketch.name, board=board, by=by, demonstration=True)
    partners = _add_partners(sketch, place, by)
    agreement = create_agreement(
        place=place, title=sketch.title, status="signed", starts=sketch.starts, ends=sketch.ends,
        signed_on=sketch.signed_on, review_on=sketch.review_on, partners=partners.values(), by=by,
    )  # fmt: skip
    made = Sketched(sketch, place, by, agreement, partners)
    for position, (code, name, arrangement) in enumerate(sketch.funds):
        made.funds[code] = create_fund(
            agreement=agreement, code=code, name=name, arrangement=arrangement, host=made.council, position=position, by=by
        )  # fmt: skip
    for position, (name, about) in enumerate(sketch.streams.items()):
        made.streams[name] = create_stream(place=place, name=name, position=position, by=by, **about)
    wordings = {topic: Wording(text, illustrative=True) for topic, text in sketch.clauses.items()}
    set_clauses(agreement=agreement, clauses=wordings, by=by)
    _invite(made)
    return made


def _add_partners(sketch: Sketch, place: Place, by: User) -> dict[str, Partner]:
    """The council, and the NHS body: a seat for one that another place has brought already."""
    (code, name), (short, health) = sketch.council, sketch.health
    council = add_partner(place=place, code=code, name=name, kind="council", by=by)
    there = Partner.objects.filter(name=health).first()
    if there is not None:
        seat_partner(place=place, partner=there, code=short, by=by, position=1)
    body = there or add_partner(place=place, code=short, name=health, kind="nhs", by=by, position=1)
    return {code: council, short: body}


def _invite(made: Sketched) -> None:
    sketch, named = made.sketch, made.sketch.name
    code, health = sketch.council[0], sketch.health[0]
    email = address("administrator", code, sketch.slug)
    by = appoint(made.place, made.council, email, f"Administrator, {named} council", made.installer)
    wanted = [
        (code, role, f"{title}, {named} council") if own else (health, role, f"{title}, {named} {health}")
        for own, role, title in sketch.roles
    ]
    made.people = invite_each(wanted, made.place, made.partners, by, named_after=sketch.slug)


def open_year(made: Sketched, year: int) -> None:
    """The year's lines and periods, with P01 open."""
    by, number = made.person("pool_manager"), made.sketch.years.index(year)
    for row in made.sketch.spending:
        if row.pounds[number]:
            made.lines[year, row.ref] = _line(made, row, year, by)
    for fund in made.funds.values():
        start_year(fund=fund, year=year, by=by)
        open_period(fund=fund, year=year, month=1, by=by)


def _line(made: Sketched, row: Spending, year: int, by: User) -> Line:
    fund = made.funds[row.fund]
    if row.ref not in made.schemes:
        lead = made.partners[row.spender]
        made.schemes[row.ref] = create_scheme(fund=fund, ref=row.ref, name=row.name, lead_commissioner=lead, by=by)
    return create_line(
        scheme=made.schemes[row.ref], fund=fund, year=year, ref=row.ref, stream=made.streams[row.stream],
        contributing_partner=made.partners[row.payer], spending_partner=made.partners[row.spender], basis=row.basis,
        illustrative=row.basis == ILLUSTRATIVE, by=by,
    )  # fmt: skip


def post_budgets(made: Sketched, year: int, **said: Any) -> list[Change]:
    """The opening budgets of every fund's year, paid for by contributions; `said` is what `decide_change` takes."""
    return [
        propose(made, code, year, "opening", f"Opening budget of {fund}", "Budgets at the start of the year", 1, **said)
        for code, fund in made.funds.items()
    ]


def propose(
    made: Sketched, code: str, year: int, kind: str, title: str, reason: str, effective_from: int, **said: Any
) -> Change:
    """A change with all of a fund's budgets of the year and the contributions that pay for them, decided and posted."""
    sketch, by, fund = made.sketch, made.person("pool_manager"), made.funds[code]
    rows = [row for row in sketch.spending if row.fund == code and (year, row.ref) in made.lines]
    pounds = {row.ref: Decimal(row.pounds[sketch.years.index(year)]) for row in rows}
    change = propose_change(
        fund=fund, year=year, kind=kind, title=title, reason=reason, effective_from=effective_from,
        basis=rows[0].basis, by=by,
    )  # fmt: skip
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row.stream, row.payer] += pounds[row.ref]
    for (stream, payer), amount in sums.items():
        contribution = agree_contribution(
            fund=fund, year=year, partner=made.partners[payer], stream=made.streams[stream], status="confirmed",
            illustrative=rows[0].basis == ILLUSTRATIVE, by=by,
        )  # fmt: skip
        propose_contribution(change=change, contribution=contribution, amount=amount, by=by)
    propose_budgets(change=change, amounts={made.lines[year, ref]: each for ref, each in pounds.items()}, by=by)
    request_change(change=change, by=by)
    decided = decide_change(change=change, approve=True, by=made.person("finance_director"), **said)
    return post_change(change=decided, by=by)


def lock_until(made: Sketched, year: int, last: int) -> None:
    """Lock the periods of every fund up to one; no source gives what they hold."""
    by = made.person("pool_manager")
    funds = list(made.funds.values())
    for month in range(1, last + 1):
        lock_periods(place=funds[0].place, funds=funds, year=year, month=month, waive=NO_LEDGERS, by=by)
