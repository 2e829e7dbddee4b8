"""Papers as they were published: frozen, numbered and dated, with every file that was made of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from s75.history import kept


class PublishedPaper(models.Model):
    """One version of a published paper. It is never changed: a correction is the next version of the same number.

    `sha256` is of everything that the paper says, as canonical JSON; it stands also when what it says had to be redacted.
    """

    paper = models.ForeignKey("reports.Paper", on_delete=models.PROTECT, related_name="published")
    place = models.ForeignKey("budgets.Place", on_delete=models.PROTECT, related_name="published_papers")
    number = models.PositiveIntegerField(help_text="Running in the place.")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    provisional = models.BooleanField(default=False, help_text="Its period was not locked yet.")
    formulas = models.PositiveSmallIntegerField(help_text="Which version of the formulas made its figures.")
    layout = models.JSONField()
    sha256 = models.CharField(max_length=64)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    redaction = models.ForeignKey(
        "reports.Redaction", null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    word_template = models.ForeignKey(
        "reports.WordTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="published"
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-number", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number", "version"], name="published_once_a_version"),
            models.CheckConstraint(
                condition=Q(version=1, supersedes__isnull=True) | Q(version__gt=1, supersedes__isnull=False),
                name="published_version_follows_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Paper {self.number}, version {self.version}"


class PublishedContent(models.Model):
    """What a published paper says: the facts, the texts, and what it corrects. It goes only when
    a redaction takes it away."""

    published = models.OneToOneField(PublishedPaper, on_delete=models.PROTECT, related_name="content")
    facts = models.JSONField()
    texts = models.JSONField()
    differences = models.JSONField(help_text="What it corrects, for each variant: why, and figure by figure.")

    def __str__(self) -> str:
        return f"Content of {self.published_id}"


class PublishedFile(models.Model):
    """One file of a published paper, by its form and by whom it is for; the digest stands also when the bytes are gone."""

    class Variant(models.TextChoices):
        PUBLIC = "public", "Public"
        EXEMPT = "exempt", "Exempt from publication"

    published = models.ForeignKey(PublishedPaper, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=8)
    variant = models.CharField(max_length=6, choices=Variant.choices)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["published", "variant", "id"]
        constraints = [
            models.UniqueConstraint(fields=["published", "form", "variant"], name="published_file_once_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.variant}"


class FileContent(models.Model):
    """The bytes of a published file. They go only when a redaction takes them away."""

    file = models.OneToOneField(PublishedFile, on_delete=models.PROTECT, related_name="content")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"Bytes of {self.file_id}"


@kept
class PublicPage(models.Model):
    """Whether a place shows its published papers to everybody. Without a row it does not."""

    place = models.OneToOneField("budgets.Place", on_delete=models.PROTECT, related_name="public_page")
    shown = models.BooleanField(default=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Public page of {self.place}"
