"""Journals by hand: the list of a year, a new one, one as it was posted, and taking it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.access import access_of
from budgets.models import Fund, Partner
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from s75.errors import RuleBroken
from s75.templatetags.s75 import sterling
from s75.years import month_label, month_name
from schemes.actions.journals import may_post_due, post_due_reversals, post_journal, reverse_journal
from schemes.journal_form import JournalForm
from schemes.ledger_waiting import journals_due
from schemes.models import Journal, Line
from schemes.seats import seats_of, standing

MOST_LISTED = 300  # lines in one list to choose from; of more the reference is typed


@require_safe
def journals(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    rows = _seen(scope).annotate(amount=Sum("postings__amount")).order_by("-pk")
    due: dict[Fund, list[tuple[Journal, Decimal]]] = defaultdict(list)
    by_id = {fund.pk: fund for fund in scope.funds}
    for journal, amount in journals_due(scope.funds, scope.year):
        due[by_id[journal.fund_id]].append((journal, amount))
    context: dict[str, Any] = {
        "journals": [(row, month_label(row.posted_in), scope.address("journal", row.pk)) for row in rows],
        "due": [_due(scope, fund, waiting) for fund, waiting in due.items()],
        "funds": [(fund, scope.address("journal_new", fund.slug)) for fund in _open_to(scope)],
    }
    trail = (("Actuals", scope.address("actuals")), ("Journals", ""))
    return render(request, "schemes/journals.html", context | frame(scope, "actuals", *trail))


def _due(scope: Scope, fund: Fund, waiting: Sequence[tuple[Journal, Decimal]]) -> dict[str, Any]:
    may = may_post_due(scope.user, fund, [journal for journal, _ in waiting])
    named = [(journal.text, amount, scope.address("journal", journal.pk)) for journal, amount in waiting]
    return {"fund": fund, "journals": named, "post": scope.address("journals_due", fund.slug) if may else ""}


def _seen(scope: Scope) -> QuerySet[Journal]:
    seen = Journal.objects.filter(fund__in=scope.funds, year=scope.year)
    return seen.select_related("fund", "partner", "posted_by", "reverses", "taken_back_by")


def _open_to(scope: Scope) -> list[Fund]:
    """The funds in which the person may post: a period is open, and a partner of theirs spends lines."""
    access = access_of(scope.user)
    opened = [fund for fund in scope.funds if scope.open_month(fund) is not None]
    lines = Line.objects.filter(fund__in=opened, year=scope.year).values_list("fund", "spending_partner__heir")
    spent = set(lines.distinct().order_by())
    return [
        fund
        for fund in opened
        if any(
            (fund.pk, heir) in spent for heir in access.heirs_with(Power.IMPORT_ACTUALS, agreement=fund.agreement_id)
        )
    ]


def _whose(scope: Scope, fund: Fund) -> dict[int, Partner]:
    """The partners, by heir, for whom the person posts journals in a fund whose year has an open period."""
    if scope.open_month(fund) is None:
        return {}
    heirs = access_of(scope.user).heirs_with(Power.IMPORT_ACTUALS, agreement=fund.agreement_id)
    return {partner.pk: partner for _, partner in standing(seats_of(scope.place)) if partner.pk in heirs}


@require_http_methods(["GET", "HEAD", "POST"])
def journal_new(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    scope = read_scope(request, place)
    this = _fund(scope, fund)
    whose = _whose(scope, this)
    lines, listed = _lines(scope, this, whose, request.POST.getlist("line"))
    if not whose:
        raise PermissionDenied(
            "Only a finance officer of a partner posts journals, while a period of the fund is open."
        )
    last = scope.open_month(this) or 0
    months = [(month, f"{month_label(month)} {month_name(scope.year, month)}") for month in range(1, last + 1)]
    if request.method != "POST":
        return _form(scope, request, this, JournalForm.blank(lines, months, listed))
    form = JournalForm.typed(request.POST, lines, months, listed)
    if request.POST.get("step") == "more":
        return _form(scope, request, this, form)
    return _send(scope, request, this, form)


def _lines(scope: Scope, fund: Fund, whose: Iterable[int], typed: Sequence[str]) -> tuple[dict[str, Line], bool]:
    """The lines to choose from by reference; where they are too many for a list, False and those that were typed."""
    lines = Line.objects.filter(fund=fund, year=scope.year, spending_partner__heir__in=whose)
    lines = lines.select_related("scheme", "spending_partner__heir").order_by("ref")
    found = {line.ref: line for line in lines[: MOST_LISTED + 1]}
    if len(found) <= MOST_LISTED:
        return found, True
    refs = {ref.strip() for ref in typed if "\x00" not in ref}
    return {line.ref: line for line in lines.filter(ref__in=refs)}, False


def _send(scope: Scope, request: HttpRequest, fund: Fund, form: JournalForm) -> HttpResponse:
    read = form.read()
    if read is None:
        return _form(scope, request, fund, form, UNPROCESSABLE)
    key, rows = read
    partners = {row.line.spending_partner.heir_id: row.line.spending_partner.heir for row in rows}
    partner = next(iter(partners.values()), None) or next(iter(_whose(scope, fund).values()))
    try:
        made = post_journal(
            fund=fund,
            partner=partner,
            year=scope.year,
            rows=rows,
            text=form.text,
            key=key,
            reverse_next=form.reverse_next,
            by=scope.user,
        )
    except RuleBroken as broken:
        form.refuse(sentences(broken))
        return _form(scope, request, fund, form, status_of(broken))
    messages.success(request, f"The journal is posted, stamped {month_label(made.posted_in)}.")
    return redirect(scope.address("journal", made.pk))


def _form(scope: Scope, request: HttpRequest, fund: Fund, form: JournalForm, status: int = 200) -> HttpResponse:
    trail = (("Actuals", scope.address("actuals")), ("Journals", scope.address("journals")), ("New journal", ""))
    context = {"typed": form, "problems": form.problems, "fund": fund, "back": scope.address("journals")}
    context |= {"open_label": month_label(scope.open_month(fund) or 0)}
    return render(
        request, "schemes/journal_new.html", context | frame(scope, "actuals", *trail, switch=False), status=status
    )


def _fund(scope: Scope, slug: str) -> Fund:
    found = next((fund for fund in scope.funds if fund.slug == slug), None)
    if found is None:
        raise Http404("There is no such fund among those that you see.")
    return found


def _journal(scope: Scope, pk: int) -> Journal:
    found = _seen(scope).select_related("fund__host").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such journal among those that you see.")
    return found


@require_safe
def journal(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = read_scope(request, place)
    return _page(request, scope, _journal(scope, pk))


def _page(request: HttpRequest, scope: Scope, made: Journal, broken: RuleBroken | None = None) -> HttpResponse:
    back = getattr(made, "taken_back_by", None)
    may = access_of(scope.user).may(
        Power.IMPORT_ACTUALS, heir=made.partner.heir_id, agreement=made.fund.agreement_id
    ) and scope.open_month(made.fund)
    rows = list(made.postings.select_related("line__scheme").order_by("pk"))
    context: dict[str, Any] = {
        "made": made,
        "back": (back, scope.address("journal", back.pk)) if back else None,
        "reverses": (made.reverses, scope.address("journal", made.reverses_id)) if made.reverses_id else None,
        "rows": [(row, month_label(row.month), scope.address("line", row.line.ref)) for row in rows],
        "amount": sterling(sum((row.amount for row in rows), Decimal(0))),
        "stamp": month_label(made.posted_in),
        "take_back": scope.address("journal_take_back", made.pk) if may and not back and not made.reverses_id else "",
        "reason": request.POST.get("reason", ""),
    }
    trail = (("Actuals", scope.address("actuals")), ("Journals", scope.address("journals")), (made.text, ""))
    status = 200
    if broken is not None:
        status = status_of(broken)
        context["problems"] = [{**one, "href": "#reason"} for one in sentences(broken)]
    return render(
        request, "schemes/journal.html", context | frame(scope, "actuals", *trail, switch=False), status=status
    )


@require_POST
def journal_take_back(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = read_scope(request, place)
    made = _journal(scope, pk)
    try:
        back = reverse_journal(journal=made, reason=request.POST.get("reason", ""), by=scope.user)
    except RuleBroken as broken:
        return _page(request, scope, made, broken)
    messages.success(request, f"The journal is taken back, stamped {month_label(back.posted_in)}.")
    return redirect(scope.address("journal", back.pk))


@require_POST
def journals_due_post(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """Post the reversals that are due in a fund; those that somebody else posted meanwhile are not posted again."""
    scope = read_scope(request, place)
    this = _fund(scope, fund)
    waiting = [one for one, _ in journals_due([this], scope.year)]
    if waiting and not may_post_due(scope.user, this, waiting):
        raise PermissionDenied("Only the officers who posted them, or the pool manager, reverse these journals.")
    try:
        done = post_due_reversals(fund=this, year=scope.year, by=scope.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        status_of(broken)
        return redirect(scope.address("journals"))
    named = "Nothing was due" if not done else f"{len(done)} reversal{'s are' if len(done) > 1 else ' is'} posted"
    messages.success(request, f"{named}.")
    return redirect(scope.address("journals"))
