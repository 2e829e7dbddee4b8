"""Money passed on: what a line hands to another partner, when, and what that partner says it spent of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from s75.history import kept


@kept
class Passing(models.Model):
    """An amount of a line that is passed to another partner, such as Disabled Facilities Grant to a district council."""

    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="passings")
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="passings")
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    passed_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amount or day.")

    class Meta:
        ordering = ["line", "due_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="passing_is_of_something")]

    def __str__(self) -> str:
        return f"£{self.amount:,.2f} to {self.partner}"


@kept
class ReportedSpend(models.Model):
    """What the partner that got the money reports to have spent of it by the end of a month, in £, the year to date.

    It is what the national return asks for; it is no posting of the fund, whose spend is the passing itself.
    """

    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="reported_spends")
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="reported_spends")
    month = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amount.")

    class Meta:
        ordering = ["line", "partner", "month"]
        constraints = [
            models.UniqueConstraint(fields=["line", "partner", "month"], name="reported_spend_once_a_month"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="reported_spend_month_1_to_13"),
        ]

    def __str__(self) -> str:
        return f"{self.partner} P{self.month:02d}: £{self.amount:,.2f}"
