"""What is stored of papers: drafts and what is written in them, who signed, what was published, what was redacted."""

from reports.models.drafts import Paper, PaperFund, PaperReason, PaperRemark, PaperSignature, PaperText
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
    "PublicPage",
    "PublishedContent",
    "PublishedFile",
    "PublishedPaper",
    "RedactedPlace",
    "Redaction",
]
