"""The grid without scripts: what the form saves, what it leaves alone, and how a refusal keeps what was typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import QuerySet
from django.test import Client

from schemes.models import Forecast
from tests.reports.views.grid_form import Officer, fields
from tests.reports.views.test_forecast import lock
from tests.schemes.actions.test_actuals import post
from tests.universe import Universe, ledger_csv


def all_of(ref: str, amount: str) -> dict[str, str]:
    return {f"f-{ref}-{month}": amount for month in range(1, 13)}


def saved(ref: str, month: int = 1) -> Forecast | None:
    return forecasts().filter(line__ref=ref, round=month).first()


def forecasts() -> QuerySet[Forecast]:
    """Those of the small world; the demonstration's are there too."""
    return Forecast.objects.filter(line__place__slug="testshire")


def standing() -> list[tuple[object, ...]]:
    return list(forecasts().order_by("pk").values_list("line__ref", "round", "version", "figures", "state"))


def test_row_is_saved_to_the_penny_as_people_write_amounts(world: Universe) -> None:
    officer = Officer(world)
    form = {**fields(officer.open()), **all_of("HOME", "£1,050.10"), "f-HOME-2": "(25.00)", "f-HOME-3": "40-"}
    answer = officer.send(form)
    assert (answer.status_code, answer["Location"]) == (302, officer.url())
    row = saved("HOME")
    assert row
    assert row.figures[:4] == [Decimal("1050.10"), Decimal("-25.00"), Decimal("-40.00"), Decimal("1050.10")]
    assert "1 line saved." in officer.open().content.decode()


def test_rows_that_nobody_touched_are_not_saved(world: Universe) -> None:
    world.forecast("HOME", 50, explanation="Why")
    lock(world)
    officer = Officer(world, month=2)
    before = standing()
    officer.send(fields(officer.open()))
    assert standing() == before
    assert "Nothing was changed" in officer.open().content.decode()


def test_same_amount_in_another_form_is_no_change(world: Universe) -> None:
    world.forecast("HOME", 1050)
    officer = Officer(world)
    form = fields(officer.open())
    assert form["f-HOME-4"] == "1,050.00"
    officer.send({**form, "f-HOME-4": "£ 1050", "x-HOME": form["x-HOME"] + "\r\n"})
    row = saved("HOME")
    assert row
    assert row.version == 1


def test_row_of_the_last_round_is_saved_once_a_cell_differs(world: Universe) -> None:
    world.forecast("HOME", 50)
    lock(world)
    officer = Officer(world, month=2)
    officer.send({**fields(officer.open()), "f-HOME-12": "51"})
    row = saved("HOME", 2)
    assert row
    assert row.figures[10:12] == [Decimal("50.00"), Decimal("51.00")]
    assert saved("BEDS-C", 2) is None


def test_bad_cell_among_many_is_named_and_nothing_is_saved(world: Universe) -> None:
    officer = Officer(world)
    form = fields(officer.open()) | all_of("HOME", "50") | all_of("BEDS-C", "60") | {"f-HOME-7": "12.5%"}
    answer = officer.send(form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#f-HOME-7">HOME P07: found “12.5%”; a percentage is not an amount' in page
    assert 'id="f-HOME-7" name="f-HOME-7" value="12.5%"' in page
    assert 'aria-invalid="true" aria-describedby="e-HOME"' in page
    assert fields(answer)["f-BEDS-C-3"] == "60"
    assert standing() == []


def test_refused_form_can_be_mended_and_sent_again(world: Universe) -> None:
    officer = Officer(world)
    refused = officer.send(fields(officer.open()) | all_of("HOME", "50") | {"f-HOME-7": "x"})
    assert officer.send(fields(refused) | {"f-HOME-7": "50"}).status_code == 302
    row = saved("HOME")
    assert row
    assert row.version == 1


def test_blank_is_refused_as_no_zero(world: Universe) -> None:
    officer = Officer(world)
    answer = officer.send(fields(officer.open()) | {"f-HOME-7": "5"})
    assert answer.status_code == 422
    assert "HOME P01: a blank is not 0; type 0 if nothing will be spent" in answer.content.decode()
    assert standing() == []


def test_stale_row_shows_both_values_and_keeps_or_takes(world: Universe) -> None:
    world.forecast("HOME", 50)
    officer = Officer(world)
    form = fields(officer.open())
    world.forecast("HOME", 70)
    answer = officer.send(form | {"f-HOME-4": "90"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Officer saved HOME since you read it" in page
    assert '<th scope="row">P04</th><td class="n">70.00</td><td class="n">90</td>' in page
    row = saved("HOME")
    assert row
    assert row.figures[3] == Decimal("70.00")
    taken = officer.send(fields(answer), theirs="HOME")
    assert taken.status_code == 302
    assert saved("HOME").figures[3] == Decimal("70.00")  # type: ignore[union-attr]
    officer.send(fields(answer), mine="HOME")
    assert saved("HOME").figures[:4] == [Decimal("50.00")] * 3 + [Decimal("90.00")]  # type: ignore[union-attr]


def test_row_that_somebody_else_saved_does_not_stop_mine(world: Universe) -> None:
    officer = Officer(world)
    form = fields(officer.open())
    world.forecast("HOME", 50)
    assert officer.send(form | all_of("BEDS-C", "60")).status_code == 302
    assert saved("HOME").figures[0] == Decimal("50.00")  # type: ignore[union-attr]
    assert saved("BEDS-C").figures[0] == Decimal("60.00")  # type: ignore[union-attr]


def test_explanation_is_saved_and_too_long_a_one_refused(world: Universe) -> None:
    world.forecast("HOME", 70)
    officer = Officer(world)
    form = fields(officer.open())
    long = officer.send(form | {"x-HOME": "x" * 2001})
    assert (long.status_code, "at most 2,000" in long.content.decode()) == (422, True)
    officer.send(form | {"x-HOME": "More homes\r\nopened"})
    assert saved("HOME").explanation == "More homes\nopened"  # type: ignore[union-attr]


def test_another_partners_line_is_403_and_one_out_of_sight_404(world: Universe) -> None:
    officer = Officer(world)
    theirs = {"v-KIDS": "0", "s-KIDS": "", **all_of("KIDS", "1")}
    assert officer.send(fields(officer.open()) | theirs).status_code == 403
    assert Officer(world, "clerk").send(theirs).status_code == 403
    assert Officer(world, "outsider").send(theirs).status_code == 404
    assert standing() == []


def test_line_of_an_agreement_out_of_sight_is_404(world: Universe, demonstration: object) -> None:
    from budgets.models import Agreement, AgreementPartner, Fund

    elsewhere = Agreement.objects.create(place=world.place, title="Another", starts=world.agreement.starts)
    AgreementPartner.objects.create(agreement=elsewhere, partner=world.board)
    Fund.objects.filter(pk=world.lead.pk).update(agreement=elsewhere)
    officer = Officer(world)
    body = {"ref": "KIDS", "version": 0, "figures": {"1": "1"}}
    assert officer.json(body).status_code == 404


def test_locked_round_refuses_every_route_and_changes_nothing(world: Universe) -> None:
    world.forecast("HOME", 50)
    officer = Officer(world)
    form = fields(officer.open()) | {"f-HOME-4": "60"}
    lock(world)
    before = standing()
    row = {"ref": "HOME", "version": 1, "figures": {"4": "60"}}
    refused = officer.send(form)
    assert "You typed: P01 50.00" in refused.content.decode()
    answers = [
        refused,
        officer.send(form, "block", block="1\t2", start="HOME", month="4"),
        officer.send({}, "block", block="1\t2", start="HOME", month="4"),
        officer.send(form, "keep"),
        officer.send({}, "keep"),
        officer.send(form, "submit"),
        officer.send({}, "submit"),
        officer.json(row),
        officer.json({"rows": [row]}, "block"),
    ]
    assert [answer.status_code for answer in answers] == [422] * 9
    assert all("P01" in answer.content.decode() for answer in answers)
    assert standing() == before


@pytest.mark.parametrize("name", ["", "block", "keep", "submit"])
def test_reader_posts_nothing(world: Universe, name: str) -> None:
    assert Officer(world, "auditor").send({}, name).status_code == 403
    assert Officer(world, "outsider").send({}, name).status_code == 404
    assert Officer(world, partner="ICB").send({}, name).status_code in ((302,) if not name else (403,))


@pytest.mark.parametrize("name", ["row", "block", "keep", "submit"])
def test_actions_are_posted_only_and_with_a_token(world: Universe, name: str) -> None:
    officer = Officer(world)
    assert officer.client.get(officer.url(name)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.officer)
    assert strict.post(officer.url(name), {}).status_code == 403


def test_ledger_that_came_in_meanwhile_is_said(world: Universe) -> None:
    officer = Officer(world)
    form = fields(officer.open()) | all_of("HOME", "50")
    post(world, 1, ledger_csv("P01", {"C100": "1.00", "C200": "1.00"}))
    answer = officer.send(form)
    assert "the ledger of P01 is in, so its actual stands" in answer.content.decode()
    assert officer.send(fields(answer)).status_code == 302


def test_mitigation_is_saved_beside_the_explanation_and_offered_again(world: Universe) -> None:
    world.forecast("HOME", 70)
    officer = Officer(world)
    officer.send(fields(officer.open()) | {"x-HOME": "Dearer", "m-HOME": "Capped\r\nfrom July "})
    row = saved("HOME")
    assert row
    assert (row.explanation, row.mitigation) == ("Dearer", "Capped\nfrom July")
    before = standing()
    officer.send(fields(officer.open()))
    assert standing() == before
    long = officer.send(fields(officer.open()) | {"m-HOME": "x" * 2001})
    assert (long.status_code, "HOME mitigation" in long.content.decode()) == (422, True)
    lock(world)
    assert fields(Officer(world, month=2).open())["m-HOME"] == "Capped\nfrom July"
