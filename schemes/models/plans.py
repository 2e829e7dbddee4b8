"""Plans: the workbooks from which a year was set up, as they came, and those that wait for their posting."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PlanImport(models.Model):
    """One plan workbook that was taken in: never edited or deleted."""

    class Kind(models.TextChoices):
        BETTER_CARE = "better_care", "Better Care Fund planning workbook"
        SET_UP = "set_up", "Set-up workbook"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="plan_imports")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    rows = models.PositiveIntegerField()
    summary = models.JSONField(default=dict, help_text="What it made: counts, and totals in £ as strings.")
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["place", "-imported_at"]
        constraints = [models.UniqueConstraint(fields=["place", "year", "sha256"], name="same_plan_file_once")]

    def __str__(self) -> str:
        return self.filename


class PendingPlan(models.Model):
    """A plan workbook between its preview and its posting: its owner's alone, gone once posted or after a day."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey("budgets.Place", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    choices = models.JSONField(default=dict, help_text="What its owner chose where the workbook does not say.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["owner", "-created_at"]
        indexes = [models.Index(fields=["created_at"], name="pending_plan_by_age")]

    def __str__(self) -> str:
        return self.filename
