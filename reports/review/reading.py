"""Reads a round for its review: every line's standing and state, and for some of them what speaks for and against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Sum

from budgets.access import Access, access_of
from budgets.models import Fund, Period
from budgets.scope import Scope
from reports.facts.position import Group, ThresholdFacts
from reports.figures.rag import threshold_for
from reports.figures.record import PastRound
from reports.loading.round_lines import RoundLine
from reports.loading.standings import load_sums, scope_parameters
from reports.loading.surroundings import load_surroundings
from reports.review.lines import ReviewLine, Said
from reports.review.threads import load_threads
from reports.rounds.lateness import Late, late_partners
from reports.rounds.lines import Entry, GridLine
from reports.rounds.states import state_of
from s75.money import ZERO
from s75.years import CLOSING_MONTH, month_end
from schemes.models import Actual, Forecast
from schemes.queries import months_to_come
from schemes.reviewing import reaches

Months = Sequence[Decimal | None]


@dataclass(frozen=True)
class Review:
    """Every line that a round asks a forecast of, and what partners are called, by code."""

    scope: Scope
    lines: Sequence[ReviewLine]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def compared(self) -> bool:
        return self.scope.month > 1

    @property
    def reviewer(self) -> bool:
        """Whether the reader reviews any of the lines."""
        return any(line.mine for line in self.lines)

    @property
    def codes(self) -> dict[str, str]:
        """The funds of the lines, by slug."""
        return {fund.slug: fund.name for fund in self.scope.funds}


@dataclass(frozen=True)
class Details:
    """More of some lines, by line: their months, their rows of this round and before, and what was said of them."""

    actuals: Mapping[int, Months]
    rounds: Mapping[int, Sequence[Forecast]]
    threads: Mapping[int, Sequence[Said]]


def load_review(scope: Scope) -> Review:
    """The round of a scope's funds where it was opened: two queries, whatever the size; one more while it is open."""
    began = {p.fund_id for p in scope.periods if (p.year, p.month) == (scope.year, scope.month) and p.state != "future"}
    parameters = scope_parameters(sorted(began), scope.year, scope.month, scope.month - 1) | {"place": scope.place.pk}
    ended = month_end(scope.year, scope.month).isoformat()
    around = load_surroundings(parameters, month_end=ended, only=("partners", "thresholds"))
    sums = load_sums(parameters, around.codes, by_line=True, round_lines=True, reviewed=True)
    groups = {(group.fund, group.line): group for group in sums.groups}
    still = [fund for fund in scope.funds if scope.open_month(fund) == scope.month]
    limits = {fund.pk: threshold_for(around.thresholds, fund.slug, "scheme") for fund in scope.funds}
    about = _About(
        scope, access_of(scope.user), {fund.pk: fund for fund in scope.funds}, limits, {fund.pk for fund in still},
        _locked(scope), late_partners(still, scope.year, scope.month),
    )  # fmt: skip
    lines = [_line(about, one, groups[about.funds[one.fund].slug, one.ref]) for one in sums.round_lines]
    return Review(scope, lines, {partner.code: partner.name for partner in around.partners})


@dataclass(frozen=True)
class _About:
    """What is the same for every line."""

    scope: Scope
    access: Access
    funds: Mapping[int, Fund]
    limits: Mapping[int, ThresholdFacts | None]
    open: Collection[int]
    locked: Collection[int]
    late: Late


def _locked(scope: Scope) -> set[int]:
    at = (scope.year, scope.month)
    return {p.fund_id for p in scope.periods if (p.year, p.month) == at and p.state == Period.State.LOCKED}


def _line(about: _About, one: RoundLine, group: Group) -> ReviewLine:
    late = one.spender in about.late.get(one.fund, frozenset())
    agreement = about.funds[one.fund].agreement_id
    return ReviewLine(
        key=one.line,
        fund=one.fund,
        ref=one.ref,
        name=one.scheme,
        group=group,
        spender=one.spender,
        limit=about.limits[one.fund],
        stored=one.state,
        state=state_of(one.state, locked=one.fund in about.locked, late=late, stands=bool(one.stands)),
        version=one.version or 0,
        explained=bool(one.worded),
        mine=reaches(about.access, heirs={one.payer, one.lead}, agreement=agreement),
        own=one.state is not None and about.scope.user.pk in (one.saved_by, one.submitted_by),
        ins=frozenset(month for month in range(1, CLOSING_MONTH + 1) if one.ins >> month & 1),
        open=one.fund in about.open,
    )


def load_details(review: Review, lines: Collection[ReviewLine]) -> Details:
    """The ledgers and threads of these lines: two queries, whatever the size; none for no lines."""
    if not lines:
        return Details({}, {}, {})
    scope = review.scope
    keys = [line.key for line in lines]
    spent: dict[int, dict[int, Decimal]] = {}
    posted = Actual.objects.filter(line__in=keys, posted_in__lte=scope.month)
    for key, month, amount in posted.values_list("line", "month").annotate(amount=Sum("amount")).order_by():
        spent.setdefault(key, {})[month] = amount
    actuals = {}
    for line in lines:
        own = spent.get(line.key, {})
        actuals[line.key] = [own.get(m, ZERO) if m in line.ins else None for m in range(1, CLOSING_MONTH + 1)]
    return Details(actuals, {}, load_threads(keys, up_to=scope.month))


def with_rounds(details: Details, review: Review, shown: Collection[ReviewLine]) -> Details:
    """With the rows that these lines have in the round and had in those before it: one more query."""
    if not shown:
        return details
    rounds: dict[int, list[Forecast]] = {}
    rows = Forecast.objects.filter(line__in=[line.key for line in shown], round__lte=review.scope.month)
    for row in rows.select_related("saved_by", "submitted_by", "reviewed_by").order_by("round"):
        rounds.setdefault(row.line_id, []).append(row)
    return replace(details, rounds=rounds)


def grid_line(line: ReviewLine, details: Details, month: int) -> GridLine:
    """The line as the forecast grid has it, which knows its months, its projection and whether that is challenged."""
    rows = details.rounds.get(line.key, ())
    now = next((row for row in rows if row.round == month), None)
    earlier = [row for row in rows if row.round < month]
    actuals = details.actuals[line.key]
    return GridLine(
        line.ref, line.name, True, line.group, actuals, months_to_come(line.ins),
        _entry(now) if now else None, _entry(earlier[-1]) if earlier else None, line.owes, line.limit,
    )  # fmt: skip


def _entry(row: Forecast) -> Entry:
    return Entry(row.round, row.figures, row.explanation, row.version, row.state, str(row.saved_by), row.mitigation)


def past_rounds(line: ReviewLine, details: Details, month: int) -> list[PastRound]:
    """The line's earlier forecasts of the year, with what its ledgers hold now."""
    rows = details.rounds.get(line.key, ())
    return [PastRound(r.year, r.round, r.figures, details.actuals[line.key]) for r in rows if r.round < month]
