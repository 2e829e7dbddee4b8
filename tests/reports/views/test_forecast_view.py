"""The choices of how a round is looked at: columns, groups and filters by the address, and what the totals then say."""

from __future__ import annotations

import re
from html import unescape

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.render.last_drawn import LastDrawn
from reports.views import forecast_table
from schemes.actions.officers import assign_officer
from tests.reports.large_fund import large_fund
from tests.reports.views.grid_form import Officer, client_of, fields
from tests.reports.views.test_forecast import row_of
from tests.reports.views.test_forecast_form import all_of, saved
from tests.schemes.actions.test_actuals import post
from tests.universe import YEAR, Universe, ledger_csv

pytestmark = pytest.mark.usefixtures("in_time")


def seen(officer: Officer, query: str) -> str:
    answer = officer.client.get(f"{officer.url()}&{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def refs(page: str) -> list[str]:
    return re.findall(r'<tr class="line[^"]*" id="r-([^"]+)"', page)


def heads(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<thead>")[1].split("</thead>")[0]).split())


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("scheme=BEDS", ["BEDS-C", "BEDS-N"]),
        ("stream=NHS+minimum", ["BEDS-N"]),
        ("payer=TC", ["BEDS-C", "HOME"]),
        ("payer=TC&scheme=BEDS", ["BEDS-C"]),
        ("state=draft", ["HOME"]),
        ("state=not+started", ["BEDS-C", "BEDS-N"]),
        ("rag=Red", ["HOME"]),
        ("rag=Green", ["BEDS-C", "BEDS-N"]),
        ("q=eds-", ["BEDS-C", "BEDS-N"]),
        ("scheme=NOPE", []),
        ("group=nonsense&columns=nonsense", ["BEDS-C", "BEDS-N", "HOME"]),
    ],
)
def test_filters_show_some_lines_and_name_themselves(world: Universe, query: str, shown: list[str]) -> None:
    world.forecast("HOME", 70)
    page = seen(Officer(world), query)
    assert refs(page) == shown
    assert (f"{len(shown)} of 3 lines" in page) == (len(shown) < 3)
    assert ("Total Pool, whole round" in page) == (len(shown) < 3)


def test_filters_are_named_in_words(world: Universe) -> None:
    page = unescape(seen(Officer(world), "scheme=BEDS&payer=TC&rag=Green&q=c"))
    assert "1 of 3 lines" in page
    assert "scheme BEDS Beds, whose money Testshire Council, RAG Green, text “c”" in page


def test_totals_of_shown_lines_and_of_the_whole_round(world: Universe) -> None:
    world.forecast("HOME", 70)
    page = seen(Officer(world), "scheme=HOME")
    outturns = dict(re.findall(r'data-total="([^"]+)" data-outturn="([^"]+)"', page))
    assert outturns == {"testshire-pool?": "840.00", "testshire-pool": "2640.00"}


def test_groups_have_subtotals_that_re_add(world: Universe) -> None:
    world.forecast("HOME", 70)
    page = seen(Officer(world), "group=state")
    outturns = dict(re.findall(r'data-total="([^"]+)" data-outturn="([^"]+)"', page))
    assert outturns == {
        "testshire-pool/not%20started": "1800.00", "testshire-pool/draft": "840.00", "testshire-pool": "2640.00",
    }  # fmt: skip
    assert refs(page) == ["BEDS-C", "BEDS-N", "HOME"]
    assert page.index("Subtotal Not started") < page.index('id="r-HOME"') < page.index("Subtotal Draft")


def test_columns_are_those_of_the_address_and_remembered_for_the_person(world: Universe) -> None:
    post(world, 1, ledger_csv("P01", {"C100": "110.00", "C200": "90.00"}))
    officer = Officer(world)
    usual = heads(seen(officer, ""))
    assert "Current budget P01 Apr P02 May" in usual
    assert "Projection" not in usual
    page = seen(officer, "columns=profile,variance&columns=projection")
    assert "Line Budget to date P02 May" in heads(page)
    assert heads(page).endswith("Variance Projection State")
    assert "540.00" in row_of(page, "HOME")
    assert heads(seen(officer, "")) == heads(page)
    other = Officer(world, "manager", partner="TC")
    other.client.cookies["grid-columns"] = officer.client.cookies["grid-columns"].value
    assert heads(seen(other, "")) == usual
    assert (
        heads(seen(officer, "columns=")) == "Line " + " ".join(re.findall(r"P(?:0[2-9]|1\d) \w{3}", usual)) + " State"
    )


def test_answers_to_a_row_have_the_columns_and_totals_of_its_page(world: Universe) -> None:
    post(world, 1, ledger_csv("P01", {"C100": "110.00", "C200": "90.00"}))
    officer = Officer(world)
    query = "columns=outturn%2Cprojection&group=scheme&payer=TC"
    body = {"ref": "HOME", "version": 0, "figures": {str(month): "60.00" for month in range(2, 13)}}
    answer = officer.client.post(f"{officer.url('row')}&{query}", body, content_type="application/json").json()
    page = seen(officer, query)
    totals = officer.totals(query)
    assert set(totals) == {"testshire-pool/BEDS", "testshire-pool/HOME", "testshire-pool?", "testshire-pool"}
    for total in totals.values():
        assert total["row"] in page
    assert answer["rows"][0]["cells"] in page
    assert "Run rate points to 540.00: 165.00 less" in answer["rows"][0]["cells"]


def test_form_of_some_lines_saves_these_and_comes_back_to_them(world: Universe) -> None:
    officer = Officer(world)
    url = f"{officer.url()}&payer=TC"
    form = fields(officer.client.get(url)) | all_of("HOME", "60")
    answer = officer.client.post(url, form)
    assert answer.headers["Location"].endswith("&payer=TC")
    assert saved("HOME").figures[0] == 60  # type: ignore[union-attr]
    assert saved("BEDS-N") is None


def test_block_falls_on_the_lines_of_the_form_in_their_order(world: Universe) -> None:
    officer = Officer(world)
    url = f"{officer.url()}&payer=TC"
    form = fields(officer.client.get(url))
    rows = "\n".join("\t".join([amount] * 12) for amount in ("51", "52"))
    block = {"block": rows, "start": "BEDS-C", "month": "1"}
    for sent in (form | block, block):
        officer.client.post(f"{officer.url('block')}&payer=TC", sent)
        assert [row and row.figures[0] for row in (saved("BEDS-C"), saved("HOME"), saved("BEDS-N"))] == [51, 52, None]


def test_lines_that_are_missing_and_not_shown_are_linked_to_where_they_are(world: Universe) -> None:
    officer = Officer(world)
    answer = officer.client.post(f"{officer.url('submit')}&payer=ICB", {})
    page = unescape(answer.content.decode())
    assert 'href="#f-BEDS-N-1"' in page
    assert 'partner=TC#f-HOME-1"' in page


@pytest.mark.parametrize("lines", [40, 400])
def test_any_view_takes_the_same_few_queries_whatever_the_size(
    db: None, lines: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = large_fund(lines)
    client = client_of(made.reader)
    client.get("/places/large/forecast/")
    query = "&group=scheme&stream=Grant&columns=profile,projection,actuals,outturn"
    with django_assert_max_num_queries(10):
        client.get(f"/places/large/forecast/?year=2022-23&period=8{query}")
    body = {"ref": "L-00002", "version": 1, "figures": {str(month): "9.99" for month in range(9, 13)}}
    with django_assert_max_num_queries(20):
        client.post(f"/places/large/forecast/row/?year=2022-23&period=8{query}", body, content_type="application/json")


def test_page_is_the_same_whatever_was_looked_at_before(world: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that are as they were are not drawn anew; nobody sees by it what another view, person or save showed."""
    people = [Officer(world), Officer(world, "commissioner")]
    views = ["columns=outturn", "columns=outturn,officer", "columns=", "group=scheme", "q=home"]

    def looks(*, fresh: bool) -> list[str]:
        found = []
        for query in views:
            for person in people:
                if fresh:
                    monkeypatch.setattr(forecast_table, "DRAWN", LastDrawn(most=100))
                found.append(seen(person, query).split('id="grid">')[1].split("</table>")[0])
        return found

    looks(fresh=False)
    officer = people[0]
    assert officer.send({**fields(officer.open()), **all_of("HOME", "1234.56")}).status_code == 302
    assign_officer(place=world.place, year=YEAR, refs=["HOME"], to=world.officer, by=world.officer)
    again = looks(fresh=False)
    assert again == looks(fresh=True)
    assert "1,234.56" in again[0]
