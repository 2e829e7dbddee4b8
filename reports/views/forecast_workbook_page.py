"""The pages around a round's workbook: where it is downloaded and uploaded, and what an upload would change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.figures.variance import outturn, variance, variance_word
from reports.forms.workbook import WorkbookForm
from reports.render.words import print_pounds
from reports.round_trip.compare import Edit, Held, LineEdits
from reports.round_trip.preview import FundEffect, Preview
from reports.views.forecast_address import round_address
from reports.views.forecast_page import notices, read_grid
from s75.errors import BadInput, RuleBroken
from schemes.actions.forecast_uploads import FORECAST
from schemes.models import Forecast, PendingUpload

TITLE = "Work in Excel"
MOST_NAMED = 5
MOST_SHOWN = 200  # lines, or sentences


class Desk:
    """One request about a round's workbook: the round, and the person's own workbook of it, if one is named."""

    def __init__(self, request: HttpRequest, place: str) -> None:
        self.request = request
        self.scope: Scope = read_scope(request, place)
        self.grid = read_grid(request, self.scope)
        self.kept = self._kept((request.POST if request.method == "POST" else request.GET).get("pending", ""))

    def _mine(self) -> Any:
        scope = self.scope
        return PendingUpload.objects.filter(
            owner=scope.user, place=scope.place, year=scope.year, month=scope.month, partner__heir=self.grid.heir,
            basis=FORECAST,
        ).select_related("place")  # fmt: skip

    def _kept(self, number: str) -> PendingUpload | None:
        kept: PendingUpload | None = (
            self._mine().filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
        )
        return kept

    def address(self, name: str) -> str:
        return round_address(self.scope, name, self.grid.partner.code)

    def preview_address(self, kept: PendingUpload) -> str:
        return f"{self.address('forecast_workbook')}&pending={kept.pk}"

    def _frame(self, *trail: tuple[str, str]) -> dict[str, Any]:
        keep = [("partner", self.grid.partner.code)] if self.grid.partner.code else []
        around = frame(self.scope, "forecast", ("Forecast", self.address("forecast")), *trail, keep=keep)
        here = {"here": self.address("forecast_workbook"), "forecast": self.address("forecast")}
        return {**around, **here, "grid": self.grid}

    def show(self, form: WorkbookForm, status: int = 200, **more: Any) -> HttpResponse:
        """The page to download and upload."""
        context = {
            "form": form,
            "download": self.address("forecast_workbook_file"),
            "notices": notices(self.grid),
            "waiting": [
                {"name": kept.filename, "at": kept.created_at, "href": self.preview_address(kept)}
                for kept in self._mine().defer("content")
            ],
            **more,
        }
        return render(self.request, "reports/forecast_workbook.html", context | self._frame((TITLE, "")), status=status)

    def refuse(self, broken: RuleBroken) -> HttpResponse:
        return self.show(WorkbookForm(), status_of(broken), problems=sentences(broken, most=MOST_NAMED))

    def preview(self, kept: PendingUpload, found: Preview, broken: RuleBroken | None = None) -> HttpResponse:
        """What the workbook would change, and what stands against it."""
        if found.problems:
            broken = BadInput(
                f"{kept.filename} cannot be saved as it is. Nothing was saved: correct it and upload it again.",
                problems=found.problems,
            )
        status = 200
        if broken is not None and self.request.method == "POST":
            status = status_of(broken) if not found.problems else UNPROCESSABLE
        comparison = found.comparison
        context = {
            "kept": kept,
            "found": found,
            "problems": sentences(broken, most=0 if found.problems else None, rest="problems") if broken else [],
            "cells": [_problem(problem) for problem in found.problems[:MOST_SHOWN]],
            "changes": [_change(each, found) for each in comparison.plain[:MOST_SHOWN]],
            "conflicts": [_conflict(each, found) for each in comparison.conflicts],
            "count": _count(comparison.changed),
            "funds": [_fund(effect) for effect in found.funds],
            "ignored": _some(comparison.ignored),
            "rest": max(0, len(comparison.plain) - MOST_SHOWN),
        }
        trail = ((TITLE, self.address("forecast_workbook")), ("Look through and save", ""))
        return render(
            self.request, "reports/forecast_workbook_preview.html", context | self._frame(*trail), status=status
        )


def _count(changed: Sequence[LineEdits]) -> str:
    cells = sum(len(each.edits) for each in changed)
    lines = len(changed)
    return f"{cells} cell{'' if cells == 1 else 's'} in {lines} line{'' if lines == 1 else 's'}"


def _some(listed: Sequence[str]) -> list[str]:
    more = len(listed) - MOST_SHOWN
    return [*listed[:MOST_SHOWN], *([f"And {more} more."] if more > 0 else [])]


def _problem(problem: Any) -> dict[str, str]:
    """A problem by its cell, such as H12."""
    at = f"{problem.column}{problem.row}" if problem.row is not None else problem.column
    return {"sheet": problem.sheet, "cell": at, "found": problem.found, "expected": problem.expected}


def _held(held: Held) -> str:
    if isinstance(held, Decimal):
        return print_pounds(held)
    return held or "blank"


def _change(each: LineEdits, found: Preview) -> dict[str, Any]:
    line, then = each.line, found.then(each.line)
    told = []
    if then is not None:
        gap = variance(then.group.now)
        told.append(f"Outturn {print_pounds(outturn(line.group.now))} to {print_pounds(outturn(then.group.now))}")
        told.append(f"then {print_pounds(abs(gap))} {variance_word(gap)}" if gap else "then on budget")
        if then.owes and not then.words.strip():
            told.append("which must be explained before it is submitted")
    if line.now is not None and line.now.state != Forecast.State.DRAFT:
        told.append(f"it is {line.now.state}, and becomes a draft again")
    return {"ref": line.ref, "name": line.name, "told": ", ".join(told), "edits": [_edit(edit) for edit in each.edits]}


def _edit(edit: Edit) -> dict[str, str]:
    held = {"now": _held(edit.now), "mine": _held(edit.mine)}
    return {"name": edit.name, "address": edit.address, "css": _css(edit), **held}


def _css(edit: Edit) -> str:
    return "s75-wide" if isinstance(edit.what, str) else "s75-number"


def _conflict(each: LineEdits, found: Preview) -> dict[str, Any]:
    """Both values of every cell that either changed. Where only the other did, theirs stays in any case."""
    mine = {edit.what: edit for edit in each.edits}
    theirs = {edit.what: edit for edit in each.theirs}
    cells = [
        {
            "name": edit.name,
            "css": _css(edit),
            "theirs": _held(edit.now) if what in theirs else f"{_held(edit.now)} (as it was)",
            "mine": _held(mine[what].mine) if what in mine else "not changed by you",
        }
        for what, edit in sorted({**theirs, **mine}.items(), key=lambda pair: (isinstance(pair[0], str), str(pair[0]).zfill(2)))
    ]  # fmt: skip
    who = each.line.now.saved_by if each.line.now else "somebody"
    who = "you" if who == found.grid.scope.user.name else who
    return {**_change(each, found), "who": who, "cells": cells}


def _fund(effect: FundEffect) -> dict[str, str]:
    return {
        "name": effect.fund,
        "now": print_pounds(effect.now),
        "after": print_pounds(effect.after),
        "with_mine": print_pounds(effect.with_mine),
    }
