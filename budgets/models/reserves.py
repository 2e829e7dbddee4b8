"""Reserves: what is held back in a fund, what it is committed to by project and year, and what moved it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from s75.history import kept

PERIOD_OF = "The open period in which this was done, as year × 100 + month: 202008 is P08 of 2020-21."


@kept
class Reserve(models.Model):
    """Money of one partner that a fund holds back, in a stream of its own. Its balance is the sum of its entries."""

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="reserves")
    stream = models.ForeignKey("budgets.FundingStream", on_delete=models.PROTECT, related_name="reserves")
    partner = models.ForeignKey(
        "budgets.Partner", on_delete=models.PROTECT, related_name="reserves", help_text="Whose money it is."
    )
    name = models.CharField(max_length=120)
    contingency = models.BooleanField(default=False, help_text="Held against overspends.")
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amounts.")

    class Meta:
        ordering = ["fund", "name"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "name"], name="reserve_name_once_in_fund"),
            models.UniqueConstraint(fields=["id", "fund"], name="reserve_keeps_fund"),
        ]

    def __str__(self) -> str:
        return self.name


@kept
class ReserveProject(models.Model):
    """Something that a reserve is to pay for, perhaps over several years.

    What it costs stands once it is decided on; each step keeps its period, so that a locked period shows what stood then.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Refused"
        CLOSED = "closed", "Closed"

    reserve = models.ForeignKey(Reserve, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    authority = models.CharField(max_length=200, blank=True, help_text="Who decided, and where it is minuted.")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_in = models.PositiveIntegerField(help_text=PERIOD_OF)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_in = models.PositiveIntegerField(null=True, blank=True, help_text=PERIOD_OF)
    closed_in = models.PositiveIntegerField(null=True, blank=True, help_text=PERIOD_OF)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives its amounts.")

    class Meta:
        ordering = ["reserve", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["reserve", "name"], name="reserve_project_once"),
            models.UniqueConstraint(fields=["id", "reserve"], name="reserve_project_keeps_reserve"),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "refused"]) | ~Q(authority=""),
                name="reserve_project_says_who_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_in__isnull=True)
                | ~Q(state="proposed") & Q(decided_by__isnull=False, decided_in__isnull=False),
                name="reserve_project_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_in__isnull=False) | ~Q(state="closed") & Q(closed_in__isnull=True),
                name="reserve_project_closed_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")), name="reserve_project_not_decided_by_its_proposer"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@kept
class ReserveCommitment(models.Model):
    """What a project is to cost under one heading in one year, in £."""

    project = models.ForeignKey(ReserveProject, on_delete=models.PROTECT, related_name="commitments")
    heading = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    position = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True, help_text="How the amount was worked out.")

    class Meta:
        ordering = ["project", "position", "heading", "year"]
        constraints = [
            models.UniqueConstraint(fields=["project", "heading", "year"], name="commitment_once_a_heading_and_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="commitment_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.heading}: £{self.amount:,.2f}"


class ReserveEntry(models.Model):
    """What moved a reserve, in £ (out of it: negative): never edited or deleted, and never below zero in sum."""

    class Kind(models.TextChoices):
        ALLOCATION = "allocation", "Allocation"
        TOP_UP = "top_up", "Top-up"
        DRAWDOWN = "drawdown", "Drawdown"
        RETURNED = "returned", "Returned to partners"

    reserve = models.ForeignKey(Reserve, on_delete=models.PROTECT, related_name="entries")
    project = models.ForeignKey(ReserveProject, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    change = models.OneToOneField(
        "budgets.Change", null=True, blank=True, on_delete=models.PROTECT, related_name="reserve_entry"
    )
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    posted_in = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=200)
    authority = models.CharField(max_length=200, blank=True)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(auto_now_add=True)
    key = models.UUIDField(
        null=True, blank=True, unique=True, help_text="Of the request that made it: sent twice, made once."
    )

    class Meta:
        ordering = ["reserve", "year", "posted_in", "id"]
        verbose_name_plural = "reserve entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="drawdown", change__isnull=False) | ~Q(kind="drawdown") & Q(change__isnull=True),
                name="reserve_drawdown_by_a_change",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["allocation", "top_up"], amount__gt=0)
                | Q(kind="returned", amount__lt=0)
                | Q(kind="drawdown") & ~Q(amount=0),
                name="reserve_entry_has_the_sign_of_its_kind",
            ),
        ]
        indexes = [models.Index(fields=["fund", "year"], include=["reserve", "amount"], name="reserve_entry_by_year")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: £{self.amount:,.2f}"
