"""The section 75 agreement: who shares budgets with whom, since when, and whether it is signed."""

from __future__ import annotations

from django.db import models

from budgets.access import AgreementQuerySet
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
