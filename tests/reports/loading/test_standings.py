"""The sums of the database against the same sums added up one row at a time, and the months and words beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from budgets.models import Place
from reports.facts.position import Group, Standing, ThresholdFacts
from reports.figures.variance import outturn
from reports.loading.narratives import SHOWN, load_narratives
from reports.loading.standings import load_groups, load_months, load_sums, scope_parameters
from reports.loading.stands import gaps, sum_to_come
from reports.loading.surroundings import load_surroundings
from s75.money import ZERO, total
from schemes.models import Actual, BudgetEntry, Forecast, LedgerMonth, Line
from tests.reports.large_fund import LargeFund, large_fund

OF_BEFORE = ("budget", "actual_in", "to_come", "unforecast", "lines", "not_forecast")  # what makes a movement
CODES = dict.fromkeys(range(10_000), "ANY")


def added_up(line: Line, period: int) -> Standing:
    """A line's standing, from its rows one by one; a line that nothing stands on yet has none."""
    ins = {
        row.month
        for row in LedgerMonth.objects.filter(fund=line.fund, year=line.year, posted_in__lte=period)
        if row.partner.heir_id == line.spending_partner.heir_id
    }
    entries = [e for e in BudgetEntry.objects.filter(line=line) if max(e.posted_in, e.effective_from) <= period]
    postings = list(Actual.objects.filter(line=line, posted_in__lte=period))
    newest = Forecast.objects.filter(line=line, round__lte=period).order_by("-round").first()
    budget = total(entry.amount for entry in entries)
    figures = dict(enumerate(newest.figures, 1)) if newest else {}
    return Standing(
        original=total(entry.amount for entry in entries if entry.opening),
        budget=budget,
        profiled=total(amount for entry in entries for amount in entry.months[:period]),
        actual=total(row.amount for row in postings),
        actual_in=total(row.amount for row in postings if newest and row.month in ins),
        to_come=total(amount for month, amount in figures.items() if month not in ins and amount is not None),
        unforecast=budget if newest is None else total(()),
        lines=1,
        not_forecast=int(newest is None and line.forecast_wanted),
        gaps=sum(month not in ins and amount is None for month, amount in figures.items() if month <= 12),
    )


def groups_at(place: Place, period: int, *, by_line: bool = True) -> tuple[Group, ...]:
    funds = list(place.funds.values_list("pk", flat=True))
    parameters = scope_parameters(funds, 2022, period, period - 1 if period > 1 else None)
    return load_groups(parameters, CODES, by_line=by_line)[0]


@pytest.fixture
def odd(demonstration: Place) -> Place:
    """The demonstration with what seldom happens: a late posting, one in a month to come, a blank among forecasts."""
    for month, ref in ((3, "BCF-01"), (9, "BCF-02"), (13, "MH-02")):
        line = Line.objects.get(ref=ref)
        by = line.actuals.all()[0].posted_by
        Actual.objects.create(
            line=line,
            fund=line.fund,
            year=2022,
            month=month,
            posted_in=8,
            amount=Decimal("-123.45"),
            journal="Put right",
            posted_by=by,
        )
    row = Forecast.objects.get(line__ref="BCF-03", round=8)
    row.figures[9] = None
    row.save()
    return demonstration


@pytest.mark.parametrize("period", [1, 3, 7, 8])
def test_every_line_stands_at_what_its_rows_add_up_to(odd: Place, period: int) -> None:
    found = {group.line: group for group in groups_at(odd, period)}
    lines = {line.ref: line for line in Line.objects.filter(ref__in=found).select_related("fund", "spending_partner")}

    assert len(found) == 35
    for ref, group in found.items():
        assert group.now == added_up(lines[ref], period), ref
        if period > 1:
            before = added_up(lines[ref], period - 1)
            assert group.before == Standing(**{part: getattr(before, part) for part in OF_BEFORE}), ref


def test_groups_are_their_lines_together(odd: Place) -> None:
    def sums(groups: tuple[Group, ...]) -> dict[tuple[str, str, str], list[Decimal]]:
        found: dict[tuple[str, str, str], list[Decimal]] = {}
        for group in groups:
            piled = found.setdefault((group.fund, group.scheme, group.stream), [Decimal(0)] * 20)
            standings = [Decimal(part) for part in (*group.now, *group.before)]
            piled[:] = [a + b for a, b in zip(piled, standings, strict=True)]
        return found

    assert sums(groups_at(odd, 8)) == sums(groups_at(odd, 8, by_line=False))


@pytest.mark.parametrize("period", [3, 8])
def test_months_re_add_to_the_outturn_and_the_budget(odd: Place, period: int) -> None:
    funds = list(odd.funds.values_list("pk", flat=True))
    months = load_months(scope_parameters(funds, 2022, period, period - 1))
    groups = groups_at(odd, period)

    for fund in odd.funds.all():
        of_fund = [month for month in months if month.fund == fund.slug]
        standings = [group.now for group in groups if group.fund == fund.slug]
        assert total(m.budget for m in of_fund) == total(s.budget for s in standings)
        expected = total(m.actual + m.forecast + m.unforecast for m in of_fund)
        assert expected == total(outturn(s) for s in standings)


@pytest.mark.parametrize("period", [1, 7, 8])
def test_lines_of_a_round_stand_at_what_their_groups_do(odd: Place, period: int) -> None:
    funds = list(odd.funds.values_list("pk", flat=True))
    found = load_sums(scope_parameters(funds, 2022, period, None), CODES, round_lines=True).round_lines
    of_lines = {group.line: group.now for group in groups_at(odd, period)}
    lines = {line.ref: line for line in Line.objects.filter(place=odd, forecast_wanted=True)}

    assert {line.ref for line in found} == set(of_lines) & set(lines)
    for line in found:
        now = of_lines[line.ref]
        assert (line.budget, line.actual_in, line.to_come, line.unforecast) == (
            now.budget,
            now.actual_in,
            now.to_come,
            now.unforecast,
        ), line.ref
        row = Forecast.objects.filter(line=lines[line.ref], round=period).first()
        assert (line.forecast, line.state) == ((row.pk, row.state) if row else (None, None))
        assert bool(line.worded) == bool(row and row.explanation.strip())
        assert bool(line.unchanged) == _as_before(lines[line.ref], period)


def _as_before(line: Line, period: int) -> bool:
    rows = {row.round: row.figures for row in Forecast.objects.filter(line=line, round__in=[period - 1, period])}
    if len(rows) < 2:
        return False
    pairs = zip(rows[period], rows[period - 1], strict=True)
    return all(now is None or now == before for now, before in pairs)


@pytest.mark.parametrize("ins", [range(1, 9), range(1, 8), (1, 2, 4), (), range(1, 14)])
def test_what_is_to_come_is_read_alike_whatever_ledgers_are_in(ins: Sequence[int], db: None) -> None:
    figures = [Decimal(month) if month not in (9, 12) else None for month in range(1, 14)]
    mask = sum(1 << month for month in ins)
    statement = f"SELECT {sum_to_come('x.figures', 'x.now', 8)}, {gaps('x.figures', 'x.now', 8)}"
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} FROM (SELECT %s::numeric[] AS figures, %s AS now) x", [figures, mask])
        found = cursor.fetchone()

    left = [month for month in range(1, 14) if month not in ins]
    assert found == (total(figures[m - 1] or ZERO for m in left), sum(m in (9, 12) for m in left))


def test_a_part_of_the_scope_is_read_alone(demonstration: Place) -> None:
    parameters = scope_parameters(list(demonstration.funds.values_list("pk", flat=True)), 2022, 8, 7)
    parameters["ref"] = "MH-02"

    groups, names = load_groups(parameters, CODES, by_line=True, narrowed="AND l.ref = %(ref)s")

    assert [group.line for group in groups] == ["MH-02"]
    assert names == {("worcestershire-mh", "MH-02"): "Pathway Planning team"}


def explained(made: LargeFund) -> Iterator[Line]:
    yield from (line for i, line in enumerate(made.lines) if i % 15 == 0)


def test_the_largest_variances_are_told_and_the_others_counted(db: None) -> None:
    made = large_fund(700, slug="telling")
    silent = [line.pk for line in explained(made)][::2]
    Forecast.objects.filter(line__in=silent, round=8).update(explanation="", saved_at=timezone.now())
    row = Forecast.objects.get(line=made.lines[1], round=8)
    row.figures[11] = Decimal(1_000_000)
    row.save()
    parameters = scope_parameters([made.fund.pk], 2022, 8, 7)
    told = load_narratives(parameters, CODES, {}, load_sums(parameters, CODES, words={}).forecast_lines)
    without_limits = len(told.shown) + told.left_out
    assert without_limits == len(list(explained(made))) - len(silent)

    limits = {made.fund.slug: tuple(_limits(made))}
    told = load_narratives(parameters, CODES, limits, load_sums(parameters, CODES, words=limits).forecast_lines)
    assert made.lines[1].ref in {narrative.line for narrative in told.shown}
    assert told.left_out == max(without_limits + 1 - SHOWN, 0)


def _limits(made: LargeFund) -> Iterator[ThresholdFacts]:
    parameters = scope_parameters([made.fund.pk], 2022, 8, 7) | {"place": made.place.pk}
    yield from load_surroundings(parameters, month_end="2022-11-30").thresholds[made.fund.slug]


@pytest.mark.parametrize("limit", [Decimal(0), Decimal("0.01"), Decimal(5), Decimal(50), None])
def test_no_line_that_owes_words_is_left_behind(db: None, limit: Decimal | None) -> None:
    """What the statement leaves out owes nothing by the rule itself, whichever way the limits lie."""
    made = large_fund(700, slug="telling")
    Forecast.objects.filter(line__fund=made.fund, round=8).update(explanation="", saved_at=timezone.now())
    parameters = scope_parameters([made.fund.pk], 2022, 8, 7)
    everything = {"any": (ThresholdFacts("scheme", None, None, Decimal(0), None),)}
    (every,) = load_sums(parameters, CODES, words=everything).forecast_lines
    for limits in (
        ThresholdFacts("scheme", None, None, None, limit),
        ThresholdFacts("scheme", None, None, limit, None),
    ):
        rule = {made.fund.slug: (limits,)}
        near = load_sums(parameters, CODES, words=rule).forecast_lines
        assert load_narratives(parameters, CODES, rule, near) == load_narratives(parameters, CODES, rule, [every])
