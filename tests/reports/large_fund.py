"""A place with one fund of as many lines as wanted, written in bulk month by month under every rule of the database.

P01 to P07 are locked and P08 is open; the ledgers of eight months are in; every line is forecast in P07 and P08, and
one in fifteen is explained. Amounts differ from line to line and are the same in every run.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from budgets.models import (
    Agreement,
    AgreementPartner,
    Change,
    Contribution,
    ContributionEntry,
    Fund,
    FundingStream,
    Membership,
    Partner,
    Period,
    Place,
    PlacePartner,
    Threshold,
)
from s75.models import User
from s75.money import spread_over_months, total
from schemes.models import Actual, ActualsImport, BudgetEntry, Forecast, LedgerMonth, Line, Scheme
from tests.snapshot import once

YEAR = 2022
OPEN = 8
SCHEMES = 60


class LargeFund:
    """The place, its fund, two partners, and the people who may read it and keep its periods."""

    def __init__(self, lines: int, slug: str) -> None:
        self.place = Place.objects.create(slug=slug, name="Large", board="Large Health and Wellbeing Board")
        self.reader = User.objects.create_user(email=f"reader@{slug}.example", name="Reader")
        self.council, self.board = self._partners(slug)
        self.fund = self._fund(slug)
        self._people()
        self.lines = self._lines(lines)
        Period.objects.bulk_create(Period(fund=self.fund, year=YEAR, month=month) for month in range(1, 14))
        for month in range(1, OPEN + 1):
            self._month(month)

    def _partners(self, slug: str) -> list[Partner]:
        made = []
        for position, (code, name) in enumerate((("LCC", "Large County Council"), ("ICB", "Large ICB"))):
            kind = Partner.Kind.NHS if position else Partner.Kind.COUNCIL
            partner = Partner.objects.create(name=f"{name} {slug}", kind=kind)
            partner.refresh_from_db()
            PlacePartner.objects.create(place=self.place, partner=partner, code=code, position=position)
            made.append(partner)
        return made

    def _fund(self, slug: str) -> Fund:
        agreement = Agreement.objects.create(
            place=self.place,
            title=f"{slug} agreement",
            status="signed",
            starts=date(YEAR, 4, 1),
            signed_on=date(YEAR, 4, 1),
        )
        AgreementPartner.objects.bulk_create(
            AgreementPartner(agreement=agreement, partner=partner) for partner in (self.council, self.board)
        )
        fund = Fund.objects.create(
            place=self.place,
            agreement=agreement,
            slug=f"{slug}-fund",
            code="LF",
            name="Large fund",
            arrangement="pooled",
            host=self.council,
        )
        limits = {"red_pounds": Decimal(100_000), "red_percent": Decimal(5), "explain_percent": Decimal(5)}
        Threshold.objects.create(fund=fund, level="scheme", year=YEAR, **limits)
        Threshold.objects.create(fund=fund, level="fund", year=YEAR, **limits)
        return fund

    def _people(self) -> None:
        for role in ("pool_manager", "finance_officer"):
            Membership.objects.create(user=self.reader, partner=self.council, role=role)

    def _lines(self, count: int) -> Sequence[Line]:
        self.streams = FundingStream.objects.bulk_create(
            FundingStream(place=self.place, name=name, position=i)
            for i, name in enumerate(("NHS minimum contribution", "Council contribution", "Grant"))
        )
        schemes = Scheme.objects.bulk_create(
            Scheme(place=self.place, ref=f"S-{i:02d}", name=f"Scheme {i}", lead_commissioner=self.council)
            for i in range(min(SCHEMES, count))
        )
        return Line.objects.bulk_create(
            Line(
                place=self.place,
                fund=self.fund,
                year=YEAR,
                scheme=schemes[i % len(schemes)],
                ref=f"L-{i:05d}",
                stream=self.streams[i % len(schemes) % 3],
                contributing_partner=(self.board, self.council, self.council)[i % len(schemes) % 3],
                spending_partner=(self.council, self.board)[i % len(schemes) % 2],
            )
            for i in range(count)
        )

    def _month(self, month: int) -> None:
        now = timezone.now()
        period = Period.objects.get(fund=self.fund, year=YEAR, month=month)
        period.state, period.opened_at, period.opened_by = Period.State.OPEN, now, self.reader
        period.save()
        if month == 1:
            self._budgets()
        for partner in (self.council, self.board):
            self._ledger(partner, month)
        if month >= OPEN - 1:
            self._forecasts(month)
        if month < OPEN:
            period.state, period.locked_at, period.locked_by = Period.State.LOCKED, now, self.reader
            period.save()

    def budget(self, place: int) -> Decimal:
        return Decimal(12_000 + 997 * (place % 89)) + Decimal(place % 100) / 100

    def _budgets(self) -> None:
        change = Change.objects.create(
            place=self.place,
            fund=self.fund,
            year=YEAR,
            kind="opening",
            state="posted",
            title="Opening budget",
            reason="Budgets at the start of the year",
            effective_from=1,
            posted_in=1,
            requested_by=self.reader,
            posted_by=self.reader,
            posted_at=timezone.now(),
        )
        sums: dict[tuple[int, int], list[Decimal]] = {}
        for i, line in enumerate(self.lines):
            sums.setdefault((line.stream_id, line.contributing_partner_id), []).append(self.budget(i))
        stamps = {"change": change, "fund": self.fund, "year": YEAR, "posted_in": 1, "effective_from": 1}
        for (stream, partner), amounts in sums.items():
            contribution = Contribution.objects.create(fund=self.fund, year=YEAR, partner_id=partner, stream_id=stream)
            ContributionEntry.objects.create(contribution=contribution, amount=total(amounts), **stamps)
        BudgetEntry.objects.bulk_create(
            BudgetEntry(
                line=line,
                opening=True,
                amount=self.budget(i),
                months=spread_over_months(self.budget(i), [1] * 12),
                **stamps,
            )
            for i, line in enumerate(self.lines)
        )

    def spend(self, place: int, month: int) -> Decimal:
        return (self.budget(place) / 12 * (96 + (place * 7 + month) % 11) / 100).quantize(Decimal("0.01"))

    def _ledger(self, partner: Partner, month: int) -> None:
        spent = [
            (line, self.spend(i, month)) for i, line in enumerate(self.lines) if line.spending_partner_id == partner.pk
        ]
        amount = total(amount for _, amount in spent)
        made = ActualsImport.objects.create(
            place=self.place,
            partner=partner,
            year=YEAR,
            month=month,
            basis="month",
            filename=f"ledger_{month:02d}.csv",
            sha256=f"{self.place.pk:032d}{partner.pk:030d}{month:02d}",
            rows=len(spent),
            control_total=amount,
            posted=amount,
            imported_by=self.reader,
        )
        stamps = {"fund": self.fund, "year": YEAR, "month": month, "posted_in": month, "actuals_import": made}
        Actual.objects.bulk_create(
            (
                Actual(line=line, amount=amount, code=line.ref, posted_by=self.reader, **stamps)
                for line, amount in spent
            ),
            batch_size=5000,
        )
        LedgerMonth.objects.create(partner=partner, **stamps)

    def _forecasts(self, month: int) -> None:
        Forecast.objects.bulk_create(
            Forecast(
                line=line,
                fund=self.fund,
                year=YEAR,
                round=month,
                figures=[None] * month + [self.spend(i, m + month) for m in range(month + 1, 13)] + [None],
                explanation="Costs more than was planned." if i % 15 == 0 else "",
                state="submitted",
                saved_by=self.reader,
                saved_at=timezone.now(),
                submitted_by=self.reader,
                submitted_at=timezone.now(),
            )
            for i, line in enumerate(self.lines)
        )


def large_fund(lines: int, *, slug: str = "large") -> LargeFund:
    """A large fund in the test's database, with the planner told how large it is, as after a minute in service."""
    made: LargeFund = once(LargeFund, lines, slug)
    with connection.cursor() as cursor:
        for model in (Line, BudgetEntry, Actual, Forecast):
            cursor.execute(f"ANALYZE {model._meta.db_table}")
    return made
