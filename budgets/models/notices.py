"""What people are told: notices, each once to a person, and how each person wants them by e-mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from s75.history import kept


@kept(exclude=("seen_at", "mailed_at"))
class Notice(models.Model):
    """One thing that a person is told, with the page that it is about. It is written with what it tells of.

    It waits in the person's list until it is seen, and for the post until it is mailed or not wanted.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    place = models.ForeignKey("budgets.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=30, help_text="Its key in budgets/notices/kinds.py.")
    text = models.CharField(max_length=400)
    href = models.CharField(max_length=300, help_text="The page that it is about, within the site.")
    due_on = models.DateField(null=True, blank=True, help_text="By when something is to be done.")
    key = models.CharField(max_length=160, help_text="Of the event that it tells of: told twice, kept once.")
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once_a_person")]
        indexes = [
            models.Index(fields=["user"], condition=models.Q(seen_at__isnull=True), name="notice_not_seen"),
            models.Index(fields=["user"], condition=models.Q(mailed_at__isnull=True), name="notice_not_mailed"),
        ]

    def __str__(self) -> str:
        return self.text


@kept
class LetterChoice(models.Model):
    """How a person wants notices by e-mail. Without a row it is once a day."""

    class Letters(models.TextChoices):
        AT_ONCE = "at_once", "As they come, within minutes"
        DAILY = "daily", "Once a day, with what is to be done"
        NEVER = "never", "Not at all: I read them here"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="letter_choice")
    letters = models.CharField(max_length=10, choices=Letters.choices, default=Letters.DAILY)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_letters_display()}"
