"""Comparators: sourced figures that are printed beside ours and never added to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from s75.history import kept


@kept
class Comparator(models.Model):
    """A published or prior-year figure of a scheme, a fund or the place, with its precision and source."""

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="comparators")
    fund = models.ForeignKey(
        "budgets.Fund", null=True, blank=True, on_delete=models.PROTECT, related_name="comparators"
    )
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="comparators"
    )
    measure = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(help_text="The year that the figure is of.")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    precision = models.CharField(max_length=60, default="exact")
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["place", "year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "fund", "scheme", "measure", "year"],
                nulls_distinct=False,
                name="comparator_once_a_measure_and_year",
            ),
            models.CheckConstraint(
                condition=Q(fund__isnull=True) | Q(scheme__isnull=True), name="comparator_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}"
