"""Anybody may ask whether a file is a published paper: it is hashed as it comes in, and nothing of it is kept."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from budgets.refusals import UNPROCESSABLE
from reports.forms.paper import VerifyForm
from reports.models import PublishedFile, PublishedPaper

LARGEST = 30 * 1024 * 1024


class Hashing(FileUploadHandler):
    """Hashes what is uploaded as it comes in and lets go of it; stops when it is too large."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.hash = hashlib.sha256()
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > LARGEST:
            raise StopUpload(connection_reset=False)
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> None:
        return None


@csrf_exempt  # it changes nothing, and reads what is sent before a token could be looked for
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "reports/verify.html", {"form": VerifyForm()})
    hashing = Hashing(request)
    request.upload_handlers = [hashing]
    form = VerifyForm(request.POST)
    if hashing.size > LARGEST:
        return _again(request, form, "The file is larger than 30 MB: no published paper is.")
    if not form.is_valid():
        return render(request, "reports/verify.html", {"form": form}, status=UNPROCESSABLE)
    asked = hashing.hash.hexdigest() if hashing.size else form.cleaned_data["sha256"].strip().lower()
    if not asked:
        return _again(request, form, "Choose a file, or enter its SHA-256.")
    return render(request, "reports/verify.html", {"form": VerifyForm(), "asked": asked, **_found(asked)})


def _again(request: HttpRequest, form: VerifyForm, said: str) -> HttpResponse:
    context = {"form": form, "problems": [{"text": said, "href": "#id_file"}]}
    return render(request, "reports/verify.html", context, status=UNPROCESSABLE)


def _found(asked: str) -> dict[str, Any]:
    """Which published paper the digest is of: of one of its files, or of what it says."""
    related = ("published__place", "published__superseded_by", "published__redaction")
    file = PublishedFile.objects.filter(sha256=asked).select_related(*related).order_by("pk").first()
    papers = PublishedPaper.objects.select_related("place", "superseded_by", "redaction")
    paper = file.published if file else papers.filter(sha256=asked).first()
    newest = None
    if paper is not None:
        versions = PublishedPaper.objects.filter(place=paper.place_id, number=paper.number)
        newest = versions.order_by("-version").first()
    return {"file": file, "paper": paper, "newest": newest, "superseded": paper is not None and newest != paper}
