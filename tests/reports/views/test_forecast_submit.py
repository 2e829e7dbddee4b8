"""Keeping the last round's figures, and submitting a round: all lines or none, with what is missing named."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.views.grid_form import Officer, fields
from tests.reports.views.test_forecast import lock
from tests.reports.views.test_forecast_form import all_of, saved, standing
from tests.universe import Universe


def test_last_round_is_kept_for_lines_not_started(world: Universe) -> None:
    world.forecast("HOME", 50, explanation="Why")
    world.forecast("BEDS-C", 60)
    lock(world)
    officer = Officer(world, month=2)
    officer.send(fields(officer.open()) | {"f-BEDS-C-5": "61"}, "keep")
    home, beds = saved("HOME", 2), saved("BEDS-C", 2)
    assert home
    assert beds
    assert (home.figures[4], home.explanation) == (Decimal("50.00"), "Why")
    assert (beds.figures[4], beds.version) == (Decimal("61.00"), 1)
    page = officer.open().content.decode()
    assert "kept for 1 line. Never forecast, so still to be entered: BEDS-N." in page


def test_submitting_lists_what_is_missing_with_links(world: Universe) -> None:
    world.forecast("HOME", 70)
    world.forecast("BEDS-C", 50)
    officer = Officer(world)
    answer = officer.send(fields(officer.open()), "submit")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#f-BEDS-N-1">BEDS-N has no forecast in P01 yet' in page
    assert '<a href="#x-HOME">HOME must be explained' in page
    assert {row[4] for row in standing()} == {"draft"}


def test_submit_saves_what_was_typed_and_submits_twice_harmlessly(world: Universe) -> None:
    world.forecast("HOME", 70)
    officer = Officer(world)
    form = fields(officer.open()) | all_of("BEDS-C", "50") | all_of("BEDS-N", "100") | {"x-HOME": "Why"}
    assert officer.send(form, "submit").status_code == 302
    assert {row[4] for row in standing()} == {"submitted"}
    assert "P01: 3 lines submitted." in officer.open().content.decode()
    officer.send(fields(officer.open()), "submit")
    assert "submitted already" in officer.open().content.decode()


def test_another_partners_round_takes_nothing_of_what_was_typed(world: Universe) -> None:
    officer = Officer(world)
    form = fields(officer.open()) | all_of("HOME", "50")
    for step, partner, status in (("submit", "ICB", 403), ("keep", "ICB", 403), ("submit", "nobody", 404)):
        assert officer.client.post(f"{officer.url(step)}&partner={partner}", form).status_code == status
        assert standing() == []


def test_change_after_submitting_takes_the_line_back_to_draft(world: Universe) -> None:
    test_submit_saves_what_was_typed_and_submits_twice_harmlessly(world)
    officer = Officer(world)
    officer.send(fields(officer.open()) | {"f-HOME-2": "71"})
    assert saved("HOME").state == "draft"  # type: ignore[union-attr]
    assert saved("BEDS-C").state == "submitted"  # type: ignore[union-attr]
