"""The answer for a kept file whose bytes were withdrawn: it held words that must not be kept."""

from __future__ import annotations

from django.http import HttpResponse

WORDS = (
    "This file was withdrawn, because it held words that must not be kept. What was taken from it stands, and so do its "
    "name and its SHA-256. The record of redactions says who withdrew it, when and why.\n"
)


def withdrawn() -> HttpResponse:
    return HttpResponse(WORDS, status=410, content_type="text/plain; charset=utf-8")
