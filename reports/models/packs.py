"""Packs: several papers asked for as one file, how far it has come, and the file for a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Pack(models.Model):
    """A pack that the background worker makes for whoever asked; it holds nothing that is not elsewhere, and goes after a
    day."""

    place = models.ForeignKey("budgets.Place", on_delete=models.CASCADE, related_name="packs")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    chosen = models.JSONField(help_text="The papers in their order: kind, fund and period.")
    task = models.UUIDField(help_text="The task in the queue that makes it.")
    asked_at = models.DateTimeField(help_text="Since when it waits for that task.")
    percent = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField(null=True, blank=True)
    refusal = models.TextField(blank=True, help_text="Why it could not be made.")

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.title
