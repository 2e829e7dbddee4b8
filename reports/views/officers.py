"""The officers of a partner's lines: who forecasts which, handing lines over, and who stands in while somebody is away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.forms.officers import SHOWN, AssignForm, CoverForm
from reports.officers.reading import NO_OFFICER, PartnerSeats, Seat, covers_of, read_seats
from reports.render.words import clean
from reports.views.forecast_address import round_address
from s75.errors import RuleBroken, Unknown
from schemes.actions.officers import assign_officer, cover_officer, end_cover
from schemes.models import Cover

A_PAGE = 300  # lines


@dataclass
class _Page:
    """What the address asks for: a partner's lines, filtered by officer and text."""

    scope: Scope
    seats: PartnerSeats | None
    officer: str
    q: str
    number: str

    @property
    def shown(self) -> list[Seat]:
        return self.seats.shown(self.officer, self.q) if self.seats else []

    def address(self, name: str, *args: int, **asked: str) -> str:
        """A page of these lines with partner and filters kept, unless others are asked for."""
        given = {"partner": self.seats.code if self.seats else "", "officer": self.officer, "q": self.q} | asked
        kept = urlencode({key: value for key, value in given.items() if value})
        return f"{self.scope.address(name, *args)}{'&' if kept else ''}{kept}"


def _page(request: HttpRequest, place: str) -> _Page:
    scope = read_scope(request, place)
    try:
        seats = read_seats(scope, request.GET.get("partner", ""))
    except Unknown as unknown:
        raise Http404(unknown.message) from unknown
    asked = request.GET.get("q", "").strip()[:100]
    return _Page(scope, seats, request.GET.get("officer", ""), asked, request.GET.get("page", ""))


def _naming(request: HttpRequest, place: str) -> tuple[_Page, PartnerSeats]:
    """The page, for whoever says who forecasts the partner's lines; 403 for any other reader."""
    page = _page(request, place)
    if page.seats is None or not page.seats.may:
        raise PermissionDenied("The partner's officers, its administrator and who sets the funds up name officers.")
    return page, page.seats


@require_safe
def officers(request: HttpRequest, place: str) -> HttpResponse:
    return _render(request, _page(request, place))


@require_POST
def officers_assign(request: HttpRequest, place: str) -> HttpResponse:
    """Give lines to somebody, or to nobody, all or none."""
    page, seats = _naming(request, place)
    form = AssignForm(request.POST, people=seats.people, shown=len(page.shown))
    if not form.is_valid():
        return _render(request, page, assign=form, status=UNPROCESSABLE)
    given = form.cleaned_data
    ticked = [clean(ref) for ref in request.POST.getlist("refs")]
    refs = [seat.line.ref for seat in page.shown] if given["which"] == SHOWN else ticked
    try:
        changed = assign_officer(
            place=page.scope.place, year=page.scope.year, refs=refs, to=form.person, reason=given["reason"],
            by=page.scope.user,
        )  # fmt: skip
    except RuleBroken as broken:
        return _refused(request, page, broken, assign=form)
    whom = form.person or "Nobody"
    messages.success(request, f"{whom} now forecasts {_lines(len(changed))}." if changed else "Nothing was changed.")
    return redirect(page.address("forecast_officers"))


@require_POST
def officers_cover(request: HttpRequest, place: str) -> HttpResponse:
    """Let somebody stand in for an officer who is away."""
    page, seats = _naming(request, place)
    form = CoverForm(request.POST, officers=seats.officers, people=seats.people)
    if not form.is_valid():
        return _render(request, page, cover=form, status=UNPROCESSABLE)
    try:
        cover = cover_officer(**form.cleaned_data, place=page.scope.place, by=page.scope.user)
    except RuleBroken as broken:
        return _refused(request, page, broken, cover=form)
    messages.success(request, f"{cover} from {cover.first_day:%-d %B %Y} to {cover.last_day:%-d %B %Y}.")
    return redirect(page.address("forecast_officers"))


@require_POST
def officers_cover_end(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """End a cover: whoever was away is back."""
    page, _ = _naming(request, place)
    cover = Cover.objects.filter(place=page.scope.place, pk=pk).select_related("officer").first()
    if cover is None:
        raise Http404("There is no such cover in this place.")
    try:
        end_cover(cover=cover, by=page.scope.user)
    except RuleBroken as broken:
        return _refused(request, page, broken)
    messages.success(request, f"{cover.officer} is back.")
    return redirect(page.address("forecast_officers"))


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _refused(request: HttpRequest, page: _Page, broken: RuleBroken, **forms: Any) -> HttpResponse:
    return _render(request, page, status=status_of(broken), problems=sentences(broken), **forms)


def _render(
    request: HttpRequest,
    page: _Page,
    *,
    assign: AssignForm | None = None,
    cover: CoverForm | None = None,
    status: int = 200,
    problems: list[dict[str, str]] | None = None,
) -> HttpResponse:
    seats, scope = page.seats, page.scope
    context: dict[str, Any] = {
        **frame(scope, "forecast", ("Forecast", scope.address("forecast")), ("Officers", "")),
        "problems": problems or [],
        "form": assign if assign is not None and assign.errors else cover,
        "seats": seats,
    }
    if seats is not None:
        context |= _lists(page, seats) | _forms(page, seats, assign, cover)
        context["ticked"] = set(request.POST.getlist("refs"))
    return render(request, "reports/officers.html", context, status=status)


def _lists(page: _Page, seats: PartnerSeats) -> dict[str, Any]:
    """The lines that are shown, how many each officer has, and the ways to other partners and filters."""
    return {
        "shown": page.shown,
        "page": Paginator(page.shown, A_PAGE).get_page(page.number),
        "officer": page.officer,
        "q": page.q,
        "nobody": NO_OFFICER,
        "all_lines": page.address("forecast_officers", officer="", q=""),
        "action": reverse("forecast_officers", args=[page.scope.place.slug]),
        "grid": round_address(page.scope, "forecast", seats.code),
        "shares": [
            {"share": share, "href": page.address("forecast_officers", officer=share.key, q="")}
            for share in seats.shares
        ],
        "partners": [
            {
                "name": partner.name,
                "href": page.address("forecast_officers", partner=code, officer="", q=""),
                "current": code == seats.code,
            }
            for code, partner in seats.partners
        ],
    }


def _forms(page: _Page, seats: PartnerSeats, assign: AssignForm | None, cover: CoverForm | None) -> dict[str, Any]:
    return {
        "assign": assign or AssignForm(people=seats.people, shown=len(page.shown)),
        "assign_to": page.address("forecast_officers_assign", page=page.number),
        "cover": cover or CoverForm(officers=seats.officers, people=seats.people),
        "cover_to": page.address("forecast_officers_cover"),
        "covers": [
            {"cover": one, "end": page.address("forecast_officers_cover_end", one.pk)} for one in covers_of(page.scope)
        ],
    }
