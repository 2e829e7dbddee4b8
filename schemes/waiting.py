"""What open periods wait for: lines not submitted, ledgers not in, and forecasts that nobody has reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from budgets.models import Fund, Partner, Period
from s75.years import LONDON, MONTHS
from schemes.models import Actual, BudgetEntry, Forecast, LedgerMonth, Line
from schemes.models.forecasts import SENT


@dataclass(frozen=True)
class Share:
    """The lines of a fund that one partner (named as its heir) spends, as the fund's open period asks for them.

    `sent` of `lines` are submitted or approved; `missing` are the months so far whose ledger is not in.
    """

    fund: Fund
    partner: Partner
    year: int
    month: int
    lines: int
    sent: int
    missing: tuple[int, ...]


class Unreviewed(NamedTuple):
    """Submitted rows of a fund's open round that are alike: the day on which they were, who may review them (heirs: whose
    money, and who leads), who wrote them and so may not (people by id), and how many they are."""

    fund: int
    year: int
    submitted_on: date
    heirs: frozenset[int]
    writers: frozenset[int]
    lines: int


def shares_waiting(funds: Sequence[Fund]) -> list[Share]:
    """The shares of every open period of the funds: three queries, whatever the number of places."""
    ins = _ledgers_in(funds)
    rows = list(_counted(funds))
    partners = Partner.objects.in_bulk({row["spending_partner__heir"] for row in rows})
    by_id = {fund.pk: fund for fund in funds}
    return [
        Share(
            by_id[row["fund"]],
            partners[row["spending_partner__heir"]],
            row["year"],
            row["month"],
            row["lines"],
            row["sent"],
            tuple(
                month
                for month in MONTHS
                if month <= row["month"] and month not in ins[row["fund"], row["year"], row["spending_partner__heir"]]
            ),
        )
        for row in rows
    ]


def _ledgers_in(funds: Sequence[Fund]) -> dict[tuple[int, int, int | None], set[int]]:
    """The months whose ledger is in, by fund, year with an open period, and heir."""
    rows = LedgerMonth.objects.filter(
        fund__in=funds, fund__periods__state=Period.State.OPEN, fund__periods__year=F("year")
    ).standing()
    found: dict[tuple[int, int, int | None], set[int]] = defaultdict(set)
    for fund, year, heir, month in rows.values_list("fund", "year", "partner__heir", "month").distinct():
        found[fund, year, heir].add(month)
    return found


def _counted(funds: Sequence[Fund]) -> QuerySet[Any, dict[str, Any]]:
    """The lines that an open period asks a forecast of, as the closing of it counts them, and those submitted or approved."""
    return (
        lines_asked(funds)
        .values("fund", "year", "month", "spending_partner__heir")
        .annotate(lines=Count("pk"), sent=Count("pk", filter=Q(is_sent=True)))
        .order_by("fund__position", "fund", "spending_partner__heir")
    )


def lines_asked(funds: Sequence[Fund]) -> QuerySet[Any]:
    """The lines that the funds' open periods ask a forecast of, each with that period's `month` and whether it `is_sent`."""
    line = {"line": OuterRef("pk")}
    began = (
        Q(starts__lte=F("month"))
        | Q(Exists(BudgetEntry.objects.filter(**line, counts_from__lte=OuterRef("month"))))
        | Q(Exists(Actual.objects.filter(**line, posted_in__lte=OuterRef("month"))))
        | Q(Exists(Forecast.objects.filter(**line, round__lte=OuterRef("month"))))
    )
    sent = Forecast.objects.filter(**line, round=OuterRef("month"), state__in=SENT)
    return (
        Line.objects.filter(
            fund__in=funds,
            forecast_wanted=True,
            fund__periods__state=Period.State.OPEN,
            fund__periods__year=F("year"),
        )
        .annotate(month=F("fund__periods__month"), is_sent=Exists(sent))
        .filter(began)
    )


def rows_to_review(funds: Sequence[Fund]) -> list[Unreviewed]:
    """The rows of the funds' open rounds that wait for a review: one query, whatever the number of lines."""
    rows = Forecast.objects.filter(
        state=Forecast.State.SUBMITTED,
        line__fund__in=funds,
        line__fund__periods__state=Period.State.OPEN,
        line__fund__periods__year=F("year"),
        line__fund__periods__month=F("round"),
    )
    heirs = ("line__contributing_partner__heir", "line__scheme__lead_commissioner__heir")
    found = rows.annotate(day=TruncDate("submitted_at", tzinfo=LONDON)).values_list(
        "line__fund", "year", "day", *heirs, "saved_by", "submitted_by"
    )
    return [
        Unreviewed(fund, year, day, frozenset({payer, lead}), frozenset({saved, submitted}), count)
        for fund, year, day, payer, lead, saved, submitted, count in found.annotate(count=Count("pk")).order_by(
            "line__fund"
        )
    ]
