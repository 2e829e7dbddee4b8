"""The place and its funds: where they stand, how far the round has come, and what each reader may do next."""

from __future__ import annotations

import pytest
from django.test import Client

from budgets.models import Place
from schemes.models import Forecast
from tests.reports.views.conftest import SignedIn

PLACE = "/places/worcestershire/"
FUND = "/places/worcestershire/funds/worcestershire-mh/"
WHEN = "?year=2022-23&period=8"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_headline_comes_first(as_role: SignedIn) -> None:
    html = page(as_role("board.clerk.council"), PLACE + WHEN)

    for figure in ("£135,252,501.00", "£4,595,042.00", "£879,139.09", "£88,118,030.42"):
        assert figure in html
    assert "overspend, 3.5% of the budget" in html
    assert "adverse since P07 (October 2022)" in html
    assert html.index("£135,252,501.00") < html.index("<table")


def test_the_table_holds_every_fund_and_their_total(as_role: SignedIn) -> None:
    html = page(as_role("auditor.council"), PLACE + WHEN)

    assert 'data-value="130657459.00"' in html
    for name in ("Better Care Fund", "Mental health", "Learning disability", "Children and young people"):
        assert name in html


@pytest.mark.parametrize(
    ("who", "offered", "not_offered"),
    [
        ("finance.officer.council", ["Open the board paper"], ["Close P08", "Upload a ledger", "Enter forecasts"]),
        ("pool.manager.icb", ["Close P08", "Open the board paper"], ["Upload a ledger"]),
        ("auditor.icb", ["Open the board paper"], ["Close P08"]),
    ],
)
def test_next_steps_are_those_of_the_role(
    as_role: SignedIn, who: str, offered: list[str], not_offered: list[str]
) -> None:
    html = page(as_role(who), PLACE + WHEN)

    assert all(step in html for step in offered)
    assert not any(step in html for step in not_offered)


def test_an_officer_with_lines_waiting_is_asked_for_forecasts(as_role: SignedIn, demonstration: Place) -> None:
    waiting = Forecast.objects.filter(round=8, line__ref="MH-02")
    waiting.update(state="draft", submitted_by=None, submitted_at=None)

    html = page(as_role("finance.officer.council"), PLACE + WHEN)

    assert "29 of 30 lines submitted" in html
    assert "Enter forecasts" in html


def test_a_locked_period_shows_no_round(as_role: SignedIn) -> None:
    html = page(as_role("finance.officer.council"), PLACE + "?year=2022-23&period=7")

    assert "Locked" in html
    assert "How far P07 has come" not in html
    assert "£3,715,902.91" in html


def test_the_first_period_has_no_movement(as_role: SignedIn) -> None:
    html = page(as_role("auditor.council"), PLACE + "?year=2022-23&period=1")

    assert "adverse since" not in html
    assert "favourable since" not in html


def test_the_fund_shows_schemes_months_and_late_lines(as_role: SignedIn) -> None:
    Forecast.objects.filter(round=8, line__ref="MH-02").update(state="draft", submitted_by=None, submitted_at=None)

    html = page(as_role("auditor.council"), FUND + WHEN)

    assert "1 line not submitted in P08" in html
    assert "Draft" in html
    assert "<svg" in html
    assert 'data-value="29120269.00"' in html


def test_the_fund_names_changes_approved_since(as_role: SignedIn) -> None:
    html = page(as_role("auditor.council"), "/places/worcestershire/funds/worcestershire-bcf/" + WHEN)

    assert "58,914,458.00" in html


@pytest.mark.parametrize("address", [PLACE, FUND])
@pytest.mark.parametrize("period", [7, 8])
def test_reading_takes_few_queries(
    as_role: SignedIn, django_assert_max_num_queries: object, address: str, period: int
) -> None:
    client = as_role("finance.officer.council")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page(client, f"{address}?year=2022-23&period={period}")


@pytest.mark.parametrize("address", [PLACE, FUND, "/places/worcestershire/funds/nothing/", "/places/nowhere/"])
def test_an_outsider_finds_nothing(stranger: Client, address: str) -> None:
    assert stranger.get(address).status_code == 404
