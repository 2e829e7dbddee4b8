"""Django's admin pages over papers: to read only. What published papers hold is read on their own pages."""

from __future__ import annotations

from reports.models import (
    FileContent,
    Pack,
    Paper,
    PaperFund,
    PaperReason,
    PaperRemark,
    PaperSignature,
    PaperText,
    PlaceLayout,
    PublicPage,
    PublishedContent,
    PublishedFile,
    PublishedPaper,
    RedactedPlace,
    Redaction,
    WordTemplate,
)
from s75.admin import read_only

read_only(Paper, "title", "place", "kind", "year", "month", "state", "revision", filters=["state", "kind"])
read_only(PaperFund, "paper", "fund")
read_only(PaperText, "paper", "slot", "exempt", "version", "saved_by", "saved_at")
read_only(PaperRemark, "paper", "revision", "slot", "said_by", "said_at")
read_only(PaperReason, "paper", "revision", "reason", "given_by", "given_at")
read_only(PaperSignature, "paper", "revision", "role", "signed_by", "signed_at")
read_only(
    PublishedPaper, "title", "place", "number", "version", "kind", "published_by", "published_at", filters=["kind"]
)
read_only(PublishedContent, "published", related=["published__place"], hidden=["facts", "texts", "differences"])
read_only(PublishedFile, "published", "form", "variant", "size", "sha256", filters=["form", "variant"])
read_only(FileContent, "file", related=["file__published"], hidden=["content"])
read_only(PublicPage, "place", "shown", "changed_by", "changed_at")
read_only(Redaction, "place", "reason", "made_by", "made_at")
read_only(RedactedPlace, "redaction", "table", "row", "column", filters=["table"])
read_only(Pack, "title", "form", "place", "owner", "asked_at", "percent", hidden=["content", "chosen"])
read_only(PlaceLayout, "name", "place", "slug", "version", "saved_by", "saved_at", "retired_at", hidden=["content"])
read_only(
    WordTemplate, "name", "place", "fits", "size", "standard", "added_by", "added_at", "retired_at", hidden=["content"]
)
