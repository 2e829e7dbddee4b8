"""How far a big ledger has come that is read or posted in the background, and what reading it gave."""

from __future__ import annotations

from django.db import models


class BackgroundLedger(models.Model):
    """A kept upload that the background worker reads, and posts when its owner says so; it goes with the upload."""

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READ = "read", "Read"
        POSTING = "posting", "Being posted"
        REFUSED = "refused", "Not posted"

    upload = models.OneToOneField("schemes.PendingUpload", on_delete=models.CASCADE, related_name="background")
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    task = models.UUIDField(help_text="The task in the queue that goes on with it.")
    asked_at = models.DateTimeField(help_text="Since when it waits for that task.")
    percent = models.PositiveSmallIntegerField(default=0)
    reading = models.BinaryField(null=True, blank=True, help_text="What reading the file gave, packed.")
    refusal = models.JSONField(null=True, blank=True, help_text="Why it could not be read or posted.")

    def __str__(self) -> str:
        return f"{self.upload}: {self.percent} %"
