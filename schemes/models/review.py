"""What is said about a line: comments, queries, answers and approvals, in the round in which they were said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

LONGEST_REMARK = 2_000


class Remark(models.Model):
    """Something said about a line while a round was open. It stands as it was said: the thread is only added to."""

    class Kind(models.TextChoices):
        COMMENT = "comment", "Comment"
        QUERY = "query", "Query"
        ANSWER = "answer", "Answer"
        APPROVAL = "approval", "Approval"

    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="remarks")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(help_text="The period that was open when it was said.")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=LONGEST_REMARK, blank=True, help_text="An approval may go without words.")
    illustrative = models.BooleanField(default=False, help_text="Made up to show how it looks; no source gives it.")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["line", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="approval") | ~Q(text=""), name="remark_has_words"),
            models.CheckConstraint(condition=Q(round__gte=1, round__lte=13), name="remark_round_1_to_13"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.line_id} in P{self.round:02d}"
