"""What is kept about ledgers besides their postings: formats, what was cleared from suspense, undone, or posted by hand."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from s75.history import kept
from schemes.models.actuals import ActualsImport


@kept
class SavedFormat(models.Model):
    """Which headings of a partner's ledger mean what: learned from its first posted file, and used for the next.

    An empty heading is found by what its words mean. A file that states its own basis is believed before this one.
    """

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=90)
    description = models.CharField(max_length=90, blank=True)
    amount = models.CharField(max_length=90, blank=True)
    debit = models.CharField(max_length=90, blank=True)
    credit = models.CharField(max_length=90, blank=True)
    period = models.CharField(max_length=90, blank=True)
    commitment = models.CharField(max_length=90, blank=True)
    basis = models.CharField(max_length=10, choices=ActualsImport.Basis.choices)
    negative = models.BooleanField(default=False, help_text="The ledger shows spending as negative amounts.")
    learned_from = models.ForeignKey(
        ActualsImport, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Empty once edited."
    )

    class Meta:
        ordering = ["place", "partner"]
        constraints = [
            models.UniqueConstraint(fields=["place", "partner"], name="ledger_format_once_a_partner"),
            models.CheckConstraint(
                condition=Q(amount="") & ~Q(debit="") & ~Q(credit="") | ~Q(amount="") & Q(debit="", credit=""),
                name="ledger_format_amount_or_both_sides",
            ),
        ]

    def __str__(self) -> str:
        return f"The ledger format of {self.partner}"


class SuspenseClearing(models.Model):
    """A code that left suspense: what its rows in these imports had not posted was posted to lines, in one step."""

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    imports = ArrayField(models.BigIntegerField(), help_text="The imports in whose files the code stood unmapped.")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["place", "year", "id"]

    def __str__(self) -> str:
        return f"{self.code} cleared from suspense"


class ImportReversal(models.Model):
    """An import that was undone: its postings are taken back in the periods open then, and the import stays."""

    actuals_import = models.OneToOneField(ActualsImport, on_delete=models.PROTECT, related_name="reversal")
    reason = models.CharField(max_length=400)
    reversed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reversed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Reversal of {self.actuals_import}"


class ReversedLedger(models.Model):
    """From this period of a fund on, the months that a reversed import had brought in are not in by it any more."""

    reversal = models.ForeignKey(ImportReversal, on_delete=models.PROTECT, related_name="funds")
    actuals_import = models.ForeignKey(ActualsImport, on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    posted_in = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actuals_import", "fund"], name="ledger_reversed_once_a_fund")]

    def __str__(self) -> str:
        return f"{self.actuals_import} reversed in P{self.posted_in:02d}"


class Journal(models.Model):
    """Postings made by hand in one step, such as an accrual: never edited; another journal takes it back, once."""

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="journals")
    year = models.PositiveSmallIntegerField()
    posted_in = models.PositiveSmallIntegerField()
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="journals")
    text = models.CharField(max_length=200)
    reverse_next = models.BooleanField(default=False, help_text="To be taken back in the next period.")
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_back_by"
    )
    key = models.UUIDField(help_text="Sent with the form, so that a second click posts nothing twice.")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund", "year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="journal_once_a_key"),
            models.CheckConstraint(
                condition=Q(reverse_next=False) | Q(posted_in__lte=11, reverses__isnull=True),
                name="journal_reversed_within_the_year",
            ),
        ]
        indexes = [models.Index(fields=["fund", "year"], condition=Q(reverse_next=True), name="journal_to_be_reversed")]

    def __str__(self) -> str:
        return self.text


class Commitment(models.Model):
    """What a ledger shows as committed on a line at the end of a month, from one import: printed, never added."""

    actuals_import = models.ForeignKey(ActualsImport, on_delete=models.PROTECT, related_name="commitments")
    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="commitments")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    posted_in = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["line", "month", "id"]
        indexes = [models.Index(fields=["fund", "year", "line"], name="commitment_by_line")]

    def __str__(self) -> str:
        return f"{self.line_id} P{self.month:02d}: {self.amount} committed"
