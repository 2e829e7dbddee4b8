"""The search: found by what people call things, the likeliest first, and never beyond what the person may see."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.places import create_place, seat_partner
from budgets.models import Place
from s75.models import User
from schemes.actions.changes import Amounts, draft_change
from schemes.actions.scheme_changes import change_scheme
from schemes.models import LedgerCodeLine, Line
from tests.reports.large_fund import large_fund
from tests.universe import YEAR, Universe

HERE = "/places/testshire/search/"


def find(client: Client, user: User, q: str, address: str = HERE) -> dict[str, list[tuple[str, str, str]]]:
    """What the page shows: by group, the text, note and address of each result."""
    client.force_login(user)
    answer = client.get(address, {"q": q})
    assert answer.status_code == 200
    found = {}
    for section in re.findall(r'<section aria-labelledby="group-.*?</section>', answer.content.decode(), re.S):
        title = re.search(r"<h2[^>]*>([^<]+)<", section)
        assert title
        rows = []
        for item in re.findall(r"<li>(.*?)</li>", section, re.S):
            href = re.search(r'href="([^"]+)"', item)
            text = re.search(r"<(?:a|strong)[^>]*>([^<]+)<", item)
            note = re.search(r's75-results__note">([^<]*)<', item)
            assert text
            assert note
            rows.append((unescape(text[1]), unescape(note[1]), unescape(href[1]) if href else ""))
        found[title[1]] = rows
    return found


def texts(found: dict[str, list[tuple[str, str, str]]]) -> dict[str, list[str]]:
    return {title: [text for text, _, _ in rows] for title, rows in found.items()}


def test_a_line_is_found_by_its_reference_before_what_only_begins_so(client: Client, world: Universe) -> None:
    found = find(client, world.officer, "beds")
    assert texts(found) == {"Schemes": ["BEDS Beds"], "Lines": ["BEDS-C Beds", "BEDS-N Beds"]}
    assert found["Lines"][0] == (
        "BEDS-C Beds",
        "Pool, 2024-25",
        "/places/testshire/lines/BEDS-C/?year=2024-25&period=1",
    )
    exact = find(client, world.officer, "beds-n")
    assert texts(exact) == {"Lines": ["BEDS-N Beds"]}


def test_the_group_with_the_likeliest_result_comes_first(client: Client, world: Universe) -> None:
    assert next(iter(find(client, world.officer, "pool"))) == "Funds"
    found = find(client, world.officer, "c100")
    assert texts(found) == {"Ledger codes": ["C100"]}
    assert "leads to BEDS-N Beds, 2024-25" in found["Ledger codes"][0][1]


def test_neither_case_nor_accents_matter(client: Client, world: Universe) -> None:
    change_scheme(scheme=world.lines["HOME"].scheme, name="Tŷ’r Café", by=world.manager)
    for typed in ("ty'r cafe", "CAFÉ", "Tŷ’r", "cafe ty'r"):
        assert texts(find(client, world.officer, typed))["Schemes"] == ["HOME Tŷ’r Café"], typed


def test_what_means_something_to_the_database_is_only_text(client: Client, world: Universe) -> None:
    for typed in ("be%ds", "b_ds", "be%s", "'; --ab", "\\\\ab"):
        assert find(client, world.officer, typed) == {}, typed


def test_changes_are_found_by_number_and_title(client: Client, world: Universe) -> None:
    made = draft_change(
        fund=world.pool, year=YEAR, kind="virement", title="Winter beds", reason="x", effective_from=1, key=uuid4(),
        amounts=Amounts({world.lines["HOME"]: Decimal(5), world.lines["BEDS-C"]: Decimal(-5)}), by=world.officer,
        ask=True,
    )  # fmt: skip
    assert find(client, world.auditor, "winter")["Changes"] == [
        ("Winter beds", "Virement, Pool, 2024-25, requested", f"/places/testshire/changes/{made.pk}/")
    ]


def test_a_number_finds_its_change(client: Client, demonstration: Place) -> None:
    auditor = User.objects.get(email="auditor.council@demonstration.example")
    found = find(client, auditor, "change 2", "/places/worcestershire/search/")
    assert found["Changes"][0][0].startswith("Change 2: ")


def test_people_are_found_by_whoever_manages_them_and_by_nobody_else(client: Client, world: Universe) -> None:
    found = find(client, world.operator, "clerk")
    assert found == {
        "People": [("Clerk", "clerk@test.example, Board clerk of Testshire Council", "/places/testshire/people/")]
    }
    for person in (world.officer, world.manager, world.director, world.auditor):
        assert find(client, person, "clerk") == {}


@pytest.mark.parametrize("typed", ["beds", "pool", "c100", "testshire agreement", "kids", "clerk"])
def test_an_outsider_finds_nothing_anywhere(client: Client, world: Universe, typed: str) -> None:
    assert find(client, world.outsider, typed, "/search/") == {}
    assert client.get(HERE, {"q": typed}).status_code == 404


def _other_agreement(world: Universe) -> None:
    """An agreement of the ICB alone in a place of its own, with a fund that the council does not see."""
    place = create_place(slug="elsewhere", name="Elsewhere", board="Elsewhere HWB", by=world.operator)
    seat_partner(place=place, partner=world.board, code="ICB", by=world.operator)
    agreement = create_agreement(
        place=place, title="Elsewhere agreement", status="draft", starts=date(2024, 4, 1), partners=[world.board],
        by=world.operator,
    )  # fmt: skip
    create_fund(agreement=agreement, code="ELSE", name="Elsewhere pool", arrangement="pooled", host=world.board,
                by=world.operator)  # fmt: skip


def test_over_all_places_only_those_of_ones_own_partners_are_searched(client: Client, world: Universe) -> None:
    _other_agreement(world)
    theirs = find(client, world.board_officer, "elsewhere", "/search/")
    assert texts(theirs) == {
        "Places": ["Elsewhere"],
        "Funds": ["Elsewhere pool"],
        "Agreements": ["Elsewhere agreement"],
    }
    assert theirs["Funds"][0][1:] == ("ELSE, Pooled, hosted by NHS Testshire ICB, no period is open yet, Elsewhere", "")
    assert find(client, world.officer, "elsewhere", "/search/") == {}
    assert find(client, world.board_officer, "elsewhere") == {}, "a place's own search stays in it"


def test_a_line_is_shown_once_in_the_year_of_the_page_or_its_newest(client: Client, world: Universe) -> None:
    line = world.lines["HOME"]
    Line.objects.create(
        place=line.place, fund=line.fund, year=YEAR + 1, scheme=line.scheme, ref="HOME", stream=line.stream,
        contributing_partner=line.contributing_partner, spending_partner=line.spending_partner,
    )  # fmt: skip
    assert [note for _, note, _ in find(client, world.officer, "home")["Lines"]] == ["Pool, 2024-25"]
    newest = find(client, world.officer, "home", "/search/")["Lines"]
    assert newest == [("HOME Home", "Pool, 2025-26, Testshire", "")], "that year is not opened, so it has no page"


@pytest.mark.parametrize("typed", ["x", "%"])
def test_a_search_too_short_is_refused_politely(client: Client, world: Universe, typed: str) -> None:
    client.force_login(world.officer)
    answer = client.get(HERE, {"q": typed})
    assert answer.status_code == 422
    assert "Search for at least 2 letters or digits" in answer.content.decode()
    assert 'href="#search"' in answer.content.decode()


def test_no_results_teach(client: Client, world: Universe) -> None:
    client.force_login(world.officer)
    page = client.get(HERE, {"q": "zzz"}).content.decode()
    assert "Nothing is found for “zzz”" in page
    assert "What can be found" in page
    assert 'href="/search/?q=zzz"' in page


def test_every_page_has_the_box_and_the_search_page_only_its_own(client: Client, world: Universe) -> None:
    client.force_login(world.officer)
    page = client.get("/places/testshire/").content.decode()
    assert page.count('role="search"') == 1
    assert f'action="{HERE}"' in page
    assert 'action="/search/"' in client.get("/").content.decode()
    assert client.get(HERE).content.decode().count('id="search"') == 1


def test_every_result_opens(client: Client, demonstration: Place) -> None:
    manager = User.objects.get(email="pool.manager.council@demonstration.example")
    hrefs = [
        href
        for typed in ("bcf", "care", "2022", "s75", "change")
        for rows in find(client, manager, typed, "/search/").values()
        for _, _, href in rows
        if href
    ]
    assert len(hrefs) > 10
    for href in dict.fromkeys(hrefs):
        assert client.get(href).status_code == 200, href


def test_a_large_place_takes_no_more_queries_than_a_small_one(
    client: Client, world: Universe, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    large = large_fund(300)
    assert LedgerCodeLine.objects.filter(line__place=world.place).count() >= 3
    for user, address in ((world.operator, HERE), (large.reader, "/places/large/search/")):
        client.force_login(user)
        with django_assert_max_num_queries(17):
            assert client.get(address, {"q": "line"}).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get("/search/", {"q": "be"}).status_code == 200
