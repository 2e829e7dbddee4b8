"""Nottinghamshire's published public health indicators of 2020-21, entered quarter by quarter, and a few illustrative ones."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from budgets.models import Place
from reports.demonstration.case import Case
from s75.models import User
from schemes.actions.indicators import NewIndicator, bring_indicators
from schemes.actions.readings import ReadingRow, save_readings
from schemes.models import Indicator
from schemes.sources.readings import read_figure, read_reading

FILE = Path(settings.BASE_DIR) / "fixtures" / "nottinghamshire_2020_21" / "indicators.csv"
REPORT = "Nottinghamshire County Council, report to committee, 2020-21, quarter 2"
Row = dict[str, str]
ILLUSTRATIVE = (  # of Worcestershire: scheme, name, unit, rule, better, plan, the readings of two quarters
    ("BCF-04", "Packages of home care started", "number", "sum", "higher", "1,900", ("452", "471")),
    ("BCF-04", "Days from discharge to the start of care", "days", "average", "lower", "<3", ("3.4", "3.1")),
    ("MH-01", "Reviews of section 117 aftercare held in time", "percent", "weighted", "higher", ">85%", ("148/181", "156/187")),
)  # fmt: skip


def bring_performance(place: Place, year: int, by: User) -> None:
    """Every row of the report's table, with the figures that it prints to date beside those of its quarters."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    made = bring_indicators(
        place=place, year=year, rows=[NewIndicator(_about(row), row["annual_plan"]) for row in rows], by=by
    )
    for number in (1, 2):
        readings = [_reading(one, row, number) for one, row in zip(made, rows, strict=True)]
        save_readings(place=place, cadence="quarter", year=year, number=number, rows=readings, by=by)


def _about(row: Row) -> dict[str, object]:
    return {
        "service": row["service"],
        "name": row["indicator"],
        "provider": row["provider"],
        "unit": row["unit"],
        "rule": row["year_to_date_rule"],
        "better": row["better"],
        "totals": row["provider"] == "Total",
        "source": REPORT,
    }


def _reading(indicator: Indicator, row: Row, number: int) -> ReadingRow:
    """A quarter as printed, with the share that the report's own counts imply where its percentage is weighted."""
    share = row[f"q{number}_share"]
    text = f"{row[f'q{number}']} ({share})" if share else row[f"q{number}"]
    to_date: Decimal | None = read_figure(row["actual_ytd"]) if number == 2 else None
    return ReadingRow(indicator.pk, 0, read_reading(text), to_date)


def illustrate_performance(case: Case, year: int) -> None:
    """What three indicators of schemes could read, so that money and activity stand beside each other."""
    by = case.people["WCC", "pool_manager"]
    rows = [
        NewIndicator(
            {
                "scheme": case.schemes[ref],
                "service": case.schemes[ref].name,
                "name": name,
                "unit": unit,
                "decimals": 1 if unit == "days" else 0,
                "rule": rule,
                "better": better,
                "illustrative": True,
            },
            plan,
        )
        for ref, name, unit, rule, better, plan, _ in ILLUSTRATIVE
    ]
    made = bring_indicators(place=case.place, year=year, rows=rows, by=by)
    for number in (1, 2):
        readings = [
            ReadingRow(one.pk, 0, read_reading(row[-1][number - 1]))
            for one, row in zip(made, ILLUSTRATIVE, strict=True)
        ]
        save_readings(place=case.place, cadence="quarter", year=year, number=number, rows=readings, by=by)
