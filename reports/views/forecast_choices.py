"""The choices of how a round is looked at: read from the address, remembered for the person, and offered as a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from budgets.scope import Scope
from reports.render.html_cells import text
from reports.rounds.lines import GridLine
from reports.rounds.round import Grid
from reports.rounds.view import COLUMNS, KINDS, GridView, read_view
from reports.views.forecast_address import round_address

COOKIE = "grid-columns"
A_YEAR = 365 * 24 * 60 * 60  # seconds


def view_of(request: HttpRequest) -> GridView:
    """The view that the address asks for; columns that it does not name are those that the person chose before."""
    named = request.GET.getlist("columns") if "columns" in request.GET else None
    return read_view(request.GET, named, _kept(request))


def _kept(request: HttpRequest) -> str | None:
    return request.get_signed_cookie(COOKIE, default=None, salt=_salt(request), max_age=A_YEAR)


def _salt(request: HttpRequest) -> str:
    """The choice is the person's own: nobody else at the same browser reads it."""
    return f"{COOKIE} of {request.user.pk}"


def remember(request: HttpRequest, response: HttpResponse, view: GridView) -> None:
    """Keep the columns that were chosen in this address for the person's next rounds."""
    if view.chosen:
        value = ",".join(name for name in COLUMNS if name in view.columns)
        response.set_signed_cookie(
            COOKIE, value, salt=_salt(request), max_age=A_YEAR, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


def named(view: GridView, grid: Grid) -> GridView:
    """The view with the names of the partners whose money the lines spend."""
    return replace(view, names=grid.names)


def choices_context(scope: Scope, grid: Grid, view: GridView) -> dict[str, Any]:
    """What the form offers: columns, groups and filters, with what is chosen, and the filters in words."""
    lines = list(grid.lines.values())
    shown = len(view.select(lines))
    return {
        "columns": [{"name": name, "label": told, "chosen": name in view.columns} for name, told in COLUMNS.items()],
        "groups": [{"name": kind, "label": told, "chosen": kind == view.group} for kind, told in KINDS.items()],
        "filters": [_filter(view, kind, lines) for kind in KINDS],
        "q": view.q,
        "actuals": "actuals" in view.columns,
        "told": view.told(lines),
        "shown": shown,
        "of": len(lines),
        "keep": _keep(scope, grid),
        "action": reverse("forecast", args=[scope.place.slug]),
        "clear": round_address(scope, "forecast", grid.partner.code, view.unfiltered),
        **_mine(scope, grid, view, lines),
    }


def _mine(scope: Scope, grid: Grid, view: GridView, lines: Sequence[GridLine]) -> dict[str, Any]:
    """The toggle between all lines and the reader's own, and the way to the page that says whose lines they are."""
    others = replace(view, mine=not view.mine)
    return {
        "mine": view.mine,
        "my_lines": sum(line.mine for line in lines),
        "toggle": round_address(scope, "forecast", grid.partner.code, others),
        "officers": round_address(scope, "forecast_officers", grid.partner.code),
    }


def _filter(view: GridView, kind: str, lines: Sequence[GridLine]) -> dict[str, Any]:
    chosen, choices = view.filters.get(kind, ""), view.choices(kind, lines)
    if chosen and not any(value == chosen for value, _ in choices):
        choices.append((chosen, f"{chosen} (no line)"))
    return {"name": kind, "label": KINDS[kind], "options": options(choices, chosen)}


def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a list, joined from strings with every text escaped, as there may be thousands."""
    return SafeString(
        "".join(
            f'<option value="{text(value)}"{" selected" if value == chosen else ""}>{text(told)}</option>'
            for value, told in choices
        )
    )


def _keep(scope: Scope, grid: Grid) -> list[tuple[str, str]]:
    kept = [("year", scope.year_label), ("period", str(scope.month))]
    return [*kept, *([("partner", grid.partner.code)] if grid.partner.code else [])]
