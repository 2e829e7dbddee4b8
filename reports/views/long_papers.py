"""A PDF at once, or, where it takes too long for somebody to wait for, its page of progress, which ends in the file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from budgets.scope import Scope
from reports.layouts import Layout
from reports.making import FORMS, make_document
from reports.packs.actions import ask_for_paper
from reports.packs.choosing import Chosen
from reports.packs.waiting import is_long_to_read
from reports.render import as_json
from s75.background.health import is_there
from s75.errors import WrongState


def pdf_or_wait(
    request: HttpRequest, scope: Scope, paper: Chosen, layout: str | Layout = "plain"
) -> bytes | HttpResponse:
    """The PDF of a paper of the scope's funds; of a long one, where a worker is there, the way to where it is made.

    Asked for again, it is the one that is being made or was made, while the paper says the same.
    """
    document = make_document(
        paper.kind, place=scope.place, funds=scope.funds, year=scope.year, period=scope.month, periods=scope.periods,
        layout=layout, about=paper.about,
    )  # fmt: skip
    if not is_long_to_read(document) or not is_there():
        return FORMS["pdf"](document)
    digest = hashlib.sha256(as_json.dumps(document).encode()).hexdigest()
    title = f"{document.meta.paper}, {document.meta.title}"
    asked = replace(paper, digest=digest)
    try:
        pack = ask_for_paper(title=title, paper=asked, place=scope.place, year=scope.year, by=scope.user)
    except WrongState as full:
        messages.info(request, full.message)
        return redirect(scope.address("packs"))
    return redirect(scope.address("pack", pack.pk))
