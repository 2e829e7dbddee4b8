"""Reviewing: who may, of what, in which state; and what is said about a line, which stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from budgets.actions.people import invite_person
from budgets.actions.years import lock_open_period
from reports.actions import submit_forecasts
from reports.review.actions import answer_and_submit
from s75.errors import BadInput, NotPermitted, PeriodLocked, RuleBroken, StaleVersion, Unknown, WrongState
from schemes.actions.remarks import answer, comment
from schemes.actions.reviews import Seen, approve, query
from schemes.models import Forecast, Remark
from schemes.models.review import LONGEST_REMARK
from tests.universe import YEAR, Universe

REFS = ("BEDS-N", "BEDS-C", "HOME", "KIDS")


def row(ref: str) -> Forecast:
    return Forecast.objects.get(line__ref=ref, line__year=YEAR)


def submitted(world: Universe, *refs: str) -> list[Seen]:
    """These lines forecast at their budget and submitted, as a reviewer then sees them."""
    for ref in refs:
        world.forecast(ref, {"BEDS-N": 100, "KIDS": 200}.get(ref, 50))
        by = world.board_officer if ref == "KIDS" else world.officer
        submit_forecasts(place=world.place, year=YEAR, round=1, refs=[ref], by=by)
    return [Seen(ref, row(ref).version) for ref in refs]


def approving(world: Universe, rows: list[Seen], by: str = "commissioner", **more: Any) -> list[Forecast]:
    return approve(place=world.place, year=YEAR, round=1, rows=rows, by=getattr(world, by), **more)


def querying(world: Universe, seen: Seen, by: str = "commissioner", text: str = "Why?") -> Forecast:
    return query(place=world.place, year=YEAR, round=1, row=seen, text=text, by=getattr(world, by))


def lock(world: Universe) -> None:
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)


def states(*refs: str) -> list[str]:
    return [row(ref).state for ref in refs]


def test_approving_says_who_and_when_and_is_kept_in_the_thread(world: Universe) -> None:
    rows = submitted(world, "BEDS-N", "BEDS-C")

    done = approving(world, rows, text="Agreed at the monthly meeting.")

    assert [one.state for one in done] == ["approved", "approved"]
    assert (done[0].reviewed_by, done[0].version) == (world.commissioner, rows[0].version + 1)
    assert done[0].reviewed_at is not None
    said = Remark.objects.filter(kind="approval").values_list("line__ref", "text", "said_by", "round")
    assert set(said) == {
        (ref, "Agreed at the monthly meeting.", world.commissioner.pk, 1) for ref in ("BEDS-N", "BEDS-C")
    }


@pytest.mark.parametrize(
    ("by", "reviewed"),
    [
        ("commissioner", {"BEDS-N", "BEDS-C", "KIDS"}),  # of the ICB: its money, or a scheme that it leads
        ("officer", set()),
        ("manager", set()),
        ("auditor", set()),
        ("outsider", set()),
    ],
)
def test_a_partner_reviews_its_money_and_the_schemes_it_leads(world: Universe, by: str, reviewed: set[str]) -> None:
    rows = submitted(world, *REFS)
    allowed = set()
    for seen in rows:
        try:
            approving(world, [seen], by)
        except NotPermitted:
            continue
        allowed.add(seen.ref)

    assert allowed == reviewed


def test_the_other_partners_commissioner_reviews_its_money(world: Universe) -> None:
    rows = submitted(world, "HOME")
    council = invite_person(
        email="c@test.example", name="Council commissioner", place=world.place, partner=world.council,
        role="commissioner", by=world.operator,
    ).user  # fmt: skip

    assert approve(place=world.place, year=YEAR, round=1, rows=rows, by=council)[0].state == "approved"


@pytest.mark.parametrize("which", ["saved", "submitted"])
def test_nobody_reviews_what_they_wrote(world: Universe, which: str) -> None:
    seen = submitted(world, "KIDS")
    role: dict[str, Any] = {"place": world.place, "partner": world.board, "by": world.operator}
    writer = invite_person(email="both@test.example", name="Both", role="commissioner", **role).user
    Forecast.objects.filter(line__ref="KIDS").update(**{f"{which}_by": writer})

    for decide in (approving, lambda world, rows, by: querying(world, rows[0], by)):
        world.both = writer  # type: ignore[attr-defined]
        with pytest.raises(NotPermitted, match="You wrote the forecast of KIDS"):
            decide(world, seen, "both")
    with pytest.raises(DatabaseError, match="forecast_is_reviewed_by_somebody_else"), transaction.atomic():
        Forecast.objects.filter(line__ref="KIDS").update(
            state="approved", reviewed_by=writer, reviewed_at=timezone.now()
        )


@pytest.mark.parametrize(
    "given",
    [
        {"state": "approved"},
        {"state": "submitted", "reviewed_at": timezone.now()},
        {"state": "queried", "reviewed_at": timezone.now()},
    ],
)
def test_the_database_asks_who_reviewed_and_when(world: Universe, given: dict[str, Any]) -> None:
    submitted(world, "HOME")

    with pytest.raises(DatabaseError, match="forecast_review_says_who_and_when"), transaction.atomic():
        Forecast.objects.filter(line__ref="HOME").update(**given)


def test_one_refused_row_approves_none(world: Universe) -> None:
    rows = submitted(world, "BEDS-N", "BEDS-C", "HOME")

    with pytest.raises(NotPermitted, match="HOME is reviewed by"):
        approving(world, rows)
    with pytest.raises(StaleVersion):
        approving(world, [rows[0], Seen("BEDS-C", 1)])

    assert states("BEDS-N", "BEDS-C") == ["submitted", "submitted"]
    assert not Remark.objects.filter(line__place=world.place).exists()


def test_a_row_that_changed_since_is_refused_with_what_stands(world: Universe) -> None:
    seen = submitted(world, "BEDS-N")
    world.forecast("BEDS-N", 120, explanation="Dearer")

    with pytest.raises(StaleVersion, match="it is draft now") as caught:
        approving(world, seen)

    assert caught.value.current == row("BEDS-N")
    with pytest.raises(WrongState, match="BEDS-N is draft, so it cannot be queried"):
        querying(world, Seen("BEDS-N", row("BEDS-N").version))


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([], BadInput),
        ([Seen("BEDS-N", 2), Seen("BEDS-N", 2)], BadInput),
        ([Seen("NONE", 2)], Unknown),
        ([Seen("BEDS-C", 1)], WrongState),  # never forecast
    ],
)
def test_rows_that_make_no_sense_are_refused(world: Universe, rows: list[Seen], refusal: type[RuleBroken]) -> None:
    submitted(world, "BEDS-N")
    with pytest.raises(refusal):
        approving(world, rows)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST_REMARK + 1)])
def test_a_query_needs_words_of_a_reasonable_length(world: Universe, text: str) -> None:
    seen = submitted(world, "BEDS-N")[0]

    with pytest.raises(BadInput):
        querying(world, seen, text=text)

    assert states("BEDS-N") == ["submitted"]
    assert querying(world, seen, text="x" * LONGEST_REMARK).state == "queried"


def test_an_approved_row_can_be_queried_but_not_approved_again(world: Universe) -> None:
    approving(world, submitted(world, "BEDS-N"))
    now = Seen("BEDS-N", row("BEDS-N").version)

    with pytest.raises(WrongState, match="BEDS-N is approved"):
        approving(world, [now])

    assert querying(world, now).state == "queried"


@pytest.mark.parametrize("decide", [lambda w, rows: approving(w, rows), lambda w, rows: querying(w, rows[0])])
def test_a_locked_round_is_not_reviewed(world: Universe, decide: Callable[[Universe, list[Seen]], Any]) -> None:
    rows = submitted(world, "BEDS-N")
    lock(world)

    with pytest.raises(PeriodLocked, match="P01 of Pool is not open"):
        decide(world, rows)
    with pytest.raises(DatabaseError, match="is not open"), transaction.atomic():
        Forecast.objects.filter(line__ref="BEDS-N").update(
            state="approved", reviewed_by=world.commissioner, reviewed_at=timezone.now()
        )


def test_saving_an_approved_row_makes_it_a_draft_and_the_approval_falls(world: Universe) -> None:
    approving(world, submitted(world, "BEDS-N"))

    world.forecast("BEDS-N", 105, explanation="One more bed")

    now = row("BEDS-N")
    assert (now.state, now.reviewed_by, now.reviewed_at, now.submitted_by) == ("draft", None, None, None)
    events = now.events.order_by("pgh_id").values_list("state", "reviewed_by")  # type: ignore[attr-defined]
    assert list(events)[-2:] == [("approved", world.commissioner.pk), ("draft", None)]


def resubmit(world: Universe) -> None:
    submit_forecasts(place=world.place, year=YEAR, round=1, refs=["BEDS-N"], by=world.officer)


def test_a_queried_row_is_submitted_again_once_it_is_answered_or_changed(world: Universe) -> None:
    querying(world, submitted(world, "BEDS-N")[0])
    with pytest.raises(WrongState, match="BEDS-N was queried"):
        resubmit(world)

    said = answer_and_submit(line=world.lines["BEDS-N"], text="Winter beds.", by=world.officer)

    now = row("BEDS-N")
    assert (said.kind, now.state, now.reviewed_by) == ("answer", "submitted", None)
    querying(world, Seen("BEDS-N", now.version))
    with pytest.raises(WrongState):  # the earlier answer is not one to this query
        resubmit(world)
    world.forecast("BEDS-N", 101)
    resubmit(world)
    assert states("BEDS-N") == ["submitted"]


def test_an_answer_that_cannot_be_submitted_is_not_kept(world: Universe) -> None:
    querying(world, submitted(world, "BEDS-N")[0])
    Forecast.objects.filter(line__ref="BEDS-N").update(figures=[500] * 12 + [None])  # a variance without words

    with pytest.raises(RuleBroken, match="must be explained"):
        answer_and_submit(line=world.lines["BEDS-N"], text="Winter beds.", by=world.officer)

    assert not Remark.objects.filter(kind="answer").exists()


def test_only_the_spender_answers_and_only_a_query(world: Universe) -> None:
    seen = submitted(world, "BEDS-N")[0]
    with pytest.raises(WrongState, match="not queried"):
        answer(line=world.lines["BEDS-N"], text="So", by=world.officer)
    querying(world, seen)

    for by in (world.board_officer, world.commissioner, world.manager, world.auditor):
        with pytest.raises(NotPermitted):
            answer(line=world.lines["BEDS-N"], text="So", by=by)


def test_who_works_on_the_agreement_comments_and_readers_do_not(world: Universe) -> None:
    line = world.lines["HOME"]
    for by in (world.officer, world.board_officer, world.commissioner, world.manager, world.board_manager):
        assert comment(line=line, text=f"By {by}", by=by).round == 1
    for by in (world.auditor, world.clerk, world.director, world.outsider):
        with pytest.raises(NotPermitted):
            comment(line=line, text="So", by=by)


def test_comments_go_into_the_open_round_and_stand(world: Universe) -> None:
    said = comment(line=world.lines["HOME"], text=" A thing\r\nto know ", by=world.manager)
    assert said.text == "A thing\nto know"

    for statement in ("UPDATE schemes_remark SET text = 'x'", "DELETE FROM schemes_remark"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match="is not open"), transaction.atomic():
        Remark.objects.create(
            line=said.line, fund=world.pool, year=YEAR, round=2, kind="comment", text="x", said_by=world.manager,
            said_at=timezone.now(),
        )  # fmt: skip
    lock(world)
    assert comment(line=world.lines["HOME"], text="Next month", by=world.manager).round == 2
