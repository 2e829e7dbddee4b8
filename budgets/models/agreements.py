"""The section 75 agreement: who shares budgets with whom, whether it is signed, what it says, and who may decide."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from budgets.access import AgreementQuerySet
from budgets.models.changes import Change
from budgets.roles import ROLES
from s75.history import kept


@kept
class Agreement(models.Model):
    """An agreement under section 75 of the NHS Act 2006, as regulation 7(3) of SI 2000/617 asks for it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        UNSIGNED = "unsigned", "Unsigned"
        SIGNED = "signed", "Signed"
        VARIED = "varied", "Varied"
        ENDED = "ended", "Ended"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="agreements")
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    partners = models.ManyToManyField("budgets.Partner", related_name="agreements", through="AgreementPartner")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["place", "-starts", "title"]
        constraints = [
            models.UniqueConstraint(fields=["place", "title"], name="agreement_title_once_in_place"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="agreement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="signed") | models.Q(signed_on__isnull=False),
                name="agreement_signed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@kept
class AgreementPartner(models.Model):
    """One partner's part in one agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("budgets.Partner", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "partner"], name="agreement_partner_once")]

    def __str__(self) -> str:
        return f"{self.partner} in {self.agreement}"


@kept
class Clause(models.Model):
    """What an agreement says on one topic, in its own words: regulation 7(3) asks for most of them in writing."""

    class Topic(models.TextChoices):
        AIMS = "aims", "Aims and outcomes"
        CONTRIBUTIONS = "contributions", "Contributions, and how they may be varied"
        FUNCTIONS = "functions", "Functions that are shared"
        SERVICES = "services", "Persons and services"
        RESOURCES = "resources", "Staff, goods, services and accommodation"
        SETTING = "setting", "How the shared budgets are set"
        AGREEING = "agreeing", "How they are agreed"
        MONITORING = "monitoring", "How they are managed and monitored"
        DECISIONS = "decisions", "What each committee may decide"
        OVERSPEND = "overspend", "What happens to an overspend"
        UNDERSPEND = "underspend", "What happens to an underspend"
        DURATION = "duration", "Duration, review, variation and termination"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    topic = models.CharField(max_length=16, choices=Topic.choices)
    text = models.TextField()
    source = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, help_text="No source gives these words.")

    class Meta:
        ordering = ["agreement", "id"]
        constraints = [models.UniqueConstraint(fields=["agreement", "topic"], name="clause_once_a_topic")]

    def __str__(self) -> str:
        return self.get_topic_display()


COMMITTEE = "committee"


@kept
class ApprovalLimit(models.Model):
    """Who may approve a change up to an amount: a role, or a committee whose decision is recorded with its minute.

    A change is decided by whoever the lowest limit that reaches its amount names, or anybody that a higher one names.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="limits")
    kind = models.CharField(
        max_length=14, choices=Change.Kind.choices, blank=True, help_text="The kind of change; empty: every kind."
    )
    within_scheme = models.BooleanField(default=False, help_text="Only for moves between lines of one scheme.")
    decided_by = models.CharField(
        max_length=20, choices=[*((role.key, role.title) for role in ROLES), (COMMITTEE, "A committee")]
    )
    committee = models.CharField(max_length=120, blank=True)
    up_to = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text="The largest amount in £ that it reaches; empty: any amount.",
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="Its last day.")
    illustrative = models.BooleanField(default=False, help_text="No source gives it.")

    class Meta:
        ordering = ["agreement", "kind", "up_to", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=COMMITTEE) & ~Q(committee="") | ~Q(decided_by=COMMITTEE) & Q(committee=""),
                name="approval_limit_names_its_committee",
            ),
            models.CheckConstraint(condition=Q(up_to__isnull=True) | Q(up_to__gte=0), name="approval_limit_from_zero"),
        ]

    def __str__(self) -> str:
        who = self.committee or self.get_decided_by_display()
        return f"{who}: {'any amount' if self.up_to is None else f'up to £{self.up_to:,.2f}'}"
