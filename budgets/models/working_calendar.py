"""When a month's work is due: bank holidays, the rules of a fund's calendar, and single dates that differ from them."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from s75.history import kept
from s75.years import month_label, year_label

LAST_WORKING_DAY = 60  # nothing of a month is due more than about a quarter after it


@kept
class BankHoliday(models.Model):
    """A bank holiday in England, also one that was moved or given once."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name}, {self.day:%-d %B %Y}"


class DueKind(models.TextChoices):
    """What falls due in a month. The first and the last are the fund's; the others are each partner's."""

    OPENS = "opens", "Period opens"
    LEDGER = "ledger", "Ledger in"
    FORECAST = "forecast", "Forecasts submitted"
    REVIEW = "review", "Review done"
    LOCK = "lock", "Period locked"


OF_THE_FUND = (DueKind.OPENS.value, DueKind.LOCK.value)


def _of_partners(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(partner__isnull=True) | ~Q(kind__in=OF_THE_FUND), name=name)


def _partner() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "budgets.Partner",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: every partner.",
    )


@kept
class CalendarRule(models.Model):
    """On which working day after a month's end something is due in a fund, from a period on."""

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="calendar_rules")
    kind = models.CharField(max_length=8, choices=DueKind.choices)
    partner = _partner()
    working_day = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(LAST_WORKING_DAY)],
        help_text="Counted from the month's end.",
    )
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")

    class Meta:
        ordering = ["fund", "kind", "partner", "year", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "kind", "partner", "year", "month"],
                nulls_distinct=False,
                name="calendar_rule_once_a_period",
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="calendar_rule_month_1_to_13"),
            models.CheckConstraint(
                condition=Q(working_day__gte=1, working_day__lte=LAST_WORKING_DAY), name="calendar_rule_working_day"
            ),
            _of_partners("calendar_rule_of_a_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.fund}: {self.get_kind_display().lower()} on working day {self.working_day}"


@kept
class DueDate(models.Model):
    """A single date that differs from the rules, for a reason: before Christmas, or when a ledger closes late."""

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="due_dates")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=DueKind.choices)
    partner = _partner()
    day = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["fund", "year", "month", "kind", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "month", "kind", "partner"],
                nulls_distinct=False,
                name="due_date_once_a_period",
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="due_date_month_1_to_13"),
            models.CheckConstraint(condition=~Q(reason=""), name="due_date_says_why"),
            _of_partners("due_date_of_a_partner"),
        ]

    def __str__(self) -> str:
        when = f"{month_label(self.month)} {year_label(self.year)}"
        return f"{self.get_kind_display()} for {when} of {self.fund}: {self.day:%-d %B %Y}"
