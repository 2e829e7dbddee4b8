"""The grid's requests in JSON: one row, a block of rows, and the refusals that a script shows at the cell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from schemes.models import Forecast
from tests.reports.large_fund import large_fund
from tests.reports.views.grid_form import Officer, client_of
from tests.reports.views.test_forecast_form import forecasts, standing
from tests.universe import Universe

pytestmark = pytest.mark.usefixtures("in_time")


def row(ref: str, amount: str = "50.00", *, version: int = 0, march: str = "") -> dict[str, Any]:
    figures = {str(month): amount for month in range(1, 13)}
    return {"ref": ref, "version": version, "figures": figures | {"12": march or amount}, "explanation": None}


def test_saved_row_answers_with_its_figures_and_the_totals_can_be_asked_for(world: Universe) -> None:
    officer = Officer(world)
    answer = officer.json(row("HOME", "60.00")).json()
    (saved,) = answer["rows"]
    assert answer["message"] == "HOME saved"
    assert (saved["version"], saved["state"], saved["explain"]) == (1, "draft", True)
    assert (saved["outturn"], saved["variance"], saved["word"]) == ("720.00", "120.00", "overspend")
    assert 'id="x-HOME"' in saved["detail"]
    total = officer.totals()["testshire-pool"]
    assert (total["outturn"], total["variance"], total["word"]) == ("2520.00", "120.00", "overspend")
    assert "2,520.00" in total["row"]


def test_explanation_is_kept_when_none_is_sent_and_emptied_by_an_empty_one(world: Universe) -> None:
    officer = Officer(world)
    officer.json(row("HOME", "60") | {"explanation": "Why"})
    officer.json(row("HOME", "61", version=1))
    assert forecasts().get().explanation == "Why"
    officer.json(row("HOME", "61", version=2) | {"explanation": ""})
    assert forecasts().get().explanation == ""


def test_stale_row_is_a_conflict_that_carries_what_stands(world: Universe) -> None:
    officer = Officer(world)
    officer.json(row("HOME", "50"))
    officer.json(row("HOME", "70", version=1))
    answer = officer.json(row("HOME", "90", version=1))
    (theirs,) = answer.json()["rows"]
    assert answer.status_code == 409
    assert (theirs["version"], theirs["stale"], theirs["figures"]["4"]) == (2, True, "70.00")
    assert "Take theirs" in theirs["detail"]
    assert forecasts().get().figures[3] == Decimal("70.00")


def test_bad_cell_is_named_by_line_and_month(world: Universe) -> None:
    answer = Officer(world).json({"rows": [row("HOME"), row("BEDS-C", march="abc")]}, "block")
    said = answer.json()
    assert answer.status_code == 422
    assert [(problem["ref"], problem["month"]) for problem in said["problems"]] == [("BEDS-C", 12)]
    assert "found “abc”" in said["problems"][0]["text"]
    assert standing() == []


def test_block_saves_all_of_its_rows(world: Universe) -> None:
    officer = Officer(world)
    answer = officer.json({"rows": [row("HOME"), row("BEDS-C"), row("BEDS-N", "100.00")]}, "block")
    assert answer.json()["message"] == "3 lines saved"
    assert officer.totals()["testshire-pool"]["variance"] == "0.00"
    assert len(standing()) == 3


@pytest.mark.parametrize(
    ("ref", "name", "status"),
    [("KIDS", "officer", 403), ("NOPE", "officer", 404), ("HOME", "auditor", 403), ("HOME", "outsider", 404)],
)
def test_lines_that_one_may_not_write(world: Universe, ref: str, name: str, status: int) -> None:
    assert Officer(world, name).json(row(ref)).status_code == status
    assert Officer(world, name).json({"rows": [row("BEDS-C"), row(ref)]}, "block").status_code == status
    assert standing() == []


@pytest.mark.parametrize(
    "body",
    [
        "not json", "[]", "{}", '{"rows": []}', '{"rows": [3]}', '{"ref": "HOME", "version": 0, "figures": []}',
        '{"ref": "HOME", "version": -1, "figures": {}}', '{"ref": "HOME", "version": true, "figures": {}}',
        '{"ref": "HOME", "version": 0, "figures": {"14": "1"}}', '{"ref": "HOME", "version": 0, "figures": {"1": 1.5}}',
        '{"ref": "HOME", "version": 0, "figures": {"' + "9" * 5000 + '": "1"}}',
        '{"ref": "HOME", "version": 0, "figures": {}, "explanation": 3}', '{"ref": "HOME", "figures": {}}',
    ],
)  # fmt: skip
def test_request_of_another_shape_is_a_bad_request(world: Universe, body: str) -> None:
    officer = Officer(world)
    assert officer.client.post(officer.url("row"), body, content_type="application/json").status_code == 400
    assert standing() == []


def test_characters_that_no_database_carries_are_left_out(world: Universe) -> None:
    officer = Officer(world)
    assert officer.json(row("HOME", "60") | {"explanation": "a\x00b\ud800c"}).status_code == 200
    assert forecasts().get().explanation == "abc"
    assert officer.json(row("NO\x00PE")).status_code == 404


def test_line_given_twice_is_refused(world: Universe) -> None:
    assert Officer(world).json({"rows": [row("HOME"), row("HOME")]}, "block").status_code == 422
    assert standing() == []


def test_totals_after_some_rows_are_those_of_all(world: Universe) -> None:
    for ref in ("BEDS-C", "BEDS-N"):
        world.forecast(ref, 70)
    officer = Officer(world)
    answer = officer.json(row("HOME", "50")).json()
    page = officer.open().content.decode()
    assert officer.totals()["testshire-pool"]["row"] in page
    assert answer["rows"][0]["cells"] in page


def test_unknown_partner_in_the_address_saves_nothing(world: Universe) -> None:
    assert Officer(world, partner="XX").json(row("HOME")).status_code == 404
    assert standing() == []


@pytest.mark.parametrize("lines", [40, 400])
def test_block_takes_the_same_few_queries_whatever_its_size(
    db: None, lines: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = large_fund(lines)
    mine = [line.ref for line in made.lines if line.spending_partner_id == made.council.pk]
    body = {"rows": [{"ref": ref, "version": 1, "figures": {str(m): "9.99" for m in range(9, 13)}} for ref in mine]}
    client = client_of(made.reader)
    client.get("/places/large/forecast/")
    with django_assert_max_num_queries(20):
        answer = client.post(
            "/places/large/forecast/block/?year=2022-23&period=8", body, content_type="application/json"
        )
    assert answer.json()["message"] == f"{lines // 2} lines saved"


@pytest.mark.parametrize("lines", [40, 400])
def test_totals_after_each_answer_are_those_of_the_page_read_anew(db: None, lines: int) -> None:
    made = large_fund(lines)
    mine = [line.ref for line in made.lines if line.spending_partner_id == made.council.pk]
    Forecast.objects.filter(line__ref__in=mine[1::5], round=8).delete()
    client, when = client_of(made.reader), "?year=2022-23&period=8"
    for turn, ref in enumerate((*mine[:4], mine[0])):
        version = Forecast.objects.filter(line__ref=ref, round=8).values_list("version", flat=True).first() or 0
        body = {"ref": ref, "version": version, "figures": {str(m): f"{100 * turn + m}.50" for m in range(9, 13)}}
        answer = client.post(f"/places/large/forecast/row/{when}", body, content_type="application/json").json()
        page = client.get(f"/places/large/forecast/{when}").content.decode()
        assert client.get(f"/places/large/forecast/totals/{when}").json()["totals"]["large-fund"]["row"] in page
        assert answer["rows"][0]["cells"] in page
