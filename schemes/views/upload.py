"""Uploading a ledger: choose the file, look through what it would post, post it. The file is chosen once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from budgets.refusals import UNPROCESSABLE
from s75.errors import AlreadyDone, RuleBroken
from s75.templatetags.s75 import sterling
from schemes.actions.background import ask_to_post, ask_to_read, is_big, refusal_of
from schemes.actions.uploads import background_of, drop_upload, keep_upload, plan_upload, post_upload
from schemes.forms import UploadForm
from schemes.intake.plan import Plan
from schemes.intake.planning import plan_import, stamps_of
from schemes.ledgers import imports_seen
from schemes.models import BackgroundLedger, PendingUpload
from schemes.views.background import UNDER_WAY, do_now, posted_page, show_progress
from schemes.views.intake import Intake, sheets_to_choose


@require_http_methods(["GET", "HEAD", "POST"])
def actuals_upload(request: HttpRequest, place: str) -> HttpResponse:
    intake = Intake(request, place)
    if request.method == "POST":
        step = {"post": _post, "drop": _drop, "now": do_now}.get(request.POST.get("step", ""), _take)
        return step(intake)
    if "pending" not in request.GET:
        return intake.show(intake.start())
    return _look_through(intake)


def _look_through(intake: Intake) -> HttpResponse:
    """What the kept file would post; it is read anew, so that the page is right also after others have posted."""
    if intake.kept is None:
        return _gone(intake)
    background = background_of(intake.kept)
    if background is not None and background.state in UNDER_WAY:
        return show_progress(intake, background)
    try:
        if background is not None and background.state == BackgroundLedger.State.REFUSED:
            return intake.refuse(refusal_of(background))
        plan = plan_upload(upload=intake.kept, by=intake.scope.user)
        if plan.problems:
            return intake.refuse_plan(plan)
        if "change" in intake.request.GET:
            return intake.show(intake.again(plan))
        return intake.preview(intake.kept, plan, stamps_of(plan))
    except RuleBroken as error:
        return intake.refuse(error)


def _take(intake: Intake) -> HttpResponse:
    """Take the form's file, or the kept one again, and lead to its preview; with problems ask again."""
    form = intake.form(data=intake.request.POST, files=intake.request.FILES)
    if not form.is_valid():
        return intake.show(form, UNPROCESSABLE)
    asked = _asked(intake, form)
    if is_big(asked["content"]):
        return _take_big(intake, form, asked)
    place, by, code = intake.scope.place, intake.scope.user, form.cleaned_data["partner"]
    try:
        plan = plan_import(place=place, partner_code=code, by=by, **asked)
        if not plan.problems:
            stamps_of(plan)
        earlier, intake.kept = intake.kept, _keep(intake, form, plan, asked)
        if earlier is not None:
            drop_upload(upload=earlier, by=by)
    except RuleBroken as error:
        return intake.refuse(error)
    if plan.problems:
        return intake.refuse_plan(plan)
    return redirect(f"{intake.scope.address('actuals_upload')}&pending={intake.kept.pk}")  # type: ignore[union-attr]


def _take_big(intake: Intake, form: UploadForm, asked: dict[str, Any]) -> HttpResponse:
    """Keep a big file and have it read in the background; its page says how far that is."""
    by, earlier = intake.scope.user, intake.kept
    partner = intake.partners[form.cleaned_data["partner"]]
    try:
        with transaction.atomic():
            kept = keep_upload(place=intake.scope.place, partner=partner, by=by, **asked)
            ask_to_read(upload=kept, by=by)
            if earlier is not None:
                drop_upload(upload=earlier, by=by)
    except RuleBroken as error:
        return intake.refuse(error)
    return redirect(f"{intake.scope.address('actuals_upload')}&pending={kept.pk}")


def _asked(intake: Intake, form: UploadForm) -> dict[str, Any]:
    """What is asked of the importer: the file's name and bytes, and what was typed beside it."""
    typed, file = form.cleaned_data, form.cleaned_data["file"]
    kept = intake.kept
    if file is None and kept is not None:
        name, content = kept.filename, bytes(kept.content)
    else:
        name, content = file.name, file.read()
    return {
        "year": intake.scope.year,
        "month": typed["month"],
        "filename": name,
        "content": content,
        "control_total": typed["control_total"],
        "difference": typed.get("difference", ""),
        "basis": typed.get("basis", ""),
        "sheet": typed.get("sheet", ""),
    }


def _keep(intake: Intake, form: UploadForm, plan: Plan, asked: dict[str, Any]) -> PendingUpload | None:
    """Keep the file unless nothing but another file could help."""
    if plan.ledger is None and not sheets_to_choose(plan):
        return None
    partner = intake.partners[form.cleaned_data["partner"]]
    return keep_upload(place=intake.scope.place, partner=partner, by=intake.scope.user, **asked)


def _post(intake: Intake) -> HttpResponse:
    upload, scope = intake.kept, intake.scope
    if upload is None:
        return _gone(intake)
    if background_of(upload) is not None:
        ask_to_post(upload=upload, by=scope.user)
        return redirect(f"{scope.address('actuals_upload')}&pending={upload.pk}")
    try:
        made, _ = post_upload(upload=upload, by=scope.user)
    except AlreadyDone as error:  # a second click, or a colleague was quicker
        earlier = imports_seen(scope.place, scope.funds).filter(sha256=upload.sha256).first()
        if earlier is None:
            return intake.refuse(error)
        drop_upload(upload=upload, by=scope.user)
        messages.info(intake.request, error.message)
        return redirect(scope.address("actuals_import", earlier.pk))
    except RuleBroken as error:
        return intake.refuse(error)
    messages.success(intake.request, f"{made.filename} is posted, {sterling(made.posted)} in all.")
    return redirect(scope.address("actuals_import", made.pk))


def _drop(intake: Intake) -> HttpResponse:
    if intake.kept is not None:
        drop_upload(upload=intake.kept, by=intake.scope.user)
        messages.info(intake.request, f"{intake.kept.filename} was given up. Nothing was posted.")
    return redirect(intake.scope.address("actuals"))


def _gone(intake: Intake) -> HttpResponse:
    if page := posted_page(intake):
        return redirect(page)
    messages.info(
        intake.request,
        "That file was posted already, given up, or kept for a day. If it is not listed here, upload it again.",
    )
    return redirect(intake.scope.address("actuals"))
