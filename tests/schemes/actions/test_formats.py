"""The saved format: learned once, believed before guessing, fallen back from with a word, changed on record."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.apps import apps

from s75.errors import BadInput, NotPermitted, WrongState
from schemes.actions.formats import change_format, forget_format
from schemes.actions.import_reversals import reverse_import
from schemes.intake.plan import Plan
from schemes.intake.planning import plan_import
from schemes.ledgers import commitments_seen
from schemes.models import Commitment, SavedFormat
from tests.schemes.ledgers import bring, broken_books, clear, lock
from tests.universe import YEAR, Universe

TITLE = "Ledger of period P01 of financial year 2024/25\r\n"


def csv(header: str, *rows: str, title: str = TITLE) -> bytes:
    return (title + "\r\n".join([header, *rows, ""])).encode()


def plan(world: Universe, content: bytes, **other: object) -> Plan:
    asked = {"partner_code": "TC", "year": YEAR, "month": 1, "filename": "l.csv", "content": content}
    return plan_import(place=world.place, by=world.officer, **{**asked, **other})  # type: ignore[arg-type]


def change(world: Universe, **other: object) -> SavedFormat:
    asked = {"code": "Cost centre", "amount": "Actual to date", "basis": "cumulative", "by": world.officer}
    return change_format(place=world.place, partner=world.council, **{**asked, **other})  # type: ignore[arg-type]


def test_it_is_learned_from_the_first_posted_file_only(world: Universe) -> None:
    made = bring(world, 1, {"C100": "10.00"})
    saved = SavedFormat.objects.get(place=world.place)
    assert (saved.partner, saved.code, saved.description, saved.amount, saved.basis) == (
        world.council, "Cost centre", "Description", "Actual to date", "cumulative",
    )  # fmt: skip
    assert saved.learned_from == made
    lock(world, 1)
    bring(world, 2, {"C100": "3.00"}, basis="in month")
    saved.refresh_from_db()
    assert saved.amount == "Actual to date"


def test_a_plan_learns_nothing(world: Universe) -> None:
    plan(world, csv("Cost centre,Actual to date", "C100,10.00"))
    assert not SavedFormat.objects.filter(place=world.place).exists()


def test_it_beats_guessing(world: Universe) -> None:
    content = csv("Cost centre,Net actual,Other amount", "C100,10.00,77.00")
    assert plan(world, content, basis="cumulative").control_total == Decimal("10.00")
    change(world, amount="Other amount")
    read = plan(world, content)
    assert (read.control_total, read.basis, read.notes) == (Decimal("77.00"), "cumulative", ())


def test_the_sign_of_a_ledger_is_turned_round(world: Universe) -> None:
    change(world, negative=True)
    assert plan(world, csv("Cost centre,Actual to date", "C100,-10.00")).control_total == Decimal("10.00")


def test_debits_and_credits_by_their_headings(world: Universe) -> None:
    change(world, amount="", debit="Out", credit="Back")
    read = plan(world, csv("Cost centre,Out,Back", "C100,10.00,2.50"))
    assert read.control_total == Decimal("7.50")


def test_headings_that_are_gone_fall_back_and_say_so(world: Universe) -> None:
    change(world, amount="Net cost to us")
    read = plan(world, csv("Cost centre,Actual to date", "C100,10.00"))
    assert read.control_total == Decimal("10.00")
    assert read.warnings[0].startswith("the saved format does not fit: “Net cost to us” is not among the headings")
    assert SavedFormat.objects.get(place=world.place).amount == "Net cost to us"


def test_a_file_that_states_its_basis_is_believed_and_says_so(world: Universe) -> None:
    change(world, amount="Actual", basis="cumulative")
    read = plan(world, csv("Cost centre,Actual", "C100,10.00", title=TITLE.replace("P01", "P01, month only,")))
    assert read.basis == "month"
    assert "the saved format says cumulative" in read.warnings[0]


@pytest.mark.parametrize(
    "given", [{"code": " "}, {"amount": ""}, {"amount": "", "debit": "Out"}, {"debit": "Out"}, {"basis": "x"}]
)
def test_headings_that_say_too_little_or_too_much_are_refused(world: Universe, given: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        change(world, **given)
    assert not SavedFormat.objects.filter(place=world.place).exists()


@pytest.mark.parametrize("person", ["board_officer", "manager", "operator", "auditor", "outsider"])
def test_only_the_partners_officer_changes_or_forgets_it(world: Universe, person: str) -> None:
    change(world)
    with pytest.raises(NotPermitted):
        change(world, amount="Other", by=getattr(world, person))
    with pytest.raises(NotPermitted):
        forget_format(place=world.place, partner=world.council, by=getattr(world, person))
    assert SavedFormat.objects.get(place=world.place).amount == "Actual to date"


def test_it_is_forgotten_and_learned_anew_on_record(world: Universe) -> None:
    change(world, amount="Net cost to us")
    forget_format(place=world.place, partner=world.council, by=world.officer)
    with pytest.raises(WrongState):
        forget_format(place=world.place, partner=world.council, by=world.officer)
    bring(world, 1, {"C100": "10.00"})
    events = apps.get_model("schemes", "SavedFormatEvent").objects.filter(place=world.place).order_by("pgh_id")
    assert list(events.values_list("pgh_label", "amount")) == [
        ("insert", "Net cost to us"),
        ("delete", "Net cost to us"),
        ("insert", "Actual to date"),
    ]
    assert broken_books() == []


# control totals


def test_a_typed_total_must_be_the_files(world: Universe) -> None:
    content = csv("Cost centre,Actual to date", "C100,10.00", "Z9,4.00")
    assert not plan(world, content, control_total=Decimal("10.00")).problems
    (wrong,) = plan(world, content, control_total=Decimal("11.00")).problems
    assert (wrong.column, wrong.found) == ("control total", "11.00")


def test_a_total_with_what_is_in_suspense_is_accounted_for(world: Universe) -> None:
    read = plan(world, csv("Cost centre,Actual to date", "C100,10.00", "Z9,4.00"), control_total=Decimal("14.00"))
    assert not read.problems
    assert read.notes == ("the control total typed includes £4.00 on codes in suspense",)


def test_any_other_difference_is_explained_and_kept_or_refused(world: Universe) -> None:
    with pytest.raises(BadInput, match="cannot be posted"):
        bring(world, 1, {"C100": "10.00"}, control_total=Decimal("12.00"), difference="  ")
    made = bring(world, 1, {"C100": "10.00"}, control_total=Decimal("12.00"), difference="A late journal of £2")
    assert (made.control_total, made.typed_total, made.difference) == (
        Decimal("10.00"), Decimal("12.00"), "A late journal of £2",
    )  # fmt: skip


# commitments

COMMITTED = csv("Cost centre,Actual to date,Commitment", "C100,10.00,5.00", "C200,0.00,3.01", "Z9,1.00,2.00")


def committed(world: Universe, as_at: int) -> dict[str, Decimal]:
    found = commitments_seen([world.pool, world.lead], YEAR, as_at)
    return {one.line.ref: one.amount for one in found}


def test_commitments_are_kept_by_line_and_never_added(world: Universe) -> None:
    made = bring(world, 1, {}, content=COMMITTED)
    assert made.posted == Decimal("10.00")
    found = committed(world, 1)
    assert found["BEDS-N"] == Decimal("5.00")
    assert found["BEDS-C"] + found["HOME"] == Decimal("3.01")
    clear(world, "Z9", {"HOME": 100})
    home = Commitment.objects.filter(line=world.lines["HOME"], code="Z9").get()
    assert (home.amount, home.actuals_import) == (Decimal("2.00"), made)


def test_the_newest_ledger_replaces_them_and_an_undone_one_counts_for_nothing(world: Universe) -> None:
    bring(world, 1, {}, content=COMMITTED)
    lock(world, 1)
    later = COMMITTED.replace(b"P01", b"P02").replace(b"5.00", b"6.00")
    made = bring(world, 2, {}, content=later)
    assert (committed(world, 1)["BEDS-N"], committed(world, 2)["BEDS-N"]) == (Decimal("5.00"), Decimal("6.00"))
    reverse_import(made=made, reason="Wrong", by=world.officer)
    assert committed(world, 2)["BEDS-N"] == Decimal("5.00")
    assert broken_books() == []


def test_a_file_without_a_column_of_commitments_keeps_none(world: Universe) -> None:
    bring(world, 1, {"C100": "10.00"})
    assert committed(world, 1) == {}
