"""What a reserve is to pay for: a project with its costs by heading and year, its decision, and its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.actions.reserve_projects import (
    add_project,
    close_project,
    decide_project,
    freed_by,
    may_close_projects,
    may_decide_project,
    may_propose_projects,
    may_record_project,
    set_commitments,
)
from budgets.models import Reserve, ReserveProject
from budgets.refusals import sentences, status_of
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from reports.document import Document, Section
from reports.forms.money import ReasonForm
from reports.forms.reserve import ProjectDecisionForm, ProjectForm
from reports.papers.reserve.paper import reserve_meta
from reports.papers.reserve.projects import project_blocks
from reports.papers.reserve.standing import STATES
from reports.views.drawn import draw_document
from reports.views.reserves import after, drawdown_address, load, the_reserve, trail_of
from s75.errors import RuleBroken
from s75.templatetags.s75 import sterling

METHODS = ["GET", "HEAD", "POST"]
COLOURS = {"proposed": "yellow", "agreed": "green", "refused": "red", "closed": "grey"}
State = ReserveProject.State


def _the_project(scope: Scope, pk: int, project: int) -> ReserveProject:
    reserve = the_reserve(scope, pk)
    found = reserve.projects.filter(pk=project).first()
    if found is None:
        raise Http404("There is no such project of this reserve.")
    found.reserve = reserve
    return found


@require_safe
def reserve_project(request: HttpRequest, place: str, pk: int, project: int) -> HttpResponse:
    """One project as it stood at the period."""
    scope = read_scope(request, place, unopened=True)
    return render(request, "reports/reserve_project.html", _page(scope, _the_project(scope, pk, project)))


def _page(scope: Scope, this: ReserveProject, **more: Any) -> dict[str, Any]:
    facts = load(scope, this.reserve_id)
    one = next((project for project in facts.reserves[0].projects if project.key == this.pk), None)
    if one is None:
        raise Http404(f"{this} was proposed after {scope.label} {scope.year_label}.")
    is_open = scope.open_month(this.reserve.fund) is not None
    blocks = project_blocks(facts.reserves[0], one)
    proposed, agreed = is_open and this.state == State.PROPOSED, is_open and this.state == State.AGREED
    deciding = proposed and may_record_project(scope.user, this)
    return {
        "title": this.name,
        "project": this,
        "reserve": this.reserve,
        "is_open": not scope.locked,
        "state": (STATES[one.state], COLOURS[one.state]),
        "document": draw_document(Document(reserve_meta(facts), (Section("costs", "What it costs", blocks),)), numbered=False),
        "edit": _address(scope, this, "reserve_commitments") if proposed and _proposes(scope, this.reserve) else "",
        "draw": drawdown_address(scope, this.reserve, this.pk) if agreed and _proposes(scope, this.reserve) else "",
        "waits": this.state == State.PROPOSED and not deciding,
        "decide": _address(scope, this, "reserve_decide") if deciding else "",
        "decision": ProjectDecisionForm(recording=not may_decide_project(scope.user, this)) if deciding else None,
        "close": _address(scope, this, "reserve_close") if agreed and may_close_projects(scope.user, this.reserve.fund) else "",
        "reason": ReasonForm(),
        "frees": freed_by(this),
        **frame(scope, "money_in", *_trail(scope, this.reserve, (this.name, ""))),
        **more,
    }  # fmt: skip


def _trail(scope: Scope, reserve: Reserve, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    return trail_of(scope, (reserve.name, scope.address("reserve", reserve.pk)), *steps)


def _address(scope: Scope, project: ReserveProject, name: str = "reserve_project") -> str:
    return scope.address(name, project.reserve_id, project.pk)


def _proposes(scope: Scope, reserve: Reserve) -> bool:
    return may_propose_projects(scope.user, reserve.fund)


def _require_proposing(scope: Scope, reserve: Reserve) -> None:
    if not _proposes(scope, reserve):
        raise PermissionDenied(f"Only a finance officer or a pool manager proposes what {reserve} pays for.")


@require_http_methods(METHODS)
def reserve_project_new(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Propose a project with its costs."""
    scope = read_scope(request, place, unopened=True)
    reserve = the_reserve(scope, pk)
    _require_proposing(scope, reserve)
    form = ProjectForm(request.POST if request.method == "POST" else None, year=scope.year)
    made: list[ReserveProject] = []

    def act() -> str:
        words = {name: form.cleaned_data[name] for name in ("name", "source")}
        made.append(add_project(reserve=reserve, year=scope.year, costs=form.costs(), by=scope.user, **words))
        return f"“{made[0]}” is proposed. A finance director decides on it, or a committee."

    context = _form_context(scope, reserve, "Propose a project", scope.address("reserve", pk))
    done = lambda: after(scope, reserve, "reserve_project", made[0].pk)  # noqa: E731 - known once it is made
    template = "reports/reserve_project_form.html"
    return form_page(request, form=form, act=act, done=done, context=context, template=template)


@require_http_methods(METHODS)
def reserve_commitments(request: HttpRequest, place: str, pk: int, project: int) -> HttpResponse:
    """What a proposed project costs, changed."""
    scope = read_scope(request, place, unopened=True)
    this = _the_project(scope, pk, project)
    _require_proposing(scope, this.reserve)
    form = ProjectForm(request.POST if request.method == "POST" else None, year=scope.year, project=this)

    def act() -> str:
        set_commitments(project=this, costs=form.costs(), by=scope.user)
        return f"What “{this}” costs is saved."

    context = _form_context(scope, this.reserve, f"What {this} costs", _address(scope, this))
    done = after(scope, this.reserve, "reserve_project", this.pk)
    template = "reports/reserve_project_form.html"
    return form_page(request, form=form, act=act, done=done, context=context, template=template)


def _form_context(scope: Scope, reserve: Reserve, title: str, back: str) -> dict[str, Any]:
    around = frame(scope, "money_in", *_trail(scope, reserve, (title, "")), switch=False)
    return {"title": title, "reserve": reserve, "back": back, **around}


@require_POST
def reserve_decide(request: HttpRequest, place: str, pk: int, project: int) -> HttpResponse:
    """Agree or refuse a project, or record what a committee decided."""
    scope = read_scope(request, place, unopened=True)
    this = _the_project(scope, pk, project)
    if not may_record_project(scope.user, this):
        raise PermissionDenied(
            "Only a finance director decides on a project, or the pool manager records a committee's."
        )
    form = ProjectDecisionForm(request.POST, recording=not may_decide_project(scope.user, this))
    if not form.is_valid():
        return render(request, "reports/reserve_project.html", _page(scope, this, decision=form, form=form), status=422)
    given = form.cleaned_data
    try:
        approve = given.pop("decision") == "agree"
        decide_project(project=this, year=scope.year, approve=approve, by=scope.user, **given)
    except RuleBroken as broken:
        status = status_of(broken)
        page = _page(scope, this, decision=form, problems=sentences(broken))
        return render(request, "reports/reserve_project.html", page, status=status)
    messages.success(request, f"“{this}” is {'agreed' if approve else 'refused'}.")
    return redirect(after(scope, this.reserve, "reserve_project", this.pk))


@require_POST
def reserve_close(request: HttpRequest, place: str, pk: int, project: int) -> HttpResponse:
    """End an agreed project: what it has not drawn is uncommitted again."""
    scope = read_scope(request, place, unopened=True)
    this = _the_project(scope, pk, project)
    form = ReasonForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        close_project(project=this, year=scope.year, reason=reason, by=scope.user)
    except RuleBroken as broken:
        status = status_of(broken)
        page = _page(scope, this, reason=form, problems=sentences(broken))
        return render(request, "reports/reserve_project.html", page, status=status)
    messages.success(request, f"“{this}” is closed, and {sterling(freed_by(this))} is uncommitted again.")
    return redirect(after(scope, this.reserve, "reserve_project", this.pk))
