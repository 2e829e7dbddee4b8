"""Planning the import of a plan workbook: it is read, completed by choices, and checked against what the place has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from budgets.models import Place
from s75.errors import AlreadyDone, Problem
from s75.models import User
from s75.years import year_label
from schemes.models import PlanImport
from schemes.plans.better_care import set_up_of
from schemes.plans.checking import Checked, check
from schemes.plans.checking_rest import check_rest
from schemes.plans.choices import Choices, settled
from schemes.plans.lists import lists_of
from schemes.plans.permission import require_funds, require_plans
from schemes.plans.plan import PARTS, Plan
from schemes.plans.sums import reconcile, short_pots
from schemes.plans.there import There, read_there
from schemes.sources.bcf_plan import plan_sheets, read_better_care_sheets
from schemes.sources.bcf_plan_words import plain
from schemes.sources.limits import Unreadable
from schemes.sources.set_up_parts import SetUp
from schemes.sources.set_up_workbook import is_set_up_workbook, read_set_up_sheets
from schemes.sources.sheets import Sheet

BETTER_CARE, SET_UP = PlanImport.Kind.BETTER_CARE.value, PlanImport.Kind.SET_UP.value


def plan_import(
    *, place: Place, year: int, filename: str, content: bytes, by: User, choices: Mapping[str, Any] | None = None
) -> Plan:
    """Read a planning workbook, or our own set-up workbook, and say what importing it would do; saves nothing.

    `choices` say what the national template does not: funds, whose money, who spends. Raises NotPermitted, and
    AlreadyDone for a file that was imported into the same year before.
    """
    require_plans(by, place)
    plan = Plan(place, year, BETTER_CARE, filename[:200], content)
    _refuse_twice(plan)
    try:
        sheets = plan_sheets(content, filename)
    except Unreadable as refused:
        return replace(plan, problems=(Problem("", None, "file", "", refused.message),))
    there = read_there(place, year)
    made = (
        _plan_set_up(plan, sheets, there, by)
        if is_set_up_workbook(sheets)
        else _plan_better_care(plan, sheets, there, Choices.read(choices or {}), by)
    )
    require_funds(by, place, [there.funds[code] for code in made.funds if code in there.funds])
    return made


def _refuse_twice(plan: Plan) -> None:
    earlier = PlanImport.objects.filter(place=plan.place, year=plan.year, sha256=plan.sha256).first()
    if earlier is not None:
        raise AlreadyDone(
            f"This file was imported for {year_label(plan.year)} on {earlier.imported_at:%d %B %Y} ({earlier.filename}). "
            "Nothing is set up twice."
        )


def _plan_better_care(plan: Plan, sheets: list[Sheet], there: There, chosen: Choices, by: User) -> Plan:
    lists = lists_of(plan.year)
    read, problems = read_better_care_sheets(sheets, year=plan.year, lists=lists)
    if read is None:
        return replace(plan, problems=tuple(problems))
    choices = settled(read, there, chosen)
    set_up, unchosen, named = set_up_of(read, there, choices, lists)
    new, checked = check(there, set_up, sheet=read.sheet)
    warnings = [*_other_place(read.board, there.place), *read.warnings]
    made = replace(plan, better_care=read, choices=choices, named=named, unread=read.unread)
    made = _with(made, new, checked, there, [*problems, *unchosen], warnings)
    return _unless_short(_unless_nothing(made), there, can_raise=True)


def _plan_set_up(plan: Plan, sheets: list[Sheet], there: There, by: User) -> Plan:
    set_up, problems = read_set_up_sheets(sheets)
    plan = replace(plan, kind=SET_UP)
    if set_up.year is not None and set_up.year != plan.year:
        wanted = f"a workbook of {year_label(plan.year)}; choose the workbook’s own year"
        problems.append(Problem("Instructions", None, "Year", year_label(set_up.year), wanted))
    new, checked = check(there, set_up)
    if not problems:
        new = check_rest(new, checked, by)
    made = _with(plan, new, checked, there, problems, [])
    return _unless_short(_unless_nothing(made), there, can_raise=False)


def _unless_nothing(plan: Plan) -> Plan:
    if plan.problems or plan.makes or plan.updates:
        return plan
    nothing = Problem("", None, "file", "", "the workbook holds nothing that is not there already")
    return replace(plan, problems=(nothing,))


def _with(
    plan: Plan, new: SetUp, checked: Checked, there: There, problems: Iterable[Problem], warnings: Iterable[str]
) -> Plan:
    """The plan with what is new and with both sides of the money reconciled."""
    names = {code: partner.name for code, partner in there.partners.items()}
    names |= {row.code: row.name for row in new.partners}
    return replace(
        plan,
        new=new,
        schemes=tuple(checked.schemes),
        updates=tuple(checked.updates),
        again=frozenset(checked.again),
        kept=tuple((PARTS[part], count) for part, count in checked.kept.items()),
        sums=reconcile(new.lines, new.contributions, names),
        warnings=(*warnings, *checked.warnings),
        problems=(*problems, *checked.problems),
    )


def _unless_short(plan: Plan, there: There, *, can_raise: bool) -> Plan:
    """Money is there before it is spent: a pot whose lines exceed its contribution is a problem with its cure."""
    stands = [
        (line.fund.code, line.stream.name, there.code_of(line.contributing_partner), there.budgets.get(line.pk))
        for line in there.lines.values()
    ]
    received = [
        (given.fund.code, given.stream.name, there.code_of(given.partner), there.received.get(given.pk))
        for given in there.contributions.values()
    ]
    short = short_pots(plan.new.lines, plan.new.contributions, stands, received, can_raise=can_raise)
    return replace(plan, problems=(*plan.problems, *short))


def _other_place(board: str, place: Place) -> list[str]:
    """A warning when the workbook names another Health and Wellbeing Board."""
    stated, own = plain(board), plain(f"{place.name} {place.board}")
    if not stated or stated in own or plain(place.name) in stated:
        return []
    return [f"the workbook says that it is the plan of {board}, not of {place.name}"]
