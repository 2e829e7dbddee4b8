"""The tools of a line: a total spread by the server, projections, its record, and who may use them."""

from __future__ import annotations

from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from pytest_django import DjangoAssertNumQueries

from s75.models import User
from schemes.models import Forecast, Line
from tests.reports.large_fund import LargeFund, large_fund
from tests.reports.views.grid_form import Officer, client_of
from tests.reports.views.test_forecast import lock
from tests.reports.views.test_forecast_form import saved, standing
from tests.schemes.actions.test_actuals import post
from tests.universe import Universe, ledger_csv


def tools(officer: Officer, ref: str = "HOME", part: str = "") -> str:
    return officer.url(f"lines/{quote(ref)}{part}")


def ask(officer: Officer, ref: str = "HOME", **form: str) -> Any:
    """What a script asks for: figures, saved by nobody."""
    return officer.client.post(tools(officer, ref, "/spread"), form, headers={"accept": "application/json"})


def spent(world: Universe) -> Officer:
    """HOME with 45.00 in its first ledger and 50.00 forecast for each month to come."""
    world.forecast("HOME", 50)
    post(world, 1, ledger_csv("P01", {"C100": "110.00", "C200": "90.00"}))
    return Officer(world)


@pytest.mark.parametrize(
    ("kind", "shape", "amount", "each"),
    [
        ("outturn", "even", "£595.00", "50.00"),
        ("to_come", "profile", "(110.00)", "-10.00"),
        ("outturn", "run_rate", "", "45.00"),
        ("each", "even", "12.34", "12.34"),
    ],
)
def test_script_gets_figures_and_nothing_is_saved(
    world: Universe, kind: str, shape: str, amount: str, each: str
) -> None:
    officer = spent(world)
    before = standing()
    answer = ask(officer, kind=kind, shape=shape, amount=amount)
    assert answer.json() == {"ref": "HOME", "figures": {str(month): each for month in range(2, 13)}}
    assert standing() == before


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "outturn", "shape": "even", "amount": "abc"}, "Nothing was spread"),
        ({"kind": "outturn", "shape": "last_year", "amount": "5"}, "no ledger of last year"),
        ({"kind": "outturn", "shape": "run_rate", "amount": "5"}, "leave the amount empty"),
        ({"kind": "outturn", "shape": "steep", "amount": "5"}, "Choose what the amount is"),
        ({}, "Choose what the amount is"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(world: Universe, form: dict[str, str], said: str) -> None:
    answer = ask(spent(world), **form)
    assert answer.status_code == 422
    assert said in answer.json()["message"]


def test_form_saves_the_row_at_once_and_goes_back_to_it(world: Universe) -> None:
    officer = spent(world)
    form = {"kind": "to_come", "shape": "even", "amount": "660", "version": "1"}
    answer = officer.client.post(tools(officer, part="/spread"), form)
    assert answer.headers["Location"].endswith("&partner=TC#r-HOME")
    assert saved("HOME").figures[:12] == [None, *[Decimal("60.00")] * 11]  # type: ignore[union-attr]
    stale = officer.client.post(tools(officer, part="/spread"), form | {"amount": "770"})
    assert stale.status_code == 409
    assert "saved HOME since you read it" in unescape(stale.content.decode())
    assert saved("HOME").figures[1] == Decimal("60.00")  # type: ignore[union-attr]


def test_line_not_started_keeps_the_words_that_it_starts_from(world: Universe) -> None:
    world.forecast("HOME", 70, explanation="Winter beds")
    lock(world)
    officer = Officer(world, month=2)
    form = {"kind": "each", "shape": "even", "amount": "71", "version": "0"}
    officer.client.post(tools(officer, part="/spread"), form)
    row = saved("HOME", 2)
    assert row
    assert (row.figures[0], row.explanation) == (Decimal("71.00"), "Winter beds")


def test_locked_round_and_other_people_spread_nothing(world: Universe) -> None:
    officer = spent(world)
    form = {"kind": "each", "shape": "even", "amount": "71"}
    assert ask(Officer(world, "auditor"), **form).status_code == 403
    assert ask(Officer(world, "outsider"), **form).status_code == 404
    assert ask(officer, "NOPE", **form).status_code == 404
    assert ask(officer, "KIDS", **form).status_code == 403
    lock(world)
    assert ask(officer, **form).status_code == 422


def test_page_holds_the_forecast_against_projections(world: Universe) -> None:
    page = unescape(spent(world).client.get(tools(Officer(world))).content.decode())
    assert "Projection in a straight line (45.00 a month)" in page
    assert "£540.00, 55.00 below the forecast" in page
    assert "No earlier forecast of this line can be compared with a ledger yet." in page
    assert "Not here: no ledger of last year is here for it." in page


def test_record_of_this_years_rounds(world: Universe) -> None:
    world.forecast("HOME", 54)
    lock(world)
    post(world, 1, ledger_csv("P01", {"C100": "110.00", "C200": "90.00"}))  # posted into P02
    page = unescape(Officer(world, month=2).client.get(tools(Officer(world, month=2))).content.decode())
    assert "missed what the ledgers then held by 20.0% on average (1 forecast: 1 too high)." in page  # 54 against 45


def test_year_before_gives_its_shape_and_the_record(db: None) -> None:
    made = large_fund(4)
    line = made.lines[0]
    year_before(made, line)
    client = client_of(made.reader)
    page = unescape(client.get(f"/places/large/forecast/lines/{line.ref}/?year=2022-23&period=8").content.decode())
    assert "P08 forecasts have missed outturn by 10.0% on average (1 forecast: 1 too high)." in page
    assert '<th scope="col" class="s75-number">Last year</th>' in page
    assert "Not here" not in page
    form = {"kind": "to_come", "shape": "last_year", "amount": "500"}
    answer = client.post(
        f"/places/large/forecast/lines/{line.ref}/spread/?year=2022-23&period=8",
        form,
        headers={"accept": "application/json"},
    )
    assert answer.json()["figures"] == {"9": "50.00", "10": "100.00", "11": "150.00", "12": "200.00"}


def year_before(made: LargeFund, line: Line) -> None:
    """The same line in 2021-22, complete: 100 a month to P08, then 10, 20, 30 and 40; forecast 190 in P08 for 100."""
    from django.db import connection
    from django.utils import timezone

    from budgets.models import Partner
    from schemes.models import Actual, LedgerMonth

    reader: User = made.reader
    partner: Partner = made.council
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        old = Line.objects.create(
            place=made.place, fund=made.fund, year=2021, scheme=line.scheme, ref=line.ref, stream=line.stream,
            contributing_partner=line.contributing_partner, spending_partner=partner,
        )  # fmt: skip
        stamps = {"fund": made.fund, "year": 2021}
        for month in range(1, 13):
            amount = Decimal(100) if month <= 8 else Decimal(10 * (month - 8))
            Actual.objects.create(
                line=old, month=month, posted_in=month, amount=amount, journal="x", posted_by=reader, **stamps
            )
            made_import = made_for(made, month)
            LedgerMonth.objects.create(
                partner=partner, month=month, posted_in=month, actuals_import=made_import, **stamps
            )
        figures = [None] * 8 + [Decimal(value) for value in ("10", "20", "30", "130")] + [None]
        Forecast.objects.create(line=old, round=8, figures=figures, saved_by=reader, saved_at=timezone.now(), **stamps)
        cursor.execute("SET session_replication_role = origin")


def made_for(made: LargeFund, month: int) -> Any:
    from schemes.models import ActualsImport

    return ActualsImport.objects.create(
        place=made.place, partner=made.council, year=2021, month=month, basis="month", filename="x.csv",
        sha256=f"{month:064d}", rows=1, control_total=Decimal(0), posted=Decimal(0), imported_by=made.reader,
    )  # fmt: skip


@pytest.mark.parametrize("lines", [40, 400])
def test_tools_take_the_same_queries_whatever_the_size(
    db: None, lines: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = large_fund(lines)
    client = client_of(made.reader)
    client.get("/places/large/forecast/")
    with django_assert_max_num_queries(17):
        client.get("/places/large/forecast/lines/L-00000/?year=2022-23&period=8&part=1")
