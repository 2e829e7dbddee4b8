"""Pages that belong to no place: accessibility, glossary, the health check, and what is said when something broke."""

from __future__ import annotations

import errno
import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from psycopg2.errorcodes import DISK_FULL, READ_ONLY_SQL_TRANSACTION

LOST = (OperationalError, InterfaceError)
FULL = (errno.ENOSPC, errno.EDQUOT)
UNAVAILABLE, NO_ROOM = 503, 507
RETRY_AFTER = 30  # seconds
log = logging.getLogger(__name__)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/glossary.html")


@login_not_required
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signed_out.html")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 and “ok” when the database answers, else 503 and a sentence."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except LOST:
        log.exception("The health check does not reach the database.")
        return HttpResponse("The database does not answer.", content_type="text/plain", status=UNAVAILABLE)
    return HttpResponse("ok", content_type="text/plain")


def fault(request: HttpRequest) -> HttpResponse:
    """The answer where something broke: 503 when that was the database or its connection, which comes back, 507 when a
    disk is full, else 500."""
    broken = sys.exception()
    code = getattr(getattr(broken, "__cause__", None), "pgcode", None)
    if getattr(broken, "errno", None) in FULL or code == DISK_FULL:
        return HttpResponse(render_to_string("507.html"), status=NO_ROOM)
    if isinstance(broken, LOST) or code == READ_ONLY_SQL_TRANSACTION:
        page = render_to_string("503.html")
        return HttpResponse(page, status=UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(render_to_string("500.html"), status=500)
