"""How a place wants its papers to look: layouts of its own, and the Word templates that it uploaded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from s75.history import kept

LONGEST_NAME = 100


@kept
class PlaceLayout(models.Model):
    """A layout that a place made for itself; `content` is the whole of it, as reports/layouts/data.py reads it.

    Drafts follow it by its slug, so a retired one stays. `version` counts every change.
    """

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="layouts")
    slug = models.CharField(max_length=40)
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "slug"], name="layout_once_in_place"),
            models.CheckConstraint(
                condition=Q(retired_by__isnull=True, retired_at__isnull=True)
                | Q(retired_by__isnull=False, retired_at__isnull=False),
                name="layout_retired_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called, as its content says."""
        content: dict[str, Any] = self.content
        return str(content["name"])


@kept(exclude=("content",))
class WordTemplate(models.Model):
    """A Word template that a place uploaded. Its bytes never change: another file is another template.

    `fits` is the kind of paper that it was filled with on trial, or empty when any paper fills it. The `standard` one is
    taken for Word papers of the place unless somebody chooses otherwise.
    """

    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="word_templates")
    name = models.CharField(max_length=LONGEST_NAME)
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    fits = models.CharField(max_length=30, blank=True, help_text="A kind in reports/catalogue.py; empty for any paper.")
    standard = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(retired_at__isnull=True), name="template_name_once_in_place"
            ),
            models.UniqueConstraint(
                fields=["place"], condition=Q(standard=True), name="template_one_standard_in_place"
            ),
            models.CheckConstraint(
                condition=Q(retired_by__isnull=True, retired_at__isnull=True)
                | Q(retired_by__isnull=False, retired_at__isnull=False, standard=False),
                name="template_retired_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.name
