"""Where the money comes from: funding streams, and what each partner contributes from them."""

from __future__ import annotations

from django.db import models

from s75.history import kept


@kept
class FundingStream(models.Model):
    """A source of money with its conditions, for the years in which it exists."""

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", "Contribution"
        GRANT = "grant", "Grant"
        CLAIM = "claim", "Claim up to a ceiling"
        RESERVE = "reserve", "Reserve"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="streams")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CONTRIBUTION)
    better_care = models.BooleanField(default=False, help_text="Part of the Better Care Fund.")
    capital = models.BooleanField(default=False)
    ring_fenced = models.BooleanField(default=False)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="stream_name_once_in_place")]

    def __str__(self) -> str:
        return self.name


@kept
class Contribution(models.Model):
    """What a partner puts into a fund from a stream in a year. Its amount is the sum of its entries."""

    class Status(models.TextChoices):
        INDICATIVE = "indicative", "Indicative"
        CONFIRMED = "confirmed", "Confirmed"

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="contributions")
    year = models.PositiveSmallIntegerField()
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="contributions")
    stream = models.ForeignKey(FundingStream, on_delete=models.PROTECT, related_name="contributions")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.INDICATIVE)
    ceiling = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amount.")

    class Meta:
        ordering = ["fund", "year", "stream", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "partner", "stream"], name="contribution_once_per_partner_and_stream"
            ),
            models.UniqueConstraint(fields=["id", "fund", "year"], name="contribution_keeps_fund_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.stream}"
