"""Actuals: ledger imports, the file behind them row by row, and the postings that they made."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q


class ActualsImport(models.Model):
    """One ledger file that was posted. Postings are append-only: an import is undone by reversal, never deleted."""

    class Basis(models.TextChoices):
        CUMULATIVE = "cumulative", "Cumulative"
        MONTH = "month", "Month"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="actuals_imports")
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="actuals_imports")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(help_text="The ledger's month.")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    filename = models.CharField(max_length=200)
    sheet = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    control_total = models.DecimalField(
        max_digits=14, decimal_places=2, help_text="What the file gives on section 75 codes, on its own basis."
    )
    posted = models.DecimalField(max_digits=14, decimal_places=2)
    left_out = models.JSONField(default=list)
    typed_total = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="The control total that the officer typed."
    )
    difference = models.CharField(
        max_length=400, blank=True, db_default="", help_text="Why the typed total is not the file's."
    )
    attempt = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="How often the same file was posted and reversed before."
    )
    illustrative = models.BooleanField(default=False)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["place", "year", "month", "partner", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "partner", "sha256", "attempt"], name="same_ledger_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.partner}, P{self.month:02d})"


class ImportedFile(models.Model):
    """The bytes of an imported file, as they came."""

    actuals_import = models.OneToOneField(ActualsImport, on_delete=models.PROTECT, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.actuals_import)


class ImportRow(models.Model):
    """One row of an imported file, as read, and what became of it."""

    class Fate(models.TextChoices):
        POSTED = "posted", "Posted"
        NOT_SECTION_75 = "not_section_75", "Left out: not section 75"
        UNKNOWN = "unknown", "In suspense: unknown code"
        SUBTOTAL = "subtotal", "Left out: a sub-total"

    actuals_import = models.ForeignKey(ActualsImport, on_delete=models.PROTECT, related_name="file_rows")
    row = models.PositiveIntegerField(help_text="The row's number in the file.")
    code = models.CharField(max_length=40, blank=True)
    description = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    fate = models.CharField(max_length=16, choices=Fate.choices)
    commitment = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["actuals_import", "row"]
        indexes = [
            models.Index(fields=["actuals_import", "code"], name="import_row_by_code"),
            models.Index(fields=["actuals_import", "code"], condition=Q(fate="unknown"), name="import_row_in_suspense"),
        ]

    def __str__(self) -> str:
        return f"row {self.row}: {self.code} {self.amount}"


class Actual(models.Model):
    """Spend of a line in a month, posted: never edited or deleted, and stamped with the period that was open.

    It comes from an import (with the ledger's code) or from a journal, which has no import and says why. Of an import
    it may be posted later, when its code was cleared from suspense, or take back what the import posted.
    """

    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="actuals")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    posted_in = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    actuals_import = models.ForeignKey(
        ActualsImport, null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    code = models.CharField(max_length=40, blank=True)
    journal = models.CharField(max_length=200, blank=True, help_text="Why it was posted by hand.")
    by_hand = models.ForeignKey(
        "schemes.Journal", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    clearing = models.ForeignKey(
        "schemes.SuspenseClearing", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    reversal = models.ForeignKey(
        "schemes.ImportReversal", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["line", "month", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="actual_month_1_to_13"),
            models.CheckConstraint(
                condition=Q(actuals_import__isnull=False, journal="") | Q(actuals_import__isnull=True) & ~Q(journal=""),
                name="actual_from_import_or_journal",
            ),
            models.CheckConstraint(
                condition=Q(by_hand__isnull=True, clearing__isnull=True)
                | Q(by_hand__isnull=True, reversal__isnull=True, actuals_import__isnull=False)
                | Q(clearing__isnull=True, reversal__isnull=True, actuals_import__isnull=True),
                name="actual_of_one_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["fund", "year", "line", "month"],
                include=["posted_in", "amount"],
                name="actual_by_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} P{self.month:02d}: {self.amount}"


class LedgerMonths(models.QuerySet[Any]):
    def standing(self, as_at: int | None = None) -> Self:
        """Those that count as at a period, or now: posted by then, by an import that was not reversed by then."""
        undone = apps.get_model("schemes", "ReversedLedger").objects.filter(
            actuals_import=OuterRef("actuals_import"), fund=OuterRef("fund")
        )
        if as_at is None:
            return self.filter(~Exists(undone))
        return self.filter(~Exists(undone.filter(posted_in__lte=as_at)), posted_in__lte=as_at)


class LedgerMonth(models.Model):
    """A partner's ledger of a month is in for a fund, since the period that was open then: its actuals replace forecasts."""

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="ledger_months")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    posted_in = models.PositiveSmallIntegerField()
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="ledger_months")
    actuals_import = models.ForeignKey(ActualsImport, on_delete=models.PROTECT, related_name="ledger_months")

    objects = LedgerMonths.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "partner", "month", "actuals_import"], name="ledger_month_once_an_import"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} P{self.month:02d}"


class PendingUpload(models.Model):
    """A ledger file between its preview and its posting: its owner's alone, gone once posted or after a day."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey("budgets.Place", on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey("budgets.Partner", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(help_text="The ledger's month.")
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    basis = models.CharField(max_length=10, choices=ActualsImport.Basis.choices, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    control_total = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    difference = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["owner", "-created_at"]
        indexes = [models.Index(fields=["created_at"], name="pending_upload_by_age")]

    def __str__(self) -> str:
        return self.filename
