"""What is written for the national returns: answers in words, by scheme and source or for the whole return."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from s75.history import kept


@kept
class ReturnAnswer(models.Model):
    """One answer of one return. No row says that nobody has answered; it is corrected in place, under its version."""

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="return_answers")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(help_text="1 to 4, or 0 for the return of the whole year.")
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="return_answers"
    )
    source = models.CharField(max_length=80, blank=True, help_text="The source of funding, as the template names it.")
    question = models.CharField(max_length=24)
    issues = models.BooleanField(null=True, blank=True, help_text="Of a scheme: whether there were any.")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "year", "quarter", "scheme", "source", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "quarter", "scheme", "source", "question"],
                nulls_distinct=False,
                name="return_answer_once",
            ),
            models.CheckConstraint(condition=Q(quarter__lte=4), name="return_answer_quarter_0_to_4"),
            models.CheckConstraint(
                condition=Q(scheme__isnull=False, issues__isnull=False)
                | ~Q(text="") & Q(scheme__isnull=True, issues=None),
                name="return_answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:40]}"
