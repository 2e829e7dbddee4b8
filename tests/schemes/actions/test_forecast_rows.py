"""Storing forecasts in bulk: exact values, keys given back, and a plan made for as many rows as there are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schemes.actions.forecast_rows import MANY, plan_for
from schemes.actions.forecasts import RowInput, save_rows
from schemes.models import Forecast
from tests.universe import YEAR, Universe


@pytest.mark.parametrize("amount", ["999999999999.99", "-0.01", "0.10", "123456.78"])
def test_values_come_back_exactly(world: Universe, amount: str) -> None:
    words = "Ünïcode “quotes” ' \" \\ {} % %s \n\t 漢 🏠"
    row = RowInput("HOME", dict.fromkeys(range(1, 13), Decimal(amount)), explanation=words, version=0)
    saved = save_rows(place=world.place, year=YEAR, round=1, rows=[row], by=world.officer)[0]
    kept = Forecast.objects.get(pk=saved.pk)
    assert kept.figures == [Decimal(amount)] * 12 + [None]
    assert (kept.explanation, kept.version, kept.saved_by) == (words, 1, world.officer)
    assert kept.saved_at == saved.saved_at


def test_resaved_row_keeps_its_key_and_is_no_longer_submitted(world: Universe) -> None:
    first = world.forecast("HOME", 50)
    Forecast.objects.filter(pk=first.pk).update(
        state="submitted", submitted_by=world.officer, submitted_at=first.saved_at
    )
    again = world.forecast("HOME", 60)
    kept = Forecast.objects.get(line__ref="HOME")
    assert (again.pk, kept.pk) == (first.pk, first.pk)
    assert (kept.state, kept.submitted_by, kept.submitted_at, kept.version) == ("draft", None, None, 2)


@pytest.mark.parametrize(("rows", "planned"), [(1, 0), (MANY, 0), (MANY + 1, 1)])
def test_many_rows_are_planned_for(db: None, rows: int, planned: int) -> None:
    with CaptureQueriesContext(connection) as captured:
        plan_for(rows)
    assert len(captured) == planned
