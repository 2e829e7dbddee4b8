"""What is done around every request: what cannot be is refused, a long session ends, and no cache keeps a page."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

Answer = Callable[[HttpRequest], HttpResponse]
PIECE = 64 * 1024
MOST_DRAINED = 1024**3  # bytes that are read and dropped, so that the browser gets to see the answer
TOUCH_EVERY = 60  # seconds


def refuse_large_uploads(answer: Answer) -> Answer:
    """Answer 413 to a request whose stated length passes the limit, keeping none of it in memory or on disk."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = _stated_length(request)
        if length <= settings.LARGEST_UPLOAD:
            return answer(request)
        _drain(request, min(length, MOST_DRAINED))
        limit = settings.LARGEST_UPLOAD // 1024**2
        return HttpResponse(render_to_string("413.html", {"limit": limit}), status=413)

    return middleware


def _stated_length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdigit() else 0


def _drain(request: HttpRequest, left: int) -> None:
    stream = request.META["wsgi.input"]
    while left > 0 and (piece := stream.read(min(PIECE, left))):
        left -= len(piece)


def refuse_null_characters(answer: Answer) -> Answer:
    """404 for an address with a null character: no text of the database holds one, so nothing can be there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404("No address holds a null character.")
        return answer(request)

    return middleware


def end_old_sessions(answer: Answer) -> Answer:
    """Sign people out twelve hours after they signed in; keep the hour of idleness sliding, saved once a minute."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault("began", now)
            if now - began >= settings.SESSION_LONGEST:
                logout(request)
                messages.info(
                    request, "You were signed out, as you had been signed in for long. Sign in again to go on."
                )
            elif now - request.session.get("touched", 0) >= TOUCH_EVERY:
                request.session["touched"] = now
        return answer(request)

    return middleware


def keep_out_of_caches(answer: Answer) -> Answer:
    """What somebody signed in gets is kept nowhere: the next person at the computer does not go back to it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
