"""What tests of publication share: a stand-in for the PDF, which alone takes longer to draw than all else they do."""

from __future__ import annotations

import pytest

from reports.document import Document
from reports.making import FORMS


@pytest.fixture
def true_pdf() -> None:
    """Ask for this to have the PDF drawn as in service."""


@pytest.fixture(autouse=True)
def quick_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document's own JSON behind a PDF's first bytes, so that it differs when, and only when, the paper does."""
    if "true_pdf" in request.fixturenames:
        return

    def stand_in(document: Document) -> bytes:
        return b"%PDF-1.7\n" + FORMS["json"](document)

    monkeypatch.setitem(FORMS, "pdf", stand_in)
