"""The page of a ledger that is read or posted in the background: how far it is, and what to do when nobody does it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgets.models import Notice
from budgets.scope import frame
from s75.background.health import is_there
from s75.background.queue import is_over, run_now
from schemes.actions.background import posted_key
from schemes.actions.uploads import background_of
from schemes.models import BackgroundLedger
from schemes.views.intake import Intake

State = BackgroundLedger.State
UNDER_WAY = (State.READING, State.POSTING)
PATIENCE = timedelta(seconds=5)  # for a worker to be there
LONGEST = timedelta(seconds=60)  # for one that is busy


def show_progress(intake: Intake, row: BackgroundLedger) -> HttpResponse:
    """How far a file is; the page can be left and returned to."""
    trail = (("Actuals", intake.scope.address("actuals")), (row.upload.filename, ""))
    context = {
        "upload": row.upload,
        "row": row,
        "words": _words(row),
        "stuck": _stuck(row),
        "given_up": is_over(row.task),
    }
    return render(
        intake.request, "schemes/actuals_progress.html", context | frame(intake.scope, "actuals", *trail, switch=False)
    )


@require_safe
def actuals_progress(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The same for a script: percent, words, and whether the page has something else to show."""
    intake = Intake(request, place)
    rows = BackgroundLedger.objects.filter(upload__owner=intake.scope.user, upload__place=intake.scope.place)
    row = rows.filter(upload=pk).first()
    if row is None:  # posted, or given up
        return JsonResponse({"over": True})
    return JsonResponse(
        {"percent": row.percent, "words": _words(row), "over": row.state not in UNDER_WAY or _stuck(row)}
    )


def do_now(intake: Intake) -> HttpResponse:
    """Do what waits for the worker here and now, and show what came of it."""
    row = background_of(intake.kept) if intake.kept else None
    if row is not None and row.state in UNDER_WAY and not run_now(row.task):
        messages.info(intake.request, "The file is being worked on. Look again in a moment.")
    number = intake.request.POST.get("pending", "")
    return redirect(f"{intake.scope.address('actuals_upload')}&pending={number}")


def posted_page(intake: Intake) -> str:
    """The page of the import that an upload became, for whoever posted it; empty when it became none."""
    number = intake.request.GET.get("pending", "")
    if not number.isdecimal() or len(number) > 18:
        return ""
    told = Notice.objects.filter(user=intake.scope.user, key=posted_key(int(number)))
    return told.values_list("href", flat=True).first() or ""


def _words(row: BackgroundLedger) -> str:
    if row.state == State.POSTING:
        return "The file is being posted" if row.percent else "The file waits to be posted"
    if row.state == State.READING:
        return f"The file is being read: {row.percent} per cent" if row.percent else "The file waits to be read"
    return "The file is read"


def _stuck(row: BackgroundLedger) -> bool:
    """Whether it has waited longer than a worker would let it."""
    waited = timezone.now() - row.asked_at
    return waited > LONGEST or (waited > PATIENCE and not is_there())
