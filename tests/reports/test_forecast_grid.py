"""A round read for the grid: whole or a few lines of it, the totals are the same, and those of every other page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from budgets.models import Place
from budgets.scope import Scope, read_scope
from reports.facts.position import Group, Standing
from reports.figures.variance import add
from reports.loading.standings import load_groups, scope_parameters
from reports.rounds.grid import load_grid
from reports.rounds.round import Grid
from s75.models import User
from schemes.actions.forecasts import RowInput, save_rows
from schemes.models import Actual, Forecast, Line
from tests.reports.large_fund import large_fund

SHOWN = ("budget", "profiled", "actual_in", "to_come", "unforecast", "lines", "not_forecast", "gaps")


def scope_at(place: Place, month: int, email: str = "finance.officer.council@demonstration.example") -> Scope:
    request = RequestFactory().get(f"/?year=2022-23&period={month}")
    request.user = User.objects.get(email=email)
    return read_scope(request, place.slug)


def shown(standing: Standing, *, now: bool = True) -> list[Any]:
    """The parts of a standing that a round shows; gaps and the profile as they were before, it never does."""
    return [getattr(standing, name) for name in SHOWN if now or name not in {"gaps", "profiled"}]


def sums(grid: Grid) -> dict[str, Any]:
    """All that the totals of a grid say, by fund."""
    found: dict[str, Any] = {}
    for part in grid.funds:
        total = grid.total_of(part)
        found[part.fund.slug] = (total, shown(add(group.now for group in part.groups)))
    return found | {"all": grid.whole}


def board_groups(grid: Grid, place: Place) -> dict[str, Group]:
    """The same lines as the board paper's statement reads them."""
    scope = grid.scope
    codes = {seat.partner.heir_id or 0: seat.code for seat in place.seats.select_related("partner")}
    parameters = scope_parameters([fund.pk for fund in scope.funds], scope.year, scope.month, scope.month - 1)
    groups, _ = load_groups(parameters, codes, by_line=True)
    return {group.line: group for group in groups if group.spender == codes[grid.heir]}


def journal(ref: str, month: int, amount: str) -> None:
    line = Line.objects.get(ref=ref)
    Actual.objects.create(
        line=line, fund=line.fund, year=2022, month=month, posted_in=8, amount=Decimal(amount), journal="Put right",
        posted_by=User.objects.filter(is_active=True)[0],
    )  # fmt: skip


@contextmanager
def unruled() -> Iterator[None]:
    """Without the rules of the database, by which a locked round would keep its rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


@pytest.fixture
def odd(demonstration: Place) -> Place:
    """The demonstration with what seldom happens: late postings, blanks, lines never forecast, not wanted, in view."""
    for month, ref in ((3, "BCF-01"), (9, "BCF-02"), (13, "MH-02"), (2, "LD-01")):
        journal(ref, month, "-123.45")
    blank = Forecast.objects.get(line__ref="BCF-03", round=8)
    blank.figures[9] = None
    blank.save()
    refs = list(Line.objects.filter(place=demonstration).order_by("ref").values_list("ref", flat=True))
    Forecast.objects.filter(line__ref__in=refs[5::7], round=8).delete()
    with unruled():
        Forecast.objects.filter(line__ref__in=refs[3::7]).delete()
        Forecast.objects.filter(line__ref__in=refs[6::7], round=7).delete()
    Line.objects.filter(ref__in=refs[4::9]).update(forecast_wanted=False)
    closing = Forecast.objects.get(line__ref="BCF-05", round=8)
    closing.figures[12] = Decimal("77.70")
    closing.save()
    demonstration.funds.filter(slug="worcestershire-ph").update(arrangement="in_view")
    return demonstration


@pytest.mark.parametrize("code", ["WCC", "ICB"])
@pytest.mark.parametrize("month", [1, 3, 7, 8])
def test_lines_stand_where_the_board_paper_has_them(odd: Place, month: int, code: str) -> None:
    grid = load_grid(scope_at(odd, month), "CCG" if (code, month) in {("ICB", 1), ("ICB", 3)} else code)
    board = board_groups(grid, odd)
    assert set(grid.lines) == set(board) != set()
    for ref, line in grid.lines.items():
        assert shown(line.group.now) == shown(board[ref].now), ref
        assert shown(line.group.before, now=False) == shown(board[ref].before, now=False), ref
        assert line.group.illustrative == board[ref].illustrative


@pytest.mark.parametrize("code", ["WCC", "ICB"])
@pytest.mark.parametrize("month", [1, 3, 7, 8])
def test_few_lines_have_the_totals_of_all(odd: Place, month: int, code: str) -> None:
    scope = scope_at(odd, month)
    code = "CCG" if (code, month) in {("ICB", 1), ("ICB", 3)} else code
    whole = load_grid(scope, code)
    refs = [whole.funds[0].lines[0].ref]
    few = load_grid(scope, code, refs=refs)
    assert sums(few) == sums(whole)
    assert list(few.lines) == refs
    assert few.lines[refs[0]] == whole.lines[refs[0]]
    assert [part.fund for part in few.funds] == [part.fund for part in whole.funds]


@pytest.mark.parametrize("lines", [40, 400])
def test_totals_after_every_save_are_those_of_a_page_read_anew(db: None, lines: int) -> None:
    made = large_fund(lines)
    mine = [line for line in made.lines if line.spending_partner_id == made.council.pk]
    Forecast.objects.filter(line__in=mine[1::5], round=8).delete()
    with unruled():
        Forecast.objects.filter(line__in=mine[2::5]).delete()
    Line.objects.filter(pk__in=[line.pk for line in mine[3::5]]).update(forecast_wanted=False)
    for turn, line in enumerate(mine[:6]):
        scope = scope_at(made.place, 8, made.reader.email)
        figures = {month: Decimal(100 * turn + month) for month in range(9, 13)}
        save_rows(place=made.place, year=2022, round=8, rows=[RowInput(line.ref, figures)], by=made.reader)
        few, whole = load_grid(scope, refs=[line.ref]), load_grid(scope)
        assert sums(few) == sums(whole)
        assert few.lines[line.ref] == whole.lines[line.ref]


@pytest.mark.parametrize("lines", [40, 400])
def test_round_takes_five_statements_and_so_does_a_row_of_it(db: None, lines: int) -> None:
    made = large_fund(lines)
    scope = scope_at(made.place, 8, made.reader.email)
    for refs, most in ((None, 5), (["L-00000"], 5)):
        with CaptureQueriesContext(connection) as sent:
            load_grid(scope, refs=refs)
        assert len(sent) == most
