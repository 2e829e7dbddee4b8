"""What discharge money was spent on, fortnight by fortnight, and the terms of the return by year."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from s75.history import kept


@kept
class ReturnTerms(models.Model):
    """What the national team says of the fortnightly return, from a period of a year on, for every place alike."""

    year = models.PositiveSmallIntegerField()
    starts = models.PositiveSmallIntegerField(default=1, help_text="The period from which they count.")
    administration_cap = models.DecimalField(
        max_digits=6, decimal_places=3, help_text="The most that administration may cost, in % of the whole allocation."
    )
    first_fortnight_ends = models.DateField(
        null=True, blank=True, help_text="The first fortnight's last day; the others follow every 14 days."
    )
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["year", "starts"]
        verbose_name_plural = "return terms"
        constraints = [
            models.UniqueConstraint(fields=["year", "starts"], name="return_terms_once_a_period"),
            models.CheckConstraint(condition=Q(starts__gte=1, starts__lte=13), name="return_terms_start_in_the_year"),
            models.CheckConstraint(
                condition=Q(administration_cap__gte=0, administration_cap__lte=100),
                name="administration_cap_0_to_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administration_cap.normalize():f}% from P{self.starts:02d} of {self.year}"


@kept
class FortnightSpend(models.Model):
    """What a line of discharge money spent in one fortnight, how much of it on administration, and what it delivered.

    It is entered, because ledgers are monthly; it is no posting, and moves no figure of the fund.
    """

    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="fortnights")
    number = models.PositiveSmallIntegerField(help_text="The fortnight of the year.")
    spend = models.DecimalField(max_digits=14, decimal_places=2)
    administration = models.DecimalField(max_digits=14, decimal_places=2, default=0, help_text="Part of the spend.")
    activity = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=160, blank=True, help_text="What the activity counts.")
    note = models.CharField(max_length=400, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its figures.")
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["line", "number"]
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="fortnight_spend_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=27), name="fortnight_number_1_to_27"),
            models.CheckConstraint(
                condition=Q(administration__gte=0, administration__lte=models.F("spend"))
                | Q(administration__lte=0, administration__gte=models.F("spend")),
                name="administration_is_part_of_the_spend",
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=True) | ~Q(unit=""), name="fortnight_activity_has_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} fortnight {self.number}: £{self.spend:,.2f}"
