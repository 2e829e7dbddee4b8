"""One contribution: the changes that make it, whether it is confirmed, and its instalments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.access import access_of
from budgets.actions.contributions import confirm_contribution, may_confirm, unconfirm_contribution
from budgets.actions.instalments import is_kept, plan_instalments
from budgets.models import Contribution
from budgets.refusals import sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from reports.facts.money import SourceFacts
from reports.figures.instalments import received
from reports.forms.money import PARTS, PlanForm, ReasonForm
from reports.loading.money_in import load_sources, until_of
from reports.loading.standings import scope_parameters
from reports.loading.surroundings import load_surroundings
from reports.papers.money_in.contribution_page import EntryRow, contribution_cards, entries_table, instalments_table
from reports.views.drawn import draw_cards, draw_table
from reports.views.money_in import LIST
from s75.errors import NotPermitted, RuleBroken
from s75.money import ZERO
from s75.years import month_end


def found_contribution(scope: Scope, pk: int) -> Contribution:
    """The contribution of the year in the address, or 404."""
    rows = Contribution.objects.select_related("fund__host", "fund__place", "partner", "stream")
    found = rows.filter(pk=pk, fund__in=scope.funds, year=scope.year).first()
    if found is None:
        raise Http404("There is no such contribution in this year of the place.")
    return found


def keeps(scope: Scope, contribution: Contribution) -> bool:
    """Whether the reader plans instalments and records invoices and receipts of it."""
    fund = contribution.fund
    return access_of(scope.user).may(Power.KEEP_CONTRIBUTIONS, heir=fund.host.heir_id, agreement=fund.agreement_id)


def require_keeping(scope: Scope, contribution: Contribution) -> None:
    """403 for a reader who does not keep the contributions of its fund."""
    if not keeps(scope, contribution):
        status_of(NotPermitted(f"{scope.user} may not {Power.KEEP_CONTRIBUTIONS.value} for {contribution.fund.host}."))


def source_of(scope: Scope, contribution: Contribution) -> SourceFacts:
    parameters = scope_parameters([contribution.fund_id], scope.year, scope.month, None) | {"place": scope.place.pk}
    around = load_surroundings(parameters, month_end=month_end(scope.year, scope.month).isoformat())
    until = until_of([contribution.fund], scope.periods, scope.year, scope.month)
    found = load_sources([contribution.fund], scope.year, scope.month, around.codes, until, only=contribution.pk)
    return found[0]


def title_of(contribution: Contribution) -> str:
    return f"{contribution.stream}, {contribution.partner.heir}"


def trail_of(scope: Scope, contribution: Contribution, *more: str) -> list[tuple[str, str]]:
    """The way down from the place: money in, the contribution, and a page of it."""
    own = scope.address("money_in_contribution", contribution.pk)
    found = [(LIST, scope.address("money_in")), (title_of(contribution), own if more else "")]
    return [*found, *((text, "") for text in more)]


@require_safe
def money_in_contribution(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = read_scope(request, place)
    return render(request, "reports/money_in_contribution.html", _page(scope, found_contribution(scope, pk)))


def _page(scope: Scope, contribution: Contribution, form: ReasonForm | None = None) -> dict[str, Any]:
    source, today = source_of(scope, contribution), month_end(scope.year, scope.month)
    addresses = {part.key: scope.address("money_in_instalment", part.key) for part in source.instalments}
    return {
        "contribution": contribution,
        "title": title_of(contribution),
        "is_open": not scope.locked,
        "cards": draw_cards(contribution_cards(source, today)),
        "illustrative": source.illustrative,
        "entries": draw_table(entries_table(source, _entries(contribution, scope.month))),
        "instalments": draw_table(instalments_table(source, today, addresses)) if source.instalments else "",
        "confirmed": contribution.status == Contribution.Status.CONFIRMED,
        "may_confirm": may_confirm(scope.user, contribution),
        "keeps": keeps(scope, contribution),
        "confirm_href": scope.address("money_in_confirm", contribution.pk),
        "plan_href": scope.address("money_in_plan", contribution.pk),
        "next": _next(source, addresses),
        "own": source.own,
        "form": form or ReasonForm(),
        **frame(scope, "money_in", *trail_of(scope, contribution)),
    }


def _next(source: SourceFacts, addresses: dict[int, str]) -> list[tuple[str, str]]:
    """What comes next: money for the first invoice that is not paid, and the first instalment that is not invoiced."""
    unpaid = [part for part in source.instalments if part.invoice and received(part) < part.amount]
    unasked = [part for part in source.instalments if not part.invoice]
    found = [(f"Record money for instalment {part.number}", addresses[part.key]) for part in unpaid[:1]]
    return [*found, *((f"Invoice instalment {part.number}", addresses[part.key]) for part in unasked[:1])]


def _entries(contribution: Contribution, period: int) -> list[EntryRow]:
    rows = contribution.entries.filter(counts_from__lte=period).select_related("change").order_by("posted_in", "pk")
    return [
        EntryRow(
            row.pk,
            str(row.change),
            row.change.get_kind_display(),
            row.posted_in,
            row.effective_from,
            row.amount,
        )
        for row in rows
    ]


@require_POST
def money_in_confirm(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Confirm it, or with a reason make it indicative again."""
    scope = read_scope(request, place)
    contribution = found_contribution(scope, pk)
    form = ReasonForm(request.POST)
    back = request.POST.get("to") == Contribution.Status.INDICATIVE
    try:
        if not back:
            confirm_contribution(contribution=contribution, by=scope.user)
        else:
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            unconfirm_contribution(contribution=contribution, reason=reason, by=scope.user)
    except RuleBroken as error:
        context = _page(scope, contribution, form if back else None) | {"problems": sentences(error)}
        return render(request, "reports/money_in_contribution.html", context, status=status_of(error))
    messages.success(request, f"{title_of(contribution)} is {'indicative again' if back else 'confirmed'}.")
    return redirect(scope.address("money_in_contribution", contribution.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def money_in_plan(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """When the contribution is paid."""
    scope = read_scope(request, place)
    contribution = found_contribution(scope, pk)
    require_keeping(scope, contribution)
    source = source_of(scope, contribution)
    kept = [part for part in source.instalments if part.invoice or part.receipts]
    sent = request.POST if request.method == "POST" else None
    form = PlanForm(sent, initial=_known(contribution), taken={part.number for part in kept})

    def act() -> str:
        own = form.cleaned_data["how"] == "own"
        made = plan_instalments(
            contribution=contribution,
            parts=form.parts() if own else (),
            unscheduled=form.cleaned_data["unscheduled"] or ZERO,
            by=scope.user,
        )
        return f"{title_of(contribution)} is paid in {len(made)} instalment{'' if len(made) == 1 else 's'}."

    own_page = scope.address("money_in_contribution", contribution.pk)
    title = f"Plan the instalments of {title_of(contribution)}"
    pairs = [(form[f"day_{number}"], form[f"amount_{number}"]) for number in range(1, PARTS + 1)]
    context = {"title": title, "source": source, "kept": kept, "pairs": pairs, "back": own_page}
    around = frame(scope, "money_in", *trail_of(scope, contribution, "Plan instalments"), switch=False)
    template = "reports/money_in_plan.html"
    return form_page(request, form=form, act=act, done=own_page, context=context | around, template=template)


def _known(contribution: Contribution) -> dict[str, str | date | object]:
    """What is planned and can still be planned anew."""
    rows = [row for row in contribution.instalments.prefetch_related("receipts") if not is_kept(row)][:PARTS]
    found: dict[str, str | date | object] = {"how": "own"} if rows else {}
    for number, row in enumerate(rows, 1):
        found |= {f"day_{number}": row.due_on, f"amount_{number}": row.amount}
    return found
