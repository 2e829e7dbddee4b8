"""The change screen: a fund's lines and money in, what is moved, what it comes to; saved as a draft or requested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets.limits import who_decides
from budgets.models import Change, Fund, FundingStream, Period, Reserve
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.facts.change import ChangePot
from reports.figures.changes import underspends
from reports.forms.change import ChangeForm, ChooseForm
from reports.forms.change_entry import Entry, amounts_of, entry_of, read_entry, sheet, with_added
from reports.load import load_position
from reports.loading.changes import load_lines, load_pots
from reports.views.change import the_change
from reports.views.changes import proposes, trail_of
from s75.errors import RuleBroken
from s75.money import ZERO
from s75.years import CLOSING_MONTH, month_label, year_label
from schemes.actions.changes import draft_change, edit_change, open_or_next

METHODS = ["GET", "HEAD", "POST"]


@dataclass
class Desk:
    """What the screen is about: a kind of change of a fund's year, as it stands in the period it would count from."""

    scope: Scope
    fund: Fund
    year: int
    kind: str
    month: int
    change: Change | None = None

    def load(self, month: int) -> None:
        self.month = month
        self.lines = load_lines(self.fund, self.year, month, self.change)
        pots = load_pots(self.fund, self.year, month, self.lines, self.change)
        self.pots: tuple[ChangePot, ...] = pots
        if self.kind == Change.Kind.DRAWDOWN:
            self.pots = self._with_reserves(pots)
        streams = FundingStream.objects.filter(place=self.fund.place_id)
        lasting = [s for s in streams if (s.first_year or self.year) <= self.year <= (s.last_year or self.year)]
        self.streams = {stream.pk: stream.name for stream in lasting}
        partners = self.fund.agreement.partners.select_related("heir")
        self.partners = {partner.heir_id or partner.pk: str(partner.heir or partner) for partner in partners}

    def _with_reserves(self, pots: tuple[ChangePot, ...]) -> tuple[ChangePot, ...]:
        """The pots that a reserve of the fund gives to; one that it has never given to yet is empty."""
        found = {pot.pot: pot for pot in pots}
        reserves = Reserve.objects.filter(fund=self.fund).select_related("stream", "partner__heir")
        kept: dict[tuple[int, int], ChangePot] = {}
        for reserve in reserves:
            pot = (reserve.stream_id, reserve.partner.heir_id or reserve.partner_id)
            name = (reserve.stream.name, str(reserve.partner.heir or reserve.partner))
            kept[pot] = found.get(pot) or ChangePot(pot, *name, ZERO, ZERO)
        return tuple(kept.values())

    @property
    def adds(self) -> bool:
        """Whether contributions can be added: a virement has none, and a drawdown those of its reserve."""
        return self.kind not in (Change.Kind.VIREMENT, Change.Kind.DRAWDOWN)

    def form(self, data: Any = None, initial: Mapping[str, Any] | None = None) -> ChangeForm:
        return ChangeForm(data, kind=self.kind, fund=self.fund, year=self.year, month=self.month, initial=initial)


@require_http_methods(METHODS)
def change_new(request: HttpRequest, place: str) -> HttpResponse:
    """Choose the fund and the kind; then the screen itself."""
    scope = read_scope(request, place, unopened=True)
    if not any(proposes(scope.user, fund.agreement_id) for fund in scope.funds):
        raise PermissionDenied("Only who may propose changes makes one: a finance officer or a pool manager.")
    sent = request.POST if request.method == "POST" else request.GET
    choice = ChooseForm(sent if "kind" in sent or "fund" in sent else None, funds=scope.funds, opened=_opened(scope))
    if not choice.is_valid():
        context = {"form": choice, **frame(scope, "changes", *trail_of(scope, ("New change", "")), switch=False)}
        return render(request, "reports/change_new.html", context, status=UNPROCESSABLE if choice.is_bound else 200)
    fund = next(fund for fund in scope.funds if fund.slug == choice.cleaned_data["fund"])
    if not proposes(scope.user, fund.agreement_id):
        raise PermissionDenied(f"You may not propose changes of {fund}.")
    desk = Desk(scope, fund, scope.year, choice.cleaned_data["kind"], open_or_next(fund, scope.year))
    return _screen(request, desk)


def _opened(scope: Scope) -> bool:
    """Whether every fund has its opening budget of the year."""
    posted = Change.objects.filter(fund__in=scope.funds, year=scope.year, kind=Change.Kind.OPENING, state="posted")
    return posted.values("fund").distinct().count() == len(scope.funds)


@require_http_methods(METHODS)
def change_edit(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """A draft of one's own, to be changed."""
    scope, change = the_change(request, place, pk)
    if change.requested_by_id != scope.user.pk or not proposes(scope.user, change.fund.agreement_id):
        raise PermissionDenied("Only who proposed a change edits its draft.")
    if change.state != Change.State.DRAFT or change.reverses_id is not None:
        messages.info(request, f"“{change.title}” is {change.get_state_display().lower()} and stands as it is.")
        return redirect(scope.address("change", change.pk))
    return _screen(request, Desk(scope, change.fund, change.year, change.kind, 0, change))


def _screen(request: HttpRequest, desk: Desk) -> HttpResponse:
    base = open_or_next(desk.fund, desk.year)
    desk.load(base)
    if request.method != "POST":
        return _show(request, desk, *_start(request, desk))
    form = desk.form(request.POST)
    valid = form.is_valid()
    if valid and form.cleaned_data["effective_from"] > base:
        desk.load(form.cleaned_data["effective_from"])
    entry = read_entry(request.POST, desk.lines)
    step = request.POST.get("step")
    if step not in ("save", "ask"):
        form.errors.clear()
        return _show(request, desk, form, entry)
    if not valid or entry.errors:
        return _show(request, desk, form, entry, status=UNPROCESSABLE)
    try:
        change = _save(request, desk, form, entry, ask=step == "ask")
    except RuleBroken as broken:
        return _show(request, desk, form, entry, status=status_of(broken), problems=sentences(broken))
    said = f"is requested. {who_decides(change)}" if step == "ask" else "is saved as a draft."
    messages.success(request, f"“{change.title}” {said}")
    return redirect(desk.scope.address("change", change.pk))


def _save(request: HttpRequest, desk: Desk, form: ChangeForm, entry: Entry, *, ask: bool) -> Change:
    words = {**form.cleaned_data, "amounts": amounts_of(entry, desk.fund), "by": desk.scope.user, "ask": ask}
    if desk.change is not None:
        reserve, project = words.pop("reserve", None), words.pop("project", None)
        return edit_change(change=desk.change, reserve=reserve, project=project, **words)
    return draft_change(fund=desk.fund, year=desk.year, kind=desk.kind, key=_key(request), **words)


def _key(request: HttpRequest) -> UUID:
    """The form's own key, by which sending it twice makes one change."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as wrong:
        raise Http404("This form has lost its key. Open it again.") from wrong


def _start(request: HttpRequest, desk: Desk) -> tuple[ChangeForm, Entry]:
    """The form as it is first shown: empty or as the address fills it, a draft's own, or last year's underspends."""
    if desk.change is not None:
        names = ("title", "reason", "authority", "basis", "effective_from", "reserve", "project")
        return desk.form(initial={name: getattr(desk.change, name) for name in names}), entry_of(desk.lines, desk.pots)
    entry = _filled(desk) if request.GET.get("fill") else read_entry(request.GET, desk.lines)
    known = {name: request.GET[name] for name in ("reserve", "project", "title", "reason") if name in request.GET}
    return desk.form(initial=known), entry


def _filled(desk: Desk) -> Entry:
    """Last year's underspends on the same lines, with the contributions that pay for them."""
    offered = _offered(desk)
    lines = [replace(line, amount=offered.get(line.ref, ZERO)) for line in desk.lines]
    entry = entry_of(lines, [])
    for line in lines:
        if line.amount:
            entry.pots[line.pot] = entry.pots.get(line.pot, ZERO) + line.amount
    entry.texts |= {f"pot-{pot[0]}-{pot[1]}": f"{amount:,.2f}" for pot, amount in entry.pots.items()}
    return entry


def _offered(desk: Desk) -> dict[str, Decimal]:
    """Last year's underspends by line, once its last period is locked; nothing before."""
    if desk.kind != Change.Kind.CARRY_FORWARD:
        return {}
    before = desk.year - 1
    periods = list(Period.objects.filter(fund=desk.fund, year=before))
    if not any(p.month == CLOSING_MONTH and p.state == Period.State.LOCKED for p in periods):
        return {}
    facts = load_position(
        place=desk.scope.place, funds=[desk.fund], year=before, period=CLOSING_MONTH, periods=periods, by_line=True,
        months=False, narratives=False,
    )  # fmt: skip
    return underspends(facts.groups)


def _show(
    request: HttpRequest, desk: Desk, form: ChangeForm, entry: Entry, *, status: int = 200, problems: Any = ()
) -> HttpResponse:
    scope, change = desk.scope, desk.change
    kind = Change.Kind(desk.kind)
    pots = with_added(desk.pots, entry, desk.streams, desk.partners)
    offered = _offered(desk)
    title = f"Edit {change}" if change else f"New {kind.label.lower()}"
    steps = [(str(change), scope.address("change", change.pk)), ("Edit", "")] if change else [(title, "")]
    context = {
        "title": title,
        "change": change,
        "fund": desk.fund,
        "kind": kind,
        "year": year_label(desk.year),
        "period": month_label(desk.month),
        "form": form,
        "entry": entry,
        "sheet": sheet(entry, desk.lines, pots, offered),
        "streams": desk.streams.items() if desk.adds else (),
        "partners": desk.partners.items(),
        "offered": offered,
        "offers": kind == Change.Kind.CARRY_FORWARD,
        "virement": kind == Change.Kind.VIREMENT,
        "key": request.POST.get("key") or uuid4(),
        "problems": [*problems, *entry.problems],
        "back": scope.address("change", change.pk) if change else scope.address("changes"),
    }
    around = frame(scope, "changes", *trail_of(scope, *steps), switch=False)
    return render(request, "reports/change_entry.html", context | around, status=status)
