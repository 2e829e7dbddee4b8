"""A year of a synthetic nation: its periods, lines, contributions and opening budgets, posted in P01."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from budgets.models import Change, Contribution, ContributionEntry, Period, ProposedContribution
from reports.nation.copying import copy_rows, next_ids
from reports.nation.places import Site, spender_of, stream_of
from reports.nation.shape import Shape, closed_on
from s75.models import User
from s75.money import ZERO, spread_over_months
from s75.years import CLOSING_MONTH
from schemes.models import BudgetEntry, LedgerCodeLine, Line, ProposedBudget

THOUSAND = Decimal(1000)


@dataclass(frozen=True)
class Row:
    """One line of one site's year."""

    pk: int
    number: int
    stream: int
    contributor: int
    spender: int
    budget: Decimal


@dataclass
class SiteYear:
    site: Site
    year: int
    rows: list[Row]


def make_year(shape: Shape, sites: Sequence[Site], year: int, by: User) -> list[SiteYear]:
    """The year's periods, lines and opening budgets; P01 is open afterwards."""
    ids = next_ids(Line, len(sites) * shape.lines_a_year)
    years = [SiteYear(site, year, list(_rows(shape, site, year, ids))) for site in sites]
    _copy_lines(shape, years)
    copy_rows(
        Period,
        ("fund_id", "year", "month"),
        ((s.fund.pk, year, month) for s in sites for month in range(1, CLOSING_MONTH + 1)),
    )
    set_period(years, 1, "open", closed_on(year, 1, days=-30), by)
    _post_openings(years, year, by)
    return years


def _rows(shape: Shape, site: Site, year: int, ids: Iterator[int]) -> Iterator[Row]:
    for n in range(shape.lines_a_year):
        stream, contributor = stream_of(shape, site, n)
        budget = shape.budget(site.number, n, year)
        yield Row(next(ids), n, stream.pk, contributor.pk, spender_of(shape, site, n).pk, budget)


def _copy_lines(shape: Shape, years: Sequence[SiteYear]) -> None:
    copy_rows(
        Line,
        (
            "id", "place_id", "fund_id", "year", "scheme_id", "ref", "stream_id", "contributing_partner_id",
            "spending_partner_id", "basis", "illustrative",
        ),
        (
            (
                row.pk, y.site.place.pk, y.site.fund.pk, y.year, y.site.schemes[row.number % shape.schemes],
                f"L-{row.number:05d}", row.stream, row.contributor, row.spender, "synthetic", True,
            )
            for y in years
            for row in y.rows
        ),
    )  # fmt: skip
    copy_rows(
        LedgerCodeLine,
        ("ledger_code_id", "line_id", "percent"),
        ((y.site.codes[row.number], row.pk, 100) for y in years for row in y.rows),
    )


def set_period(years: Sequence[SiteYear], month: int, state: str, at: datetime, by: User) -> None:
    """Open or lock a month of every site's year."""
    verb = {"open": "opened", "locked": "locked"}[state]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE budgets_period SET state = %s, {verb}_at = %s, {verb}_by_id = %s "
            "WHERE fund_id = ANY(%s) AND year = %s AND month = %s",
            [state, at, by.pk, [y.site.fund.pk for y in years], years[0].year, month],
        )


def _post_openings(years: Sequence[SiteYear], year: int, by: User) -> None:
    """An opening change a fund: proposed on both sides while a draft, then posted with its entries."""
    changes = dict(zip((y.site.number for y in years), next_ids(Change, len(years)), strict=True))
    at = closed_on(year, 1, days=-29)
    copy_rows(
        Change,
        (
            "id", "place_id", "fund_id", "year", "kind", "state", "title", "reason", "authority", "basis",
            "effective_from", "requested_by_id", "requested_at",
        ),
        (
            (
                changes[y.site.number], y.site.place.pk, y.site.fund.pk, year, "opening", "draft", "Opening budget",
                "Budgets at the start of the year", "Synthetic", "synthetic", 1, by.pk, at,
            )
            for y in years
        ),
    )  # fmt: skip
    contributions = _contribute(years)
    copy_rows(
        ProposedContribution,
        ("change_id", "contribution_id", "amount"),
        ((changes[site], pk, amount) for site, pk, _, amount in contributions),
    )
    copy_rows(
        ProposedBudget,
        ("change_id", "line_id", "amount"),
        ((changes[y.site.number], row.pk, row.budget) for y in years for row in y.rows),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE budgets_change c SET state = 'posted', posted_in = 1, posted_at = %(at)s, posted_by_id = %(by)s, "
            "decided_at = %(at)s, decided_by_id = %(by)s, amount = (SELECT sum(amount) FROM budgets_proposedcontribution p "
            "WHERE p.change_id = c.id) WHERE id = ANY(%(ids)s)",
            {"at": at, "by": by.pk, "ids": list(changes.values())},
        )
    _enter(years, changes, contributions)


def _contribute(years: Sequence[SiteYear]) -> list[tuple[int, int, tuple[Any, ...], Decimal]]:
    """A contribution a stream and site: what its lines need, and up to the next thousand. Site, id, values, amount."""
    needs: dict[tuple[int, tuple[Any, ...]], Decimal] = {}
    for y in years:
        for row in y.rows:
            key = (y.site.number, (y.site.fund.pk, y.year, row.contributor, row.stream, "confirmed"))
            needs[key] = needs.get(key, ZERO) + row.budget
    ids = next_ids(Contribution, len(needs))
    made = [(site, next(ids), values, (amount // THOUSAND + 1) * THOUSAND) for (site, values), amount in needs.items()]
    copy_rows(
        Contribution,
        ("id", "fund_id", "year", "partner_id", "stream_id", "status"),
        ((pk, *values) for _, pk, values, _ in made),
    )
    return made


def _enter(
    years: Sequence[SiteYear],
    changes: dict[int, int],
    contributions: Sequence[tuple[int, int, tuple[Any, ...], Decimal]],
) -> None:
    stamps = ("change_id", "fund_id", "year", "posted_in", "effective_from")
    copy_rows(
        ContributionEntry,
        (*stamps, "contribution_id", "amount"),
        ((changes[site], values[0], values[1], 1, 1, pk, amount) for site, pk, values, amount in contributions),
    )
    copy_rows(
        BudgetEntry,
        (*stamps, "line_id", "opening", "amount", "months"),
        (
            (
                changes[y.site.number],
                y.site.fund.pk,
                y.year,
                1,
                1,
                row.pk,
                True,
                row.budget,
                spread_over_months(row.budget, [1] * 12),
            )
            for y in years
            for row in y.rows
        ),
    )
