"""What a place has already when a plan comes: partners, funds, streams, schemes, and its lines with their budgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from budgets.models import (
    Agreement,
    Change,
    Contribution,
    ContributionEntry,
    Fund,
    FundingStream,
    Partner,
    Place,
    ProposedContribution,
)
from s75.money import ZERO
from schemes.models import BudgetEntry, Line, ProposedBudget, Scheme
from schemes.seats import seats_of, standing

LIVE = (Change.State.REQUESTED, Change.State.APPROVED)
OPENING_STATES = (*LIVE, Change.State.POSTED)


@dataclass(frozen=True)
class There:
    """A place as it stands, read by a fixed number of statements. Amounts in £ hold what is posted or waits."""

    place: Place
    year: int
    partners: dict[str, Partner]
    agreements: dict[str, Agreement]
    funds: dict[str, Fund]
    members: dict[int, frozenset[int]]
    streams: list[FundingStream]
    schemes: dict[str, Scheme]
    lines: dict[str, Line]
    budgets: dict[int, Decimal]
    contributions: dict[tuple[int, int, int], Contribution]
    received: dict[int, Decimal]
    openings: dict[int, Change] = field(default_factory=dict)

    def code_of(self, partner: Partner) -> str:
        """The code of a partner, or of whoever succeeded it."""
        return next((code for code, each in self.partners.items() if each.heir_id == partner.heir_id), "")

    def stream(self, name: str) -> FundingStream | None:
        wanted = name.casefold().strip()
        return next((each for each in self.streams if each.name.casefold() == wanted), None)


def read_there(place: Place, year: int) -> There:
    """Read what a place has for a year."""
    agreements = list(place.agreements.prefetch_related("partners"))
    funds = place.funds.select_related("agreement", "host")
    lines = Line.objects.filter(place=place, year=year).select_related(
        "scheme", "fund", "stream", "contributing_partner", "spending_partner"
    )
    given = Contribution.objects.filter(fund__place=place, year=year).select_related("fund", "stream", "partner")
    changes = Change.objects.filter(place=place, year=year, kind=Change.Kind.OPENING, state__in=OPENING_STATES)
    return There(
        place=place,
        year=year,
        partners=dict(standing(seats_of(place))),
        agreements={each.title: each for each in agreements},
        funds={fund.code: fund for fund in funds},
        members={each.pk: frozenset(p.heir_id or p.pk for p in each.partners.all()) for each in agreements},
        streams=list(place.streams.all()),
        schemes={scheme.ref: scheme for scheme in place.schemes.all()},
        lines={line.ref: line for line in lines},
        budgets=_budgets(place, year),
        contributions={(c.fund_id, c.stream_id, c.partner.heir_id or 0): c for c in given},
        received=_received(place, year),
        openings={change.fund_id: change for change in changes},
    )


def _budgets(place: Place, year: int) -> dict[int, Decimal]:
    """What stands at each line: posted, or in a change that waits."""
    posted = BudgetEntry.objects.filter(line__place=place, year=year).values_list("line").annotate(sum=Sum("amount"))
    waits = ProposedBudget.objects.filter(change__place=place, change__year=year, change__state__in=LIVE)
    return _added([*posted, *waits.values_list("line").annotate(sum=Sum("amount"))])


def _received(place: Place, year: int) -> dict[int, Decimal]:
    posted = ContributionEntry.objects.filter(fund__place=place, year=year)
    waits = ProposedContribution.objects.filter(change__place=place, change__year=year, change__state__in=LIVE)
    return _added(
        [
            *posted.values_list("contribution").annotate(sum=Sum("amount")),
            *waits.values_list("contribution").annotate(sum=Sum("amount")),
        ]
    )


def _added(rows: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for key, amount in rows:
        found[key] = found.get(key, ZERO) + amount
    return found
