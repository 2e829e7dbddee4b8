"""Redactions: who took which words out of what was kept, when and why. The words themselves are not kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

MARK = "[redacted]"
SHORT_MARK = "[…]"  # where the longer one would not fit; no longer than what it takes the place of


class Redaction(models.Model):
    """One redaction in a place. It opens the walls around what is kept for words to be taken out, and for nothing else,
    until its transaction ends; `transaction` and `made_at` are the database's own."""

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="redactions")
    reason = models.CharField(max_length=2_000)
    transaction = models.BigIntegerField(unique=True, editable=False, default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["place", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="redaction_says_why")]

    def __str__(self) -> str:
        return f"Redaction {self.pk}"


class RedactedPlace(models.Model):
    """One row and column out of which a redaction took words, or a published paper whose content it took away."""

    redaction = models.ForeignKey(Redaction, on_delete=models.PROTECT, related_name="places")
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    column = models.CharField(max_length=63)

    class Meta:
        ordering = ["redaction", "table", "row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["redaction", "table", "row", "column"], name="redacted_once_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}"
