"""Who commissions a scheme and on what it is spent: what the national conditions are tested by."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from budgets.access import may_set_up
from budgets.scope import frame
from budgets.views.form_page import form_page
from reports.forms.scheme import CommissioningForm
from reports.views.scheme import the_scheme
from schemes.actions.commissioning import set_commissioning


@require_http_methods(["GET", "HEAD", "POST"])
def scheme_commissioning(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    scope, this = the_scheme(request, place, ref)
    if not may_set_up(scope.user, scope.place):
        raise PermissionDenied("Only who sets the place up says who commissions its schemes.")
    form = CommissioningForm(request.POST if request.method == "POST" else None, scheme=this)

    def act() -> str:
        set_commissioning(scheme=this, by=scope.user, **form.cleaned_data)
        return f"Who commissions {this} is saved."

    back = scope.address("scheme", this.ref)
    trail = (("Schemes", scope.address("schemes")), (str(this), back), ("Who commissions", ""))
    context = {
        "title": f"Who commissions {this}",
        "teaches": (
            "The national conditions count from the NHS minimum what is spent on social care, and what the NHS commissions "
            "out of hospital. They go by what is said here."
        ),
        "button": "Save",
        "back": back,
        **frame(scope, "schemes", *trail, switch=False),
    }
    return form_page(request, form=form, act=act, done=back, context=context)
