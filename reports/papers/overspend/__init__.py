"""The notice of a projected overspend: its words, and the paper that goes to the partners."""

from reports.papers.overspend.notice import overspend_notice
from reports.papers.overspend.words import proposed_text

__all__ = ["overspend_notice", "proposed_text"]
