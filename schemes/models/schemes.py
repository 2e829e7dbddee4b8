"""Schemes: what the money is spent on, what it is planned to deliver, and which ring-fenced money it may use."""

from __future__ import annotations

from django.db import models

from s75.history import kept


@kept
class Scheme(models.Model):
    """Something that the partners pay for together, with its own reference in the place."""

    class Accounting(models.TextChoices):
        """By who controls it (IFRS 10 and 11)."""

        SOLE = "sole", "Sole control"
        JOINT = "joint", "Joint operation"
        LEAD = "lead", "Lead commissioner as principal"
        AGENT = "agent", "Agent"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="schemes")
    ref = models.CharField(max_length=24)
    name = models.CharField(max_length=200)
    lead_commissioner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="led_schemes")
    description = models.TextField(blank=True)
    scheme_type = models.CharField(max_length=160, blank=True)
    sub_type = models.CharField(max_length=160, blank=True)
    area_of_spend = models.CharField(max_length=160, blank=True)
    provider_type = models.CharField(max_length=160, blank=True)
    commissioner = models.CharField(
        max_length=20, blank=True, help_text="LA, NHS or Joint, as the national template has it."
    )
    nhs_percent = models.DecimalField(
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="The NHS's part of joint commissioning, in per cent.",
    )
    accounting = models.CharField(max_length=8, choices=Accounting.choices, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="Its last day: a scheme can close within a year.")

    class Meta:
        ordering = ["place", "ref"]
        constraints = [
            models.UniqueConstraint(fields=["place", "ref"], name="scheme_ref_once_in_place"),
            models.CheckConstraint(
                condition=models.Q(nhs_percent__isnull=True) | models.Q(nhs_percent__gte=0, nhs_percent__lte=100),
                name="scheme_nhs_percent_0_to_100",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True)
                | models.Q(starts__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="scheme_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.name}"


@kept
class PlannedOutput(models.Model):
    """What a scheme is planned to deliver in a year, in its unit."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="planned_outputs")
    year = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=160, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["scheme", "year", "unit"]
        constraints = [models.UniqueConstraint(fields=["scheme", "year", "unit"], name="planned_output_once_a_year")]

    def __str__(self) -> str:
        return f"{self.amount.normalize():f} {self.unit}"


@kept
class PermittedScheme(models.Model):
    """A scheme on which a ring-fenced stream may be spent."""

    stream = models.ForeignKey("budgets.FundingStream", on_delete=models.PROTECT, related_name="permitted")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="permissions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "scheme"], name="permitted_scheme_once")]

    def __str__(self) -> str:
        return f"{self.stream} for {self.scheme}"


@kept
class RiskOverride(models.Model):
    """A risk rule that stands for one scheme instead of its fund's."""

    rule = models.OneToOneField("budgets.RiskRule", on_delete=models.PROTECT, related_name="override")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="risk_overrides")

    def __str__(self) -> str:
        return f"{self.rule} ({self.scheme})"
