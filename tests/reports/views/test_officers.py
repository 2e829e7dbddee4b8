"""Officers on the pages: whose lines the grid shows, the page that names them, and what closing says of lines of nobody."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from budgets.actions.people import end_role
from reports.views import officers
from s75.years import london_date
from schemes.actions.officers import assign_officer, cover_officer
from schemes.models import Cover, LineOfficer
from tests.reports.large_fund import large_fund
from tests.reports.views.grid_form import Officer, client_of
from tests.schemes.officers import colleague
from tests.universe import YEAR, Universe

TODAY = london_date(timezone.now())


def assign(world: Universe, refs: list[str], to: Any) -> None:
    assign_officer(place=world.place, year=YEAR, refs=refs, to=to, by=world.officer)


def lines_of(page: Any) -> list[str]:
    return re.findall(r'<tr class="line[^>]* data-ref="([^"]+)"', page.content.decode())


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def grid(world: Universe, query: str, name: str = "officer", **more: Any) -> Any:
    officer = Officer(world, name, **more)
    return officer.client.get(officer.url() + query)


def officers_page(world: Universe, name: str = "officer", query: str = "") -> Any:
    return client_of(getattr(world, name)).get(Officer(world).url("officers") + query)


def send(world: Universe, path: str, by: str = "officer", query: str = "", **fields: Any) -> Any:
    return client_of(getattr(world, by)).post(f"{Officer(world).url(f'officers/{path}')}{query}", fields)


def test_mine_only_shows_the_officers_lines_and_those_covered_today(world: Universe) -> None:
    ann = colleague(world, "Ann")
    assign(world, ["HOME"], world.officer)
    assign(world, ["BEDS-C"], ann)
    page = grid(world, "&mine=1")
    assert lines_of(page) == ["HOME"]
    assert "Shown: 1 of 3 lines , those of officer you" in words(page)
    cover_officer(
        place=world.place, officer=ann, stand_in=world.officer, first_day=TODAY, last_day=TODAY, reason="Leave", by=ann
    )
    assert lines_of(grid(world, "&mine=1")) == ["BEDS-C", "HOME"]
    assert "Mine only (2)" in words(grid(world, ""))
    assert lines_of(grid(world, "&mine=1", "auditor", partner="TC")) == []


def test_officers_are_a_column_a_filter_and_a_group_with_subtotals(world: Universe) -> None:
    ann = colleague(world, "Ann")
    assign(world, ["HOME"], world.officer)
    assign(world, ["BEDS-C"], ann)
    page = words(grid(world, "&group=officer&columns=officer,outturn"))
    assert re.search(r"Ann BEDS-C .* Subtotal Ann .* Officer HOME .* Subtotal Officer .* Nobody BEDS-N", page)
    assert lines_of(grid(world, f"&officer={ann.pk}")) == ["BEDS-C"]
    assert lines_of(grid(world, "&officer=nobody")) == ["BEDS-N"]
    assert '<td class="officer">Ann</td>' in grid(world, "&columns=officer").content.decode()
    answer = Officer(world)
    row = {"ref": "HOME", "version": 0, "figures": {str(month): "70" for month in range(1, 13)}}
    query = "mine=1&columns=officer,ahead,outturn"
    sent = answer.client.post(f"{answer.url('row')}&{query}", row, content_type="application/json")
    assert answer.totals(query)["testshire-pool?"]["outturn"] == "840.00"
    assert "ahead" in sent.json()["rows"][0]["cells"]


def test_last_rounds_forecast_of_the_months_to_come_is_a_column(world: Universe) -> None:
    from tests.reports.views.test_forecast import lock
    from tests.schemes.actions.test_actuals import post
    from tests.universe import ledger_csv

    world.forecast("HOME", 50)
    world.forecast("BEDS-C", 20)
    post(world, 1, ledger_csv("P01", {"C100": "110.00", "C200": "90.00"}))
    lock(world)
    page = grid(world, "&columns=ahead", month=2).content.decode()
    assert '<td class="n ahead">550.00</td>' in page.split('id="r-HOME"')[1]
    assert '<td class="n ahead">770.00</td>' in page.split('data-total="testshire-pool"')[1]
    assert '<td class="n ahead">n/a</td>' in page.split('id="r-BEDS-N"')[1].split("</tr>")[0]


def test_page_says_who_forecasts_what(world: Universe) -> None:
    assign(world, ["HOME"], world.officer)
    page = words(officers_page(world))
    assert "Officer 1 line of Officer Nobody 2 lines" in page
    assert "Name who forecasts them" in page
    assert "Shown: 1 of 3 lines" in words(officers_page(world, query=f"&officer={world.officer.pk}"))
    assert "Name who forecasts them" not in words(officers_page(world, "auditor", "&partner=TC"))
    assert officers_page(world, query="&partner=XX").status_code == 404
    assert officers_page(world, "outsider").status_code == 404


def test_lines_are_handed_over_ticked_or_all_that_are_shown(world: Universe) -> None:
    ann = colleague(world, "Ann")
    answer = send(world, "lines", which="ticked", refs=["HOME", "BEDS-C"], to=str(world.officer.pk))
    assert answer.status_code == 302
    mine = f"&officer={world.officer.pk}"
    refused = send(world, "lines", query=mine, which="shown", to=str(ann.pk))
    assert (refused.status_code, "Say why lines are taken from Officer" in words(refused)) == (422, True)
    send(world, "lines", query=mine, which="shown", to=str(ann.pk), reason="Changed post")
    having = LineOfficer.objects.filter(line__place=world.place).values_list("line__ref", "user__name")
    assert sorted(having) == [("BEDS-C", "Ann"), ("HOME", "Ann")]


def test_what_was_chosen_stays_when_something_is_missing(world: Universe) -> None:
    answer = send(world, "lines", which="ticked", refs=["HOME"], to="")
    assert answer.status_code == 422
    assert 'value="HOME" checked' in answer.content.decode()
    assert "Choose who forecasts them" in words(answer)
    assert not LineOfficer.objects.filter(line__place=world.place).exists()


def test_cover_is_made_and_ended_on_the_page(world: Universe) -> None:
    ann = colleague(world, "Ann")
    assign(world, ["HOME"], world.officer)
    days = {"cover-first_day": TODAY.isoformat(), "cover-last_day": (TODAY + timedelta(3)).isoformat()}
    given = {"cover-officer": str(world.officer.pk), "cover-stand_in": str(ann.pk), "cover-reason": "Leave", **days}
    refused = send(world, "cover", **given | {"cover-last_day": (TODAY - timedelta(1)).isoformat()})
    assert (refused.status_code, "is before the first" in words(refused)) == (422, True)
    assert send(world, "cover", **given).status_code == 302
    assert "Ann for Officer" in words(officers_page(world, "auditor"))
    cover = Cover.objects.get(place=world.place)
    assert send(world, f"cover/{cover.pk}/end").status_code == 302
    assert not Cover.objects.filter(place=world.place).exists()
    assert send(world, f"cover/{cover.pk}/end").status_code == 404


def test_closing_and_the_page_list_lines_of_somebody_whose_role_ended(world: Universe) -> None:
    ann = colleague(world, "Ann")
    assign(world, ["HOME"], ann)
    closing = "/places/testshire/closing/?year=2024-25&period=1"
    assert "Forecast by nobody" not in words(client_of(world.manager).get(closing))
    end_role(membership=ann.memberships.get(), place=world.place, by=world.operator)
    assert "1 line of somebody whose role has ended: HOME (Ann)" in words(officers_page(world))
    page = words(client_of(world.manager).get(closing))
    assert "Forecast by nobody HOME: the role of Ann has ended" in page


@pytest.mark.parametrize("lines", [40, 400])
def test_page_takes_the_same_few_queries_whatever_the_size(
    db: None, lines: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = large_fund(lines)
    refs = [line.ref for line in made.lines if line.spending_partner_id == made.council.pk]
    assign_officer(place=made.place, year=2022, refs=refs, to=made.reader, by=made.reader)
    client = client_of(made.reader)
    client.get("/places/large/forecast/officers/")
    with django_assert_max_num_queries(16):
        client.get("/places/large/forecast/officers/?year=2022-23&period=8")


def test_a_hand_made_reference_is_refused_in_words(world: Universe) -> None:
    for ref in ("NO\x00PE", "x" * 5000):
        answer = send(world, "lines", which="ticked", to=str(world.officer.pk), refs=["HOME", ref], reason="x")
        assert answer.status_code == 422
        assert "has no line" in words(answer)
    assert not LineOfficer.objects.filter(line__place=world.place).exists()


def test_many_lines_have_pages(world: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(officers, "A_PAGE", 2)
    page = officers_page(world, query="&page=2")
    assert (len(page.context["page"]), len(page.context["shown"])) == (1, 3)
    assert b'aria-label="Pages of lines"' in page.content
