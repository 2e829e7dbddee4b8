"""One request to upload a ledger: the place, whose ledgers the person may bring, the file that is kept, the pages."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.access import access_of
from budgets.models import Partner, Period
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from s75.errors import BadInput, RuleBroken
from s75.years import month_label, month_name
from schemes.forms import UploadForm
from schemes.intake.plan import Plan
from schemes.models import PendingUpload
from schemes.previews import preview_of
from schemes.seats import seats_of, standing

FIELDS = {"control total": "id_control_total", "basis": "id_basis_0", "period": "id_month", "sheet": "id_sheet"}
MOST_NAMED = 5
_QUOTED = re.compile("“([^”]+)”")


class Intake:
    """`partners` are those whose ledgers the person may bring, by code; `kept` is the person's own file, if one is."""

    def __init__(self, request: HttpRequest, place: str) -> None:
        self.request = request
        self.scope: Scope = read_scope(request, place)
        may = access_of(self.scope.user).heirs_with(Power.IMPORT_ACTUALS)
        self.partners: dict[str, Partner] = {
            code: partner for code, partner in standing(seats_of(self.scope.place)) if partner.pk in may
        }
        if not self.partners:
            raise PermissionDenied("Only a finance officer of a partner uploads its ledgers.")
        self.kept = self._kept((request.POST if request.method == "POST" else request.GET).get("pending", ""))

    def _kept(self, number: str) -> PendingUpload | None:
        mine = PendingUpload.objects.filter(owner=self.scope.user, place=self.scope.place).select_related(
            "place", "partner", "background"
        )
        return mine.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None

    @property
    def months(self) -> list[tuple[int, str]]:
        states = sorted(self.scope.states.items())
        return [
            (month, f"{month_label(month)} {month_name(self.scope.year, month)}")
            for month, state in states
            if state != Period.State.FUTURE
        ]

    def form(self, *, plan: Plan | None = None, **kwargs: Any) -> UploadForm:
        """The form; after a plan with problems it also asks what the file left open."""
        posted = self.request.POST
        return UploadForm(
            partners=[(code, f"{code}: {partner}") for code, partner in self.partners.items()],
            months=self.months,
            kept=self.kept.filename if self.kept else "",
            ask_basis="basis" in posted or (plan is not None and any(p.column == "basis" for p in plan.problems)),
            ask_difference="difference" in posted or (plan is not None and _total_differs(plan)) or self._explained,
            sheets=sheets_to_choose(plan) or [name for name in posted.getlist("sheet") if name],
            **kwargs,
        )

    @property
    def _explained(self) -> bool:
        return bool(self.kept and self.kept.difference)

    def start(self) -> UploadForm:
        """The form as it first stands: the only partner, and the open period."""
        opened = [month for month, state in self.scope.states.items() if state == Period.State.OPEN]
        month = min(opened) if opened else self.scope.month
        partner = next(iter(self.partners)) if len(self.partners) == 1 else ""
        return self.form(initial={"partner": partner, "month": month})

    def again(self, plan: Plan | None = None) -> UploadForm:
        """The form with what was typed, or with what a kept file was sent with."""
        if self.request.method == "POST" and "partner" in self.request.POST:
            typed: dict[str, Any] = self.request.POST.dict()
        elif self.kept:
            code = next((c for c, partner in self.partners.items() if partner.pk == self.kept.partner_id), "")
            typed = {"partner": code, "month": self.kept.month, "control_total": self.kept.control_total}
            typed |= {"basis": self.kept.basis, "sheet": self.kept.sheet, "difference": self.kept.difference}
        else:
            return self.start()
        if plan is not None and plan.ledger is not None:
            typed["sheet"] = typed.get("sheet") or plan.ledger.sheet
        return self.form(plan=plan, initial=typed | {"pending": self.kept.pk if self.kept else None})

    def show(self, form: UploadForm, status: int = 200, **more: Any) -> HttpResponse:
        trail = (("Actuals", self.scope.address("actuals")), ("Upload a ledger", ""))
        context = {"form": form, **more} | frame(self.scope, "actuals", *trail, switch=False)
        return render(self.request, "schemes/actuals_upload.html", context, status=status)

    def refuse(self, error: RuleBroken) -> HttpResponse:
        return self.show(self.again(), status_of(error), problems=sentences(error, FIELDS))

    def refuse_plan(self, plan: Plan) -> HttpResponse:
        """Every problem of a file, and the form again, which also asks what the file left open."""
        error = BadInput(f"{plan.filename} cannot be posted as it is. Nothing was posted.", problems=plan.problems)
        named = sentences(error, FIELDS, most=MOST_NAMED, rest="problems")
        listed = plan.problems if len(plan.problems) > 1 else ()
        return self.show(self.again(plan), UNPROCESSABLE, problems=named, listed=listed)

    def preview(self, upload: PendingUpload, plan: Plan, stamps: dict[int, int]) -> HttpResponse:
        trail = (("Actuals", self.scope.address("actuals")), ("Look through and post", ""))
        funds = preview_of(plan, stamps)
        context = {
            "upload": upload,
            "plan": plan,
            "funds": [each for each in funds if each.codes],
            "unchanged": [each for each in funds if not each.codes],
            "locked": plan.locked_notes(stamps),
            "change_href": f"{self.scope.address('actuals_upload')}&pending={upload.pk}&change=1",
        }
        context |= frame(self.scope, "actuals", *trail, switch=False)
        return render(self.request, "schemes/actuals_preview.html", context)


def _total_differs(plan: Plan) -> bool:
    return any(problem.column == "control total" for problem in plan.problems)


def sheets_to_choose(plan: Plan | None) -> list[str]:
    """The sheets that a file leaves to choose from: those that its problem names, or all where one was read."""
    if plan is None:
        return []
    if plan.ledger is not None:
        return list(plan.ledger.sheets) if len(plan.ledger.sheets) > 1 else []
    return [
        name for problem in plan.problems if problem.column == "sheet" for name in _QUOTED.findall(problem.expected)
    ]
