"""Where the money comes from: funding streams, what each partner contributes from them, and when it pays."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from s75.history import kept


@kept
class FundingStream(models.Model):
    """A source of money with its conditions, for the years in which it exists."""

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", "Contribution"
        GRANT = "grant", "Grant"
        CLAIM = "claim", "Claim up to a ceiling"
        RESERVE = "reserve", "Reserve"

    class Outside(models.TextChoices):
        FLAG = "flag", "Flagged"
        REFUSE = "refuse", "Refused"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="streams")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CONTRIBUTION)
    better_care = models.BooleanField(default=False, help_text="Part of the Better Care Fund.")
    capital = models.BooleanField(default=False)
    ring_fenced = models.BooleanField(default=False, help_text="May be spent on the schemes permitted to it only.")
    outside = models.CharField(
        max_length=6,
        choices=Outside.choices,
        default=Outside.FLAG,
        help_text="What happens to budget of a ring-fenced stream outside the schemes permitted to it.",
    )
    in_risk_share = models.BooleanField(default=True, help_text="Its over- and underspends are shared.")
    returned = models.BooleanField(default=True, help_text="Part of the national returns.")
    national = models.CharField(
        max_length=80, blank=True, help_text="Its name in the national template's list of sources of funding."
    )
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="stream_name_once_in_place")]

    def __str__(self) -> str:
        return self.name


@kept
class Contribution(models.Model):
    """What a partner puts into a fund from a stream in a year. Its amount is the sum of its entries."""

    class Status(models.TextChoices):
        INDICATIVE = "indicative", "Indicative"
        CONFIRMED = "confirmed", "Confirmed"

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="contributions")
    year = models.PositiveSmallIntegerField()
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="contributions")
    stream = models.ForeignKey(FundingStream, on_delete=models.PROTECT, related_name="contributions")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.INDICATIVE)
    ceiling = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amount.")

    class Meta:
        ordering = ["fund", "year", "stream", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "partner", "stream"], name="contribution_once_per_partner_and_stream"
            ),
            models.UniqueConstraint(fields=["id", "fund", "year"], name="contribution_keeps_fund_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.stream}"


@kept
class Instalment(models.Model):
    """One part of a contribution, in £, with the day on which it is due, and the invoice that asked for it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    invoice = models.CharField(max_length=40, blank=True, help_text="The reference of the invoice.")
    invoiced_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amount or day.")

    class Meta:
        ordering = ["contribution", "position"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "position"], name="instalment_once_a_position"),
            models.CheckConstraint(
                condition=Q(invoice="", invoiced_on__isnull=True) | ~Q(invoice="") & Q(invoiced_on__isnull=False),
                name="instalment_invoice_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution}, due {self.due_on:%d %B %Y}"


class Receipt(models.Model):
    """Money received for an instalment, in £: never edited or deleted. A mistake is put right by a negative one."""

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="receipts")
    received_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reference = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    key = models.UUIDField(
        null=True, blank=True, unique=True, help_text="Of the request that made it: sent twice, made once."
    )

    class Meta:
        ordering = ["instalment", "received_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="receipt_is_of_something")]

    def __str__(self) -> str:
        return f"£{self.amount:,.2f} on {self.received_on:%d %B %Y}"


@kept
class Allocation(models.Model):
    """An amount that a partner was given for a year and splits across places: its parts re-add to it."""

    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="allocations")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    precision = models.CharField(max_length=60, default="exact")
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amount.")

    class Meta:
        ordering = ["partner", "year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "year", "name"], name="allocation_once_a_partner_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.partner})"


@kept
class AllocationPart(models.Model):
    """The part of an allocation that one place gets: of a place kept here, or of one that is only named."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="parts")
    place = models.ForeignKey(
        "budgets.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="allocation_parts"
    )
    elsewhere = models.CharField(max_length=120, blank=True, help_text="The name of a place that is not kept here.")
    stream = models.ForeignKey(
        FundingStream, null=True, blank=True, on_delete=models.PROTECT, related_name="allocation_parts"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["allocation", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "place", "elsewhere"], nulls_distinct=False, name="allocation_part_once_a_place"
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=False, elsewhere="") | Q(place__isnull=True) & ~Q(elsewhere=""),
                name="allocation_part_of_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place or self.elsewhere}: £{self.amount:,.2f}"


@kept
class Condition(models.Model):
    """A national condition of a place's plan in a year: the least that must be spent from the NHS minimum."""

    class Kind(models.TextChoices):
        SOCIAL_CARE = "social_care", "Adult social care from the NHS minimum contribution"
        OUT_OF_HOSPITAL = (
            "out_of_hospital",
            "NHS-commissioned out-of-hospital services from the NHS minimum contribution",
        )

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="conditions")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    floor = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amount.")

    class Meta:
        ordering = ["place", "year", "kind"]
        constraints = [models.UniqueConstraint(fields=["place", "year", "kind"], name="condition_once_a_year")]

    def __str__(self) -> str:
        return self.get_kind_display()
