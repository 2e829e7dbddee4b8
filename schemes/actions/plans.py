"""Importing a plan workbook: all that it sets up is made in one transaction, and its opening budgets wait for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from budgets.models import Change, Membership, Place
from s75.errors import BadInput
from s75.history import recorded
from s75.locking import held
from s75.models import User
from schemes.actions.plans_money import make_contributions, request_openings
from schemes.actions.plans_schemes import (
    make_codes,
    make_lines,
    make_outputs,
    make_outturns,
    make_schemes,
    name_streams,
)
from schemes.actions.plans_structure import invite_people, make_limits, make_risk_rules, make_streams, make_structure
from schemes.models import PlanImport
from schemes.plans.plan import Plan
from schemes.plans.planning import plan_import
from schemes.plans.there import read_there

__all__ = ["Imported", "import_plan", "plan_import"]


@dataclass(frozen=True)
class Imported:
    """What an import made: its record, the plan, the opening budgets that wait, and who was given a role."""

    record: PlanImport
    plan: Plan
    openings: tuple[Change, ...]
    invited: tuple[Membership, ...]


def import_plan(
    *, place: Place, year: int, filename: str, content: bytes, by: User, choices: Mapping[str, Any] | None = None
) -> Imported:
    """Make everything that a plan workbook sets up, all or nothing; arguments as `plan_import` has them.

    Schemes and lines are there at once. Each fund's opening budget with its contributions is a change that is requested:
    somebody else decides on it. Raises BadInput with every problem, and whatever `plan_import` raises.
    """
    with recorded(by=by, reason=f"Import the plan {filename}"):
        held(Place.objects).get(pk=place.pk)
        plan = plan_import(place=place, year=year, filename=filename, content=content, choices=choices, by=by)
        if plan.problems:
            raise BadInput(f"{filename} cannot be imported as it is. Nothing was set up.", problems=plan.problems)
        return _make(plan, by)


def _make(plan: Plan, by: User) -> Imported:
    make_structure(plan.place, plan.new, by=by)
    make_streams(plan.place, plan.new, by=by)
    there = read_there(plan.place, plan.year)
    name_streams(plan.named, there, by=by)
    schemes = make_schemes(plan, there, by=by)
    lines = make_lines(plan, there, schemes, by=by)
    make_outputs(plan, schemes, by=by)
    given = make_contributions(plan, there, by=by)
    openings = request_openings(plan, there, lines, given, by=by)
    make_codes(plan, there, lines, by=by)
    make_outturns(plan, there, schemes, by=by)
    make_limits(plan.new, there, by=by)
    make_risk_rules(plan.new, there, by=by)
    invited = invite_people(plan.new, there, by=by)
    summary = {**plan.summary(), "openings": [change.pk for change in openings], "choices": plan.choices.kept()}
    record = PlanImport.objects.create(
        place=plan.place,
        year=plan.year,
        kind=plan.kind,
        filename=plan.filename,
        sha256=plan.sha256,
        content=plan.content,
        rows=plan.rows,
        summary=summary,
        imported_by=by,
    )
    return Imported(record, plan, tuple(openings), tuple(invited))
