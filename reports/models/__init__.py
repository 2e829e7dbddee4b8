"""What is stored of papers: drafts and their words, sign-off, what was published or redacted, and how a place has them look."""

from reports.models.drafts import Paper, PaperFund, PaperReason, PaperRemark, PaperSignature, PaperText
from reports.models.house_style import PlaceLayout, WordTemplate
from reports.models.packs import Pack
from reports.models.published import FileContent, PublicPage, PublishedContent, PublishedFile, PublishedPaper
from reports.models.redactions import RedactedPlace, Redaction

__all__ = [
    "FileContent",
    "Pack",
    "Paper",
    "PaperFund",
    "PaperReason",
    "PaperRemark",
    "PaperSignature",
    "PaperText",
    "PlaceLayout",
    "PublicPage",
    "PublishedContent",
    "PublishedFile",
    "PublishedPaper",
    "RedactedPlace",
    "Redaction",
    "WordTemplate",
]
