"""Places, the partners that share budgets in them, and the people who act for a partner."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from budgets.access import PlaceQuerySet
from budgets.roles import ROLES
from s75.history import kept


@kept
class Place(models.Model):
    """A Health and Wellbeing Board area: the unit of a Better Care Fund plan."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    board = models.CharField(max_length=160, help_text="The name of its Health and Wellbeing Board.")
    demonstration = models.BooleanField(default=False, help_text="Shown as a demonstration, with sign-ins offered.")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@kept
class Partner(models.Model):
    """A council, NHS body or district that is party to agreements, in one place or several.

    When it is dissolved, `successor` names who takes over on the day after `ends`. `heir` is the last of that line, and
    itself where nobody succeeded it: whatever belongs to a partner belongs to its heir.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        NHS = "nhs", "NHS body"
        DISTRICT = "district", "District council"
        OTHER = "other", "Other"

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="Its last day.")
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    heir = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="lineage")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | models.Q(ends__isnull=False),
                name="partner_with_successor_has_last_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True)
                | models.Q(starts__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="partner_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: date) -> bool:
        """Whether the partner exists on that day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@kept
class PlacePartner(models.Model):
    """A partner's seat in a place, with the short code that its people know there."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="seats")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="seats")
    code = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="partner_code_once_in_place"),
            models.UniqueConstraint(fields=["place", "partner"], name="partner_once_in_place"),
        ]

    def __str__(self) -> str:
        return self.code


@kept
class Membership(models.Model):
    """A person's role for a partner, perhaps for one agreement only, from a day until it is ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.key, role.title) for role in ROLES])
    agreement = models.ForeignKey(
        "budgets.Agreement", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partner", "role", "agreement"],
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="membership_once_while_it_lasts",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="membership_end_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()} of {self.partner}"
