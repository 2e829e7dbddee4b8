"""Bringing in a plan: choose the workbook, look through what it would set up, choose what it leaves open, import it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from budgets.access import hosts_in
from budgets.letters import send_welcome
from budgets.refusals import UNPROCESSABLE
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput, RuleBroken
from s75.years import parse_year, year_label
from schemes.actions.pending_plans import (
    choose_for_plan,
    drop_plan,
    keep_plan,
    plan_pending,
    post_plan,
    turn_to_year,
)
from schemes.models import PendingPlan, PlanImport
from schemes.plans.desk import TITLE, Desk
from schemes.plans.example import example
from schemes.plans.filled import filled
from schemes.plans.lists import lists_of
from schemes.plans.next_steps import next_steps
from schemes.plans.there import read_there
from schemes.sources.set_up_parts import SetUp
from schemes.sources.set_up_workbook_write import write_set_up_workbook
from schemes.views.withdrawn import withdrawn

FIGURES = 4  # of a year
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def plan_upload(request: HttpRequest, place: str) -> HttpResponse:
    desk = Desk(request, place)
    if request.method == "POST":
        step = {"post": _post, "drop": _drop, "choose": _choose, "year": _turn}.get(request.POST.get("step", ""), _take)
        return step(desk)
    return _look_through(desk) if "pending" in request.GET else desk.show(desk.start())


def _take(desk: Desk) -> HttpResponse:
    """Keep the workbook and lead to its preview."""
    form = desk.form(data=desk.request.POST, files=desk.request.FILES)
    if not form.is_valid():
        return desk.show(form, UNPROCESSABLE)
    file, year = form.cleaned_data["file"], form.cleaned_data["year"]
    scope, content = desk.scope, file.read()
    try:
        year = year or desk.year_of(content, file.name)
        pending = keep_plan(place=scope.place, year=year, filename=file.name, content=content, by=scope.user)
    except RuleBroken as error:
        return desk.refuse(error)
    return redirect(f"{desk.address}?pending={pending.pk}")


def _look_through(desk: Desk) -> HttpResponse:
    """What the kept workbook would set up; it is read anew, so that the page is right also after others have changed."""
    if desk.kept is None:
        return _gone(desk)
    try:
        plan = plan_pending(pending=desk.kept, by=desk.scope.user)
    except RuleBroken as error:
        return desk.refuse(error)
    return desk.preview(desk.kept, plan, desk.choices_forms(plan))


def _choose(desk: Desk) -> HttpResponse:
    """Keep what is chosen for sources and commissioners, and for the rows that are shown."""
    if desk.kept is None:
        return _gone(desk)
    try:
        plan = plan_pending(pending=desk.kept, by=desk.scope.user)
        forms = desk.choices_forms(plan, desk.request.POST)
        if forms is not None and not forms.is_right:
            return desk.preview(desk.kept, plan, forms)
        if forms is not None:
            choose_for_plan(pending=desk.kept, choices=forms.chosen(desk.shown.of(plan)), by=desk.scope.user)
    except RuleBroken as error:
        return desk.refuse(error)
    return redirect(desk.back(desk.kept))


def _turn(desk: Desk) -> HttpResponse:
    """Another year of the same workbook."""
    if desk.kept is None:
        return _gone(desk)
    asked = desk.request.POST.get("year", "")
    if not (asked.isdecimal() and len(asked) == FIGURES and desk.is_offered(int(asked))):
        return desk.refuse(BadInput("Choose one of the years of the workbook."))
    try:
        turn_to_year(pending=desk.kept, year=int(asked), by=desk.scope.user)
    except RuleBroken as error:
        return desk.refuse(error)
    return redirect(f"{desk.address}?pending={desk.kept.pk}")


def _post(desk: Desk) -> HttpResponse:
    pending, scope = desk.kept, desk.scope
    if pending is None:
        return _gone(desk)
    if _chose_meanwhile(desk, pending):
        messages.info(desk.request, "What you chose is applied first. Look through it again, then import it.")
        return _choose(desk)
    try:
        done = post_plan(pending=pending, by=scope.user)
    except AlreadyDone as error:  # a second click, or a colleague was quicker
        return _done_before(desk, pending, error)
    except RuleBroken as error:
        return desk.refuse(error)
    unsent = [each.user.email for each in done.invited if not send_welcome(desk.request, each, scope.place)]
    if unsent:
        messages.warning(desk.request, f"The letters to {', '.join(unsent)} could not be sent.")
    messages.success(desk.request, f"{done.record.filename} is imported for {year_label(done.record.year)}.")
    return redirect("plan_import", place=scope.place.slug, pk=done.record.pk)


def _chose_meanwhile(desk: Desk, pending: PendingPlan) -> bool:
    """Whether the page that was sent has choices that the preview on it did not show yet."""
    if "chooses" not in desk.request.POST:
        return False
    try:
        plan = plan_pending(pending=pending, by=desk.scope.user)
    except RuleBroken:  # importing says why
        return False
    forms = desk.choices_forms(plan, desk.request.POST)
    return forms is not None and forms.has_changed()


def _done_before(desk: Desk, pending: PendingPlan, error: AlreadyDone) -> HttpResponse:
    earlier = PlanImport.objects.filter(place=pending.place, year=pending.year, sha256=pending.sha256).first()
    if earlier is None:
        return desk.refuse(error)
    drop_plan(pending=pending, by=desk.scope.user)
    messages.info(desk.request, error.message)
    return redirect("plan_import", place=pending.place.slug, pk=earlier.pk)


def _drop(desk: Desk) -> HttpResponse:
    if desk.kept is not None:
        drop_plan(pending=desk.kept, by=desk.scope.user)
        messages.info(desk.request, f"{desk.kept.filename} was given up. Nothing was set up.")
    return redirect(desk.address)


def _gone(desk: Desk) -> HttpResponse:
    messages.info(
        desk.request,
        "That workbook was imported already, given up, or kept for a day. If it is not listed here, upload it again.",
    )
    return redirect(desk.address)


def _import(desk: Desk, pk: int) -> PlanImport:
    found = PlanImport.objects.filter(place=desk.scope.place, pk=pk).select_related("imported_by", "place").first()
    if found is None:
        raise Http404("There is no such plan in this place.")
    return found


@require_safe
def plan_import(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """What an import made, and what comes next."""
    desk = Desk(request, place, reading=True)
    made = _import(desk, pk)
    steps = next_steps(made)
    context = {
        "made": made,
        "year": year_label(made.year),
        "steps": steps,
        "next": next((step for step in steps if not step.done), None),
        "file": _has_file(desk, made),
    }
    trail = ((TITLE, desk.address), (made.filename, "")) if desk.brings else ((made.filename, ""),)
    return render(request, "schemes/plan_import.html", context | desk.frame(*trail))


def _has_file(desk: Desk, made: PlanImport) -> bool:
    """A set-up workbook also holds people's addresses, so only who brings plans in gets it back."""
    return desk.brings or made.kind == PlanImport.Kind.BETTER_CARE


@require_safe
def plan_file(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The bytes as they came; never shown by the browser itself."""
    desk = Desk(request, place, reading=True)
    made = _import(desk, pk)
    if not _has_file(desk, made):
        raise PermissionDenied("Only who brings in plans downloads a set-up workbook.")
    if not made.content:
        return withdrawn()
    return _attachment(bytes(made.content), made.filename, "application/octet-stream")


@require_safe
def plan_workbook(request: HttpRequest, place: str, fill: str) -> HttpResponse:
    """Our set-up workbook: empty, with a worked example, or filled with what the place has for the year asked for."""
    desk = Desk(request, place)
    scope = desk.scope
    try:
        year = parse_year(request.GET["year"]) if request.GET.get("year") else scope.year
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong
    if fill == "filled":
        people = scope.user.is_staff or hosts_in(scope.user, Power.MANAGE_PEOPLE, scope.place)
        rows = filled(read_there(scope.place, year), people=people)
    elif fill in ("empty", "example"):
        rows = example() if fill == "example" else SetUp()
    else:
        raise Http404("There is no such workbook.")
    content = write_set_up_workbook(rows, lists_of(year), year=year)
    return _attachment(content, f"{place}-set-up-{year_label(year)}-{fill}.xlsx", WORKBOOK)


def _attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
