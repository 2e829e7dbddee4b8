"""Lines, the grain of budget, actual and forecast; and the ledger codes that lead to them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from budgets.access import LineQuerySet
from s75.history import kept


@kept
class Line(models.Model):
    """One row of a scheme in a year: one stream, whose money it is, and in whose ledger it is spent."""

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="lines")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="lines")
    year = models.PositiveSmallIntegerField()
    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="lines")
    ref = models.CharField(max_length=24)
    stream = models.ForeignKey("budgets.FundingStream", on_delete=models.PROTECT, related_name="lines")
    contributing_partner = models.ForeignKey(
        "budgets.Partner", on_delete=models.PROTECT, related_name="lines_paid_for", help_text="Whose money it is."
    )
    spending_partner = models.ForeignKey(
        "budgets.Partner",
        on_delete=models.PROTECT,
        related_name="lines_spent",
        help_text="In whose ledger it is spent.",
    )
    starts = models.PositiveSmallIntegerField(default=1, help_text="The period from which the line exists.")
    profile = ArrayField(
        models.DecimalField(max_digits=9, decimal_places=4),
        size=12,
        null=True,
        blank=True,
        help_text="Twelve weights by which new budget is spread over the months; empty: equal months.",
    )
    basis = models.CharField(max_length=200, blank=True, help_text="Where its amounts come from.")
    illustrative = models.BooleanField(default=False, help_text="No source gives its amounts.")
    income = models.BooleanField(default=False, help_text="Income: its budget is zero or below.")
    forecast_wanted = models.BooleanField(default=True, help_text="A reconciling item is not forecast.")

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["fund", "year", "ref"]
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "ref"], name="line_ref_once_in_place_and_year"),
            models.UniqueConstraint(fields=["id", "fund", "year"], name="line_keeps_fund_and_year"),
            models.CheckConstraint(condition=Q(starts__gte=1, starts__lte=13), name="line_starts_in_the_year"),
        ]
        indexes = [models.Index(fields=["fund", "year", "spending_partner"], name="line_by_spender")]

    def __str__(self) -> str:
        return f"{self.ref} {self.scheme.name}"


@kept
class LedgerCode(models.Model):
    """A code of a partner's ledger: it leads to lines, or is listed as not section 75."""

    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="ledger_codes")
    code = models.CharField(max_length=40)
    description = models.CharField(max_length=200, blank=True)
    section_75 = models.BooleanField(default=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["partner", "code"]
        constraints = [models.UniqueConstraint(fields=["partner", "code"], name="ledger_code_once_a_partner")]

    def __str__(self) -> str:
        return self.code


@kept
class LedgerCodeLine(models.Model):
    """The share of a code's amounts that goes to a line; the shares of a code in a year make 100 per cent."""

    ledger_code = models.ForeignKey(LedgerCode, on_delete=models.PROTECT, related_name="shares")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="codes")
    percent = models.DecimalField(max_digits=7, decimal_places=4, default=100)

    class Meta:
        ordering = ["ledger_code", "line"]
        constraints = [
            models.UniqueConstraint(fields=["ledger_code", "line"], name="ledger_code_once_a_line"),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="ledger_code_percent_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.ledger_code} to {self.line_id}"
