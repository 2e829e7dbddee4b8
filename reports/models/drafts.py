"""Papers on their way: what a paper is of, what was written in it, what was said about it, and who signed it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.writing.said import EXEMPTIONS
from s75.history import kept

LONGEST_TEXT = 20_000
LONGEST_WORDS = 2_000


@kept
class Paper(models.Model):
    """A paper that is drafted: of which kind, funds and period, and how far it has come.

    `revision` counts every change of what it says; a signature is of one revision. `corrects` is the published paper that
    this one is to take the place of, and `note` says why.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SIGNING = "signing", "Waits for sign-off"
        PUBLISHED = "published", "Published"
        ABANDONED = "abandoned", "Abandoned"

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="papers")
    funds = models.ManyToManyField("budgets.Fund", related_name="papers", through="PaperFund")
    kind = models.CharField(max_length=30, help_text="Its key in reports/catalogue.py.")
    about = models.CharField(max_length=40, blank=True, help_text="What a kind is narrowed to, such as a partner.")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    layout = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    corrects = models.ForeignKey(
        "reports.PublishedPaper", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    note = models.CharField(max_length=LONGEST_WORDS, blank=True, help_text="What a correction corrects, and why.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=13), name="paper_month_1_to_13"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(note=""), name="paper_correction_says_what_changed"
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(corrects__isnull=False) & ~Q(state="abandoned"),
                name="paper_corrected_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@kept
class PaperFund(models.Model):
    """One of the funds that a paper is of."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="of_funds")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["paper", "fund__position", "fund__code"]
        constraints = [models.UniqueConstraint(fields=["paper", "fund"], name="paper_fund_once")]

    def __str__(self) -> str:
        return str(self.fund)


@kept
class PaperText(models.Model):
    """What is written in one slot of a paper, in plain text with figures by name; and what the public reads instead
    where the slot is exempt from publication."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="texts")
    slot = models.CharField(max_length=70, help_text="The key of a part, or of a line of the title block.")
    text = models.TextField(blank=True)
    exempt = models.CharField(
        max_length=1, blank=True, choices=list(EXEMPTIONS.items()), help_text="The paragraph of Schedule 12A."
    )
    public_text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "slot"]
        constraints = [models.UniqueConstraint(fields=["paper", "slot"], name="paper_text_once_a_slot")]

    def __str__(self) -> str:
        return self.slot


class PaperRemark(models.Model):
    """Something said about a paper while it was drafted. It stands as it was said."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="remarks")
    revision = models.PositiveIntegerField()
    slot = models.CharField(max_length=70, blank=True)
    text = models.CharField(max_length=LONGEST_WORDS)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="paper_remark_has_words")]

    def __str__(self) -> str:
        return self.text


class PaperReason(models.Model):
    """Why a paper was sent for sign-off in spite of what a check found."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="reasons")
    revision = models.PositiveIntegerField()
    found = models.TextField(help_text="What the checks found.")
    reason = models.CharField(max_length=LONGEST_WORDS)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="paper_reason_has_words")]

    def __str__(self) -> str:
        return self.reason


class PaperSignature(models.Model):
    """One person's sign-off of one revision of a paper, with the figures that it then had, in a role."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="signatures")
    revision = models.PositiveIntegerField()
    facts_sha256 = models.CharField(max_length=64, help_text="Of the facts that the paper was drawn from.")
    role = models.CharField(max_length=20)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "revision", "facts_sha256", "role"], name="paper_signed_once_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.paper_id}, revision {self.revision}"
