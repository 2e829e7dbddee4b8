"""Reference lists that government templates own: scheme types, areas of spend and the like, each with its years."""

from __future__ import annotations

from django.db import models

from s75.history import kept


@kept
class ListEntry(models.Model):
    """One word of one list, for the years in which the national template uses it."""

    class List(models.TextChoices):
        SCHEME_TYPE = "scheme_type", "Scheme types"
        AREA_OF_SPEND = "area_of_spend", "Areas of spend"
        PROVIDER_TYPE = "provider_type", "Provider types"
        COMMISSIONER = "commissioner", "Commissioners"
        UNIT = "unit", "Units of output"
        SUB_TYPE = "sub_type", "Scheme sub-types"
        SOURCE = "source", "Sources of funding"

    list = models.CharField(max_length=16, choices=List.choices)
    name = models.CharField(max_length=160)
    within = models.CharField(
        max_length=160, blank=True, help_text="For a sub-type: the scheme type that it belongs to."
    )
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["list", "position", "name"]
        verbose_name_plural = "list entries"
        constraints = [
            models.UniqueConstraint(fields=["list", "name", "within", "first_year"], name="list_entry_once_a_year")
        ]

    def __str__(self) -> str:
        return self.name
