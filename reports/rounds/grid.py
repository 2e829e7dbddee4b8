"""Reads a partner's round for the forecast grid: its lines by fund, with ledgers, forecasts, standings and limits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgets.access import access_of
from budgets.models import Fund, Period
from budgets.roles import Power
from budgets.scope import Scope
from reports.facts.position import FundFacts, Group, PartnerFacts, ThresholdFacts
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.variance import variance
from reports.loading.rounds import LineRow, PartSums, Spenders, load_lines, load_spenders, load_sums
from reports.loading.standings import scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from reports.rounds.lateness import Late, late_partners
from reports.rounds.lines import Entry, GridLine, months_of
from reports.rounds.round import FundRound, Grid
from reports.rounds.standings import (
    ALL_MONTHS,
    Ledgers,
    Standings,
    spent_by_month,
    standings_of_line,
    standings_of_part,
)
from reports.rounds.states import is_sent
from s75.errors import Unknown
from s75.money import ZERO, total
from s75.years import month_end
from schemes.officers import NOBODY, Officers, officers_in

FEW = 100  # lines, up to which an answer reads them alone


@dataclass(frozen=True)
class _Round:
    """What is the same for every line of a round: the partner's code and those of all, by fund ledgers and limits;
    the funds whose period is locked, and those where the partner's day is past."""

    scope: Scope
    code: str
    codes: Mapping[int, str]
    funds: Mapping[int, Fund]
    ledgers: Mapping[int, Ledgers]
    limits: Mapping[int, ThresholdFacts | None]
    locked: frozenset[int]
    late: frozenset[int]
    officers: Mapping[str, Officers]

    def part(self, fund: int, standings: Standings, *, illustrative: bool) -> Group:
        """A part of a fund's lines, of whatever schemes and streams, with their standings."""
        now, before = standings
        return Group(self.funds[fund].slug, "", "", "", self.code, illustrative, now, before)

    def line(self, row: LineRow, standings: Standings) -> Group:
        """One line with its standings."""
        slug, payer = self.funds[row.fund].slug, self.codes.get(row.contributor, "")
        return Group(slug, row.scheme, row.stream, payer, self.code, row.illustrative, *standings, row.ref)


@dataclass(frozen=True)
class _Sums:
    """What a fund's lines come to: groups for their position, sums of the months, counts of lines."""

    groups: Sequence[Group]
    months: Sequence[Decimal]
    wanted: int
    submitted: int


_NOTHING = _Sums((), [ZERO] * len(ALL_MONTHS), 0, 0)


def load_grid(
    scope: Scope, code: str = "", *, heir: int = 0, refs: Collection[str] | None = None, totals: bool = True
) -> Grid:
    """The round of the partner with that code in the place, or of that heir; without either, of the reader's own partner.

    With a few `refs`, or none, only these lines are read, and the totals still are of all; without `totals` there are none
    to be had. Five statements whatever the size; who forecasts which line is read with all of them only. Raises Unknown
    when no partner of that code spends a line in the year.
    """
    opened = {
        p.fund_id: p for p in scope.periods if (p.year, p.month) == (scope.year, scope.month) and p.state != "future"
    }
    funds = {fund.pk: fund for fund in scope.funds if fund.pk in opened}
    parameters = scope_parameters(list(funds), scope.year, scope.month, scope.month - 1)
    parameters |= {"place": scope.place.pk, "refs": list(refs or ())}
    ended = month_end(scope.year, scope.month).isoformat()
    around = load_surroundings(parameters, month_end=ended, only=("partners", "thresholds"))
    spenders = load_spenders(parameters)
    heir = heir if heir in spenders.partners and heir in around.codes else _chosen(scope, around, spenders, code)
    names = {partner.code: partner for partner in around.partners}
    still = [fund for pk, fund in funds.items() if opened[pk].state == Period.State.OPEN]
    late = late_partners(still, scope.year, scope.month)
    officers = officers_in(list(funds), scope.year) if refs is None else {}
    about = _about(scope, funds, around, spenders, heir, late, officers)
    parameters["partners"] = spenders.partners.get(heir, [])
    lines, sums = _read(about, parameters, refs, spenders.funds.get(heir, ()) if not totals else None)
    return Grid(
        scope=scope,
        heir=heir,
        partner=names[around.codes[heir]] if heir else PartnerFacts("", ""),
        partners=[names[code] for other, code in around.codes.items() if other in spenders.partners],
        funds=[_fund_round(about, opened[pk], around, heir, lines.get(pk, ()), sums[pk]) for pk in funds if pk in sums],
        waiting=[fund for fund in scope.funds if fund.pk not in opened],
        names={code: partner.name for code, partner in names.items()},
    )


def _chosen(scope: Scope, around: Surroundings, spenders: Spenders, code: str) -> int:
    """The heir whose round is read; 0 when nobody spends anything."""
    seated = [heir for heir in around.codes if heir in spenders.partners]
    if code:
        named = next((heir for heir in seated if around.codes[heir] == code), None)
        if named is None:
            raise Unknown(f"No partner “{code}” spends a line here.")
        return named
    own = access_of(scope.user).heirs_with(Power.FORECAST)
    return next((heir for heir in seated if heir in own), seated[0] if seated else 0)


def _about(
    scope: Scope,
    funds: Mapping[int, Fund],
    around: Surroundings,
    spenders: Spenders,
    heir: int,
    late: Late,
    officers: Mapping[str, Officers],
) -> _Round:
    ins = {pk: spenders.ins.get((pk, heir), frozenset()) for pk in funds}
    before = {pk: spenders.ins_before.get((pk, heir), frozenset()) for pk in funds}
    asked = sorted({month for months in ins.values() for month in months})
    return _Round(
        scope,
        around.codes.get(heir, ""),
        around.codes,
        funds,
        {pk: Ledgers(ins[pk], before[pk], asked) for pk in funds},
        {pk: threshold_for(around.thresholds, fund.slug, "scheme") for pk, fund in funds.items()},
        frozenset(pk for pk in funds if scope.open_month(funds[pk]) != scope.month),
        frozenset(pk for pk, heirs in late.items() if heir in heirs),
        officers,
    )


def _fund_round(
    about: _Round, period: Period, around: Surroundings, heir: int, lines: Sequence[GridLine], sums: _Sums
) -> FundRound:
    fund = about.funds[period.fund_id]
    facts = FundFacts(
        fund.slug, fund.code, fund.name, fund.get_arrangement_display(), around.codes.get(fund.host.heir_id or 0, ""),
        fund.counted, Period.State(period.state).label,
    )  # fmt: skip
    return FundRound(
        fund=fund,
        facts=facts,
        period=period,
        lines=lines,
        groups=sums.groups,
        months=sums.months,
        ins=about.ledgers[fund.pk].now,
        wanted=sums.wanted,
        submitted=sums.submitted,
        may=access_of(about.scope.user).may(Power.FORECAST, heir=heir, agreement=fund.agreement_id),
    )


def _read(
    about: _Round, parameters: dict[str, Any], refs: Collection[str] | None, unsummed: Collection[int] | None
) -> tuple[dict[int, list[GridLine]], dict[int, _Sums]]:
    """Lines and sums by fund: of all lines, whose sums are then added up here, or a few lines beside the sums of all.
    Where the funds are given as `unsummed`, nothing is summed."""
    some = refs is not None and (len(refs) <= FEW or unsummed is not None)
    every = list(about.ledgers.values())
    lines: dict[int, list[GridLine]] = {}
    asked = every[0].asked if every else ()
    for row in load_lines(parameters, asked, some=some) if refs or not some else ():
        lines.setdefault(row.fund, []).append(_line(about, row))
    if unsummed is not None:
        return lines, {pk: _NOTHING for pk in about.funds if pk in unsummed}
    if not some:
        return lines, {pk: _added_up(found, about.ledgers[pk]) for pk, found in lines.items()}
    come = sorted({month for ledgers in every for month in ledgers.come})
    come_before = sorted({month for ledgers in every for month in ledgers.come_before})
    sums = load_sums(parameters, come, come_before)
    return lines, {pk: _of_parts(about, pk, parts) for pk, parts in sums.items()}


def _line(about: _Round, row: LineRow) -> GridLine:
    ledgers, limit = about.ledgers[row.fund], about.limits[row.fund]
    spent = spent_by_month(row, ledgers)
    standings = standings_of_line(row, spent, ledgers)
    now = standings[0]
    seated = about.officers.get(row.ref, NOBODY)
    return GridLine(
        row.ref,
        row.name,
        row.wanted,
        about.line(row, standings),
        spent,
        ledgers.months_to_come if row.wanted else (),
        _entry(about, row) if row.version else None,
        Entry(row.last_round, row.last_figures or (), row.last_explanation, mitigation=row.last_mitigation)
        if row.last_round
        else None,
        row.wanted and limit is not None and needs_explanation(variance(now), now.budget, limit),
        limit,
        row.fund in about.locked,
        row.fund in about.late,
        seated,
        any(person.pk == about.scope.user.pk for person in seated.both),
    )


def _entry(about: _Round, row: LineRow) -> Entry:
    """The line's row in this round."""
    return Entry(
        about.scope.month, row.figures or (), row.explanation, row.version or 0, row.state, row.saved_by, row.mitigation,
    )  # fmt: skip


def _added_up(lines: Sequence[GridLine], ledgers: Ledgers) -> _Sums:
    """The sums of a fund whose lines were all read."""
    wanted = [line for line in lines if line.wanted]
    return _Sums(
        [line.group for line in lines],
        months_of(lines, ledgers.now),
        len(wanted),
        sum(is_sent(line.now.state if line.now else None) for line in wanted),
    )


def _of_parts(about: _Round, fund: int, parts: Sequence[PartSums]) -> _Sums:
    """The sums of a fund of which only a few lines were read."""
    ledgers = about.ledgers[fund]
    return _Sums(
        [about.part(fund, standings_of_part(part, ledgers), illustrative=part.illustrative) for part in parts],
        [total((part.spent if m in ledgers.now else part.figures).get(m, ZERO) for part in parts) for m in ALL_MONTHS],
        sum(part.wanted for part in parts),
        sum(part.submitted for part in parts),
    )
