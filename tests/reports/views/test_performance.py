"""The pages of what schemes deliver: the table, the sheets of readings and fortnights, and their refusals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.actions.streams import create_stream
from reports.actions import lock_period
from reports.loading.indicators import indicators_of
from s75.models import User
from schemes.actions.discharge import FortnightRow, save_fortnight
from schemes.actions.indicators import NewIndicator, add_indicator, bring_indicators, set_target
from schemes.actions.readings import ReadingRow, save_readings
from schemes.actions.scheme_changes import set_output
from schemes.actions.schemes import create_line
from schemes.models import DeliveredOutput, FortnightSpend, Indicator, Reading
from schemes.sources.readings import read_reading
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db
PAGE = "/places/testshire/indicators/"
QUARTER = f"{PAGE}quarter/1/"
FORTNIGHT = "/places/testshire/discharge/1/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def hours(world: Universe) -> Indicator:
    scheme = world.lines["BEDS-N"].scheme
    made = add_indicator(
        place=world.place,
        service="Beds",
        name="Seen in time",
        scheme=scheme,
        unit="percent",
        rule="weighted",
        by=world.manager,
    )
    set_target(indicator=made, year=YEAR, text=">60%", by=world.manager)
    return made


def sent(indicator: Indicator, reading: str, version: int = 0, more: dict[str, str] | None = None) -> dict[str, str]:
    return {f"r-{indicator.pk}": reading, f"v-i{indicator.pk}": str(version), **(more or {})}


def to_june(world: Universe) -> None:
    """Open June, by when the first quarter is over."""
    for month in (1, 2):
        lock_period(fund=world.pool, year=YEAR, month=month, waive="The year is young.", by=world.manager)


def test_empty_pages_teach(world: Universe) -> None:
    reader, manager = signed_in(world.clerk), signed_in(world.manager)
    assert "The pool manager or the administrator sets them up." in text(reader.get(PAGE))
    assert "Add an indicator" in text(manager.get(PAGE))
    assert "Nothing is read here" in text(manager.get(QUARTER))
    assert "No discharge money in this year" in text(reader.get("/places/testshire/discharge/"))
    assert manager.get(f"{PAGE}week/1/").status_code == manager.get(f"{PAGE}quarter/5/").status_code == 404
    assert manager.get("/places/testshire/discharge/27/").status_code == 404


def test_a_sheet_is_saved_and_the_page_judges_it(world: Universe, hours: Indicator) -> None:
    commissioner = signed_in(world.commissioner)
    answer = commissioner.post(QUARTER, sent(hours, "75 (21/28)", more={f"n-{hours.pk}": "Late"}), follow=True)
    assert "1 row of Q1 saved." in text(answer)
    assert "No period of reporting is over yet" in text(commissioner.get(PAGE))  # as at April

    to_june(world)
    page = text(commissioner.get(f"{PAGE}?year=2024-25&period=3"))
    assert "75%" in page
    assert ">met<" in page
    sheet = text(commissioner.get(QUARTER))
    assert 'value="75 (21/28)"' in sheet
    scheme = text(commissioner.get("/places/testshire/schemes/BEDS/?year=2024-25&period=3"))
    assert "Seen in time" in scheme
    found = indicators_of(world.place, [world.pool], ["BEDS", "HOME"], YEAR, 3)
    assert [(one.facts.name, one.to_date, one.against) for one in found["BEDS"]] == [("Seen in time", 75, "met")]
    assert "HOME" not in found


def test_what_cannot_be_read_is_named_and_kept(world: Universe, hours: Indicator) -> None:
    wrong = sent(hours, "about 60", more={f"t-{hours.pk}": "x", f"n-{hours.pk}": "n" * 401})
    answer = signed_in(world.commissioner).post(QUARTER, wrong)
    page = text(answer)
    assert answer.status_code == 422
    assert f'href="#r-{hours.pk}"' in page
    assert "found “about 60”; expected a number" in page
    assert "Use 400 characters at most" in page
    assert 'value="about 60"' in page
    assert not Reading.objects.filter(indicator=hours).exists()


def test_two_people_never_overwrite_each_other_silently(world: Universe, hours: Indicator) -> None:
    commissioner = signed_in(world.commissioner)
    signed_in(world.board_officer).post(QUARTER, sent(hours, "5/10"))

    answer = commissioner.post(QUARTER, sent(hours, "6/10"))
    page = text(answer)
    assert answer.status_code == 409
    assert "Now saved: 5/10, by Board officer" in page
    assert 'value="6/10"' in page
    assert f'name="v-i{hours.pk}" value="1"' in page

    commissioner.post(QUARTER, sent(hours, "6/10", 1))
    assert Reading.objects.get(indicator=hours).numerator == 6


def test_a_pasted_block_fills_the_sheet_and_saves_nothing(world: Universe, hours: Indicator) -> None:
    more = add_indicator(place=world.place, service="Beds", name="Days", position=1, by=world.manager)
    commissioner = signed_in(world.commissioner)
    answer = commissioner.post(QUARTER, {"step": "paste", "block": "21/28\t75\tFine\r\n12\r\n"})
    page = text(answer)
    assert "2 lines are filled in." in page
    assert all(f'value="{value}"' in page for value in ("21/28", "75", "Fine", "12"))
    assert not Reading.objects.filter(indicator__in=(hours, more)).exists()
    assert "3 lines came for 2 rows" in text(commissioner.post(QUARTER, {"step": "paste", "block": "1\n2\n3"}))
    assert "Nothing was pasted." in text(commissioner.post(QUARTER, {"step": "paste", "block": " "}))


def test_rows_of_others_are_shown_and_cannot_be_typed(world: Universe, hours: Indicator) -> None:
    officer = signed_in(world.officer)  # of the council; the ICB leads the scheme
    page = text(officer.get(QUARTER))
    assert "Seen in time" in page
    assert f'name="r-{hours.pk}"' not in page
    assert "Nothing here is yours to enter" in page
    officer.post(QUARTER, sent(hours, "5/10"))
    assert not Reading.objects.filter(indicator=hours).exists()


def test_deliveries_are_entered_with_the_quarter(world: Universe) -> None:
    output = set_output(
        scheme=world.lines["BEDS-N"].scheme, year=YEAR, unit="Packages", amount=Decimal(100), by=world.manager
    )
    commissioner = signed_in(world.commissioner)
    assert commissioner.post(QUARTER, {f"m-{output.pk}": "x", f"v-o{output.pk}": "0"}).status_code == 422
    assert commissioner.post(QUARTER, {f"d-{output.pk}": "20", f"v-o{output.pk}": "0"}).status_code == 302
    stale = commissioner.post(QUARTER, {f"d-{output.pk}": "30", f"v-o{output.pk}": "0"})
    assert (stale.status_code, "Now saved: 20, by Commissioner" in text(stale)) == (409, True)
    to_june(world)
    page = text(commissioner.get(f"{PAGE}?year=2024-25&period=3"))
    assert "Delivered by Q1" in page
    assert "behind plan" in page
    assert DeliveredOutput.objects.get(output=output).to_date == 20


def test_a_fortnight_is_entered_and_returned(world: Universe) -> None:
    stream = create_stream(place=world.place, name="Discharge grant", kind="grant", by=world.operator)
    line = create_line(
        scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref="DIS", stream=stream,
        contributing_partner=world.board, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    officer = signed_in(world.officer)
    row = {f"spend-{line.pk}": "£1,000", f"administration-{line.pk}": "20", f"activity-{line.pk}": "3"}
    version = {f"v-l{line.pk}": "0"}
    assert officer.post(FORTNIGHT, {**row, **version}).status_code == 422  # without a unit
    unit = {f"unit-{line.pk}": "Packages"}
    assert "1 line of fortnight 1" in text(officer.post(FORTNIGHT, {**row, **unit, **version}, follow=True))
    again = officer.post(FORTNIGHT, {**row, **unit, **version, f"spend-{line.pk}": "900"})
    assert (again.status_code, "Now saved: £1,000.00, by Officer" in text(again)) == (409, True)
    wrong = officer.post(FORTNIGHT, {f"administration-{line.pk}": "5", f"spend-{line.pk}": "x", **version})
    assert wrong.status_code == 422
    assert "2 lines came for 1 rows" in text(officer.post(FORTNIGHT, {"step": "paste", "block": "1\n2"}))

    page = text(officer.get("/places/testshire/discharge/"))
    assert "1, to 14 April 2024" in page
    assert "the cap is exceeded by" in page  # nothing is allocated yet
    assert "Enter fortnight 2" in page or "Enter fortnight 3" in page
    assert 'value="Packages"' in text(officer.get("/places/testshire/discharge/2/"))  # the unit is offered again
    assert FortnightSpend.objects.get(line=line).spend == 1000
    assert signed_in(world.clerk).get("/places/testshire/discharge.pdf").status_code == 200


def test_whoever_sets_up_adds_indicators_and_plans(world: Universe, hours: Indicator) -> None:
    manager = signed_in(world.manager)
    set_up = "/places/testshire/set-up"
    form = {
        "service": "Care", "name": "Packages", "unit": "number", "decimals": "0", "cadence": "month", "rule": "sum",
        "better": "higher",
    }  # fmt: skip
    assert manager.post(f"{set_up}/indicators/new/", form).status_code == 302
    made = Indicator.objects.get(name="Packages")
    plan = {"indicator": made.pk, "year": str(YEAR), "number": "0", "text": "1,200"}
    assert manager.post(f"{set_up}/targets/new/", plan).status_code == 302
    assert "a plain number, 1200" in text(manager.get(f"{set_up}/targets/"))
    assert "more than, 60" in text(manager.get(f"{set_up}/targets/"))
    assert "1 quarter" not in text(manager.get(f"{PAGE}month/1/"))
    assert "Packages" in text(manager.get(f"{PAGE}month/1/"))


def test_terms_of_the_return_are_kept_by_whoever_keeps_lists(world: Universe) -> None:
    keeper = signed_in(world.operator)
    form = {"year": "2024", "starts": "1", "administration_cap": "2.5", "first_fortnight_ends": "2024-04-07"}
    assert keeper.post("/set-up/returns/new/", form).status_code == 302
    page = text(keeper.get("/set-up/returns/"))
    assert "2.5%" in page
    assert "7 April 2024" in page
    assert "fortnight 1 (to 7 April 2024)" in text(signed_in(world.officer).get(FORTNIGHT)).replace(
        "Fortnight", "fortnight"
    )


@pytest.mark.parametrize(
    "address", [f"{PAGE}?year=2024-25&period=3", QUARTER, "/places/testshire/discharge/", FORTNIGHT]
)
def test_pages_take_the_same_queries_at_any_size(world: Universe, address: str) -> None:
    to_june(world)
    stream = create_stream(place=world.place, name="Discharge grant", kind="grant", by=world.operator)
    client, counts = signed_in(world.officer), []
    for size in (2, 25):
        for n in range(size):
            line = create_line(
                scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref=f"D{size}-{n}", stream=stream,
                contributing_partner=world.board, spending_partner=world.council, by=world.manager,
            )  # fmt: skip
            row = FortnightRow(line.pk, 0, Decimal(5), activity=Decimal(1), unit="Packages")
            save_fortnight(place=world.place, year=YEAR, number=1, rows=[row], by=world.officer)
        rows = [NewIndicator({"service": "Care", "name": f"M{size}-{n}"}, "10") for n in range(size)]
        made = bring_indicators(place=world.place, year=YEAR, rows=rows, by=world.manager)
        readings = [ReadingRow(one.pk, 0, read_reading("5")) for one in made]
        save_readings(place=world.place, cadence="quarter", year=YEAR, number=1, rows=readings, by=world.officer)
        set_output(scheme=world.lines["HOME"].scheme, year=YEAR, unit=f"U{size}", amount=Decimal(5), by=world.manager)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 18
