"""The list of schemes and lines: searched by name, reference and code, filtered, and the same queries at any size."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.models import Place
from s75.models import User
from schemes.actions.schemes import create_line
from tests.universe import YEAR, Universe

SCHEMES = "/places/testshire/schemes/"
SHIRE = "/places/worcestershire/schemes/"


def refs(client: Client, query: str = "", address: str = SCHEMES) -> list[str]:
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 200
    place = address.split("/")[2]
    return re.findall(rf'href="/places/{place}/lines/([^/]+)/', answer.content.decode())


@pytest.fixture
def reader(client: Client, world: Universe) -> Client:
    client.force_login(world.commissioner)
    return client


@pytest.fixture
def auditor(client: Client, demonstration: Place) -> Client:
    client.force_login(User.objects.get(email="auditor.icb@demonstration.example"))
    return client


def test_readers_see_every_line_and_outsiders_nothing(client: Client, world: Universe) -> None:
    for person in (world.officer, world.board_officer, world.clerk, world.operator):
        client.force_login(person)
        assert refs(client) == ["BEDS-C", "BEDS-N", "HOME", "KIDS"]
    client.force_login(world.outsider)
    assert client.get(SCHEMES).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=home", ["HOME"]),
        ("q=BEDS", ["BEDS-C", "BEDS-N"]),
        ("q=c200", ["BEDS-C", "HOME"]),
        ("q=beds+c200", ["BEDS-C"]),
        ("q=nothing", []),
        ("q=%25", []),
        ("fund=testshire-lead", ["KIDS"]),
        ("partner=TC", ["BEDS-C", "BEDS-N", "HOME"]),
        ("partner=ICB", ["BEDS-N", "KIDS"]),
        ("partner=ICB&q=beds", ["BEDS-N"]),
        ("partner=nobody", ["BEDS-C", "BEDS-N", "HOME", "KIDS"]),
        ("fund=&stream=&partner=&q=", ["BEDS-C", "BEDS-N", "HOME", "KIDS"]),
    ],
)
def test_lines_are_found_by_words_code_fund_and_partner(reader: Client, query: str, found: list[str]) -> None:
    assert refs(reader, query) == found


def test_lines_are_found_by_stream(reader: Client, world: Universe) -> None:
    assert refs(reader, f"stream={world.minimum.pk}") == ["BEDS-N"]


def test_a_line_says_whose_money_and_ledger_and_its_codes(reader: Client) -> None:
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reader.get(SCHEMES).content.decode()))
    assert "BEDS-N Beds Pool NHS minimum ICB TC C100" in page


def test_a_successor_stands_for_its_predecessor_from_its_day(auditor: Client) -> None:
    now = auditor.get(f"{SHIRE}?q=BCF-01&year=2022-23&period=8").content.decode()
    then = auditor.get(f"{SHIRE}?q=BCF-01&year=2022-23&period=2").content.decode()
    assert "<td >ICB</td>" in now
    assert "<td >CCG</td>" in then
    assert "BCF-01" in refs(auditor, "partner=ICB", SHIRE)


def test_the_filter_is_kept_by_the_switch_and_by_sorting(reader: Client) -> None:
    page = reader.get(f"{SCHEMES}?q=beds&year=2024-25&period=1").content.decode()
    assert '<input type="hidden" name="q" value="beds">' in page
    assert re.search(r'href="\?q=beds&amp;year=2024-25&amp;period=1&amp;sort=ref"', page)
    assert refs(reader, "q=beds&sort=-ref") == ["BEDS-N", "BEDS-C"]


def test_what_was_typed_is_shown_as_it_is(reader: Client) -> None:
    page = reader.get(SCHEMES, {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_the_list_takes_the_same_queries_at_any_size(
    reader: Client, world: Universe, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader.get(SCHEMES)
    with django_assert_max_num_queries(13):
        assert len(refs(reader)) == 4
    for number in range(120):
        create_line(
            scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref=f"L{number:03d}", stream=world.own,
            contributing_partner=world.council, spending_partner=world.council, by=world.manager,
        )  # fmt: skip
    with django_assert_max_num_queries(13):
        assert len(refs(reader)) == 50
    assert len(refs(reader, "page=3")) == 24
