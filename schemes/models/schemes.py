"""Schemes: what the money is spent on."""

from __future__ import annotations

from django.db import models

from s75.history import kept


@kept
class Scheme(models.Model):
    """Something that the partners pay for together, with its own reference in the place."""

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="schemes")
    ref = models.CharField(max_length=24)
    name = models.CharField(max_length=200)
    lead_commissioner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="led_schemes")
    scheme_type = models.CharField(max_length=160, blank=True)
    area_of_spend = models.CharField(max_length=160, blank=True)
    provider_type = models.CharField(max_length=160, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="Its last day: a scheme can close within a year.")

    class Meta:
        ordering = ["place", "ref"]
        constraints = [models.UniqueConstraint(fields=["place", "ref"], name="scheme_ref_once_in_place")]

    def __str__(self) -> str:
        return f"{self.ref} {self.name}"
