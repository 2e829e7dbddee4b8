"""Risk rules: who bears an over- or underspend of a fund, from which period on, in shares that make 100 per cent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from s75.history import kept


@kept
class RiskRule(models.Model):
    """How one direction of a fund's variance is borne, from a period on.

    `steps` before the sharing of an overspend are taken in this order where they are set: underspends elsewhere in the
    fund, the contingency reserve, contributions that no budget uses. A rule `for_scheme` overrides the fund's rule for
    the scheme that it is given to, and stands beside it.
    """

    class Direction(models.TextChoices):
        OVER = "over", "Overspend"
        UNDER = "under", "Underspend"

    class Kind(models.TextChoices):
        FIXED = "fixed", "Fixed percentages"
        CONTRIBUTIONS = "contributions", "In proportion to contributions"
        BEARER = "bearer", "One partner bears all"
        TIERS = "tiers", "In tiers"
        NONE = "none", "Not shared: each partner bears its own lines"
        FUND = "fund", "As the fund’s rule says: the scheme’s own has ended"

    class Use(models.TextChoices):
        SHARE = "share", "Shared between the partners"
        CARRY = "carry", "Carried forward"
        KEEP = "keep", "Kept as contingency"
        REDEPLOY = "redeploy", "Redeployed by agreement"

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="risk_rules")
    direction = models.CharField(max_length=5, choices=Direction.choices)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")
    for_scheme = models.BooleanField(default=False, help_text="Overrides the fund's rule for one scheme.")
    bearer = models.ForeignKey(
        "budgets.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="risks_borne"
    )
    use = models.CharField(max_length=8, choices=Use.choices, default=Use.SHARE)
    underspends_first = models.BooleanField(default=True, help_text="Underspends elsewhere in the fund pay first.")
    contingency = models.ForeignKey(
        "budgets.Reserve", null=True, blank=True, on_delete=models.PROTECT, related_name="risk_rules"
    )
    uncommitted_first = models.BooleanField(default=False, help_text="Contributions that no budget uses pay as well.")
    words = models.TextField(blank=True, help_text="What the agreement says, in its own words.")
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives it.")

    class Meta:
        ordering = ["fund", "direction", "year", "month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "direction", "year", "month"],
                condition=Q(for_scheme=False),
                name="risk_rule_once_a_period",
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="risk_rule_month_1_to_13"),
            models.CheckConstraint(
                condition=Q(kind="bearer", bearer__isnull=False) | ~Q(kind="bearer") & Q(bearer__isnull=True),
                name="risk_rule_names_its_bearer",
            ),
            models.CheckConstraint(
                condition=Q(direction="under") | Q(use="share"), name="risk_rule_use_is_for_underspends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} of {self.fund}: {self.get_kind_display().lower()}"


@kept
class RiskTier(models.Model):
    """One step of a rule, up to an amount in £ counted from zero. Without shares it is settled by agreement."""

    rule = models.ForeignKey(RiskRule, on_delete=models.PROTECT, related_name="tiers")
    position = models.PositiveSmallIntegerField()
    up_to = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="Where it ends, in £; empty: it does not."
    )

    class Meta:
        ordering = ["rule", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "position"], name="risk_tier_once_a_position"),
            models.CheckConstraint(condition=Q(up_to__isnull=True) | Q(up_to__gt=0), name="risk_tier_ends_above_zero"),
        ]

    def __str__(self) -> str:
        return "above" if self.up_to is None else f"up to £{self.up_to:,.2f}"


@kept
class RiskShare(models.Model):
    """A partner's share of a tier; the shares of a tier make 100 per cent."""

    tier = models.ForeignKey(RiskTier, on_delete=models.PROTECT, related_name="shares")
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="risk_shares")
    percent = models.DecimalField(max_digits=7, decimal_places=4)

    class Meta:
        ordering = ["tier", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tier", "partner"], name="risk_share_once_a_partner"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="risk_share_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.percent.normalize():f}%"
