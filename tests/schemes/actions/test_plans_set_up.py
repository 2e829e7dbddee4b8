"""Importing our own set-up workbook: a new place in one go, what is there already stays, and who may bring what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from budgets.actions.places import create_place
from budgets.models import ApprovalLimit, Contribution, Fund, Membership, Place, RiskRule
from s75.errors import BadInput, NotPermitted
from schemes.actions.plans import Imported, import_plan, plan_import
from schemes.models import Comparator, LedgerCode, Line, PlanImport
from schemes.plans.example import example
from schemes.plans.filled import filled
from schemes.plans.lists import lists_of
from schemes.plans.there import read_there
from schemes.sources.set_up_parts import CodeRow, ContributionRow, LineRow, SetUp
from schemes.sources.set_up_workbook_write import write_set_up_workbook
from tests.schemes.sources.plan_books import Book
from tests.universe import YEAR, Universe


def ask(world: Universe, rows: SetUp, *, place: Place | None = None, who: str = "manager", year: int = YEAR) -> Any:
    content = write_set_up_workbook(rows, lists_of(year), year=year)
    asked = {"filename": "set-up.xlsx", "content": content, "year": year, "by": getattr(world, who)}
    return {"place": place or world.place, **asked}


@pytest.fixture
def exampleshire(world: Universe) -> Place:
    return create_place(slug="exampleshire", name="Exampleshire", board="Exampleshire HWB", by=world.operator)


def test_the_worked_example_sets_a_new_place_up(world: Universe, exampleshire: Place) -> None:
    rows = replace(example(), people=example().people[:1])
    done: Imported = import_plan(**ask(world, rows, place=exampleshire, who="operator"))
    fund = Fund.objects.get(place=exampleshire)
    assert (fund.slug, fund.host.name) == ("exampleshire-bcf", "Exampleshire County Council")
    (opening,) = done.openings
    assert (opening.state, opening.amount) == ("requested", Decimal(3_200_000))
    lines = Line.objects.filter(place=exampleshire)
    assert {line.ref: line.spending_partner.name for line in lines}[
        "BEDS-1"
    ] == "NHS Exampleshire Integrated Care Board"
    assert lines.get(ref="DFG-1").profile == [Decimal(1)] * 11 + [Decimal(4)]
    assert LedgerCode.objects.get(code="A1001").shares.get().line.ref == "HOME-1"
    assert not LedgerCode.objects.get(code="A9999").section_75
    assert Comparator.objects.get(place=exampleshire).year == YEAR - 1
    assert ApprovalLimit.objects.filter(agreement__place=exampleshire).count() == 2
    over = RiskRule.objects.get(fund=fund, direction="over")
    assert [share.percent for share in over.tiers.get().shares.all()] == [50, 50]
    assert RiskRule.objects.get(fund=fund, direction="under").use == "carry"
    (administrator,) = done.invited
    assert (administrator.role, administrator.partner) == ("administrator", fund.host)
    assert done.record.kind == PlanImport.Kind.SET_UP


def test_what_a_place_has_is_written_and_brings_nothing_new(world: Universe) -> None:
    rows = filled(read_there(world.place, YEAR), people=True)
    assert {row.ref: row.amount for row in rows.lines} == {"BEDS-N": 1200, "BEDS-C": 600, "HOME": 600, "KIDS": 2400}
    plan = plan_import(**ask(world, rows))
    (problem,) = plan.problems
    assert "holds nothing that is not there already" in problem.expected
    assert dict(plan.kept)["Lines"] == 4


def test_what_is_added_to_a_filled_workbook_is_made(world: Universe) -> None:
    rows = filled(read_there(world.place, YEAR), people=False)
    more = CodeRow(0, "TC", "C999", "A new code", "HOME", Decimal(100))
    plan = import_plan(**ask(world, replace(rows, codes=(*rows.codes, more)))).plan
    assert plan.makes == [("Ledger codes", 1)]
    assert LedgerCode.objects.get(code="C999").shares.get().line.ref == "HOME"
    assert LedgerCode.objects.get(code="C200").shares.count() == 2


def test_a_filled_workbook_of_an_imported_plan_brings_nothing_new(world: Universe) -> None:
    import_plan(place=world.place, year=2023, by=world.manager, filename="p.xlsx", content=Book().content)
    rows = filled(read_there(world.place, 2023), people=False)
    assert len(rows.lines) == 120
    plan = plan_import(**ask(world, rows, year=2023))
    assert [problem.expected for problem in plan.problems] == ["the workbook holds nothing that is not there already"]


def line(**more: Any) -> LineRow:
    made = LineRow(0, "NEW", "New scheme", "NEW-1", "POOL", "NHS minimum", "ICB", "TC", Decimal(100))
    return replace(made, **more)


def given(amount: int = 100) -> ContributionRow:
    return ContributionRow(0, "POOL", "ICB", "NHS minimum", Decimal(amount))


def problems(world: Universe, rows: SetUp, *, year: int = 2025, who: str = "manager") -> list[str]:
    plan = plan_import(**ask(world, rows, year=year, who=who))
    with pytest.raises(BadInput, match="Nothing was set up"):
        import_plan(**ask(world, rows, year=year, who=who))
    assert not PlanImport.objects.filter(place=world.place).exists()
    assert not Contribution.objects.filter(fund=world.pool, year=year).exists()
    return [str(problem) for problem in plan.problems]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"fund": "NONE"}, "sheet Schemes and lines, row 6, column Fund (code): found “NONE”; one of LEAD, POOL"),
        ({"stream": "Luck"}, "column Stream: found “Luck”"),
        ({"payer": "XX"}, "column Whose money (code): found “XX”; the code of a partner, such as ICB, TC"),
        ({"amount": Decimal(-1)}, "found “-1.00”; zero or more"),
        ({"amount": Decimal(101)}, "(£1.00 too much)"),
        ({"ref": "R" * 25}, "at most 24 characters"),
    ],
)
def test_a_line_that_cannot_be_is_named(world: Universe, change: dict[str, Any], said: str) -> None:
    found = problems(world, SetUp(lines=(line(**change),), contributions=(given(),)))
    assert any(said in each for each in found), found


def test_a_line_twice_and_a_contribution_twice_are_named(world: Universe) -> None:
    found = problems(world, SetUp(lines=(line(), line()), contributions=(given(), given(1))))
    assert any("each line once; row 6 has it already" in each for each in found)
    assert any("each partner, fund and stream once" in each for each in found)


def test_codes_that_do_not_make_100_and_unknown_lines_are_named(world: Universe) -> None:
    codes = (CodeRow(0, "TC", "C7", line="NEW-1", percent=Decimal(60)), CodeRow(0, "TC", "C8", line="NOWHERE"))
    found = problems(world, SetUp(lines=(line(),), contributions=(given(),), codes=codes))
    assert any("per cent of code C7 that make 100" in each for each in found)
    assert any("found “NOWHERE”" in each for each in found)


def test_the_workbook_of_another_year_is_named(world: Universe) -> None:
    content = write_set_up_workbook(SetUp(lines=(line(),), contributions=(given(),)), lists_of(2025), year=2025)
    plan = plan_import(place=world.place, year=2026, filename="s.xlsx", content=content, by=world.manager)
    assert any("a workbook of 2026-27" in problem.expected for problem in plan.problems)


def test_an_officer_brings_money_and_schemes_but_no_structure(world: Universe) -> None:
    rows = SetUp(lines=(line(),), contributions=(given(),))
    asked = ask(world, rows, year=2025, who="officer")
    assert not plan_import(**asked).problems
    limits = replace(example().limits[0], agreement="")
    found = problems(world, replace(rows, limits=(limits,)), who="officer")
    assert any("a pool manager or administrator of the host sets this up" in each for each in found)
    assert import_plan(**asked).openings


def test_people_are_invited_by_an_administrator_only(world: Universe) -> None:
    person = replace(example().people[1], partner="TC")
    rows = SetUp(lines=(line(),), contributions=(given(),), people=(person,))
    plan = plan_import(**ask(world, rows, year=2025, who="manager"))
    assert any("1 people are not invited by this import" in warning for warning in plan.warnings)
    done = import_plan(**ask(world, rows, year=2025, who="operator"))
    assert Membership.objects.get(user__email="finance@example.gov.uk").role == "finance_officer"
    assert len(done.invited) == 1


def test_an_outsider_brings_no_workbook(world: Universe) -> None:
    with pytest.raises(NotPermitted):
        plan_import(**ask(world, example(), who="outsider"))
