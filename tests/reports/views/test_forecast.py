"""The forecast page: whose lines it shows, what may be typed, and that its figures are those of reports/figures."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.years import lock_open_period
from budgets.models import Place
from reports.figures.variance import movement, outturn, position, variance
from reports.loading.standings import load_groups, scope_parameters
from reports.render.words import print_pounds
from reports.rounds.grid import load_grid
from s75.models import User
from schemes.models import Line
from tests.reports.large_fund import large_fund
from tests.reports.views.grid_form import Officer, client_of, fields
from tests.schemes.actions.test_actuals import post
from tests.universe import Universe, ledger_csv

pytestmark = pytest.mark.usefixtures("in_time")

DEMONSTRATION = "/places/worcestershire/forecast/?year=2022-23&period="


def council_officer() -> Client:
    return client_of(User.objects.get(email="finance.officer.council@demonstration.example"))


def lock(world: Universe, month: int = 1) -> None:
    for fund in (world.pool, world.lead):
        lock_open_period(fund=fund, year=2024, month=month, waived="for a test", by=world.manager_of(fund))


def row_of(page: str, ref: str) -> str:
    found = re.search(rf'<tr class="line[^"]*" id="r-{ref}".*?</tr>', page, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]+>", " ", found[0]))


def test_officer_sees_the_lines_that_the_partner_spends(world: Universe) -> None:
    form = fields(Officer(world).open())
    assert {name for name in form if name.startswith("v-")} == {"v-BEDS-N", "v-BEDS-C", "v-HOME"}
    assert len([name for name in form if name.startswith("f-HOME-")]) == 12


def test_partner_is_chosen_by_its_code_and_read_only_to_others(world: Universe) -> None:
    page = Officer(world, partner="ICB").open()
    assert "KIDS" in page.content.decode()
    assert "The finance officers of NHS Testshire ICB write it" in page.content.decode()
    assert fields(page) == {}


@pytest.mark.parametrize("name", ["commissioner", "manager", "director", "clerk", "auditor"])
def test_readers_see_it_without_inputs(world: Universe, name: str) -> None:
    page = Officer(world, name, partner="TC").open()
    assert (page.status_code, fields(page)) == (200, {})
    assert "HOME" in page.content.decode()


def test_outsider_and_unknown_partner_find_nothing(world: Universe) -> None:
    assert Officer(world, "outsider").open().status_code == 404
    assert Officer(world, partner="XX").open().status_code == 404


def test_month_whose_ledger_is_in_is_shaded_and_not_an_input(world: Universe) -> None:
    post(world, 1, ledger_csv("P01", {"C100": "110.00", "C200": "90.00"}))
    page = Officer(world).open()
    assert "f-HOME-1" not in fields(page)
    assert "f-HOME-2" in fields(page)
    assert '<td class="n a shut">45.00</td>' in page.content.decode()


def test_line_not_started_begins_with_the_last_rounds_figures(world: Universe) -> None:
    world.forecast("HOME", 50)
    lock(world)
    page = Officer(world, month=2).open()
    assert fields(page)["f-HOME-3"] == "50.00"
    assert "Not started figures from P01" in " ".join(row_of(page.content.decode(), "HOME").split())
    assert fields(page)["f-BEDS-C-3"] == ""
    assert "never forecast: stands at budget" in page.content.decode()


def test_explanation_is_asked_for_exactly_at_the_limit(world: Universe) -> None:
    officer = Officer(world)
    world.forecast("HOME", "54.99")  # 659.88 against 600: below 10 %
    assert "x-HOME" not in fields(officer.open())
    world.forecast("HOME", 55)  # 660: at 10 %
    assert "x-HOME" in fields(officer.open())
    world.forecast("HOME", 45)  # 540: an underspend of 10 %
    assert "x-HOME" in fields(officer.open())


def test_last_rounds_explanation_is_there_to_start_from(world: Universe) -> None:
    world.forecast("HOME", 70, explanation="Winter & beds")
    lock(world)
    officer = Officer(world, month=2)
    assert fields(officer.open())["x-HOME"] == "Winter & beds"
    world.forecast("HOME", 71, round=2)
    page = officer.open()
    assert fields(page)["x-HOME"] == ""
    assert "P01 said:" in page.content.decode()


def test_text_is_escaped_everywhere(world: Universe) -> None:
    nasty = '<script>"&'
    world.forecast("HOME", 70, explanation=nasty)
    world.lines["HOME"].scheme.name = nasty
    world.lines["HOME"].scheme.save()
    page = Officer(world).open()
    assert "<script>&quot;" not in page.content.decode()
    assert '<script>"&' not in page.content.decode()
    assert fields(page)["x-HOME"] == nasty


def test_locked_round_is_read_only_and_says_since_when_and_by_whom(world: Universe) -> None:
    world.forecast("HOME", 50)
    lock(world)
    page = Officer(world).open()
    assert fields(page) == {}
    assert re.search(
        r"P01 is locked since \d+ \w+ \d{4} by Manager; a correction goes into P02\.", page.content.decode()
    )
    assert "50.00" in row_of(page.content.decode(), "HOME")


def test_fund_that_is_behind_is_named_and_one_that_is_ahead_is_read_only(world: Universe) -> None:
    lock_open_period(fund=world.lead, year=2024, month=1, waived="for a test", by=world.board_manager)
    ahead = Officer(world, month=2).open().content.decode()
    assert "P02 of Pool has not been opened yet." in ahead
    board = Officer(world, "board_officer").open()
    assert fields(board) == {}
    assert "P01 is locked since" in board.content.decode()


def test_figures_are_those_of_the_board_paper(demonstration: Place) -> None:
    page = council_officer().get(DEMONSTRATION + "8").content.decode()
    funds = list(demonstration.funds.order_by("position"))
    spent = Line.objects.filter(fund__in=funds, year=2022, spending_partner__seats__code="WCC")
    heir = spent[0].spending_partner.heir_id or 0
    codes = {seat.partner.heir_id or 0: seat.code for seat in demonstration.seats.select_related("partner")}
    parameters = scope_parameters([fund.pk for fund in funds], 2022, 8, 7)
    groups = [g for g in load_groups(parameters, codes, by_line=True)[0] if g.spender == codes[heir]]
    assert len(groups) == spent.exclude(starts__gt=8).count() == 30
    for group in groups:
        row = row_of(page, group.line)
        for amount in (
            group.now.budget, outturn(group.now), variance(group.now), outturn(group.before),
            movement(group.now, group.before),
        ):  # fmt: skip
            assert print_pounds(amount) in row
    whole = position(groups)
    total = re.search(r'<tr class="s75-total" data-total="all".*?</tr>', page, re.DOTALL)
    assert total
    for amount in (whole.budget, whole.outturn, whole.variance, whole.movement or Decimal(0)):
        assert print_pounds(amount) in total[0]


def test_months_of_a_row_and_of_a_total_add_up_to_the_outturn(demonstration: Place) -> None:
    from django.test import RequestFactory

    from budgets.scope import read_scope

    request = RequestFactory().get(DEMONSTRATION + "8")
    request.user = User.objects.get(email="finance.officer.council@demonstration.example")
    grid = load_grid(read_scope(request, "worcestershire"))
    for line in grid.lines.values():
        assert sum((amount for amount in line.months if amount is not None), Decimal(0)) == outturn(line.group.now)
    totals = [grid.total_of(part) for part in grid.funds]
    assert grid.whole
    for total in (*totals, grid.whole):
        assert sum(total.months) == total.position.outturn


def test_successor_forecasts_the_lines_of_its_predecessor(demonstration: Place) -> None:
    officer = client_of(User.objects.get(email="finance.officer.icb@demonstration.example"))
    assert "f-BCF-01-9" in fields(officer.get(DEMONSTRATION + "8"))  # its spender was the CCG until June


def test_fund_in_view_stays_outside_the_total(demonstration: Place) -> None:
    total = re.compile(r'data-total="all" data-outturn="([^"]+)"')
    before = total.search(council_officer().get(DEMONSTRATION + "8").content.decode())
    demonstration.funds.filter(slug="worcestershire-ph").update(arrangement="in_view")
    page = council_officer().get(DEMONSTRATION + "8").content.decode()
    after = total.search(page)
    assert before
    assert after
    assert Decimal(before[1]) - Decimal(after[1]) == Decimal("15701400.00")
    assert '<tbody data-in="worcestershire-ph">' in page
    assert '<tbody data-in="worcestershire-mh all">' in page


def test_round_of_the_closing_month_asks_for_words_only(world: Universe) -> None:
    world.forecast("HOME", 70)
    for month in range(1, 13):
        post(world, month, ledger_csv(f"P{month:02d}", {"C100": str(110 * month), "C200": str(150 * month)}))
        lock(world, month)
    officer = Officer(world, month=13)
    form = fields(officer.open())
    assert [name for name in form if name.startswith("f-")] == []
    assert 'id="m-13">P13' in officer.open().content.decode()
    officer.send(form | {"x-HOME": "Dearer"})
    assert world.lines["HOME"].forecasts.get(round=13).explanation == "Dearer"


def test_locked_round_shows_what_stood_then(demonstration: Place) -> None:
    page = council_officer().get(DEMONSTRATION + "7").content.decode()
    assert "is locked since" in page
    assert "<input" not in page.split('id="grid"')[1].split("</table>")[0]
    assert '<th scope="col" class="n" id="m-8">' in page


@pytest.mark.parametrize("lines", [40, 400])
def test_page_takes_the_same_few_queries_whatever_the_size(
    db: None, lines: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = large_fund(lines)
    client = client_of(made.reader)
    url = "/places/large/forecast/?year=2022-23&period=8"
    with django_assert_max_num_queries(13):  # the first of a minute, which keeps the session too: three statements more
        page = client.get(url)
    assert page.content.decode().count('<tr class="line"') == lines // 2
    with django_assert_max_num_queries(10):
        client.get(url)
    with django_assert_max_num_queries(10):
        client.get(url.replace("period=8", "period=7"))
