"""Tests of publication draw no true PDF but where they ask for one."""

from tests.reports.quick_pdf import quick_pdf, true_pdf

__all__ = ["quick_pdf", "true_pdf"]
