"""From the database to the facts of money in: a fixed number of queries, whatever the size, as at one period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from budgets.models import (
    Allocation,
    AllocationPart,
    Change,
    Condition,
    Contribution,
    Fund,
    FundingStream,
    Instalment,
    Period,
    Place,
    Receipt,
)
from reports.facts.money import (
    AllocationFacts,
    ConditionFacts,
    InstalmentFacts,
    MoneyInFacts,
    PartFacts,
    ReceiptFacts,
    SchemeKind,
    SourceFacts,
    SpendFacts,
    StreamFacts,
)
from reports.facts.position import FundFacts
from reports.loading.passings import load_passings, load_reported
from reports.loading.standings import load_sums, scope_parameters
from reports.loading.surroundings import load_surroundings
from s75.money import ZERO
from s75.years import CLOSING_MONTH, month_end
from schemes.models import Actual, Scheme

Codes = Mapping[int, str]


def load_money_in(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period]
) -> MoneyInFacts:
    """Everything about money in of a place's funds (already authorised) as at a period.

    In a locked period an invoice, a receipt or a passing counts when it is of a day in it or before; while it is open
    every one counts that is recorded.
    """
    parameters = scope_parameters([fund.pk for fund in funds], year, period, None) | {"place": place.pk}
    around = load_surroundings(parameters, month_end=month_end(year, period).isoformat())
    sums = load_sums(parameters, around.codes)
    states = {p.fund_id: p.state for p in periods if (p.year, p.month) == (year, period)}
    until = until_of(funds, periods, year, period)
    return MoneyInFacts(
        place=place.slug,
        place_name=place.name,
        year=year,
        period=period,
        locked=until != date.max,
        day=month_end(year, period),
        funds=tuple(_fund(fund, around.codes, states.get(fund.pk, Period.State.FUTURE)) for fund in funds),
        partners=around.partners,
        groups=sums.groups,
        scheme_names=sums.schemes,
        sources=load_sources(funds, year, period, around.codes, until),
        streams=_streams(place),
        schemes=_schemes(place),
        spend=_spend(funds, year, period, around.codes),
        conditions=_conditions(place, year),
        allocations=_allocations(place, year),
        passings=load_passings(funds, year, until),
        reported=load_reported(funds, year, period),
    )


def until_of(funds: Sequence[Fund], periods: Sequence[Period], year: int, period: int) -> date:
    """The last day whose invoices, receipts and passings count: that of a locked period, and every day while it is open."""
    states = {p.fund_id: p.state for p in periods if (p.year, p.month) == (year, period)}
    locked = all(states.get(fund.pk) == Period.State.LOCKED for fund in funds)
    return month_end(year, period) if locked else date.max


def _fund(fund: Fund, codes: Codes, state: str) -> FundFacts:
    host = codes.get(fund.host.heir_id or 0, str(fund.host))
    arrangement = fund.get_arrangement_display()
    return FundFacts(fund.slug, fund.code, fund.name, arrangement, host, fund.counted, Period.State(state).label)


def load_sources(
    funds: Sequence[Fund], year: int, period: int, codes: Codes, until: date, *, only: int | None = None
) -> tuple[SourceFacts, ...]:
    """The contributions (or `only` the one of that key) with their instalments and receipts: three queries."""
    by_then = Q(entries__counts_from__lte=period)
    opening = by_then & Q(entries__change__kind=Change.Kind.OPENING)
    receipts = Receipt.objects.filter(received_on__lte=until).select_related("recorded_by")
    instalments = Instalment.objects.prefetch_related(Prefetch("receipts", receipts)).order_by("position")
    rows = (
        Contribution.objects.filter(fund__in=list(funds), year=year, **({} if only is None else {"pk": only}))
        .select_related("fund__host", "stream", "partner")
        .annotate(
            amount=Coalesce(Sum("entries__amount", filter=by_then), ZERO),
            original=Coalesce(Sum("entries__amount", filter=opening), ZERO),
            counted=Count("entries", filter=by_then),
        )
        .prefetch_related(Prefetch("instalments", instalments))
        .order_by("fund__position", "fund__slug", "stream__position", "stream__name", "pk")
    )
    return tuple(
        SourceFacts(
            row.pk,
            row.fund.slug,
            row.stream.name,
            codes[row.partner.heir_id or 0],
            row.original,
            row.amount,
            row.status == Contribution.Status.CONFIRMED,
            claim=row.stream.kind == FundingStream.Kind.CLAIM,
            ceiling=row.ceiling,
            waiting=not row.counted,
            own=row.partner.heir_id == row.fund.host.heir_id,
            illustrative=row.illustrative,
            instalments=tuple(_instalment(part, until) for part in row.instalments.all()),
        )
        for row in rows
    )


def _instalment(row: Instalment, until: date) -> InstalmentFacts:
    asked = row.invoiced_on is not None and row.invoiced_on <= until
    return InstalmentFacts(
        row.pk,
        row.position,
        row.due_on,
        row.amount,
        row.invoice if asked else "",
        row.invoiced_on if asked else None,
        tuple(ReceiptFacts(r.received_on, r.amount, r.reference, str(r.recorded_by)) for r in row.receipts.all()),
        row.illustrative,
    )


def _streams(place: Place) -> tuple[StreamFacts, ...]:
    rows = FundingStream.objects.filter(place=place).annotate(
        refs=ArrayAgg("permitted__scheme__ref", filter=Q(permitted__isnull=False), default=[])
    )
    return tuple(
        StreamFacts(
            row.name,
            row.national,
            row.ring_fenced,
            row.outside == FundingStream.Outside.REFUSE,
            frozenset(row.refs),
        )
        for row in rows.order_by("position", "name")
    )


def _schemes(place: Place) -> tuple[SchemeKind, ...]:
    rows = Scheme.objects.filter(place=place).order_by("ref")
    return tuple(SchemeKind(*row) for row in rows.values_list("ref", "area_of_spend", "commissioner", "nhs_percent"))


def _spend(funds: Sequence[Fund], year: int, period: int, codes: Codes) -> tuple[SpendFacts, ...]:
    """The postings made by the period, by their month."""
    rows = (
        Actual.objects.filter(fund__in=list(funds), year=year, posted_in__lte=period)
        .values_list(
            "fund__slug",
            "line__stream__name",
            "line__contributing_partner__heir",
            "line__spending_partner__heir",
            "month",
        )
        .annotate(amount=Sum("amount"))
        .order_by(
            "fund__slug", "line__stream__name", "line__contributing_partner__heir", "line__spending_partner__heir"
        )
    )
    found: dict[tuple[str, str, int, int], list[Decimal]] = {}
    for fund, stream, contributor, spender, month, amount in rows:
        months = found.setdefault((fund, stream, contributor or 0, spender or 0), [ZERO] * CLOSING_MONTH)
        months[month - 1] += amount
    return tuple(
        SpendFacts(fund, stream, codes[contributor], codes[spender], tuple(months))
        for (fund, stream, contributor, spender), months in found.items()
    )


def _conditions(place: Place, year: int) -> tuple[ConditionFacts, ...]:
    rows = Condition.objects.filter(place=place, year=year).order_by("pk")
    return tuple(
        ConditionFacts(row.kind, row.get_kind_display(), row.floor, row.source, row.illustrative) for row in rows
    )


def _allocations(place: Place, year: int) -> tuple[AllocationFacts, ...]:
    """Those that give the place a part, with what goes elsewhere."""
    parts = AllocationPart.objects.select_related("place", "stream").order_by("pk")
    rows = Allocation.objects.filter(year=year, pk__in=place.allocation_parts.values("allocation"))
    rows = rows.select_related("partner").prefetch_related(Prefetch("parts", parts)).order_by("name", "pk")
    return tuple(
        AllocationFacts(
            row.pk,
            row.name,
            str(row.partner),
            row.amount,
            row.precision,
            row.source,
            row.illustrative,
            tuple(
                PartFacts(
                    str(part.place or part.elsewhere), part.place_id == place.pk, str(part.stream or ""), part.amount
                )
                for part in row.parts.all()
            ),
        )
        for row in rows
    )
