"""Forecasts: what a line will spend in each month still to come, as its officer saw it in one round."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from s75.history import kept

SENT = ("submitted", "approved")  # the states of a row that its officer has nothing left to do about


@kept
class Forecast(models.Model):
    """One line's forecast in one round. A row is read, saved, versioned and kept in history as one thing.

    `figures` has thirteen places, figures[1] for April to figures[13] for closing adjustments, in £; a month whose
    ledger was in when the row was saved is null. A blank is not 0.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        QUERIED = "queried", "Queried"
        APPROVED = "approved", "Approved"

    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="forecasts")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(help_text="The period in which it was made.")
    figures = ArrayField(models.DecimalField(max_digits=14, decimal_places=2, null=True), size=13)
    explanation = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True, help_text="Where the explanation comes from.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["line", "round"]
        constraints = [
            models.UniqueConstraint(fields=["line", "round"], name="forecast_once_a_line_and_round"),
            models.CheckConstraint(condition=Q(figures__len=13), name="forecast_has_13_places"),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="forecast_submission_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, state__in=("draft", "submitted"))
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, state__in=("queried", "approved")),
                name="forecast_review_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | (~Q(reviewed_by=F("saved_by")) & (Q(submitted_by__isnull=True) | ~Q(reviewed_by=F("submitted_by")))),
                name="forecast_is_reviewed_by_somebody_else",
            ),
        ]
        indexes = [models.Index(fields=["fund", "year", "line", "-round"], name="forecast_newest")]

    def __str__(self) -> str:
        return f"{self.line_id} in P{self.round:02d}"
