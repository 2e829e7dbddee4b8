"""Is the national return ready, and how does it get into the template? What stands against it, copying and filling."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from budgets.refusals import UNPROCESSABLE
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from reports.facts.national_return import QUARTER, YEAR_END, ReturnFacts
from reports.figures.national_checks import findings
from reports.forms.national_return import TemplateForm
from reports.loading.national_return import load_return
from reports.papers.national_return.filling import Filling, filling_table, plan_filling
from reports.papers.national_return.paper import checks_table
from reports.papers.national_return.singles import find_singles
from reports.papers.national_return.tables import template_tables
from reports.render.paste_sheet import render_paste
from reports.render.template_fill import OpenTemplate, fill_template, open_template
from reports.render.template_inputs import input_of
from reports.views.drawn import draw_table
from schemes.sources.bcf_plan import plan_sheets
from schemes.sources.limits import Unreadable
from schemes.sources.return_template import read_template

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.12"
TITLE = "National return"
OCCASIONS = {"quarter": (QUARTER, "Quarter"), "year-end": (YEAR_END, "End of the year")}
PAPERS = {QUARTER: "national-quarter", YEAR_END: "national-year-end"}
CHANGED = (
    "That is not the file, or not the figures, that you looked through. Look through what it would be filled with now."
)


@dataclass
class Desk:
    """A place's return: which one the address asks for, and its facts."""

    request: HttpRequest
    scope: Scope
    name: str

    @property
    def occasion(self) -> str:
        return OCCASIONS[self.name][0]

    @cached_property
    def facts(self) -> ReturnFacts:
        scope = self.scope
        return load_return(
            place=scope.place, funds=scope.funds, year=scope.year, period=scope.month, periods=scope.periods,
            occasion=self.occasion,
        )  # fmt: skip

    def address(self, name: str, occasion: str = "") -> str:
        return self.scope.address(name, occasion or self.name)

    @property
    def may_answer(self) -> bool:
        return self.scope.may(Power.ENTER_READINGS)

    def show(self, form: TemplateForm, status: int = 200, **more: object) -> HttpResponse:
        found = findings(self.facts)
        context = {
            "title": TITLE,
            "asked": self.facts.rules,
            "is_open": not self.scope.locked,
            "empty": not self.facts.lines and not self.facts.income,
            "occasions": [
                (text, self.address("national_return", key), key == self.name) for key, (_, text) in OCCASIONS.items()
            ],
            "checks": draw_table(checks_table(found)) if found else "",
            "paper": self.scope.address("paper_kind", PAPERS[self.occasion]),
            "columns": self.address("national_return_columns"),
            "answers": self.address("national_return_answers") if self.may_answer else "",
            "form": form,
            **more,
        }
        around = frame(self.scope, "papers", ("Papers", self.scope.address("papers")), (TITLE, ""))
        return render(self.request, "reports/national_return.html", context | around, status=status)


def desk_of(request: HttpRequest, place: str, occasion: str) -> Desk:
    """The desk of a return, or 404 for one that there is not."""
    if occasion not in OCCASIONS:
        raise Http404("The national return is of a quarter or of the end of the year.")
    return Desk(request, read_scope(request, place), occasion)


@require_http_methods(["GET", "HEAD", "POST"])
def national_return(request: HttpRequest, place: str, occasion: str) -> HttpResponse:
    desk = desk_of(request, place, occasion)
    if request.method != "POST":
        return desk.show(TemplateForm())
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return desk.show(form, UNPROCESSABLE)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        template, filling = _planned(desk, content, file.name)
    except Unreadable as refused:
        return desk.show(form, UNPROCESSABLE, problems=[{"text": refused.message, "href": "#id_file"}])
    mark = _mark(content, filling)
    if request.POST.get("step") == "fill" and filling.written:
        if request.POST.get("mark") == mark:
            return _filled(fill_template(template, filling.cells()), file.name)
        return _looked_through(desk, filling, mark, [{"text": CHANGED, "href": "#id_file"}])
    return _looked_through(desk, filling, mark, [])


def _planned(desk: Desk, content: bytes, name: str) -> tuple[OpenTemplate, Filling]:
    """The template and what it would be filled with. Unreadable says what is wrong with it."""
    sheets = plan_sheets(content, name)
    template = open_template(content, name)
    tables, problems = read_template(sheets, desk.scope.year)
    if problems:
        raise Unreadable("; ".join(str(problem) for problem in problems))
    singles = find_singles(
        desk.facts, sheets, lambda sheet, label, at, words: input_of(template, sheet, label, at, words=words)
    )
    return template, plan_filling(desk.facts, tables, template.stands_against, singles)


def _mark(content: bytes, filling: Filling) -> str:
    """Of the file and of everything that would be written: the same again only while both are."""
    said = "\n".join(f"{one.sheet}!{one.address}={one.new}" for one in filling.written)
    return hashlib.sha256(content + said.encode()).hexdigest()


def _looked_through(desk: Desk, filling: Filling, mark: str, problems: list[dict[str, str]]) -> HttpResponse:
    return desk.show(
        TemplateForm(),
        UNPROCESSABLE if problems else 200,
        filling=filling,
        fills=draw_table(filling_table(filling)) if filling.fills else "",
        mark=mark if filling.written else "",
        problems=problems,
    )


def _filled(content: bytes, name: str) -> HttpResponse:
    stem, _, ending = name.rpartition(".")
    macros = ending.casefold() == "xlsm"
    named = f"{stem or 'template'}-filled.{'xlsm' if macros else 'xlsx'}"
    headers = {
        "Content-Disposition": content_disposition_header(True, named) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=MACROS if macros else WORKBOOK, headers=headers)


@require_safe
def national_return_columns(request: HttpRequest, place: str, occasion: str) -> HttpResponse:
    """The template's columns with plain values, to copy from."""
    desk = desk_of(request, place, occasion)
    name = f"{desk.scope.place.slug}-national-return-{occasion}-{desk.scope.year_label}-{desk.scope.label}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(render_paste(template_tables(desk.facts)), content_type=WORKBOOK, headers=headers)


def answering(request: HttpRequest, place: str, occasion: str) -> Desk:
    """The desk, for whoever may answer; 403 for whoever only reads."""
    desk = desk_of(request, place, occasion)
    if not desk.may_answer:
        raise PermissionDenied("Finance officers, commissioners and the pool manager answer for the return.")
    return desk
