"""Entering readings, deliveries and fortnights: all or nothing, under a version, by who may, and with a history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from budgets.actions.streams import create_stream
from s75.errors import BadInput, NotPermitted, RuleBroken, StaleVersion, Unknown, WrongState
from schemes.actions.discharge import FortnightRow, keep_terms, save_fortnight
from schemes.actions.indicators import NewIndicator, add_indicator, bring_indicators, change_indicator, set_target
from schemes.actions.readings import DeliveryRow, ReadingRow, save_readings
from schemes.actions.scheme_changes import set_output
from schemes.actions.schemes import create_line
from schemes.indicators import terms_at
from schemes.models import DeliveredOutput, FortnightSpend, Indicator, IndicatorTarget, Line, Reading, ReturnTerms
from schemes.sources.readings import read_reading
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db


@pytest.fixture
def hours(world: Universe) -> Indicator:
    """An indicator of the scheme BEDS, which the ICB leads."""
    scheme = world.lines["BEDS-N"].scheme
    return add_indicator(place=world.place, service="Beds", name="Hours", scheme=scheme, by=world.manager)


def enter(world: Universe, by: Any, *rows: ReadingRow, number: int = 1, **more: Any) -> int:
    return save_readings(place=world.place, cadence="quarter", year=YEAR, number=number, rows=rows, by=by, **more)


def row(indicator: Indicator, text: str, version: int = 0, **more: Any) -> ReadingRow:
    return ReadingRow(indicator.pk, version, read_reading(text), **more)


def test_a_reading_is_saved_corrected_and_taken_away_with_its_history(world: Universe, hours: Indicator) -> None:
    assert enter(world, world.commissioner, row(hours, "21/28", note="Late")) == 1
    assert enter(world, world.commissioner, row(hours, "21/28", 1, note="Late")) == 0  # says what stands
    assert enter(world, world.commissioner, row(hours, "-", 1)) == 1
    reading = Reading.objects.get(indicator=hours)
    assert (reading.version, reading.applicable, reading.numerator, reading.saved_by) == (
        2,
        False,
        None,
        world.commissioner,
    )

    assert enter(world, world.commissioner, row(hours, "", 2)) == 1
    assert not Reading.objects.filter(indicator=hours).exists()
    events = Reading.pgh_event_model.objects.filter(pgh_obj_id=reading.pk)  # type: ignore[attr-defined]
    assert list(events.order_by("pgh_id").values_list("pgh_label", flat=True)) == ["insert", "update", "delete"]


def test_a_stale_row_is_refused_with_what_stands_and_nothing_is_saved(world: Universe, hours: Indicator) -> None:
    other = add_indicator(place=world.place, service="Beds", name="Days", by=world.manager)
    enter(world, world.commissioner, row(hours, "5"))

    with pytest.raises(StaleVersion) as refused:
        enter(world, world.commissioner, row(other, "1"), row(hours, "6"))

    assert refused.value.current == Reading.objects.get(indicator=hours)
    assert not Reading.objects.filter(indicator=other).exists()


def test_who_enters_what(world: Universe, hours: Indicator) -> None:
    for outsider in (world.officer, world.auditor, world.director, world.outsider):  # the ICB leads the scheme
        with pytest.raises(NotPermitted, match="may not enter readings of Hours"):
            enter(world, outsider, row(hours, "5"))
    for insider in (world.board_officer, world.manager):  # of the lead partner; who sets the place up
        version = Reading.objects.filter(indicator=hours).count()
        assert enter(world, insider, row(hours, "5" if insider == world.manager else "4", version)) == 1
    of_place = add_indicator(place=world.place, service="Place", name="All", by=world.manager)
    assert enter(world, world.officer, row(of_place, "1")) == 1
    with pytest.raises(NotPermitted):
        add_indicator(place=world.place, service="Place", name="More", by=world.officer)


def test_a_period_that_is_not_there_or_has_not_begun_is_refused(world: Universe, hours: Indicator) -> None:
    with pytest.raises(BadInput, match="no quarter 5"):
        enter(world, world.commissioner, row(hours, "5"), number=5)
    with pytest.raises(WrongState, match="has not been started"):
        save_readings(place=world.place, cadence="quarter", year=2015, number=1, rows=[], by=world.commissioner)
    with pytest.raises(Unknown, match="read every month"):
        save_readings(
            place=world.place, cadence="month", year=YEAR, number=1, rows=[row(hours, "5")], by=world.commissioner
        )


def test_many_readings_take_no_more_statements_than_one(world: Universe) -> None:
    rows = [NewIndicator({"service": "Care", "name": f"Measure {n}"}, "1,000") for n in range(30)]
    made = bring_indicators(place=world.place, year=YEAR, rows=rows, by=world.manager)
    enter(world, world.officer)  # whatever is read once a person
    counts = []
    for few in (made[:1], made[1:]):
        with CaptureQueriesContext(connection) as captured:
            enter(world, world.officer, *(row(one, "5") for one in few))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert IndicatorTarget.objects.filter(indicator__in=made, comparator="=", amount=1000).count() == 30


def test_an_indicator_keeps_its_unit_once_it_is_read(world: Universe, hours: Indicator) -> None:
    enter(world, world.commissioner, row(hours, "5"))
    with pytest.raises(WrongState, match="has readings"):
        change_indicator(indicator=hours, unit="percent", by=world.manager)
    assert change_indicator(indicator=hours, name="Hours of care", by=world.manager).name == "Hours of care"
    with pytest.raises(BadInput, match="not added up"):
        add_indicator(place=world.place, service="S", name="Share", unit="percent", totals=True, by=world.manager)
    with pytest.raises(BadInput, match="Words are not added"):
        add_indicator(place=world.place, service="S", name="State", unit="text", rule="sum", by=world.manager)
    with pytest.raises(BadInput, match="already"):
        add_indicator(place=world.place, service="Beds", name="Hours of care", scheme=hours.scheme, by=world.manager)


def test_a_plan_is_kept_as_written_and_as_read(world: Universe, hours: Indicator) -> None:
    first = set_target(indicator=hours, year=YEAR, text=" >60% ", by=world.manager)
    assert first is not None
    assert (first.text, first.comparator, first.amount) == (">60%", ">", 60)
    again = set_target(indicator=hours, year=YEAR, text="improve", by=world.manager)
    assert again is not None
    assert (again.pk, again.comparator, again.amount) == (first.pk, "", None)
    assert set_target(indicator=hours, year=YEAR, text="", by=world.manager) is None
    with pytest.raises(BadInput, match="no period 5"):
        set_target(indicator=hours, year=YEAR, text="5", number=5, by=world.manager)


def test_deliveries_are_saved_with_the_quarter(world: Universe) -> None:
    output = set_output(
        scheme=world.lines["BEDS-N"].scheme, year=YEAR, unit="Packages", amount=Decimal(100), by=world.manager
    )
    delivered = DeliveryRow(output.pk, 0, Decimal("24.5"))
    with pytest.raises(NotPermitted, match="may not enter what BEDS"):
        enter(world, world.officer, deliveries=[delivered])
    assert enter(world, world.commissioner, deliveries=[delivered]) == 1
    with pytest.raises(StaleVersion):
        enter(world, world.commissioner, deliveries=[DeliveryRow(output.pk, 0, Decimal(30))])
    with pytest.raises(BadInput, match="0 or more"):
        enter(world, world.commissioner, deliveries=[DeliveryRow(output.pk, 1, Decimal(-1))])
    assert DeliveredOutput.objects.get().to_date == Decimal("24.5")


@pytest.mark.parametrize(
    "broken",
    [
        {"applicable": False, "value": 5},
        {"numerator": 5},
        {"numerator": 5, "denominator": 0},
        {"number": 28},
    ],
)
def test_the_database_refuses_a_reading_that_contradicts_itself(
    world: Universe, hours: Indicator, broken: dict[str, Any]
) -> None:
    about = {"number": 1, **broken}
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(
            indicator=hours, year=YEAR, saved_by=world.officer, saved_at="2024-07-01T00:00Z", **about
        )


@pytest.fixture
def discharge(world: Universe) -> Line:
    """A line of discharge money that the council spends."""
    stream = create_stream(
        place=world.place, name="Home first grant", kind="grant", national="ICB Discharge Funding", by=world.operator
    )
    return create_line(
        scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref="DIS", stream=stream,
        contributing_partner=world.board, spending_partner=world.council, by=world.manager,
    )  # fmt: skip


def fortnight(world: Universe, by: Any, *rows: FortnightRow, number: int = 1) -> int:
    return save_fortnight(place=world.place, year=YEAR, number=number, rows=rows, by=by)


def test_a_fortnight_is_saved_corrected_and_taken_away(world: Universe, discharge: Line) -> None:
    spent = FortnightRow(discharge.pk, 0, Decimal("100.005"), Decimal(1), Decimal(3), "Packages")
    assert fortnight(world, world.officer, spent) == 1
    kept = FortnightSpend.objects.get(line=discharge)
    assert (kept.spend, kept.administration, kept.version) == (Decimal("100.01"), 1, 1)
    assert fortnight(world, world.officer, FortnightRow(discharge.pk, 1, Decimal(-20))) == 1  # a correction
    assert fortnight(world, world.officer, FortnightRow(discharge.pk, 2, None)) == 1
    assert not FortnightSpend.objects.filter(line=discharge).exists()


def test_a_fortnight_is_refused_for_who_may_not_and_for_what_cannot_be(world: Universe, discharge: Line) -> None:
    refused: tuple[tuple[Any, FortnightRow, type[RuleBroken], str], ...] = (
        (world.board_officer, FortnightRow(discharge.pk, 0, Decimal(5)), NotPermitted, "may not enter the return"),
        (world.operator, FortnightRow(discharge.pk, 0, Decimal(5)), NotPermitted, "may not enter the return"),
        (world.officer, FortnightRow(discharge.pk, 0, Decimal(5), Decimal(6)), BadInput, "no part of a spend"),
        (world.officer, FortnightRow(discharge.pk, 0, None, Decimal(6)), BadInput, "0 if it was nothing"),
        (world.officer, FortnightRow(discharge.pk, 0, Decimal(5), activity=Decimal(1)), BadInput, "activity counts"),
        (world.officer, FortnightRow(discharge.pk, 3, Decimal(5)), StaleVersion, "saved by somebody"),
        (world.officer, FortnightRow(world.lines["HOME"].pk, 0, Decimal(5)), Unknown, "no such line of discharge"),
    )
    for by, wanted, kind, words in refused:
        with pytest.raises(kind, match=words):
            fortnight(world, by, wanted)
    with pytest.raises(BadInput, match="no fortnight 27"):
        fortnight(world, world.officer, number=27)
    assert not FortnightSpend.objects.filter(line=discharge).exists()


def test_terms_count_from_their_period_until_newer_ones_do(world: Universe) -> None:
    assert (terms_at(2021).cap, terms_at(2022, 11).cap, terms_at(2022, 12).cap, terms_at(2023).cap) == (1, 1, 2, 2)
    with pytest.raises(NotPermitted):
        keep_terms(year=2024, starts=1, administration_cap=Decimal(3), by=world.auditor)
    with pytest.raises(BadInput, match="ends in 2024-25"):
        keep_terms(
            year=2024,
            starts=1,
            administration_cap=Decimal(3),
            first_fortnight_ends=date(2024, 3, 30),
            by=world.operator,
        )
    first = date(2024, 4, 7)
    made = keep_terms(
        year=2024, starts=1, administration_cap=Decimal("1.5"), first_fortnight_ends=first, by=world.operator
    )
    keep_terms(
        terms=made, year=2024, starts=2, administration_cap=Decimal(3), first_fortnight_ends=first, by=world.operator
    )
    assert (terms_at(2024, 1).cap, terms_at(2024, 2).cap, terms_at(2024).first_fortnight_ends) == (2, 3, first)
    with pytest.raises(BadInput, match="there already"):
        keep_terms(year=2022, starts=1, administration_cap=Decimal(1), by=world.operator)
    assert ReturnTerms.objects.filter(year=2022).count() == 2
