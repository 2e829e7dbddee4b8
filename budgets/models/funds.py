"""Pooled funds, and the limits by which their variances are coloured and must be explained."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models

from budgets.access import FundQuerySet
from s75.history import kept


@kept
class Fund(models.Model):
    """One pot under an agreement, with one host partner (regulation 7 of SI 2000/617)."""

    class Arrangement(models.TextChoices):
        POOLED = "pooled", "Pooled"
        ALIGNED = "aligned", "Aligned"
        LEAD = "lead", "Lead commissioning"
        IN_VIEW = "in_view", "In view"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="funds")
    agreement = models.ForeignKey("budgets.Agreement", on_delete=models.PROTECT, related_name="funds")
    slug = models.SlugField(unique=True)
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    arrangement = models.CharField(max_length=10, choices=Arrangement.choices)
    host = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="hosted_funds")
    position = models.PositiveSmallIntegerField(default=0)

    objects = FundQuerySet.as_manager()

    class Meta:
        ordering = ["place", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["place", "code"], name="fund_code_once_in_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def counted(self) -> bool:
        """Whether the fund's figures enter totals: a fund in view is shown for information only."""
        return self.arrangement != self.Arrangement.IN_VIEW


def _limit(text: str, digits: int) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(
        max_digits=digits, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], help_text=text
    )


@kept
class Threshold(models.Model):
    """Limits in £ and in % of the absolute budget, whichever is lower, from a period on. An empty limit never bites."""

    class Level(models.TextChoices):
        SCHEME = "scheme", "Scheme or line"
        FUND = "fund", "Whole fund"

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="thresholds")
    level = models.CharField(max_length=10, choices=Level.choices)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")
    red_pounds = _limit("An overspend of this many pounds or more is red.", 14)
    red_percent = _limit("An overspend of this percentage or more is red.", 6)
    explain_pounds = _limit("A variance of this many pounds or more must be explained.", 14)
    explain_percent = _limit("A variance of this percentage or more must be explained.", 6)

    class Meta:
        ordering = ["fund", "level", "year", "month"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "level", "year", "month"], name="threshold_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.fund}, {self.get_level_display()}, from P{self.month:02d}"
