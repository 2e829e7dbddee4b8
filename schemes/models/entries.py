"""Budget entries: money out, proposed by a change and posted by it, month by month."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Greatest

from s75.history import kept


@kept
class ProposedBudget(models.Model):
    """What a change would add to a line's budget, in £; posting turns it into an entry."""

    change = models.ForeignKey("budgets.Change", on_delete=models.PROTECT, related_name="proposed_budgets")
    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "line"], name="proposed_budget_once_a_change")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.amount}"


class BudgetEntry(models.Model):
    """Budget of a line, posted: never edited or deleted.

    `months` holds the amount as the line's profile spread it when it was posted (months[1] is April), so that a later
    profile moves no budget to date of a period that has passed. As at a period counts what was posted and is effective
    by then, which is `counts_from`.
    """

    change = models.ForeignKey("budgets.Change", on_delete=models.PROTECT, related_name="budget_entries")
    line = models.ForeignKey("schemes.Line", on_delete=models.PROTECT, related_name="budget_entries")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opening = models.BooleanField(default=False)
    posted_in = models.PositiveSmallIntegerField()
    effective_from = models.PositiveSmallIntegerField()
    counts_from = models.GeneratedField(
        expression=Greatest("posted_in", "effective_from"),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    months = ArrayField(models.DecimalField(max_digits=14, decimal_places=2), size=12)

    class Meta:
        indexes = [
            models.Index(
                fields=["fund", "year", "line"],
                include=["counts_from", "opening", "amount"],
                name="budget_entry_by_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.amount}"
