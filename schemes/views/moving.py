"""Moving a fund under the agreement that follows its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from budgets.access import access_of
from budgets.models import Agreement, Fund
from budgets.roles import Power
from budgets.set_up.fields import choose
from budgets.set_up.parts import FUNDS
from budgets.set_up.scope import set_up_frame, set_up_scope
from budgets.views.form_page import form_page
from schemes.actions.moving import move_fund, narrowed_to


class MoveForm(forms.Form):
    """The agreement that the fund moves under, and why."""

    agreement = choose("Agreement", "Choose the agreement that it moves under", empty="Choose an agreement")
    reason = forms.CharField(
        label="Why it moves",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the reason"},
        help_text="For example: the agreement of 2025 follows that of 2022. It is kept on record.",
    )

    def __init__(self, data: Any = None, *, fund: Fund) -> None:
        super().__init__(data)
        others = Agreement.objects.filter(place=fund.place).exclude(pk=fund.agreement_id)
        self.fields["agreement"].queryset = others.exclude(status=Agreement.Status.ENDED)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def fund_move(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = set_up_scope(request, place)
    fund = get_object_or_404(Fund.objects.select_related("place", "agreement", "host"), place=scope.place, pk=pk)
    if not access_of(scope.user).may(Power.SET_UP, heir=fund.host.heir_id, agreement=fund.agreement_id):
        raise PermissionDenied(f"Only who sets up {fund} moves it: the pool manager or administrator of its host.")
    form = MoveForm(request.POST if request.method == "POST" else None, fund=fund)

    def act() -> str:
        move_fund(fund=fund, by=scope.user, **form.cleaned_data)
        return f"{fund} stands under “{form.cleaned_data['agreement']}” from now on."

    back = FUNDS.list_address(scope.place)
    context = {
        "title": f"Move {fund} under another agreement",
        "teaches": _teaches(fund),
        "button": "Move the fund",
        "back": back,
        **set_up_frame(scope, (FUNDS.title, back), ("Move", "")),
    }
    return form_page(request, form=form, act=act, done=back, context=context)


def _teaches(fund: Fund) -> str:
    said = (
        f"It stands under “{fund.agreement}”. When a signed agreement follows that one, the fund moves under it, and its "
        "approval limits then say who decides. Budgets, actuals, forecasts and papers stay as they are."
    )
    names = narrowed_to(fund.agreement)
    lost = f" The roles of {', '.join(names)} are narrowed to the agreement that it leaves, and no longer reach it."
    return said + (lost if names else "")
