"""The lists by which plans are read: sub-types within their scheme types, and sources of funding, each with its years."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.conf import settings

from schemes.models import ListEntry
from schemes.plans.lists import lists_of
from schemes.sources.bcf_plan_words import source_of

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference_plans"
pytestmark = pytest.mark.django_db


def test_every_row_of_the_files_is_loaded_once() -> None:
    rows = [row for path in FOLDER.glob("*.csv") for row in csv.DictReader(path.read_text("utf-8").splitlines())]
    kept = [
        (entry.list, entry.name, entry.within, entry.first_year)
        for entry in ListEntry.objects.filter(list__in=["sub_type", "source"])
    ]
    assert sorted((row["list"], row["name"], row["within"], int(row["first_year"])) for row in rows) == sorted(kept)


def test_every_sub_type_belongs_to_a_scheme_type_of_its_years() -> None:
    lists = lists_of(2023)
    assert set(lists.sub_type) <= set(lists.scheme_type)
    assert "Respite services" in lists.sub_type["Carers Services"]
    assert lists_of(2025).sub_type == {}


def test_the_grant_of_2025_takes_the_place_of_two_streams() -> None:
    before, after = set(lists_of(2024).source), set(lists_of(2025).source)
    assert after - before == {"Local Authority Better Care Grant"}
    assert before - after == {"iBCF", "Local Authority Discharge Funding", "ICB Discharge Funding"}
    assert lists_of(2022).source == ()


def test_every_source_is_known_by_its_own_name() -> None:
    for year in (2023, 2025):
        assert [source_of(name) for name in lists_of(year).source] == list(lists_of(year).source)
