"""Django's admin pages over money in, and who: to read, never to write; changes are made on the product's own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

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
    PeriodTotals,
    Place,
    PlacePartner,
    ProposedContribution,
    Threshold,
)
from s75.models import User


class ReadOnly(admin.ModelAdmin):
    """A model that staff can look through and nobody can write here."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ("name", "email", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    exclude = ("password",)


@admin.register(Place)
class PlaceAdmin(ReadOnly):
    list_display = ("name", "board", "demonstration")


@admin.register(Partner)
class PartnerAdmin(ReadOnly):
    list_display = ("name", "kind", "starts", "ends", "successor")
    list_select_related = ("successor",)
    search_fields = ("name",)


@admin.register(PlacePartner)
class PlacePartnerAdmin(ReadOnly):
    list_display = ("code", "place", "partner")
    list_select_related = ("place", "partner")


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    list_display = ("user", "role", "partner", "agreement", "given_at", "ended_at")
    list_filter = ("role",)
    list_select_related = ("user", "partner", "agreement")


@admin.register(Agreement)
class AgreementAdmin(ReadOnly):
    list_display = ("title", "place", "status", "starts", "ends")
    list_select_related = ("place",)


@admin.register(AgreementPartner)
class AgreementPartnerAdmin(ReadOnly):
    list_display = ("agreement", "partner")
    list_select_related = ("agreement", "partner")


@admin.register(Fund)
class FundAdmin(ReadOnly):
    list_display = ("name", "place", "arrangement", "host")
    list_select_related = ("place", "host")


@admin.register(Threshold)
class ThresholdAdmin(ReadOnly):
    list_display = ("fund", "level", "year", "month", "red_pounds", "red_percent", "explain_pounds", "explain_percent")
    list_select_related = ("fund",)


@admin.register(FundingStream)
class FundingStreamAdmin(ReadOnly):
    list_display = ("name", "place", "kind", "better_care", "capital", "ring_fenced", "first_year", "last_year")
    list_select_related = ("place",)


@admin.register(Contribution)
class ContributionAdmin(ReadOnly):
    list_display = ("fund", "year", "partner", "stream", "status", "ceiling")
    list_select_related = ("fund", "partner", "stream")


@admin.register(Period)
class PeriodAdmin(ReadOnly):
    list_display = ("fund", "year", "month", "state", "opened_at", "locked_at")
    list_filter = ("state", "year")
    list_select_related = ("fund",)


@admin.register(PeriodTotals)
class PeriodTotalsAdmin(ReadOnly):
    list_display = ("period", "original", "budget", "profiled", "actual", "outturn")
    list_select_related = ("period__fund",)


@admin.register(Change)
class ChangeAdmin(ReadOnly):
    list_display = ("title", "place", "fund", "year", "number", "kind", "state")
    list_filter = ("kind", "state")
    list_select_related = ("place", "fund")


@admin.register(ProposedContribution)
class ProposedContributionAdmin(ReadOnly):
    list_display = ("change", "contribution", "amount")
    list_select_related = ("change", "contribution__partner", "contribution__stream")


@admin.register(ContributionEntry)
class ContributionEntryAdmin(ReadOnly):
    list_display = ("contribution", "fund", "year", "posted_in", "effective_from", "amount")
    list_select_related = ("fund", "contribution__partner", "contribution__stream")
