"""What an agreement asks for when a fund is projected to overspend: its terms, and the notices and plans that answer it."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from s75.history import kept
from s75.years import month_label, year_label

NOTICE_DAYS, PLAN_DAYS = 5, 21  # working days and days: what agreements commonly say


@kept
class OverspendTerms(models.Model):
    """From a period on: which projected overspend is a breach, and by when a notice and a plan must follow it."""

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="overspend_terms")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")
    tolerance = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
        help_text="An overspend up to so many pounds needs no notice.",
    )
    notice_days = models.PositiveSmallIntegerField(
        default=NOTICE_DAYS, help_text="Working days from the projection to the notice."
    )
    plan_days = models.PositiveSmallIntegerField(
        default=PLAN_DAYS, help_text="Days from the projection to the remedial action plan."
    )
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives it.")

    class Meta:
        ordering = ["fund", "year", "month"]
        verbose_name_plural = "overspend terms"
        constraints = [
            models.UniqueConstraint(fields=["fund", "year", "month"], name="overspend_terms_once_a_period"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="overspend_terms_month_1_to_13"),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="overspend_terms_tolerance_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.fund}, from {month_label(self.month)} {year_label(self.year)}"


@kept
class OverspendNotice(models.Model):
    """The notice of a projected overspend as it was sent, and the remedial action plan that answered it, if one came.

    It stands beside the first period in a row that projected the overspend; `due_on` and `plan_due_on` are the deadlines
    by the terms then. One that was withdrawn counts as not sent, with its plan, and leaves its place to another.
    """

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="overspend_notices")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(help_text="The first period in a row that projected it.")
    amount = models.DecimalField(
        max_digits=14, decimal_places=2, help_text="The overspend that it gives notice of, in £."
    )
    projected_on = models.DateField()
    due_on = models.DateField()
    plan_due_on = models.DateField()
    sent_on = models.DateField()
    sent_to = models.CharField(max_length=300, help_text="By role, not by name.")
    text = models.TextField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    plan_received_on = models.DateField(null=True, blank=True)
    plan_text = models.TextField(blank=True)
    plan_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    plan_recorded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_because = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives it.")

    class Meta:
        ordering = ["fund", "year", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "month"],
                condition=Q(withdrawn_at__isnull=True),
                name="overspend_notice_once_a_projection",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
                name="overspend_withdrawal_says_why_who_and_when",
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="overspend_notice_month_1_to_13"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="overspend_notice_of_an_overspend"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(sent_to=""), name="overspend_notice_says_what_to_whom"),
            models.CheckConstraint(
                condition=Q(sent_on__gte=F("projected_on")), name="overspend_notice_after_projection"
            ),
            models.CheckConstraint(
                condition=Q(
                    plan_received_on__isnull=True,
                    plan_text="",
                    plan_recorded_by__isnull=True,
                    plan_recorded_at__isnull=True,
                )
                | Q(
                    plan_received_on__gte=F("projected_on"),
                    plan_recorded_by__isnull=False,
                    plan_recorded_at__isnull=False,
                )
                & ~Q(plan_text=""),
                name="overspend_plan_says_what_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund}: overspend of £{self.amount:,.2f} projected in {month_label(self.month)}"
