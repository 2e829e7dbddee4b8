"""Django's admin pages over money out: to read, but for the reference lists, which staff keep here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from budgets.admin import ReadOnly
from schemes.actions.reference import keep_entry, remove_entry
from schemes.models import (
    Actual,
    ActualsImport,
    BudgetEntry,
    Comparator,
    Forecast,
    ImportRow,
    LedgerCode,
    LedgerCodeLine,
    LedgerMonth,
    Line,
    ListEntry,
    ProposedBudget,
    Scheme,
)


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


@admin.register(Scheme)
class SchemeAdmin(ReadOnly):
    list_display = ("ref", "name", "place", "scheme_type", "area_of_spend")
    list_select_related = ("place",)
    search_fields = ("ref", "name")


@admin.register(Line)
class LineAdmin(ReadOnly):
    list_display = ("ref", "scheme", "fund", "year", "stream", "contributing_partner", "spending_partner")
    list_filter = ("year",)
    list_select_related = ("scheme", "fund", "stream", "contributing_partner", "spending_partner")
    search_fields = ("ref", "scheme__name")


@admin.register(LedgerCode)
class LedgerCodeAdmin(ReadOnly):
    list_display = ("code", "partner", "description", "section_75", "starts", "ends")
    list_select_related = ("partner",)
    search_fields = ("code", "description")


@admin.register(LedgerCodeLine)
class LedgerCodeLineAdmin(ReadOnly):
    list_display = ("ledger_code", "line", "percent")
    list_select_related = ("ledger_code", "line__scheme")


@admin.register(ActualsImport)
class ActualsImportAdmin(ReadOnly):
    list_display = ("filename", "place", "partner", "year", "month", "basis", "control_total", "posted", "imported_at")
    list_select_related = ("place", "partner")


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnly):
    list_display = ("actuals_import", "row", "code", "description", "amount", "fate")
    list_select_related = ("actuals_import__partner",)


@admin.register(Actual)
class ActualAdmin(ReadOnly):
    list_display = ("line", "year", "month", "posted_in", "amount", "code", "posted_at")
    list_select_related = ("line__scheme",)


@admin.register(LedgerMonth)
class LedgerMonthAdmin(ReadOnly):
    list_display = ("partner", "fund", "year", "month", "posted_in")
    list_select_related = ("partner", "fund")


@admin.register(BudgetEntry)
class BudgetEntryAdmin(ReadOnly):
    list_display = ("line", "change", "year", "posted_in", "effective_from", "amount")
    list_select_related = ("line__scheme", "change")


@admin.register(ProposedBudget)
class ProposedBudgetAdmin(ReadOnly):
    list_display = ("change", "line", "amount")
    list_select_related = ("change", "line__scheme")


@admin.register(Forecast)
class ForecastAdmin(ReadOnly):
    list_display = ("line", "year", "round", "state", "version", "saved_by", "saved_at")
    list_filter = ("state", "year")
    list_select_related = ("line__scheme", "saved_by")


@admin.register(Comparator)
class ComparatorAdmin(ReadOnly):
    list_display = ("measure", "place", "year", "amount", "precision", "source")
    list_select_related = ("place",)
