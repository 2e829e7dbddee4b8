"""Posting ledgers: differences to earlier imports, splits that re-add, and every refusal that saves nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Sum

from budgets.actions.years import lock_open_period
from s75.errors import AlreadyDone, BadInput, NotPermitted, PeriodLocked, Unknown
from schemes.actions.actuals import import_actuals
from schemes.intake.plan import Plan
from schemes.intake.planning import plan_import
from schemes.models import Actual, ActualsImport, ImportedFile, ImportRow, LedgerMonth
from tests.universe import YEAR, Universe, ledger_csv


def post(world: Universe, month: int, content: bytes, *, name: str = "ledger.csv", **other: object) -> Plan:
    asked = {
        "partner_code": "TC",
        "year": YEAR,
        "month": month,
        "filename": name,
        "content": content,
        "by": world.officer,
    }
    return import_actuals(place=world.place, **{**asked, **other})[1]  # type: ignore[arg-type]


def lock(world: Universe, month: int) -> None:
    for fund in (world.pool, world.lead):
        lock_open_period(fund=fund, year=YEAR, month=month, waived="for a test", by=world.manager_of(fund))


def posted(ref: str) -> dict[int, Decimal]:
    return dict(Actual.objects.filter(line__ref=ref).values_list("month").annotate(Sum("amount")).order_by("month"))


def nothing_saved() -> bool:
    mine = {"place__slug": "testshire"}
    return (
        not ActualsImport.objects.filter(**mine).exists()
        and not Actual.objects.filter(line__place__slug="testshire").exists()
    )


def test_cumulative_file_posts_the_difference_to_earlier_ones(world: Universe) -> None:
    first = post(world, 1, ledger_csv("P01", {"C100": "100.00", "C200": "50.01", "X1": "7.00"}))
    lock(world, 1)
    second = post(world, 2, ledger_csv("P02", {"C100": "180.50", "C200": "50.01", "X1": "9.00"}))
    assert (first.control_total, first.posted) == (Decimal("150.01"), Decimal("150.01"))
    assert (second.control_total, second.posted) == (Decimal("230.51"), Decimal("80.50"))
    assert posted("BEDS-N") == {1: Decimal("100.00"), 2: Decimal("80.50")}


def test_split_code_readds_to_the_penny(world: Universe) -> None:
    post(world, 1, ledger_csv("P01", {"C100": "0.00", "C200": "50.01"}))
    assert posted("BEDS-C")[1] + posted("HOME")[1] == Decimal("50.01")
    assert abs(posted("BEDS-C")[1] - posted("HOME")[1]) == Decimal("0.01")


def test_monthly_file_posts_the_difference_of_its_month_only(world: Universe) -> None:
    post(world, 1, ledger_csv("P01", {"C100": "100.00"}, basis="in month"))
    lock(world, 1)
    post(world, 2, ledger_csv("P02", {"C100": "30.00"}, basis="in month"))
    again = post(world, 2, ledger_csv("P02", {"C100": "32.00", "C200": "1.00"}, basis="in month"))
    assert again.posted == Decimal("3.00")
    assert posted("BEDS-N") == {1: Decimal("100.00"), 2: Decimal("32.00")}


def test_journal_is_never_netted_away(world: Universe) -> None:
    line = world.lines["BEDS-N"]
    Actual.objects.create(
        line=line, fund=line.fund, year=YEAR, month=1, posted_in=1, amount=Decimal(25), journal="Accrual",
        posted_by=world.officer,
    )  # fmt: skip
    assert post(world, 1, ledger_csv("P01", {"C100": "100.00"})).posted == Decimal("100.00")
    assert posted("BEDS-N") == {1: Decimal("125.00")}


def test_ledger_of_a_past_month_is_stamped_with_the_open_period(world: Universe) -> None:
    lock(world, 1)
    post(world, 1, ledger_csv("P01", {"C100": "100.00"}))
    assert set(Actual.objects.filter(line__place=world.place).values_list("month", "posted_in")) == {(1, 2)}
    assert set(LedgerMonth.objects.filter(fund=world.pool).values_list("month", "posted_in")) == {(1, 2)}


def test_left_out_codes_are_listed_with_the_reason(world: Universe) -> None:
    plan = post(world, 1, ledger_csv("P01", {"C100": "10.00", "X1": "7.00", "Z9": "3.00"}))
    assert [(one.code, one.amount, one.fate) for one in plan.left_out] == [
        ("X1", Decimal("7.00"), "not_section_75"),
        ("Z9", Decimal("3.00"), "unknown"),
    ]


def test_file_and_its_rows_are_kept(world: Universe) -> None:
    content = ledger_csv("P01", {"C100": "10.00", "X1": "7.00"})
    plan = post(world, 1, content)
    made = ActualsImport.objects.get(place=world.place)
    assert made.sha256 == plan.sha256
    assert bytes(ImportedFile.objects.get(actuals_import=made).content) == content
    assert list(ImportRow.objects.filter(actuals_import=made).values_list("row", "code", "fate")) == [
        (3, "C100", "posted"),
        (4, "X1", "not_section_75"),
    ]


def test_same_file_twice_is_refused(world: Universe) -> None:
    content = ledger_csv("P01", {"C100": "10.00"})
    post(world, 1, content)
    with pytest.raises(AlreadyDone, match="Nothing is posted twice"):
        post(world, 1, content, name="renamed.csv")
    assert posted("BEDS-N") == {1: Decimal("10.00")}


def test_vanished_code_is_a_problem_not_a_zero(world: Universe) -> None:
    post(world, 1, ledger_csv("P01", {"C100": "100.00", "C200": "5.00"}))
    with pytest.raises(BadInput) as caught:
        post(world, 1, ledger_csv("P01", {"C100": "100.00"}))
    assert "C200 stood at £5.00" in str(caught.value.problems[0])
    assert posted("HOME")[1] + posted("BEDS-C")[1] == Decimal("5.00")


@pytest.mark.parametrize(
    ("month", "content", "wanted"),
    [
        (1, ledger_csv("P02", {"C100": "1.00"}), "P01 2024-25"),
        (1, b"Ledger P01 2023/24\r\nCost centre,Description,Actual to date\r\nC100,x,1.00\r\n", "2024-25"),
        (1, ledger_csv("P01", {"C100": "one pound"}), ""),
        (1, ledger_csv("P01", {"Z1": "5.00", "Z2": "6.00"}), "no row has a ledger code"),
    ],
)
def test_bad_file_names_the_place_and_saves_nothing(world: Universe, month: int, content: bytes, wanted: str) -> None:
    with pytest.raises(BadInput) as caught:
        post(world, month, content)
    assert any(wanted in str(problem) for problem in caught.value.problems)
    assert nothing_saved()


def test_control_total_that_differs_is_refused(world: Universe) -> None:
    with pytest.raises(BadInput) as caught:
        post(world, 1, ledger_csv("P01", {"C100": "10.00"}), control_total=Decimal("11.00"))
    assert "the file gives £10.00" in str(caught.value.problems[0])
    assert nothing_saved()


def test_another_partners_officer_may_not_import(world: Universe) -> None:
    with pytest.raises(NotPermitted):
        post(world, 1, ledger_csv("P01", {"C100": "10.00"}), by=world.board_officer)
    assert nothing_saved()


def test_unknown_partner_is_named_with_those_that_exist(world: Universe) -> None:
    with pytest.raises(Unknown, match="Its partners are ICB, TC"):
        post(world, 1, ledger_csv("P01", {"C100": "10.00"}), partner_code="XYZ")


def test_ledger_after_the_open_period_waits(world: Universe) -> None:
    with pytest.raises(PeriodLocked, match="still in P01"):
        post(world, 2, ledger_csv("P02", {"C100": "10.00"}))
    assert nothing_saved()


def test_plan_saves_nothing(world: Universe) -> None:
    plan = plan_import(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="l.csv",
        content=ledger_csv("P01", {"C100": "10.00"}), by=world.officer,
    )  # fmt: skip
    assert plan.posted == Decimal("10.00")
    assert nothing_saved()
