"""Who forecasts which line, and who stands in for them while they are away."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from s75.history import kept


def _alone(field: str) -> Func:
    """One row's key as a range, so that an index over ranges compares it for being the same."""
    return Func(F(field), F(field), Value("[]"), function="int8range")


@kept
class LineOfficer(models.Model):
    """The person who forecasts a line. Any finance officer of its spending partner may still enter its figures."""

    line = models.OneToOneField("schemes.Line", on_delete=models.PROTECT, related_name="officer")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lines_forecast")

    class Meta:
        ordering = ["line"]

    def __str__(self) -> str:
        return f"{self.user} for {self.line_id}"


@kept
class Cover(models.Model):
    """Days on which somebody stands in for an officer of a place, both days included."""

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="covers")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covers")
    stand_in = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covers_for_others")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=400)

    class Meta:
        ordering = ["place", "first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="cover_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(officer=F("stand_in")), name="cover_by_somebody_else"),
            ExclusionConstraint(
                name="cover_once_at_a_time",
                expressions=[
                    (_alone("place"), RangeOperators.OVERLAPS),
                    (_alone("officer"), RangeOperators.OVERLAPS),
                    (Func(F("first_day"), F("last_day"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in} for {self.officer}"
