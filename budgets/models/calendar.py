"""Periods: the months of a fund's year, future, open or locked, and the totals that a lock leaves behind."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from s75.history import kept
from s75.years import month_label, month_name, year_label


@kept
class Period(models.Model):
    """One month of one fund's year. At most one is open; everything written is stamped with it."""

    class State(models.TextChoices):
        FUTURE = "future", "Future"
        OPEN = "open", "Open"
        LOCKED = "locked", "Locked"

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="periods")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.FUTURE)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    waived = models.TextField(blank=True, help_text="Why it was locked although checks were not met.")
    reopened_because = models.TextField(blank=True)

    class Meta:
        ordering = ["fund", "year", "month"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year", "month"], name="period_once_a_month"),
            models.UniqueConstraint(
                fields=["fund", "year"], condition=Q(state="open"), name="period_one_open_at_a_time"
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="period_month_1_to_13"),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True, locked_by__isnull=True)
                | Q(locked_at__isnull=False, locked_by__isnull=False),
                name="period_lock_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="period_opening_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund}, {month_label(self.month)} {year_label(self.year)}"

    @property
    def label(self) -> str:
        return month_label(self.month)

    @property
    def name(self) -> str:
        return month_name(self.year, self.month)


@kept
class PeriodTotals(models.Model):
    """The totals of one fund as at a locked period, in £: kept for pages over many funds, re-proved by check_books."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="totals")
    original = models.DecimalField(max_digits=16, decimal_places=2)
    budget = models.DecimalField(max_digits=16, decimal_places=2)
    profiled = models.DecimalField(max_digits=16, decimal_places=2)
    actual = models.DecimalField(max_digits=16, decimal_places=2)
    outturn = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        verbose_name_plural = "period totals"

    def __str__(self) -> str:
        return str(self.period)
