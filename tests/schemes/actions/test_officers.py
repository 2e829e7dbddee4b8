"""Who forecasts which line: naming, handing over, covering, and what becomes of the lines when a role ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets.access import forget_access
from budgets.actions.people import end_role, give_role, narrow_role
from s75.errors import BadInput, NotPermitted, Unknown, WrongState
from s75.models import User
from s75.years import london_date
from schemes.actions.copying import copy_year_forward
from schemes.actions.officers import assign_officer, cover_officer, end_cover
from schemes.models import Cover, Line, LineOfficer
from schemes.officers import left_lines, may_forecast_for, officers_of
from tests.schemes.officers import colleague
from tests.universe import YEAR, Universe

TODAY = london_date(timezone.now())
COUNCIL = ["BEDS-C", "BEDS-N", "HOME"]


def name(world: Universe, refs: list[str], to: User | None, by: User | None = None, reason: str = "") -> list[str]:
    changed = assign_officer(place=world.place, year=YEAR, refs=refs, to=to, by=by or world.officer, reason=reason)
    return sorted(line.ref for line in changed)


def away(world: Universe, stand_in: User, first: int = 0, last: int = 7, by: User | None = None) -> Cover:
    return cover_officer(
        place=world.place, officer=world.officer, stand_in=stand_in, first_day=TODAY + timedelta(first),
        last_day=TODAY + timedelta(last), reason="Leave", by=by or world.officer,
    )  # fmt: skip


def who(world: Universe, ref: str, on: date = TODAY) -> tuple[str, str]:
    """The officer's name and the stand-in's, empty for nobody."""
    line = world.lines[ref].pk
    seated = officers_of([line], on=on).get(line, (None, None))
    return seated[0].name if seated[0] else "", seated[1].name if seated[1] else ""


def test_naming_an_officer_is_kept_in_the_history(world: Universe) -> None:
    assert name(world, COUNCIL, world.officer) == COUNCIL
    assert name(world, ["HOME"], world.officer) == []
    assert (who(world, "HOME"), who(world, "KIDS")) == (("Officer", ""), ("", ""))
    kept = LineOfficer.objects.get(line__ref="HOME", line__year=YEAR, line__place=world.place).events.get()  # type: ignore[attr-defined]
    assert kept.pgh_context.metadata["reason"] == "Officer forecasts 3 lines of 2024-25"


@pytest.mark.parametrize("by", ["officer", "manager", "board_manager", "operator"])
def test_officers_of_the_partner_and_who_sets_up_name_officers(world: Universe, by: str) -> None:
    assert name(world, ["HOME"], world.officer, getattr(world, by)) == ["HOME"]


@pytest.mark.parametrize("by", ["board_officer", "commissioner", "director", "clerk", "auditor", "outsider"])
def test_nobody_else_names_officers(world: Universe, by: str) -> None:
    with pytest.raises(NotPermitted, match="HOME is spent by Testshire Council"):
        name(world, ["HOME"], world.officer, getattr(world, by))
    assert not LineOfficer.objects.filter(line__place=world.place).exists()


def test_hand_over_takes_a_reason(world: Universe) -> None:
    ann = colleague(world, "Ann")
    name(world, COUNCIL, world.officer)
    with pytest.raises(BadInput, match="Say why lines are taken from Officer"):
        name(world, ["HOME"], ann)
    assert name(world, ["HOME"], ann, reason="Changed post") == ["HOME"]
    assert (who(world, "HOME"), who(world, "BEDS-C")) == (("Ann", ""), ("Officer", ""))
    assert name(world, ["HOME"], None, reason="Left") == ["HOME"]
    assert who(world, "HOME") == ("", "")


@pytest.mark.parametrize("refs", [["HOME", "NONE"], []])
def test_unknown_and_no_lines_are_refused(world: Universe, refs: list[str]) -> None:
    with pytest.raises((Unknown, BadInput)):
        name(world, refs, world.officer)
    assert who(world, "HOME") == ("", "")


def test_lines_are_offered_only_to_who_forecasts_for_that_partner(world: Universe) -> None:
    ann = colleague(world, "Ann", world.board)  # forecasts for the ICB, and only reads the council's
    give_role(user=ann, place=world.place, partner=world.council, role="auditor", by=world.operator)
    people = may_forecast_for(world.place)
    assert people == {world.council: [world.officer], world.board: [ann, world.board_officer]}


def test_one_line_that_the_person_may_not_forecast_refuses_all(world: Universe) -> None:
    with pytest.raises(BadInput, match="Officer may not forecast KIDS of 2024-25"):
        name(world, ["HOME", "KIDS"], world.officer, world.operator)
    assert who(world, "HOME") == ("", "")


def test_lines_of_somebody_whose_role_ended_are_nobodys(world: Universe) -> None:
    ann = colleague(world, "Ann")
    name(world, ["HOME"], ann)
    end_role(membership=ann.memberships.get(), place=world.place, by=world.operator)
    assert who(world, "HOME") == ("", "")
    (left,) = left_lines([world.pool.pk, world.lead.pk], YEAR)[world.pool.pk]
    assert (left.ref, left.was.name) == ("HOME", "Ann")
    name(world, ["HOME"], world.officer, reason="Ann left")
    assert left_lines([world.pool.pk], YEAR) == {}


def test_role_narrowed_to_the_agreement_still_counts(world: Universe) -> None:
    name(world, ["HOME"], world.officer)
    narrow_role(
        membership=world.officer.memberships.get(), place=world.place, agreement=world.agreement, by=world.operator
    )
    assert who(world, "HOME") == ("Officer", "")


def test_copied_year_keeps_its_officers_and_a_hand_over_takes_them_along(world: Universe) -> None:
    ann = colleague(world, "Ann")
    name(world, ["HOME"], world.officer)
    copy_year_forward(place=world.place, year=YEAR, funds=[world.pool], by=world.manager)
    later = Line.objects.get(place=world.place, year=YEAR + 1, ref="HOME")
    assert later.officer.user == world.officer
    assert not LineOfficer.objects.filter(line__year=YEAR + 1).exclude(line=later).exists()
    name(world, ["HOME"], ann, reason="Changed post")
    later.refresh_from_db()
    assert later.officer.user == ann
    assign_officer(place=world.place, year=YEAR + 1, refs=["HOME"], to=world.officer, reason="Next year", by=ann)
    name(world, ["HOME"], None, reason="Left")
    later.refresh_from_db()
    assert later.officer.user == world.officer


def test_stand_in_has_the_lines_within_the_days_only(world: Universe) -> None:
    ann = colleague(world, "Ann")
    name(world, ["HOME"], world.officer)
    away(world, ann, 2, 4)
    days = [who(world, "HOME", TODAY + timedelta(day))[1] for day in range(1, 6)]
    assert days == ["", "Ann", "Ann", "Ann", ""]
    assert who(world, "HOME", TODAY + timedelta(3))[0] == "Officer"


def test_stand_in_whose_role_ended_stands_in_no_more(world: Universe) -> None:
    ann = colleague(world, "Ann")
    name(world, ["HOME"], world.officer)
    away(world, ann)
    end_role(membership=ann.memberships.get(), place=world.place, by=world.operator)
    assert who(world, "HOME") == ("Officer", "")


def test_stand_in_must_be_able_to_forecast_the_lines(world: Universe) -> None:
    name(world, ["HOME"], world.officer)
    with pytest.raises(BadInput, match="Board officer may not forecast HOME"):
        away(world, world.board_officer)
    with pytest.raises(BadInput, match="cannot stand in for themselves"):
        away(world, world.officer)
    assert not Cover.objects.exists()


@pytest.mark.parametrize(("first", "last", "told"), [(-1, 3, "is over"), (3, 2, "is before the first")])
def test_days_that_are_over_or_the_wrong_way_round_are_refused(
    world: Universe, first: int, last: int, told: str
) -> None:
    name(world, ["HOME"], world.officer)
    with pytest.raises(BadInput, match=told):
        away(world, colleague(world, "Ann"), first, last)


@pytest.mark.parametrize(("first", "last", "free"), [(0, 2, False), (4, 9, False), (3, 3, False), (6, 9, True)])
def test_covers_of_one_officer_never_overlap(world: Universe, first: int, last: int, free: bool) -> None:
    ann, bob = colleague(world, "Ann"), colleague(world, "Bob")
    name(world, ["HOME"], world.officer)
    away(world, ann, 2, 5)
    if free:
        assert away(world, bob, first, last).stand_in == bob
        return
    with pytest.raises(WrongState, match="Ann stands in for Officer from"):
        away(world, bob, first, last)
    days = {"first_day": TODAY + timedelta(first), "last_day": TODAY + timedelta(last)}
    with pytest.raises(IntegrityError, match="cover_once_at_a_time"), transaction.atomic():
        Cover.objects.create(place=world.place, officer=world.officer, stand_in=bob, reason="Leave", **days)
    Cover.objects.create(place=world.place, officer=bob, stand_in=ann, reason="Leave", **days)


def test_database_refuses_a_cover_that_is_none(world: Universe) -> None:
    for changed in ({"stand_in": world.officer}, {"last_day": TODAY - timedelta(1)}):
        given = {"stand_in": world.board_officer, "last_day": TODAY, **changed}
        with pytest.raises(IntegrityError), transaction.atomic():
            Cover.objects.create(place=world.place, officer=world.officer, first_day=TODAY, reason="x", **given)


def test_cover_is_asked_for_by_the_officer_or_who_names_officers(world: Universe) -> None:
    ann = colleague(world, "Ann")
    with pytest.raises(WrongState, match="forecasts no line"):
        away(world, ann)
    name(world, ["HOME"], world.officer)
    for by in (world.board_officer, world.auditor):
        with pytest.raises(NotPermitted):
            away(world, ann, by=by)
    assert away(world, ann, by=ann).officer == world.officer


def test_cover_ends_early_and_one_to_come_goes_away(world: Universe) -> None:
    ann = colleague(world, "Ann")
    name(world, ["HOME"], world.officer)
    later, begun = away(world, ann, 20, 30), away(world, ann)
    Cover.objects.filter(pk=begun.pk).update(first_day=TODAY - timedelta(3))
    for by in (world.board_officer, world.auditor):
        with pytest.raises(NotPermitted):
            end_cover(cover=begun, by=by)
    end_cover(cover=begun, by=world.manager)
    end_cover(cover=later, by=world.officer)
    assert Cover.objects.get().last_day == TODAY - timedelta(1)
    assert who(world, "HOME") == ("Officer", "")
    with pytest.raises(WrongState, match="was over"):
        end_cover(cover=begun, by=world.officer)


def test_officers_of_many_lines_are_read_by_one_statement(world: Universe) -> None:
    name(world, COUNCIL, world.officer)
    away(world, colleague(world, "Ann"))
    forget_access(world.officer)
    with CaptureQueriesContext(connection) as sent:
        found = officers_of(line.pk for line in world.lines.values())
    assert (len(sent), len(found)) == (1, 3)
    assert {person.email for seated in found.values() for person in seated.both} == {
        "officer@test.example", "ann@test.example",
    }  # fmt: skip
