"""What a scheme leaves over, led into lines that one chooses: a virement that is filled in, and still to be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.access import access_of
from budgets.models import Fund
from budgets.refusals import UNPROCESSABLE
from budgets.roles import Power
from budgets.scope import Scope, frame
from reports.figures.releases import releases
from reports.forms.scheme import ReleaseForm
from reports.papers.cells import pounds
from reports.render.words import print_in_sentence
from reports.views.scheme import groups_of, the_scheme
from s75.years import month_end, year_label
from schemes.models import Line, Scheme


@require_safe
def scheme_release(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    scope, this = the_scheme(request, place, ref)
    access = access_of(scope.user)
    funds = [fund for fund in scope.funds if access.may(Power.PROPOSE_CHANGES, heir=None, agreement=fund.agreement_id)]
    if not funds:
        raise PermissionDenied("Only who may propose changes releases budget: a finance officer or a pool manager.")
    left = _left(scope, this, funds)
    sent = request.GET if "go" in request.GET else None
    forms = [(fund, _form(fund, lines, this, sent)) for fund, lines in left.items()]
    chosen = next(((fund, form) for fund, form in forms if sent and request.GET["go"] == fund.slug), None)
    problems: list[dict[str, str]] = []
    if chosen is not None and chosen[1].is_valid():
        if moves := chosen[1].moves():
            return redirect(_virement(scope, this, chosen[0], moves))
        problems = [{"text": "Choose at least one line that gets what is left", "href": ""}]
    trail = (("Schemes", scope.address("schemes")), (str(this), scope.address("scheme", ref)), ("Release", ""))
    context: dict[str, Any] = {
        "scheme": this,
        "is_open": not scope.locked,
        "funds": [{"fund": fund, "rows": _rows(form)} for fund, form in forms],
        "problems": problems,
    }
    status = UNPROCESSABLE if chosen is not None else 200
    return render(request, "reports/scheme_release.html", context | frame(scope, "schemes", *trail), status=status)


def _left(scope: Scope, scheme: Scheme, funds: list[Fund]) -> dict[Fund, dict[Line, Decimal]]:
    """By fund, the scheme's lines with something left, and how much in £."""
    left = releases(groups_of(scope, scheme)[1])
    lines = Line.objects.filter(scheme=scheme, year=scope.year, ref__in=left, fund__in=funds)
    found: dict[Fund, dict[Line, Decimal]] = {}
    for line in lines.select_related("fund", "stream", "contributing_partner__heir", "scheme").order_by("ref"):
        found.setdefault(line.fund, {})[line] = left[line.ref]
    return found


def _form(fund: Fund, left: Mapping[Line, Decimal], scheme: Scheme, sent: Any) -> ReleaseForm:
    """The lines that can get it: of the same fund, stream and contributing partner, in schemes that go on."""
    others = Line.objects.filter(fund=fund, year=next(iter(left)).year, income=False).exclude(scheme=scheme)
    lasting = [
        line
        for line in others.select_related("scheme", "contributing_partner").order_by("ref")
        if line.scheme.ends is None or line.scheme.ends > month_end(line.year, 12)
    ]
    choices = {line: [other for other in lasting if _pot(other) == _pot(line)] for line in left}
    return ReleaseForm(sent, left=left, choices=choices)


def _pot(line: Line) -> tuple[int, int | None]:
    return line.stream_id, line.contributing_partner.heir_id


def _rows(form: ReleaseForm) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "payer": line.contributing_partner.heir or line.contributing_partner,
            "amount": print_in_sentence(pounds(amount, illustrative=line.illustrative)),
            "field": form[f"to_{line.pk}"],
            "alone": len(form.fields[f"to_{line.pk}"].choices) == 1,  # type: ignore[attr-defined]
        }
        for line, amount in form.left.items()
    ]


def _virement(scope: Scope, scheme: Scheme, fund: Fund, moves: Mapping[int, Decimal]) -> str:
    """The change screen with the amounts filled in."""
    words = {
        "year": year_label(scope.year),
        "period": scope.month,
        "fund": fund.slug,
        "kind": "virement",
        "title": f"Release what {scheme.ref} {scheme.name} leaves over"[:200],
        "reason": f"{scheme} closes on {scheme.ends:%-d %B %Y}." if scheme.ends else f"{scheme} does not need it.",
    }
    amounts = {f"line-{line}": f"{amount:.2f}" for line, amount in moves.items()}
    return f"{reverse('change_new', args=[scope.place.slug])}?{urlencode({**words, **amounts})}"
