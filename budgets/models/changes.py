"""Changes: the one document by which money moves, and the entries that it posts on the side of money in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest

from s75.history import kept


@kept
class Change(models.Model):
    """A proposal to set or move budgets of one fund's year, with reason and authority; posting it writes entries.

    `number` is given at posting, or reserved when it is proposed, and counts up in a place's year; an opening has none.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", "Opening budget"
        VIREMENT = "virement", "Virement"
        VARIATION = "variation", "Variation"
        CARRY_FORWARD = "carry_forward", "Carry-forward"
        DRAWDOWN = "drawdown", "Reserve drawdown"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        REQUESTED = "requested", "Requested"
        APPROVED = "approved", "Approved, not posted"
        REFUSED = "refused", "Refused"
        POSTED = "posted", "Posted"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="changes")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="changes")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=200)
    reason = models.TextField()
    authority = models.CharField(max_length=200, blank=True, help_text="Who decided, and where it is minuted.")
    basis = models.CharField(max_length=200, blank=True, help_text="Where its amounts come from.")
    effective_from = models.PositiveSmallIntegerField(help_text="The period from which it counts.")
    posted_in = models.PositiveSmallIntegerField(null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    posted_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(
        null=True, blank=True, unique=True, help_text="Of the request that made it: sent twice, made once."
    )
    amount = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="What it moves or adds, in £, set when it is requested: its approval limits are judged by it.",
    )
    within_scheme = models.BooleanField(default=False, help_text="It moves budget between lines of one scheme only.")
    minute = models.CharField(max_length=120, blank=True, help_text="The reference of the committee's minute.")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    reserve = models.ForeignKey(
        "budgets.Reserve", null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    project = models.ForeignKey(
        "budgets.ReserveProject", null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )

    class Meta:
        ordering = ["place", "year", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "number"], name="change_number_once_in_place_and_year"),
            models.UniqueConstraint(fields=["id", "fund", "year"], name="change_keeps_fund_and_year"),
            models.CheckConstraint(condition=Q(effective_from__gte=1, effective_from__lte=13), name="change_month"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="change_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(posted_by__isnull=True, posted_at__isnull=True, posted_in__isnull=True)
                | Q(posted_by__isnull=False, posted_at__isnull=False, posted_in__isnull=False),
                name="change_posting_says_who_when_and_where",
            ),
            models.CheckConstraint(
                condition=Q(state="posted", posted_in__isnull=False) | ~Q(state="posted") & Q(posted_in__isnull=True),
                name="change_posted_is_stamped",
            ),
            models.CheckConstraint(
                condition=Q(kind="opening") | ~Q(state__in=["approved", "posted"]) | ~Q(decided_by=F("requested_by")),
                name="change_not_decided_by_its_requester",
            ),
            models.CheckConstraint(
                condition=Q(kind="drawdown", reserve__isnull=False) | ~Q(kind="drawdown") & Q(reserve__isnull=True),
                name="change_drawdown_names_its_reserve",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=True) | Q(reserve__isnull=False), name="change_project_is_of_a_reserve"
            ),
        ]

    def __str__(self) -> str:
        return f"Change {self.number}: {self.title}" if self.number else self.title


@kept
class ProposedContribution(models.Model):
    """What a change would add to a contribution, in £; posting turns it into an entry."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="proposed_contributions")
    contribution = models.ForeignKey("budgets.Contribution", on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "contribution"], name="proposed_contribution_once_a_change")
        ]

    def __str__(self) -> str:
        return f"{self.contribution}: {self.amount}"


class ContributionEntry(models.Model):
    """Money in, posted: never edited or deleted. As at a period counts what was posted and is effective by then."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="contribution_entries")
    contribution = models.ForeignKey("budgets.Contribution", on_delete=models.PROTECT, related_name="entries")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    posted_in = models.PositiveSmallIntegerField()
    effective_from = models.PositiveSmallIntegerField()
    counts_from = models.GeneratedField(
        expression=Greatest("posted_in", "effective_from"),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        indexes = [
            models.Index(
                fields=["fund", "year", "contribution"],
                include=["counts_from", "amount"],
                name="contribution_entry_by_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contribution}: {self.amount}"
