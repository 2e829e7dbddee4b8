"""Reads a partner's round for the forecast grid: its lines by fund, with ledgers, forecasts, standings and limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection

from budgets.access import access_of
from budgets.models import Fund, Period
from budgets.roles import Power
from budgets.scope import Scope
from reports.facts import FundFacts, Group, PartnerFacts
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.rounds import month_totals
from reports.figures.variance import Position, add, counted, outturn, position, variance
from reports.loading.standings import load_groups, scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from s75.errors import Unknown
from s75.years import CLOSING_MONTH, month_end
from schemes.models import Line
from schemes.queries import months_in, months_to_come

_OF_PARTNER = "AND s.heir_id = %(heir)s"
_ROWS = """
WITH lines AS MATERIALIZED (
    SELECT l.id, l.ref, l.forecast_wanted, scheme.name FROM schemes_line l
    JOIN budgets_partner s ON s.id = l.spending_partner_id JOIN schemes_scheme scheme ON scheme.id = l.scheme_id
    WHERE l.fund_id = ANY(%(funds)s) AND l.year = %(year)s AND s.heir_id = %(heir)s
), spent AS (
    SELECT a.line_id, ARRAY[{months}] AS amounts FROM schemes_actual a
    WHERE a.fund_id = ANY(%(funds)s) AND a.year = %(year)s AND a.posted_in <= %(P)s GROUP BY a.line_id
), earlier AS (
    SELECT DISTINCT ON (f.line_id) f.line_id, f.round, f.figures, f.explanation FROM schemes_forecast f
    WHERE f.fund_id = ANY(%(funds)s) AND f.year = %(year)s AND f.round < %(P)s ORDER BY f.line_id, f.round DESC
)
SELECT l.ref, l.name, l.forecast_wanted, spent.amounts,
    f.version, f.figures, f.explanation, f.state, f.saved_at, COALESCE(NULLIF(u.name, ''), u.email),
    e.round, e.figures, e.explanation
FROM lines l
LEFT JOIN spent ON spent.line_id = l.id
LEFT JOIN schemes_forecast f ON f.line_id = l.id AND f.round = %(P)s
LEFT JOIN s75_user u ON u.id = f.saved_by_id
LEFT JOIN earlier e ON e.line_id = l.id
""".format(months=", ".join(f"sum(a.amount) FILTER (WHERE a.month = {month})" for month in range(1, 14)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line's saved row in one round: thirteen figures in £ (None: not forecast), its words and who saved it."""

    round: int
    figures: Sequence[Decimal | None]
    explanation: str
    version: int = 0
    state: str = ""
    saved_at: datetime | None = None
    saved_by: str = ""


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line in a round. `actuals` has thirteen places, None where the ledger is not in; `owes` says that its
    variance must be explained; `now` is this round's row and `last` that of the newest round before."""

    ref: str
    name: str
    wanted: bool
    group: Group
    actuals: Sequence[Decimal | None]
    to_come: Sequence[int]
    now: Entry | None
    last: Entry | None
    owes: bool

    @property
    def newest(self) -> Entry | None:
        return self.now or self.last

    @property
    def version(self) -> int:
        return self.now.version if self.now else 0

    @property
    def state(self) -> str:
        """not started, draft or submitted."""
        return self.now.state if self.now else "not started"

    def forecast(self, month: int) -> Decimal | None:
        """What stands for a month to come: this round's figure, else the last round's; None when nobody forecast it."""
        return self.newest.figures[month - 1] if self.newest else None

    @property
    def words(self) -> str:
        """The explanation to start from: this round's, and before the line is started the last round's if one is owed."""
        if self.now:
            return self.now.explanation
        return self.last.explanation if self.last and self.owes else ""

    @property
    def months(self) -> list[Decimal | None]:
        """The thirteen months as the grid shows them: ledgers where they are in, forecasts for the rest."""
        come = set(self.to_come)
        return [self.forecast(m) if m in come else self.actuals[m - 1] for m in range(1, CLOSING_MONTH + 1)]


@dataclass(frozen=True)
class FundRound:
    """One fund's part of a partner's round; `may` says that the reader may forecast these lines while it is open."""

    fund: Fund
    facts: FundFacts
    period: Period
    lines: Sequence[GridLine]
    may: bool
    compared: bool

    @property
    def writable(self) -> bool:
        return self.may and self.period.state == Period.State.OPEN

    @cached_property
    def position(self) -> Position:
        return position((line.group for line in self.lines), compared=self.compared)

    @cached_property
    def before(self) -> Decimal:
        """The outturn as at the period before, in £."""
        return outturn(add(line.group.before for line in self.lines))

    @cached_property
    def months(self) -> Sequence[Decimal]:
        return month_totals(line.months for line in self.lines)


@dataclass(frozen=True)
class Grid:
    """A partner's round over the funds whose period was opened; `waiting` are the funds where it was not yet."""

    scope: Scope
    heir: int
    partner: PartnerFacts
    partners: Sequence[PartnerFacts]
    funds: Sequence[FundRound]
    waiting: Sequence[Fund]

    @property
    def compared(self) -> bool:
        return self.scope.month > 1

    @cached_property
    def lines(self) -> dict[str, GridLine]:
        return {line.ref: line for part in self.funds for line in part.lines}

    @cached_property
    def counted(self) -> Sequence[FundFacts]:
        """The funds that count towards a total."""
        return counted([part.facts for part in self.funds])

    @cached_property
    def whole(self) -> FundRound | None:
        """All funds that count towards a total, as one; None where there is only one fund to show."""
        if len(self.funds) < 2:
            return None
        parts = [part for part in self.funds if part.facts in self.counted]
        lines = [line for part in parts for line in part.lines]
        return FundRound(parts[0].fund, parts[0].facts, parts[0].period, lines, False, self.compared) if parts else None

    @property
    def may(self) -> bool:
        return any(part.may for part in self.funds)

    @property
    def writable(self) -> bool:
        return any(part.writable for part in self.funds)

    def own(self) -> list[GridLine]:
        """The lines that the reader may forecast: those of open periods, and without any open one all of theirs."""
        parts = [part for part in self.funds if part.writable] or [part for part in self.funds if part.may]
        return [line for part in parts for line in part.lines if line.wanted]


def load_grid(scope: Scope, code: str = "") -> Grid:
    """The round of the partner with that code in the place; without a code, of the reader's own partner.

    Five queries, whatever the size. Raises Unknown when no partner of that code spends a line in the year.
    """
    opened = {p.fund_id: p for p in scope.periods if (p.year, p.month) == (scope.year, scope.month) and p.state != "future"}
    funds = [fund for fund in scope.funds if fund.pk in opened]
    parameters = scope_parameters([fund.pk for fund in funds], scope.year, scope.month, scope.month - 1)
    parameters |= {"place": scope.place.pk}
    around = load_surroundings(parameters, month_end=month_end(scope.year, scope.month).isoformat())
    spenders = set(
        Line.objects.filter(fund__in=funds, year=scope.year).order_by().values_list("spending_partner__heir", flat=True).distinct()
    )
    heir = _chosen(scope, around, spenders, code)
    lines = _load_lines(scope, parameters | {"heir": heir}, around) if heir else {}
    name = {p.code: p for p in around.partners}
    return Grid(
        scope=scope,
        heir=heir,
        partner=name[around.codes[heir]] if heir else PartnerFacts("", ""),
        partners=[name[code] for other, code in around.codes.items() if other in spenders],
        funds=[
            _fund_round(scope, fund, opened[fund.pk], around.codes, heir, lines[fund.slug]) for fund in funds if fund.slug in lines
        ],
        waiting=[fund for fund in scope.funds if fund.pk not in opened],
    )


def _chosen(scope: Scope, around: Surroundings, spenders: set[int | None], code: str) -> int:
    """The heir whose round is read; 0 when nobody spends anything."""
    seated = [heir for heir in around.codes if heir in spenders]
    if code:
        named = next((heir for heir in seated if around.codes[heir] == code), None)
        if named is None:
            raise Unknown(f"No partner “{code}” spends a line here.")
        return named
    own = access_of(scope.user).heirs_with(Power.FORECAST)
    return next((heir for heir in seated if heir in own), seated[0] if seated else 0)


def _fund_round(
    scope: Scope, fund: Fund, period: Period, codes: dict[int, str], heir: int, lines: list[GridLine]
) -> FundRound:
    facts = FundFacts(
        fund.slug, fund.code, fund.name, fund.get_arrangement_display(), codes.get(fund.host.heir_id or 0, ""),
        fund.counted, Period.State(period.state).label,
    )  # fmt: skip
    may = access_of(scope.user).may(Power.FORECAST, heir=heir, agreement=fund.agreement_id)
    return FundRound(fund, facts, period, lines, may, scope.month > 1)


def _load_lines(scope: Scope, parameters: dict[str, Any], around: Surroundings) -> dict[str, list[GridLine]]:
    """The partner's lines by the slug of their fund, in the order of their references."""
    groups, _ = load_groups(parameters, around.codes, by_line=True, narrowed=_OF_PARTNER)
    ins = months_in(parameters["funds"], scope.year, as_at=scope.month)
    by_slug = {fund.slug: ins.get((fund.pk, parameters["heir"]), frozenset[int]()) for fund in scope.funds}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, parameters)
        rows = {row[0]: row for row in cursor.fetchall()}
    limits = {slug: threshold_for(around.thresholds, slug, "scheme") for slug in by_slug}
    found: dict[str, list[GridLine]] = {}
    for group in sorted(groups, key=lambda group: group.line):
        limit = limits[group.fund]
        owes = limit is not None and needs_explanation(variance(group.now), group.now.budget, limit)
        found.setdefault(group.fund, []).append(_line(rows[group.line], group, by_slug[group.fund], scope.month, owes))
    return found


def _line(row: tuple[Any, ...], group: Group, in_months: frozenset[int], month: int, owes: bool) -> GridLine:
    ref, name, wanted, spent, version, figures, words, state, saved_at, saved_by, before, old_figures, old_words = row
    zero = Decimal("0.00")
    amounts = spent or [None] * CLOSING_MONTH
    return GridLine(
        ref,
        name,
        wanted,
        group,
        [(amounts[m - 1] or zero) if m in in_months else None for m in range(1, CLOSING_MONTH + 1)],
        months_to_come(in_months) if wanted else (),
        Entry(month, figures, words, version, state, saved_at, saved_by) if version else None,
        Entry(before, old_figures, old_words) if before else None,
        owes and wanted,
    )


def range_of(grid: Grid) -> list[int]:
    """The months that are columns: P01 to P12, and P13 where a ledger of it is in or its round is shown."""
    closing = grid.scope.month == CLOSING_MONTH or any(line.actuals[12] is not None for line in grid.lines.values())
    return list(range(1, CLOSING_MONTH + closing))
