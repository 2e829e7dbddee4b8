"""One request about plans: the place, who may bring plans in, the workbook that is kept, and what stands around a page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from budgets.access import may_set_up
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope
from budgets.set_up.scope import place_scope, set_up_frame
from s75.errors import BadInput, RuleBroken
from s75.years import london_date, year_label, year_of
from schemes.models import PendingPlan, PlanImport
from schemes.plans.forms import FIRST_YEAR, PlanForm
from schemes.plans.own_years import own_years
from schemes.plans.permission import may_bring_plans, sees_plans
from schemes.plans.plan import Plan
from schemes.plans.rows import ChoicesForms, Shown, is_apart
from schemes.plans.there import read_there

TITLE = "Bring in a plan"
MOST_NAMED = 5
A_PAGE = 50


class Desk:
    """`brings` says whether the person brings in plans; `kept` is the person's own workbook, if one is kept."""

    def __init__(self, request: HttpRequest, place: str, *, reading: bool = False) -> None:
        self.request = request
        self.scope: Scope = place_scope(request, place)
        self.brings = may_bring_plans(self.scope.user, self.scope.place)
        if not self.brings and not (reading and sees_plans(self.scope.user, self.scope.place)):
            raise PermissionDenied("A finance officer or pool manager of the place brings in its plans.")
        self.kept = self._kept((request.POST if request.method == "POST" else request.GET).get("pending", ""))

    def _kept(self, number: str) -> PendingPlan | None:
        mine = PendingPlan.objects.filter(owner=self.scope.user, place=self.scope.place).select_related("place")
        return mine.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None

    @property
    def address(self) -> str:
        return reverse("plan_upload", args=[self.scope.place.slug])

    def frame(self, *trail: tuple[str, str]) -> dict[str, Any]:
        """What stands around a page; the set-up itself is linked for whoever may open it."""
        around = set_up_frame(self.scope, *trail)
        if not may_set_up(self.scope.user, self.scope.place):
            set_up = reverse("set_up", args=[self.scope.place.slug])
            around["trail"] = [step for step in around["trail"] if step["href"] != set_up]
        return around

    def form(self, **kwargs: Any) -> PlanForm:
        return PlanForm(this_year=self.this_year, **kwargs)

    @property
    def this_year(self) -> int:
        return max(self.scope.year, year_of(london_date(timezone.now())))

    def is_offered(self, year: int) -> bool:
        return FIRST_YEAR <= year <= self.this_year + 1

    def start(self) -> PlanForm:
        return self.form(initial={"year": self.kept.year if self.kept else ""})

    def year_of(self, content: bytes, filename: str) -> int:
        """The workbook's own year; of several the first that it was not brought in for. BadInput where it says none."""
        years = own_years(content, filename)
        if not years:
            raise BadInput(f"{filename} does not say which year it is of. Choose the year, then the workbook again.")
        sha256 = hashlib.sha256(content).hexdigest()
        done = set(PlanImport.objects.filter(place=self.scope.place, sha256=sha256).values_list("year", flat=True))
        year = next((year for year in years if year not in done), years[0])
        if not self.is_offered(year):
            raise BadInput(f"{filename} says that it is of {year_label(year)}. Choose the year to set up.")
        return year

    def show(self, form: PlanForm, status: int = 200, **more: Any) -> HttpResponse:
        imports = PlanImport.objects.filter(place=self.scope.place).select_related("imported_by").defer("content")
        context = {"form": form, "imports": imports, **more} | self.frame((TITLE, ""))
        return render(self.request, "schemes/plan_upload.html", context, status=status)

    def refuse(self, error: RuleBroken) -> HttpResponse:
        again = self.form(initial=self.request.POST.dict()) if self.request.method == "POST" else self.start()
        listed = error.problems if len(error.problems) > MOST_NAMED else ()
        named = sentences(error, most=MOST_NAMED, rest="problems")
        return self.show(again, status_of(error), problems=named, listed=listed)

    @property
    def shown(self) -> Shown:
        """Which lines of the plan the address asks for."""
        return Shown.read(self.request.GET)

    def back(self, pending: PendingPlan) -> str:
        """The address of a kept workbook's preview, with the lines that were asked for."""
        return f"{self.address}?pending={pending.pk}{self.shown.query}"

    def choices_forms(self, plan: Plan, data: Any = None) -> ChoicesForms | None:
        """What may be chosen for a plan that says less than a place needs; None for our own workbook."""
        if plan.better_care is None:
            return None
        return ChoicesForms(data, plan=plan, there=read_there(plan.place, plan.year))

    def preview(self, pending: PendingPlan, plan: Plan, forms: ChoicesForms | None) -> HttpResponse:
        context: dict[str, Any] = {"pending": pending, "plan": plan, "year": year_label(plan.year), "choices": forms}
        context |= {"here": self.back(pending)} | self._listed(plan)
        held = plan.better_care.years if plan.better_care else ()
        context["other_years"] = [
            (year, year_label(year)) for year in held if self.is_offered(year) and year != plan.year
        ]
        if forms is not None and not forms.is_right:
            context["problems"] = forms.problems
        elif plan.problems:
            error = BadInput(
                f"{plan.filename} cannot be imported as it is. Nothing was set up.", problems=plan.problems
            )
            context["problems"] = sentences(error, most=MOST_NAMED, rest="problems")
        trail = ((TITLE, self.address), ("Look through and import", ""))
        status = UNPROCESSABLE if "problems" in context and self.request.method == "POST" else 200
        return render(self.request, "schemes/plan_preview.html", context | self.frame(*trail), status=status)

    def _listed(self, plan: Plan) -> dict[str, Any]:
        """The long lists of a preview, page by page, and the filters of its lines."""
        lines = self.shown.of(plan)
        page = self._page("page", lines)
        changes = [(update.ref, *change) for update in plan.updates for change in update.changes]
        return {
            "shown": self.shown,
            "streams": sorted({line.stream for line in plan.new.lines}),
            "found": len(lines),
            "page": page,
            "lines": [(line, is_apart(line, plan.choices)) for line in page],
            "problems_page": self._page("problems", plan.problems),
            "changes_page": self._page("changes", changes),
        }

    def _page(self, name: str, rows: Sequence[Any]) -> Page:
        return Paginator(rows, A_PAGE).get_page(self.request.GET.get(name))
