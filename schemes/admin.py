"""Django's admin pages over money out: to read, but for the reference lists, which staff keep here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from s75.admin import read_only
from schemes.actions.reference import keep_entry, remove_entry
from schemes.models import (
    Actual,
    ActualsImport,
    BudgetEntry,
    Commitment,
    Comparator,
    Cover,
    DeliveredOutput,
    Forecast,
    FortnightSpend,
    ImportReversal,
    ImportRow,
    Indicator,
    IndicatorTarget,
    Journal,
    LedgerCode,
    LedgerCodeLine,
    LedgerMonth,
    Line,
    LineOfficer,
    ListEntry,
    Passing,
    PermittedScheme,
    PlanImport,
    PlannedOutput,
    ProposedBudget,
    Reading,
    Remark,
    ReportedSpend,
    ReturnAnswer,
    ReturnTerms,
    ReversedLedger,
    RiskOverride,
    SavedFormat,
    Scheme,
    SuspenseClearing,
)

read_only(Scheme, "ref", "name", "place", "scheme_type", "area_of_spend", search=["ref", "name"])
read_only(
    Line,
    "ref",
    "scheme",
    "fund",
    "year",
    "stream",
    "contributing_partner",
    "spending_partner",
    filters=["year"],
    search=["ref", "scheme__name"],
)
read_only(LineOfficer, "line", "user", related=["line__scheme"], search=["line__ref"])
read_only(Cover, "place", "officer", "stand_in", "first_day", "last_day", "reason")
read_only(LedgerCode, "code", "partner", "description", "section_75", "starts", "ends", search=["code", "description"])
read_only(LedgerCodeLine, "ledger_code", "line", "percent", related=["line__scheme"])
read_only(
    ActualsImport, "filename", "place", "partner", "year", "month", "basis", "control_total", "posted", "imported_at"
)
read_only(
    ImportRow, "actuals_import", "row", "code", "description", "amount", "fate", related=["actuals_import__partner"]
)
read_only(Actual, "line", "year", "month", "posted_in", "amount", "code", "posted_at", related=["line__scheme"])
read_only(SavedFormat, "place", "partner", "code", "amount", "basis", "negative")
read_only(SuspenseClearing, "place", "partner", "year", "code", "amount", "cleared_by", "cleared_at")
read_only(ImportReversal, "actuals_import", "reason", "reversed_by", "reversed_at")
read_only(ReversedLedger, "actuals_import", "fund", "year", "posted_in", related=["actuals_import__partner"])
read_only(Commitment, "line", "month", "amount", "actuals_import", related=["line__scheme", "actuals_import__partner"])
read_only(Journal, "text", "fund", "partner", "year", "posted_in", "reverse_next", "posted_by", "posted_at")
read_only(LedgerMonth, "partner", "fund", "year", "month", "posted_in")
read_only(BudgetEntry, "line", "change", "year", "posted_in", "effective_from", "amount", related=["line__scheme"])
read_only(ProposedBudget, "change", "line", "amount", related=["line__scheme"])
read_only(
    Forecast,
    "line",
    "year",
    "round",
    "state",
    "version",
    "saved_by",
    "saved_at",
    related=["line__scheme"],
    filters=["state", "year"],
)
read_only(Comparator, "measure", "place", "year", "amount", "precision", "source")
read_only(Passing, "line", "partner", "due_on", "amount", "passed_on", related=["line__scheme"])
read_only(ReportedSpend, "line", "partner", "month", "amount", related=["line__scheme"])
read_only(
    Remark, "line", "year", "round", "kind", "said_by", "said_at", related=["line__scheme"], filters=["kind", "year"]
)
read_only(PlanImport, "filename", "place", "year", "kind", "rows", "imported_at", hidden=["content"])
read_only(PlannedOutput, "scheme", "year", "unit", "amount")
read_only(
    DeliveredOutput, "output", "quarter", "to_date", "version", "saved_by", "saved_at", related=["output__scheme"]
)
read_only(Indicator, "name", "provider", "service", "place", "cadence", "rule", search=["name", "service"])
read_only(IndicatorTarget, "indicator", "year", "number", "text")
read_only(Reading, "indicator", "year", "number", "value", "version", "saved_by", "saved_at")
read_only(ReturnAnswer, "place", "year", "quarter", "scheme", "source", "question", "version", "saved_by", "saved_at")
read_only(ReturnTerms, "year", "starts", "administration_cap", "first_fortnight_ends")
read_only(FortnightSpend, "line", "number", "spend", "administration", "saved_by", "saved_at", related=["line__scheme"])
read_only(PermittedScheme, "stream", "scheme")
read_only(RiskOverride, "rule", "scheme", related=["rule__fund"])


@admin.register(ListEntry)
class ListEntryAdmin(admin.ModelAdmin):
    """The words that national templates own: whoever runs the installation adds a year's new ones."""

    list_display = ("name", "list", "first_year", "last_year", "position")
    list_filter = ("list", "first_year")
    search_fields = ("name",)
    list_per_page = 100

    def save_model(self, request: HttpRequest, obj: ListEntry, form: Any, change: bool) -> None:
        keep_entry(entry=obj, by=request.user)  # type: ignore[arg-type]  # only staff come here

    def delete_model(self, request: HttpRequest, obj: ListEntry) -> None:
        remove_entry(entry=obj, by=request.user)  # type: ignore[arg-type]  # only staff come here

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ListEntry]) -> None:
        for entry in queryset:
            self.delete_model(request, entry)
