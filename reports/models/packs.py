"""Packs: what the worker makes of papers for whoever asked, how far it has come, and the file for a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Pack(models.Model):
    """Papers that the background worker makes into one file for whoever asked; it holds nothing that is not elsewhere, and
    goes after a day. Of a publication it only says how far the files are: those belong to the published paper."""

    class Form(models.TextChoices):
        PDF = "pdf", "One PDF"
        WORKBOOKS = "xlsx", "Workbooks"
        FORMS = "forms", "Every form"
        PAPER = "paper", "One paper"
        PUBLICATION = "publication", "A publication"

    place = models.ForeignKey("budgets.Place", on_delete=models.CASCADE, related_name="packs")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.PDF)
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

    @property
    def ending(self) -> str:
        """Of its file's name."""
        return "zip" if self.form in (self.Form.WORKBOOKS, self.Form.FORMS) else "pdf"
