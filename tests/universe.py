"""One small world for tests, built through the actions.

Testshire ── agreement ── fund POOL (pooled, host council)      fund LEAD (lead commissioning, host ICB)
  council (TC)              BEDS-N  NHS minimum, ICB's money,     KIDS  ICB contribution, ICB's money,
  board   (ICB)                     council spends, code C100           ICB spends, code 900
                            BEDS-C  council's money, council spends, half of code C200
                            HOME    council's money, council spends, half of code C200

P01 of 2024-25 is open in both funds. Opening budgets: BEDS-N 1,200, BEDS-C 600, HOME 600, KIDS 2,400 (£).
People: operator (administrator), officer and board_officer (finance officers of the council and of the ICB),
commissioner, manager and board_manager (pool managers), director, clerk, auditor, outsider (no role at all).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from budgets.actions.agreements import create_agreement, create_fund, set_threshold
from budgets.actions.changes import (
    agree_contribution,
    decide_change,
    propose_change,
    propose_contribution,
)
from budgets.actions.people import appoint_administrator, invite_person
from budgets.actions.places import add_partner, create_place
from budgets.actions.streams import create_stream
from budgets.actions.years import open_period, start_year
from budgets.models import Change, Contribution, Fund, FundingStream, Partner, Place
from s75.models import User
from schemes.actions.budgets import post_change, propose_budgets
from schemes.actions.changes import request_change
from schemes.actions.forecasts import RowInput, save_rows
from schemes.actions.schemes import create_line, create_scheme, leave_code_out, map_code
from schemes.models import Forecast, Line

YEAR = 2024
OPENING = {"BEDS-N": 1200, "BEDS-C": 600, "HOME": 600, "KIDS": 2400}


class Universe:
    """The world of the module's docstring, each thing under its name."""

    place: Place
    council: Partner
    board: Partner
    pool: Fund
    lead: Fund
    lines: dict[str, Line]

    def __init__(self) -> None:
        self.operator = User.objects.create_user("operator@test.example", name="Operator", is_staff=True)
        self.outsider = User.objects.create_user("outsider@test.example", name="Outsider")
        self._place()
        self._people()
        self._streams_and_lines()
        self._opening()

    def _place(self) -> None:
        by = self.operator
        self.place = create_place(slug="testshire", name="Testshire", board="Testshire HWB", by=by)
        self.council = add_partner(place=self.place, code="TC", name="Testshire Council", kind="council", by=by)
        self.board = add_partner(place=self.place, code="ICB", name="NHS Testshire ICB", kind="nhs", by=by, position=1)
        self.agreement = create_agreement(
            place=self.place,
            title="Testshire agreement",
            status="signed",
            starts=date(2024, 4, 1),
            signed_on=date(2024, 4, 1),
            partners=[self.council, self.board],
            by=by,
        )
        self.pool = create_fund(
            agreement=self.agreement, code="POOL", name="Pool", arrangement="pooled", host=self.council, by=by
        )
        self.lead = create_fund(
            agreement=self.agreement, code="LEAD", name="Lead", arrangement="lead", host=self.board, by=by, position=1
        )
        appoint_administrator(user=by, partner=self.council, by=by)

    def _person(self, name: str, role: str, partner: Partner) -> User:
        email = f"{name.replace(' ', '.')}@test.example"
        return invite_person(
            email=email, name=name.capitalize(), place=self.place, partner=partner, role=role, by=self.operator
        ).user

    def _people(self) -> None:
        self.officer = self._person("officer", "finance_officer", self.council)
        self.board_officer = self._person("board officer", "finance_officer", self.board)
        self.commissioner = self._person("commissioner", "commissioner", self.board)
        self.manager = self._person("manager", "pool_manager", self.council)
        self.board_manager = self._person("board manager", "pool_manager", self.board)
        self.director = self._person("director", "finance_director", self.council)
        self.clerk = self._person("clerk", "board_clerk", self.council)
        self.auditor = self._person("auditor", "auditor", self.council)

    def _streams_and_lines(self) -> None:
        by = self.operator
        self.minimum = create_stream(place=self.place, name="NHS minimum", kind="contribution", better_care=True, by=by)
        self.own = create_stream(place=self.place, name="Council contribution", kind="contribution", by=by)
        self.nhs = create_stream(place=self.place, name="ICB contribution", kind="contribution", by=by)
        self.lines = {}
        for ref, scheme, fund, stream, payer, spender in (
            ("BEDS-N", "BEDS", self.pool, self.minimum, self.board, self.council),
            ("BEDS-C", "BEDS", self.pool, self.own, self.council, self.council),
            ("HOME", "HOME", self.pool, self.own, self.council, self.council),
            ("KIDS", "KIDS", self.lead, self.nhs, self.board, self.board),
        ):
            manager = self.manager if fund == self.pool else self.board_manager
            made = self.place.schemes.filter(ref=scheme).first() or create_scheme(
                fund=fund, ref=scheme, name=scheme.capitalize(), lead_commissioner=payer, by=manager
            )
            self.lines[ref] = create_line(
                scheme=made, fund=fund, year=YEAR, ref=ref, stream=stream, contributing_partner=payer,
                spending_partner=spender, by=manager,
            )  # fmt: skip
        half = Decimal(50)
        for partner, code, percents in (
            (self.council, "C100", {self.lines["BEDS-N"]: Decimal(100)}),
            (self.council, "C200", {self.lines["BEDS-C"]: half, self.lines["HOME"]: half}),
            (self.board, "900", {self.lines["KIDS"]: Decimal(100)}),
        ):
            by_manager = self.manager if partner == self.council else self.board_manager
            map_code(partner=partner, code=code, percents=percents, by=by_manager)
        leave_code_out(partner=self.council, code="X1", description="Not shared", by=by)

    def _opening(self) -> None:
        for fund, manager in ((self.pool, self.manager), (self.lead, self.board_manager)):
            start_year(fund=fund, year=YEAR, by=manager)
            open_period(fund=fund, year=YEAR, month=1, by=manager)
            set_threshold(
                fund=fund, level="scheme", year=YEAR, explain_percent=Decimal(10), red_percent=Decimal(5), by=manager
            )
            amounts = {ref: Decimal(OPENING[ref]) for ref, line in self.lines.items() if line.fund == fund}
            self.post(self.approved(fund, amounts, kind="opening"))

    def manager_of(self, fund: Fund) -> User:
        return self.manager if fund == self.pool else self.board_manager

    def approved(
        self,
        fund: Fund,
        amounts: Mapping[str, Decimal],
        *,
        kind: str = "variation",
        effective_from: int = 1,
        money_in: Mapping[tuple[FundingStream, Partner], Decimal] | None = None,
        number: int | None = None,
    ) -> Change:
        """An approved change; unless said otherwise, contributions rise by what the lines get."""
        change = self.requested(
            fund, amounts, kind=kind, effective_from=effective_from, money_in=money_in, number=number
        )
        return decide_change(change=change, approve=True, authority="Joint committee", by=self.director)

    def requested(
        self,
        fund: Fund,
        amounts: Mapping[str, Decimal],
        *,
        kind: str = "variation",
        effective_from: int = 1,
        money_in: Mapping[tuple[FundingStream, Partner], Decimal] | None = None,
        number: int | None = None,
        by: User | None = None,
    ) -> Change:
        """A change that waits for its decision; unless said otherwise, contributions rise by what the lines get."""
        by = by or self.manager_of(fund)
        change = propose_change(
            fund=fund,
            year=YEAR,
            kind=kind,
            title=f"A {kind}",
            reason="For a test",
            effective_from=effective_from,
            number=number,
            by=by,
        )
        lines = {self.lines[ref]: amount for ref, amount in amounts.items()}
        if money_in is None:
            money_in = {}
            for line, amount in lines.items():
                key = (line.stream, line.contributing_partner)
                money_in[key] = money_in.get(key, Decimal(0)) + amount
        for (stream, partner), amount in money_in.items():
            if amount:
                propose_contribution(
                    change=change, contribution=self.contribution(fund, stream, partner), amount=amount, by=by
                )
        propose_budgets(change=change, amounts=lines, by=by)
        return request_change(change=change, by=by)

    def contribution(self, fund: Fund, stream: FundingStream, partner: Partner) -> Contribution:
        found = Contribution.objects.filter(fund=fund, year=YEAR, stream=stream, partner=partner).first()
        return found or agree_contribution(
            fund=fund, year=YEAR, partner=partner, stream=stream, by=self.manager_of(fund)
        )

    def post(self, change: Change) -> Change:
        return post_change(change=change, by=self.manager_of(change.fund))

    def forecast(self, ref: str, amount: int | str, *, round: int = 1, explanation: str = "") -> Forecast:  # noqa: A002
        """A forecast of the same amount for every month to come, by the officer of the line's spending partner."""
        from schemes.queries import months_in, months_to_come

        line = self.lines[ref]
        ins = months_in([line.fund_id], YEAR).get((line.fund_id, line.spending_partner.heir_id or 0), frozenset())
        figures = dict.fromkeys(months_to_come(ins), Decimal(amount))
        by = self.officer if line.spending_partner == self.council else self.board_officer
        row = RowInput(ref, figures, explanation=explanation)
        return save_rows(place=self.place, year=YEAR, round=round, rows=[row], by=by)[0]


def ledger_csv(month: str, amounts: Mapping[str, str], *, basis: str = "to date") -> bytes:
    """A small ledger file in CSV: codes with their amounts of a month such as “P01”."""
    rows = "".join(f"{code},Line of {code},{amount}\r\n" for code, amount in amounts.items())
    return f"Ledger of period {month} of financial year 2024/25\r\nCost centre,Description,Actual {basis}\r\n{rows}".encode()
