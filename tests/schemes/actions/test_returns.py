"""Answers of the national return: saved, corrected and taken away, never over somebody else's, and by whoever may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgets.actions.people import narrow_role
from budgets.models import Membership
from s75.errors import BadInput, NotPermitted, RuleBroken, StaleVersion, Unknown
from s75.models import User
from schemes.actions.returns import AnswerRow, save_return_answers
from schemes.models import ReturnAnswer
from tests.elsewhere import visitor
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db
NHS = "Minimum NHS Contribution"


def saved(world: Universe, by: User, *rows: AnswerRow) -> int:
    return save_return_answers(place=world.place, year=YEAR, quarter=2, rows=rows, longest=50, by=by)


def home(world: Universe, **more: object) -> AnswerRow:
    row = AnswerRow("issues", 0, "Staff were short", True, world.lines["HOME"].scheme.ref, NHS)
    return replace(row, **more)  # type: ignore[arg-type]


def test_an_answer_is_saved_corrected_and_taken_away(world: Universe) -> None:
    whole = AnswerRow("comments", 0, " On course \r\n so far ")
    assert saved(world, world.officer, home(world), whole) == 2
    assert ReturnAnswer.objects.get(question="comments").text == "On course \n so far"
    assert saved(world, world.officer, home(world, version=1), replace(whole, version=1)) == 0
    assert saved(world, world.officer, home(world, version=1, text="", issues=False)) == 1
    kept = ReturnAnswer.objects.get(question="issues")
    assert (kept.issues, kept.text, kept.version, kept.saved_by) == (False, "", 2, world.officer)
    assert saved(world, world.officer, home(world, version=2, text="", issues=None)) == 1
    assert not ReturnAnswer.objects.filter(question="issues").exists()


def test_who_enters_readings_elsewhere_does_not_answer_for_this_place(world: Universe) -> None:
    elsewhere = visitor(world)
    with pytest.raises(NotPermitted, match="may not answer for the return"):
        saved(world, elsewhere, AnswerRow("comments", 0, "x"))
    assert saved(world, world.officer, AnswerRow("comments", 0, "x")) == 1


def test_a_role_that_is_narrowed_to_the_places_agreement_answers_for_the_return(world: Universe) -> None:
    role = Membership.objects.get(user=world.officer)
    narrow_role(membership=role, place=world.place, agreement=world.agreement, by=world.operator)
    assert saved(world, world.officer, AnswerRow("comments", 0, "x")) == 1


def test_an_answer_is_refused_in_words(world: Universe) -> None:
    saved(world, world.officer, home(world))
    cases: tuple[tuple[User, AnswerRow, type[RuleBroken], str], ...] = (
        (world.officer, home(world, text="Mine"), StaleVersion, "saved by"),
        (world.officer, home(world, version=1, issues=None), BadInput, "yes or no"),
        (world.officer, home(world, version=1, text="x" * 51), BadInput, "too long"),
        (world.officer, home(world, scheme="NONE"), Unknown, "no scheme NONE"),
        (world.board_officer, home(world, version=1, text="Theirs"), NotPermitted, "may not answer for"),
        (world.auditor, AnswerRow("comments", 0, "x"), NotPermitted, "may not answer for the return"),
    )
    for by, row, refusal, words in cases:
        with pytest.raises(refusal, match=words):
            saved(world, by, row)
    assert ReturnAnswer.objects.get().text == "Staff were short"
