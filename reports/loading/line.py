"""From the database to the facts of one line: what its figures as at a period are made of, and who changed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet, Sum

from reports.facts.line import EntryFacts, LineFacts, PostingFacts, RoundFacts, Version
from reports.loading.standings import load_sums, scope_parameters
from s75.models import User
from s75.money import ZERO
from s75.years import CLOSING_MONTH
from schemes.models import Actual, BudgetEntry, Forecast, ImportRow, Line
from schemes.queries import months_in


def load_line(line: Line, *, period: int, codes: Mapping[int, str], postings: Iterable[Actual]) -> LineFacts:
    """The line as at a period; `codes` are the partners' codes by heir, `postings` those to be shown or added."""
    compared_with = period - 1 if period > 1 else None
    parameters = scope_parameters([line.fund_id], line.year, period, compared_with) | {"line": line.pk}
    sums = load_sums(parameters, codes, by_line=True, months=True, narrowed="AND l.id = %(line)s")
    ins = months_in([line.fund_id], line.year, as_at=period)
    return LineFacts(
        group=sums.groups[0] if sums.groups else None,
        months=sums.months,
        months_in=ins.get((line.fund_id, line.spending_partner.heir_id or 0), frozenset()),
        ledger=load_ledger(line, period),
        entries=load_entries(line, period),
        postings=describe_postings(postings),
        rounds=load_rounds(line, period),
    )


def load_ledger(line: Line, period: int) -> tuple[Decimal, ...]:
    """The postings made by a period, summed by month: thirteen amounts in £."""
    rows = Actual.objects.filter(line=line, fund=line.fund_id, year=line.year, posted_in__lte=period)
    found = dict(rows.values_list("month").annotate(amount=Sum("amount")).order_by())
    return tuple(found.get(month, ZERO) for month in range(1, CLOSING_MONTH + 1))


def load_entries(line: Line, period: int) -> tuple[EntryFacts, ...]:
    """The budget entries that were posted by a period, the earliest first."""
    rows = BudgetEntry.objects.filter(line=line, posted_in__lte=period).select_related("change")
    return tuple(
        EntryFacts(
            row.pk,
            str(row.change),
            row.change.get_kind_display(),
            row.opening,
            row.posted_in,
            row.effective_from,
            row.amount,
            tuple(row.months),
        )
        for row in rows.order_by("posted_in", "pk")
    )


def postings_of(line: Line, period: int) -> QuerySet[Actual]:
    """The postings of a line that were made by a period, by month."""
    rows = Actual.objects.filter(line=line, fund=line.fund_id, year=line.year, posted_in__lte=period)
    return rows.select_related("actuals_import", "posted_by").order_by("month", "pk")


def describe_postings(postings: Iterable[Actual]) -> tuple[PostingFacts, ...]:
    """Postings with the rows of the files that they came from, by one query for all of them."""
    found = list(postings)
    imports = {row.actuals_import_id for row in found if row.actuals_import_id}
    file_rows = ImportRow.objects.filter(
        actuals_import__in=imports,
        code__in={row.code for row in found},
        fate__in=(ImportRow.Fate.POSTED, ImportRow.Fate.UNKNOWN),
    )
    pairs = file_rows.values_list("actuals_import", "code").annotate(rows=ArrayAgg("row", order_by="row"))
    rows_of = {(made, code): tuple(rows) for made, code, rows in pairs} if imports else {}
    return tuple(
        PostingFacts(
            row.pk,
            row.month,
            row.posted_in,
            row.amount,
            row.actuals_import_id,
            row.actuals_import.filename if row.actuals_import else "",
            row.code,
            rows_of.get((row.actuals_import_id, row.code), ()),
            row.journal,
            str(row.posted_by),
            row.posted_at,
        )
        for row in found
    )


def load_rounds(line: Line, period: int) -> tuple[RoundFacts, ...]:
    """The line's forecasts of rounds up to a period, the newest first."""
    rows = Forecast.objects.filter(line=line, round__lte=period).select_related(
        "saved_by", "submitted_by", "reviewed_by"
    )
    return tuple(
        RoundFacts(
            row.round,
            tuple(row.figures),
            row.explanation,
            row.mitigation,
            row.basis,
            row.get_state_display(),
            str(row.saved_by),
            row.saved_at,
            str(row.submitted_by or ""),
            row.submitted_at,
            str(row.reviewed_by or ""),
            row.reviewed_at,
        )
        for row in rows.order_by("-round")
    )


def load_versions(line: Line, period: int) -> tuple[Version, ...]:
    """Every version that the line's forecasts went through in rounds up to a period, the earliest first: two queries."""
    events = apps.get_model("schemes", "ForecastEvent")
    rows = list(
        events.objects.filter(pgh_obj__line=line.pk, round__lte=period)
        .select_related("pgh_context")
        .order_by("round", "pgh_id")
    )
    names = _names(rows)
    return tuple(
        Version(
            row.round,
            row.version,
            tuple(row.figures),
            row.explanation,
            row.mitigation,
            Forecast.State(row.state).label,
            names.get(_user(row), ""),
            row.pgh_created_at,
            (row.pgh_context.metadata.get("reason") or "") if row.pgh_context else "",
        )
        for row in rows
    )


def _user(row: Any) -> int | None:
    return row.pgh_context.metadata.get("user") if row.pgh_context else None


def _names(rows: Sequence[Any]) -> dict[int | None, str]:
    people = {user for row in rows if (user := _user(row)) is not None}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=people)}
