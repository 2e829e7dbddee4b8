"""What schemes deliver: indicators with their targets and readings, and how much of a planned output came about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from s75.history import kept


@kept
class Indicator(models.Model):
    """A measure of a place, of a fund or of a scheme, read every month, quarter or fortnight."""

    class Unit(models.TextChoices):
        NUMBER = "number", "Number"
        PERCENT = "percent", "Per cent"
        POUNDS = "pounds", "Pounds"
        DAYS = "days", "Days"
        TEXT = "text", "Words"

    class Cadence(models.TextChoices):
        MONTH = "month", "Every month"
        QUARTER = "quarter", "Every quarter"
        FORTNIGHT = "fortnight", "Every fortnight"

    class Rule(models.TextChoices):
        SUM = "sum", "Sum of the periods"
        WEIGHTED = "weighted", "All numerators over all denominators"
        AVERAGE = "average", "Average of the periods"
        LATEST = "latest", "The latest period"
        ENTERED = "entered", "Entered by hand"

    class Better(models.TextChoices):
        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"
        NEITHER = "neither", "Neither"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="indicators")
    fund = models.ForeignKey("budgets.Fund", null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    service = models.CharField(max_length=120, help_text="The heading under which papers print it.")
    name = models.CharField(max_length=240)
    provider = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.NUMBER)
    decimals = models.PositiveSmallIntegerField(default=0)
    cadence = models.CharField(max_length=9, choices=Cadence.choices, default=Cadence.QUARTER)
    rule = models.CharField(max_length=8, choices=Rule.choices, default=Rule.SUM)
    better = models.CharField(max_length=7, choices=Better.choices, default=Better.HIGHER)
    totals = models.BooleanField(
        default=False, help_text="It is the total of the indicators with the same service and name."
    )
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its readings.")

    class Meta:
        ordering = ["place", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "service", "name", "provider", "scheme"],
                nulls_distinct=False,
                name="indicator_once_in_place",
            ),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="indicator_decimals_0_to_4"),
            models.CheckConstraint(
                condition=~Q(unit="text") | Q(rule__in=["latest", "entered"], totals=False),
                name="indicator_words_are_not_added",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.provider})" if self.provider else self.name


@kept
class IndicatorTarget(models.Model):
    """The plan of an indicator for a year (number 0), or for one of its periods: as it is written, and as it is read.

    A text that is no number, such as “improve”, has no comparator and is kept as written; “-” says that there is none.
    """

    class Comparator(models.TextChoices):
        PLAIN = "=", "A plain number"
        OVER = ">", "More than"
        AT_LEAST = ">=", "At least"
        UNDER = "<", "Less than"
        AT_MOST = "<=", "At most"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=0, help_text="0 for the year, or the period's number.")
    text = models.CharField(max_length=80)
    comparator = models.CharField(max_length=2, choices=Comparator.choices, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["indicator", "year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "number"], name="indicator_target_once_a_period"),
            models.CheckConstraint(condition=Q(number__lte=27), name="indicator_target_number_0_to_27"),
            models.CheckConstraint(
                condition=Q(comparator="", amount__isnull=True) | ~Q(comparator="") & Q(amount__isnull=False),
                name="indicator_target_compares_with_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.text


@kept
class Reading(models.Model):
    """What an indicator stood at in one period of a year. No row says: not reported yet; “not applicable” is said.

    It is corrected in place, under its row version; what stood before is in the history, with who and when.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="The month, quarter or fortnight of the year.")
    applicable = models.BooleanField(default=True, help_text="No: it was not collected, and prints as “-”.")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    words = models.CharField(max_length=120, blank=True, help_text="For an indicator that is said in words.")
    year_to_date = models.DecimalField(
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="As the source prints it; where the rule is “entered”, the figure itself.",
    )
    note = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator", "year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "number"], name="reading_once_a_period"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=27), name="reading_number_1_to_27"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, denominator__gt=0),
                name="reading_has_both_parts_of_its_share",
            ),
            models.CheckConstraint(
                condition=Q(applicable=True)
                | Q(value__isnull=True, numerator__isnull=True, words="", year_to_date__isnull=True),
                name="reading_not_collected_has_no_figure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.number}/{self.year}"


@kept
class DeliveredOutput(models.Model):
    """How much of a planned output was delivered by the end of a quarter, the year to date, as national returns ask."""

    output = models.ForeignKey("schemes.PlannedOutput", on_delete=models.PROTECT, related_name="deliveries")
    quarter = models.PositiveSmallIntegerField()
    to_date = models.DecimalField(max_digits=14, decimal_places=2)
    note = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["output", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["output", "quarter"], name="delivered_output_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="delivered_output_quarter_1_to_4"),
            models.CheckConstraint(condition=Q(to_date__gte=0), name="delivered_output_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.to_date.normalize():f} of {self.output} by Q{self.quarter}"
