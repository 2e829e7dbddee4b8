"""Who hears of a review: whoever forecasts the line is asked, whoever asked hears the answer."""

from __future__ import annotations

from typing import Any

import pytest

from budgets.models import Notice
from reports.actions import submit_forecasts
from schemes.actions.remarks import answer
from schemes.actions.reviews import Seen, approve, query
from schemes.models import LineOfficer
from tests.universe import YEAR, Universe


@pytest.fixture
def submitted(world: Universe) -> Universe:
    """The council's lines submitted; HOME has an officer of its own."""
    second = world._person("second", "finance_officer", world.council)
    LineOfficer.objects.create(line=world.lines["HOME"], user=second)
    for ref, amount in (("BEDS-N", 100), ("BEDS-C", 50), ("HOME", 50)):
        world.forecast(ref, amount)
    submit_forecasts(place=world.place, year=YEAR, round=1, refs=["BEDS-N", "BEDS-C", "HOME"], by=world.officer)
    Notice.objects.all().delete()
    return world


def heard(kind: str) -> dict[str, str]:
    return {str(row.user): row.text for row in Notice.objects.filter(kind=kind)}


def version(world: Universe, ref: str) -> Seen:
    return Seen(ref, world.lines[ref].forecasts.get(round=1).version)


def test_a_query_its_answer_and_the_approval_are_heard_of(submitted: Universe) -> None:
    world = submitted
    asked: dict[str, Any] = {"place": world.place, "year": YEAR, "round": 1}
    query(**asked, row=version(world, "BEDS-N"), text="Why so even?", by=world.commissioner)
    words = "Commissioner asks about BEDS-N, P01 2024-25: “Why so even?”"
    assert heard("line_queried") == {"Officer": words, "Second": words}, "it is of nobody, so of all who may"
    answer(line=world.lines["BEDS-N"], text="The contract is.", by=world.officer)
    assert heard("line_answered") == {"Commissioner": "Officer answers about BEDS-N, P01 2024-25: “The contract is.”"}
    submit_forecasts(place=world.place, year=YEAR, round=1, refs=["BEDS-N"], by=world.officer)
    approve(**asked, rows=[version(world, ref) for ref in ("BEDS-N", "BEDS-C")], by=world.commissioner)
    assert set(heard("lines_approved")) == {"Officer", "Second"}
    assert heard("lines_approved")["Officer"].endswith("and 1 more of your lines, P01 2024-25")
