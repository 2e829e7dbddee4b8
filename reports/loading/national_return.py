"""From the database to a national return, as at a period: Better Care lines, contributions, outputs and answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from budgets.models import Fund, FundingStream, Period, Place
from reports.facts.indicators import OutputFacts
from reports.facts.money import PassingFacts, ReportedFacts, SourceFacts
from reports.facts.national_return import (
    QUARTER,
    ReturnAnswer,
    ReturnFacts,
    ReturnIncome,
    ReturnLine,
    ReturnLists,
    ReturnScheme,
)
from reports.facts.position import Group
from reports.figures.national_checks import NO, YES
from reports.loading.money_in import load_sources, until_of
from reports.loading.passings import load_passings, load_reported
from reports.loading.standings import load_sums, scope_parameters
from reports.loading.surroundings import load_surroundings
from reports.papers.national_return.rules import rules_of
from s75.money import ZERO, total
from s75.years import month_end
from schemes.models import DeliveredOutput, PlannedOutput, Scheme
from schemes.models import ReturnAnswer as Kept
from schemes.plans.lists import lists_of
from schemes.sources.bcf_plan_words import source_of

YEAR_END_QUARTER = 0  # under which answers of the end of the year are kept


def load_return(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], occasion: str = QUARTER
) -> ReturnFacts:
    """The return of a place's funds (already authorised): a fixed number of queries, whatever there is.

    Only streams of the Better Care Fund that are returned count, in funds that count towards totals. The quarter is the
    one in which the period falls.
    """
    funds = [fund for fund in funds if fund.counted] or list(funds)
    parameters = scope_parameters([fund.pk for fund in funds], year, period, None) | {"place": place.pk}
    around = load_surroundings(parameters, month_end=month_end(year, period).isoformat(), only=("partners",))
    sums = load_sums(parameters, around.codes, by_line=True)
    until = until_of(funds, periods, year, period)
    national = _national(place)
    groups = [group for group in sums.groups if group.stream in national]
    quarter = min(4, (period + 2) // 3)
    sources = load_sources(funds, year, period, around.codes, until)
    states = {p.fund_id: p.state for p in periods if (p.year, p.month) == (year, period)}
    return ReturnFacts(
        place=place.slug,
        place_name=place.name,
        scope_name=funds[0].name if len(funds) == 1 else place.name,
        year=year,
        period=period,
        quarter=quarter,
        day=month_end(year, period),
        locked=all(states.get(fund.pk) == Period.State.LOCKED for fund in funds),
        rules=rules_of(year, occasion),
        lists=_lists(year),
        schemes=_schemes(place, year, {group.scheme for group in groups}),
        lines=_lines(groups, national, load_passings(funds, year, until), load_reported(funds, year, period)),
        income=_income(sources, groups, national),
        answers=_answers(place, year, quarter if occasion == QUARTER else YEAR_END_QUARTER),
    )


def _national(place: Place) -> dict[str, str]:
    """The place's streams that are returned, with the source that each is in the template."""
    rows = FundingStream.objects.filter(place=place, better_care=True, returned=True)
    return {name: known or source_of(name) or name for name, known in rows.values_list("name", "national")}


def _lists(year: int) -> ReturnLists:
    kept = lists_of(year)
    sub_types = tuple(kept.sub_type.items())
    return ReturnLists(kept.scheme_type, sub_types, kept.area_of_spend, kept.source, kept.unit)


def _schemes(place: Place, year: int, refs: set[str]) -> tuple[ReturnScheme, ...]:
    outputs: dict[int, list[PlannedOutput]] = {}
    for output in PlannedOutput.objects.filter(scheme__place=place, year=year).order_by("pk"):
        outputs.setdefault(output.scheme_id, []).append(output)
    delivered: dict[int, list[tuple[int, Decimal, str]]] = {}
    rows = DeliveredOutput.objects.filter(output__scheme__place=place, output__year=year).order_by("quarter")
    for output_id, quarter, amount, note in rows.values_list("output", "quarter", "to_date", "note"):
        delivered.setdefault(output_id, []).append((quarter, amount, note))
    return tuple(
        ReturnScheme(
            scheme.ref,
            scheme.name,
            scheme.scheme_type,
            scheme.sub_type,
            scheme.area_of_spend,
            scheme.commissioner,
            scheme.nhs_percent,
            tuple(
                OutputFacts(scheme.ref, scheme.name, one.unit, one.amount, tuple(delivered.get(one.pk, ())))
                for one in outputs.get(scheme.pk, ())
            ),
        )
        for scheme in Scheme.objects.filter(place=place, ref__in=refs).order_by("ref")
    )


def _lines(
    groups: Iterable[Group],
    national: Mapping[str, str],
    passings: Iterable[PassingFacts],
    reported: Iterable[ReportedFacts],
) -> tuple[ReturnLine, ...]:
    passed: dict[str, dict[str, Decimal]] = {}
    for one in passings:
        if one.passed_on is not None:
            known = passed.setdefault(one.line, {})
            known[one.partner] = known.get(one.partner, ZERO) + one.amount
    said: dict[str, list[ReportedFacts]] = {}
    for report in reported:
        said.setdefault(report.line, []).append(report)
    return tuple(_line(group, national, passed.get(group.line, {}), said.get(group.line, [])) for group in groups)


def _line(
    group: Group, national: Mapping[str, str], passed: Mapping[str, Decimal], said: Sequence[ReportedFacts]
) -> ReturnLine:
    heard = {report.partner for report in said}
    return ReturnLine(
        ref=group.line,
        scheme=group.scheme,
        source=national[group.stream],
        original=group.now.original,
        budget=group.now.budget,
        ledger=group.now.actual,
        passed=total(passed.values()),
        reported=tuple((report.partner, report.amount) for report in said),
        silent=tuple(partner for partner in passed if partner not in heard),
        unpassed=tuple(report.partner for report in said if report.partner not in passed),
        illustrative=group.illustrative or any(report.illustrative for report in said),
    )


def _income(
    sources: Iterable[SourceFacts], groups: Sequence[Group], national: Mapping[str, str]
) -> tuple[ReturnIncome, ...]:
    spend: dict[tuple[str, str, str], Decimal] = {}
    for group in groups:
        key = (group.fund, group.stream, group.contributor)
        spend[key] = spend.get(key, ZERO) + group.now.actual
    return tuple(
        ReturnIncome(national[one.stream], one, spend.get((one.fund, one.stream, one.partner), ZERO))
        for one in sources
        if one.stream in national
    )


def _answers(place: Place, year: int, quarter: int) -> tuple[ReturnAnswer, ...]:
    rows = Kept.objects.filter(place=place, year=year, quarter=quarter).select_related("scheme")
    found = []
    for one in rows.order_by("scheme__ref", "source", "question"):
        ref = one.scheme.ref if one.scheme else ""
        if one.issues is None:
            found.append(ReturnAnswer(one.question, one.text, ref, one.source))
            continue
        found.append(ReturnAnswer(one.question, YES if one.issues else NO, ref, one.source))
        if one.text:
            found.append(ReturnAnswer(f"{one.question}_text", one.text, ref, one.source))
    return tuple(found)
