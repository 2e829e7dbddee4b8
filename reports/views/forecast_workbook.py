"""Working on a round in a spreadsheet: download it, upload it filled in, look through what it changes, save it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from budgets.models import Partner
from budgets.refusals import UNPROCESSABLE
from reports.forms.workbook import WorkbookForm
from reports.round_trip.export import export_csv
from reports.round_trip.preview import Preview, inputs_of, look_through, read_own
from reports.round_trip.write import write_round
from reports.views.forecast_choices import named, view_of
from reports.views.forecast_page import notices
from reports.views.forecast_workbook_page import Desk
from s75.errors import PeriodLocked, RuleBroken, StaleVersion
from s75.years import LONDON
from schemes.actions.forecast_uploads import drop_workbook, keep_workbook, save_workbook
from schemes.models import PendingUpload

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHANGED_SINCE = (
    "Somebody saved lines of this workbook since you looked through it. Nothing was saved; look through it again."
)


@require_http_methods(["GET", "HEAD", "POST"])
def forecast_workbook(request: HttpRequest, place: str) -> HttpResponse:
    desk = Desk(request, place)
    if request.method != "POST":
        return _look_through(desk) if "pending" in request.GET else desk.show(WorkbookForm())
    if not desk.grid.may:
        raise PermissionDenied(f"Only the finance officers of {desk.grid.partner.name} upload its workbook.")
    step = {"save": _save, "drop": _drop}.get(request.POST.get("step", ""), _take)
    return step(desk)


def _take(desk: Desk) -> HttpResponse:
    """Keep the workbook, once it is one of this round, and lead to its preview."""
    form = WorkbookForm(desk.request.POST, desk.request.FILES)
    if not form.is_valid():
        return desk.show(form, UNPROCESSABLE)
    file, scope, by = form.cleaned_data["file"], desk.scope, desk.scope.user
    content = file.read()
    try:
        if not desk.grid.writable:
            raise PeriodLocked(f"{' '.join(notices(desk.grid))} Nothing was saved.")
        read_own(desk.grid, filename=file.name, content=content)
        partner = Partner.objects.get(pk=desk.grid.heir)
        kept = keep_workbook(
            place=scope.place, partner=partner, year=scope.year, round=scope.month, filename=file.name, content=content,
            by=by,
        )  # fmt: skip
    except RuleBroken as broken:
        return desk.refuse(broken)
    return redirect(desk.preview_address(kept))


def _look_through(desk: Desk) -> HttpResponse:
    """What the kept workbook would change; it is compared anew, so that the page is right also after others have saved."""
    if desk.kept is None:
        return _gone(desk)
    try:
        return desk.preview(desk.kept, _read(desk, desk.kept))
    except RuleBroken as broken:
        return desk.refuse(broken)


def _read(desk: Desk, kept: PendingUpload) -> Preview:
    if not desk.grid.writable:
        raise PeriodLocked(f"{' '.join(notices(desk.grid))} Nothing was saved.")
    return look_through(desk.grid, filename=kept.filename, content=bytes(kept.content), by=desk.scope.user)


def _save(desk: Desk) -> HttpResponse:
    kept, chosen, scope = desk.kept, desk.request.POST, desk.scope
    if kept is None:
        return _gone(desk)
    try:
        found = _read(desk, kept)
        if found.problems:
            return desk.preview(kept, found)
        if found.mark != chosen.get("mark"):
            return desk.preview(kept, found, StaleVersion(CHANGED_SINCE, current=None))
        theirs = {each.line.ref for each in found.comparison.conflicts if chosen.get(f"keep-{each.line.ref}") != "mine"}
        rows = inputs_of(found.comparison.changed, theirs=theirs)
        saved = save_workbook(upload=kept, rows=rows, by=scope.user)
    except StaleVersion as stale:  # between this reading and its saving
        again = Desk(desk.request, scope.place.slug)
        return again.preview(kept, _read(again, kept), StaleVersion(CHANGED_SINCE, current=stale.current))
    except RuleBroken as broken:
        return desk.refuse(broken)
    _tell(desk, len(saved), sorted(theirs))
    return redirect(desk.address("forecast"))


def _tell(desk: Desk, saved: int, theirs: list[str]) -> None:
    rest = f" What others saved was kept for {', '.join(theirs)}." if theirs else ""
    if saved:
        messages.success(desk.request, f"{'1 line' if saved == 1 else f'{saved} lines'} saved from the workbook.{rest}")
    else:
        messages.info(desk.request, f"Nothing was changed, so nothing was saved.{rest}")


def _drop(desk: Desk) -> HttpResponse:
    if desk.kept is not None:
        drop_workbook(upload=desk.kept, by=desk.scope.user)
        messages.info(desk.request, f"{desk.kept.filename} was discarded. Nothing was saved.")
    return redirect(desk.address("forecast_workbook"))


def _gone(desk: Desk) -> HttpResponse:
    messages.info(
        desk.request,
        "That workbook was saved already, discarded, or kept for a day. If it is still needed, upload it again.",
    )
    return redirect(desk.address("forecast_workbook"))


@require_safe
def forecast_workbook_file(request: HttpRequest, place: str) -> HttpResponse:
    """The round as a workbook, for whoever reads it; it says whether it can be uploaded again."""
    desk = Desk(request, place)
    now = timezone.now().astimezone(LONDON)
    content = write_round(desk.grid, told=notices(desk.grid), taken=f"{now:%-d %B %Y, %H:%M}, by {desk.scope.user}")
    return _attachment(content, f"{_name(desk)}.xlsx", WORKBOOK)


@require_safe
def forecast_csv(request: HttpRequest, place: str) -> HttpResponse:
    """What the grid shows, with its filters named, as CSV."""
    desk = Desk(request, place)
    content = export_csv(desk.grid, named(view_of(request), desk.grid))
    return _attachment(content, f"{_name(desk)}.csv", "text/csv; charset=utf-8")


def _name(desk: Desk) -> str:
    scope = desk.scope
    return f"{scope.place.slug}-forecast-{scope.year_label}-{scope.label}-{desk.grid.partner.code}"


def _attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
