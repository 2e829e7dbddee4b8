"""A month of a synthetic nation: both partners' ledgers, the forecasts of the round, and the lock with its totals."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from budgets.models import Period, PeriodTotals
from reports.books.totals import fund_totals
from reports.nation.copying import copy_rows, next_ids
from reports.nation.places import LEFT_OUT
from reports.nation.shape import Shape, closed_on
from reports.nation.years import Row, SiteYear
from s75.models import User
from s75.money import total
from s75.years import CLOSING_MONTH, month_name
from schemes.models import Actual, ActualsImport, Forecast, ImportedFile, ImportRow, LedgerMonth

OTHER_SERVICES = Decimal("1234.56")


@dataclass(frozen=True)
class LedgerFile:
    """One partner's ledger of a month in one place."""

    pk: int
    of: SiteYear
    partner: int
    spent: list[tuple[Row, Decimal]]
    content: bytes

    @property
    def posted(self) -> Decimal:
        return total(amount for _, amount in self.spent)


def post_ledgers(shape: Shape, years: Sequence[SiteYear], month: int, by: User) -> None:
    """Every partner's ledger of the month, its bytes and rows, and the postings from it."""
    ids = next_ids(ActualsImport, 2 * len(years))
    files = [
        _file(shape, y, month, partner, next(ids))
        for y in years
        for partner in dict.fromkeys(row.spender for row in y.rows)
    ]
    at = closed_on(years[0].year, month, days=5)
    _copy_imports(files, month, by, at)
    copy_rows(ImportedFile, ("actuals_import_id", "content"), ((f.pk, f.content) for f in files))
    _copy_file_rows(files)
    _copy_postings(files, month, by, at)
    copy_rows(
        LedgerMonth,
        ("fund_id", "year", "month", "posted_in", "partner_id", "actuals_import_id"),
        ((f.of.site.fund.pk, f.of.year, month, month, f.partner, f.pk) for f in files),
    )


def _copy_imports(files: Sequence[LedgerFile], month: int, by: User, at: datetime) -> None:
    left_out = ({"code": LEFT_OUT, "amount": str(OTHER_SERVICES), "description": "Other services"},)
    copy_rows(
        ActualsImport,
        (
            "id", "place_id", "partner_id", "year", "month", "basis", "filename", "sha256", "rows",
            "control_total", "posted", "left_out", "illustrative", "imported_by_id", "imported_at",
        ),
        (
            (
                f.pk, f.of.site.place.pk, f.partner, f.of.year, month, "month", f"ledger_{f.of.year}_{month:02d}.csv",
                hashlib.sha256(f.content).hexdigest(), len(f.spent) + 1, f.posted, f.posted, left_out, True, by.pk, at,
            )
            for f in files
        ),
    )  # fmt: skip


def _copy_postings(files: Sequence[LedgerFile], month: int, by: User, at: datetime) -> None:
    copy_rows(
        Actual,
        (
            "line_id", "fund_id", "year", "month", "posted_in", "amount", "actuals_import_id", "code",
            "posted_by_id", "posted_at",
        ),
        (
            (row.pk, f.of.site.fund.pk, f.of.year, month, month, amount, f.pk, f.of.site.code(row.number), by.pk, at)
            for f in files
            for row, amount in f.spent
        ),
    )  # fmt: skip


def _file(shape: Shape, y: SiteYear, month: int, partner: int, pk: int) -> LedgerFile:
    spent = [(row, shape.spend(y.site.number, row.number, y.year)(month)) for row in y.rows if row.spender == partner]
    lines = [
        f"{y.site.place.name}: ledger of {month_name(y.year, month)} (P{month:02d}), month only",
        f"Partner {partner}",
        "Account code,Description,Amount",
        *(f"{y.site.code(row.number)},L-{row.number:05d},{amount}" for row, amount in spent),
        f"{LEFT_OUT},Other services,{OTHER_SERVICES}",
    ]
    return LedgerFile(pk, y, partner, spent, "\n".join([*lines, ""]).encode())


def _copy_file_rows(files: Sequence[LedgerFile]) -> None:
    posted, left_out = ImportRow.Fate.POSTED.value, ImportRow.Fate.NOT_SECTION_75.value
    copy_rows(
        ImportRow,
        ("actuals_import_id", "row", "code", "description", "amount", "fate"),
        (
            (f.pk, *values)
            for f in files
            for values in (
                *(
                    (place, f.of.site.code(row.number), f"L-{row.number:05d}", amount, posted)
                    for place, (row, amount) in enumerate(f.spent, 4)
                ),
                (len(f.spent) + 4, LEFT_OUT, "Other services", OTHER_SERVICES, left_out),
            )
        ),
    )


def forecast_round(shape: Shape, years: Sequence[SiteYear], month: int, by: User) -> None:
    """Every line's submitted forecast of the round, for the months whose ledger is not in."""
    at = closed_on(years[0].year, month, days=8)
    copy_rows(
        Forecast,
        (
            "line_id", "fund_id", "year", "round", "figures", "explanation", "state", "saved_by_id", "saved_at",
            "submitted_by_id", "submitted_at",
        ),
        (
            (
                row.pk, y.site.fund.pk, y.year, month, _figures(shape, y, row, month), shape.explanation(row.number),
                "submitted", by.pk, at, by.pk, at,
            )
            for y in years
            for row in y.rows
        ),
    )  # fmt: skip


def _figures(shape: Shape, y: SiteYear, row: Row, month: int) -> list[Decimal | None]:
    foreseen = shape.foreseen(y.site.number, row.number, y.year)
    return [None] * month + [foreseen(month, to_come) for to_come in range(month + 1, CLOSING_MONTH)] + [None]


def keep_totals(years: Sequence[SiteYear], month: int) -> None:
    """The totals of each fund as at a month that was locked just now."""
    year, funds = years[0].year, [y.site.fund.pk for y in years]
    totals = fund_totals(funds, year, month)
    measures = ("original", "budget", "profiled", "actual", "outturn")
    with_ids = _periods(funds, year, month)
    copy_rows(
        PeriodTotals,
        ("period_id", *measures),
        ((with_ids[fund], *(totals[fund][measure] for measure in measures)) for fund in funds),
    )


def _periods(funds: Sequence[int], year: int, month: int) -> dict[int, int]:
    found = Period.objects.filter(fund__in=list(funds), year=year, month=month)
    return dict(found.values_list("fund", "pk"))
