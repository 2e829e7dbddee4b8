"""One paper on its way: is it ready, and what is missing? With the steps from the draft to its publication."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from reports.forms.paper import ReasonForm, RemarkForm
from reports.house_style.offered import template_of
from reports.models import Paper
from reports.packs.waiting import is_stuck, words_of
from reports.publishing.actions.background import ask_to_publish, is_being_published, publication_of
from reports.publishing.actions.drafting import WRITTEN_IN, abandon_paper, say
from reports.publishing.actions.publishing import publish_paper
from reports.publishing.actions.signing import (
    ask_for_signatures,
    roles_to_sign,
    sign_paper,
    take_back,
    unsigned_roles,
)
from reports.publishing.drawing import draw
from reports.publishing.kept import facts_digest
from reports.publishing.powers import authors_of, may_for_all, role_title
from reports.publishing.reading import Read, check_paper, read_paper, visible_papers
from reports.views.drawn import draw_document, draw_title
from reports.views.paper_sections import MISSING, sections_of, slot_address
from reports.views.papers import COLOURS, kind_title, period_of, trail_of
from reports.writing.checks import lost_words, title_of
from s75.errors import RuleBroken

State = Paper.State


def the_paper(request: HttpRequest, place: str, pk: int) -> tuple[Scope, Paper]:
    """A paper of the place whose every fund the reader sees, or 404."""
    scope = read_scope(request, place)
    found = next((paper for paper in visible_papers(scope) if paper.pk == pk), None)
    if found is None:
        raise Http404("There is no such paper among those that you see.")
    return scope, found


@require_safe
def paper(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    return _page(request, *the_paper(request, place, pk))


def _page(request: HttpRequest, scope: Scope, paper: Paper, *, status: int = 200, **more: Any) -> HttpResponse:
    read = read_paper(paper)
    found = check_paper(read) if paper.state in WRITTEN_IN else []
    published = paper.published.order_by("-version").first()
    reasons = list(paper.reasons.filter(revision=paper.revision).select_related("given_by"))
    answered = {line for one in reasons for line in one.found.split("\n")} if paper.state == State.SIGNING else set()
    sections = sections_of(scope, read)
    context = {
        "paper": paper,
        "kind": kind_title(paper.kind),
        "period": period_of(paper),
        "colour": COLOURS[State(paper.state)],
        "findings": [
            (one, slot_address(scope, paper, one.slot) if one.slot else "", str(one) in answered) for one in found
        ],
        "answered": bool(found) and all(str(one) in answered for one in found),
        "sections": sections,
        "first": next((one for one in sections if one.colour == MISSING), None),
        "layout": read.whole.layout.name,
        "lost": [(title_of(key), said.text) for key, said in lost_words(read.whole.texts, read.whole.slots).items()],
        "signatures": [(role_title(one.role), one) for one in paper.signatures.select_related("signed_by")],
        "reasons": reasons,
        "remarks": paper.remarks.select_related("said_by"),
        "published": scope.address("published", published.number, published.version) if published else "",
        "preview": scope.address("paper_preview", paper.pk),
        "remark_form": RemarkForm() if paper.state in WRITTEN_IN else None,
        **_may(scope, read, found),
        **more,
    }
    around = frame(scope, "papers", *trail_of(scope, (paper.title, "")), switch=False)
    return render(request, "reports/paper.html", context | around, status=status)


def _may(scope: Scope, read: Read, found: list[Any]) -> dict[str, Any]:
    """What the person may do with the paper as it stands."""
    paper, user = read.paper, scope.user
    writer = may_for_all(user, Power.WRITE_PAPERS, read.funds)
    signing = paper.state == State.SIGNING
    missing = unsigned_roles(read) if signing else []
    asked = publication_of(read) if signing and not missing else None
    stuck = asked is not None and is_stuck(asked)
    under_way = signing and not missing and not stuck and is_being_published(read)
    return {
        "edits": writer and paper.state in WRITTEN_IN,
        "asks": writer and paper.state == State.DRAFT and not any(one.blocks for one in found),
        "reason_form": ReasonForm() if found else None,
        "missing": [role_title(role) for role in missing],
        "signs": signing and bool(roles_to_sign(read, user)) and authors_of(paper) != {user.pk},
        "under_way": under_way,
        "progress": (asked, words_of(asked), asked.owner_id == user.pk) if asked and under_way else None,
        "stuck": stuck,
        "publishes": signing and not missing and not under_way and may_for_all(user, Power.PUBLISH_PAPERS, read.funds),
        "word_template": template_of(paper.place, paper.kind) if signing else None,
        "revision": paper.revision,
        "facts": facts_digest(read.whole.facts) if signing else "",
        "locked": read.locked,
    }


@require_safe
def paper_preview(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The whole paper as it would be read now, in the same drawing as its files."""
    scope, found = the_paper(request, place, pk)
    public = request.GET.get("public") == "yes"
    read = read_paper(found)
    document = draw(read.whole, draft=True, public=public, provisional=not read.locked)
    context = {
        "paper": found, "title": draw_title(document.meta), "drawn": draw_document(document), "public": public,
        "has_exempt": bool(read.whole.exempt), "here": scope.address("paper_preview", pk),
        "back": scope.address("paper", pk),
    }  # fmt: skip
    trail = trail_of(scope, (found.title, scope.address("paper", pk)), ("Preview", ""))
    return render(request, "reports/paper_preview.html", context | frame(scope, "papers", *trail, switch=False))


def _do(
    request: HttpRequest, scope: Scope, paper: Paper, act: Callable[[], tuple[str, str]], **more: Any
) -> HttpResponse:
    """One action, then where it leads; a refusal on the page."""
    try:
        then, said = act()
    except RuleBroken as broken:
        status = status_of(broken)
        paper = the_paper(request, scope.place.slug, paper.pk)[1]
        return _page(request, scope, paper, status=status, problems=sentences(broken), **more)
    messages.success(request, said)
    return redirect(then)


@require_POST
def paper_ask(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope, found = the_paper(request, place, pk)
    here = scope.address("paper", pk)
    reason = request.POST.get("reason", "")

    def act() -> tuple[str, str]:
        ask_for_signatures(paper=found, reason=reason, by=scope.user)
        return here, f"“{found.title}” is sent for sign-off."

    return _do(request, scope, found, act, reason_form=ReasonForm(initial={"reason": reason}))


@require_POST
def paper_back(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Take it back from sign-off, or give it up."""
    scope, found = the_paper(request, place, pk)

    def act() -> tuple[str, str]:
        if request.POST.get("step") == "abandon":
            abandon_paper(paper=found, by=scope.user)
            return scope.address("papers"), f"“{found.title}” is given up."
        take_back(paper=found, by=scope.user)
        return scope.address("paper", pk), f"“{found.title}” is a draft again."

    return _do(request, scope, found, act)


@require_POST
def paper_sign(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope, found = the_paper(request, place, pk)
    revision = request.POST.get("revision", "")

    def act() -> tuple[str, str]:
        sign_paper(
            paper=found, revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
            facts_sha256=request.POST.get("facts", ""), by=scope.user,
        )  # fmt: skip
        return scope.address("paper", pk), f"You signed “{found.title}”."

    return _do(request, scope, found, act)


@require_POST
def paper_publish(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope, found = the_paper(request, place, pk)

    def act() -> tuple[str, str]:
        if ask_to_publish(paper=found, by=scope.user):
            return scope.address(
                "paper", pk
            ), "Its files are being made. You can leave this page: you are told when it is out."
        made = publish_paper(paper=found, by=scope.user)
        return scope.address(
            "published", made.number, made.version
        ), f"“{made.title}” is published as paper {made.number}."

    return _do(request, scope, found, act)


@require_POST
def paper_remark(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope, found = the_paper(request, place, pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, scope, found, status=UNPROCESSABLE, remark_form=form, form=form)

    def act() -> tuple[str, str]:
        say(paper=found, text=form.cleaned_data["text"], by=scope.user)
        return f"{scope.address('paper', pk)}#remarks", "Your comment is kept."

    return _do(request, scope, found, act, remark_form=form)
