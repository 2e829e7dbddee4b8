"""Undoing an import by reversal: what that means, and the reason for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from budgets.access import access_of
from budgets.roles import Power
from budgets.scope import frame, read_scope
from budgets.views.form_page import form_page
from s75.years import month_label
from schemes.actions.import_reversals import newer_import, reverse_import
from schemes.ledgers import imports_seen


class UndoForm(forms.Form):
    reason = forms.CharField(
        label="Why it is undone",
        max_length=400,
        help_text="Kept with the import and printed on its page.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the import is undone", "max_length": "Use 400 characters at most"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def actuals_undo(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = read_scope(request, place)
    made = imports_seen(scope.place, scope.funds).filter(pk=pk).first()
    if made is None:
        raise Http404("There is no such import in this place.")
    if not access_of(scope.user).may(Power.IMPORT_ACTUALS, heir=made.partner.heir_id):
        raise PermissionDenied(f"Only a finance officer of {made.partner} undoes its imports.")
    form = UndoForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        reverse_import(made=made, reason=form.cleaned_data["reason"], by=scope.user)
        return f"{made.filename} is undone: what it posted is taken back."

    back = scope.address("actuals_import", made.pk)
    trail = (("Actuals", scope.address("actuals")), (made.filename, back), ("Undo", ""))
    context: dict[str, Any] = {
        "made": made,
        "back": back,
        "newer": newer_import(made),
        "month": month_label(made.month),
    }
    context |= frame(scope, "actuals", *trail, switch=False)
    return form_page(request, form=form, act=act, done=back, context=context, template="schemes/actuals_undo.html")
