"""The ledgers of a place's year: the list, one import with its rows and postings, and the file itself."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Exists, OuterRef, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgets.access import access_of
from budgets.models import PlacePartner
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from s75.money import ZERO
from s75.years import month_label
from schemes.filters import FileRowFilter
from schemes.ledger_waiting import journals_due, suspense_sentence
from schemes.ledgers import (
    cleared_codes,
    commitments_seen,
    imports_seen,
    partners_ledgers,
    postings_seen,
    rows_seen,
    sees_whole,
    suspense_seen,
)
from schemes.models import ActualsImport, ImportedFile, ImportRow
from schemes.seats import seats_of, standing
from schemes.suspense import sums_by_partner
from schemes.tables import FileRowsTable, ImportsTable, PostingsTable
from schemes.views.withdrawn import withdrawn

PAGE = {"per_page": 50}


@require_safe
def actuals(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    seats = seats_of(scope.place)
    may = access_of(scope.user).heirs_with(Power.IMPORT_ACTUALS) & {p.pk for _, p in standing(seats)}
    waiting = suspense_seen(scope.place, scope.funds, scope.year)
    table = ImportsTable(imports_seen(scope.place, scope.funds, scope.year).order_by("-month", "-pk"), scope=scope)
    RequestConfig(request, paginate=PAGE).configure(table)
    context = {
        "table": table,
        "ledgers": partners_ledgers(scope.place, scope.funds, scope.year, scope.month, seats),
        "upload_href": scope.address("actuals_upload") if may else "",
        "suspense": [suspense_sentence(*of) for of in sums_by_partner(waiting)],
        "suspense_href": scope.address("suspense"),
        "journals_href": scope.address("journals"),
        "due": len(journals_due(scope.funds, scope.year)),
        "commitments": _commitments(scope),
        "formats": [(code, scope.address("ledger_format", code)) for code in _with_ledgers(seats, scope)],
    }
    return render(request, "schemes/actuals.html", context | frame(scope, "actuals", ("Actuals", "")))


def _with_ledgers(seats: list[PlacePartner], scope: Scope) -> list[str]:
    """The codes of the partners that have sent a ledger to the place."""
    sent = set(ActualsImport.objects.filter(place=scope.place).values_list("partner", flat=True))
    return [seat.code for seat in seats if seat.partner_id in sent]


def _commitments(scope: Scope) -> list[tuple[str, str, str, Decimal]]:
    """What each partner's newest ledger shows as committed: the partner, the month, the file, the amount in £."""
    sums: dict[ActualsImport, Decimal] = {}
    for one in commitments_seen(scope.funds, scope.year, scope.month):
        sums[one.actuals_import] = sums.get(one.actuals_import, ZERO) + one.amount
    return [(str(of.partner), month_label(of.month), of.filename, amount) for of, amount in sums.items() if amount]


def _import(scope: Scope, pk: int) -> ActualsImport:
    kept = ImportedFile.objects.filter(actuals_import=OuterRef("pk")).exclude(content=b"")
    found = imports_seen(scope.place, scope.funds).annotate(file_kept=Exists(kept)).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such import in this place.")
    return found


@require_safe
def actuals_import(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope = read_scope(request, place)
    made = _import(scope, pk)
    whole = sees_whole(made, scope.funds)
    found = FileRowFilter(request.GET, queryset=rows_seen(made, scope.funds, whole=whole))
    rows = FileRowsTable(found.qs, scope=scope, prefix="rows-")
    rows.cleared = cleared_codes(made)
    committed = made.commitments.filter(fund__in=scope.funds).aggregate(amount=Sum("amount"))["amount"]
    if committed is None:
        rows.exclude = ("commitment",)
    postings = postings_seen(made, scope.funds)
    if code := request.GET.get("code"):
        postings = postings.filter(code__iexact=code.strip())
    posted = PostingsTable(postings, scope=scope, prefix="postings-")
    for table in (rows, posted):
        RequestConfig(request, paginate=PAGE).configure(table)
    kept = [(name, value) for name in found.filters if (value := request.GET.get(name))]
    undone = getattr(made, "reversal", None)
    access = access_of(scope.user)
    may_undo = undone is None and access.may(Power.IMPORT_ACTUALS, heir=made.partner.heir_id)
    context = {
        "undone": undone,
        "undo_href": scope.address("actuals_undo", made.pk) if may_undo else "",
        "committed": committed,
        "suspense": _in_suspense(scope, made),
    }
    context |= {"made": made, "whole": whole, "filter": found, "rows": rows, "postings": posted, "narrowed": bool(kept)}
    trail = (("Actuals", scope.address("actuals")), (made.filename, ""))
    return render(request, "schemes/actuals_import.html", context | frame(scope, "actuals", *trail, keep=kept))


def _in_suspense(scope: Scope, made: ActualsImport) -> str:
    """What stands in suspense by this file, a sentence; empty where it is another's, or where all its codes lead on."""
    if not made.file_rows.filter(fate=ImportRow.Fate.UNKNOWN).exists():
        return ""
    seen = suspense_seen(scope.place, scope.funds, made.year)
    return " ".join(suspense_sentence(*of) for of in sums_by_partner([one for one in seen if one.newest == made]))


@require_safe
def actuals_file(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The bytes as they came, for whoever sees every fund that they reached; never shown by the browser itself. 410 where
    they were withdrawn."""
    scope = read_scope(request, place)
    made = _import(scope, pk)
    if not sees_whole(made, scope.funds):
        raise Http404("The file also holds funds that you do not see.")
    content = bytes(ImportedFile.objects.get(actuals_import=made).content)
    if not content:
        return withdrawn()
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, made.filename) or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )
