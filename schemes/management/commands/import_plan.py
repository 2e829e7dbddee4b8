"""import_plan: set up a place's year from a planning workbook or our set-up workbook, or say what that would make."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from budgets.acting import acting_user, add_place_arguments, named_place, refuse
from budgets.models import Place
from budgets.roles import Power
from s75.errors import RuleBroken, Unknown
from s75.years import year_label
from schemes.actions.plans import import_plan, plan_import
from schemes.management.files import file_bytes
from schemes.plans.plan import Plan


class Command(BaseCommand):
    help = "Set up a place's year from a plan workbook; exit 0 when imported, 1 when refused and nothing is saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_place_arguments(parser, month=False)
        parser.add_argument("file", type=Path, help="a Better Care Fund planning workbook, or our set-up workbook")
        parser.add_argument("--fund", default="", help="the code of the fund that all of a planning workbook goes to")
        parser.add_argument("--dry-run", action="store_true", help="save nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            plan = self._run(named_place(options["place"]), path.name, file_bytes(path), options)
        except RuleBroken as broken:
            if options["json"]:
                self.stdout.write(json.dumps(refusal(broken), ensure_ascii=False))
            refuse(broken)
        self._say(plan, options)

    def _run(self, place: Place, name: str, content: bytes, options: dict[str, Any]) -> Plan:
        code: str = options["fund"]
        if code and not place.funds.filter(code=code).exists():
            there = ", ".join(place.funds.values_list("code", flat=True))
            raise Unknown(f"{place} has no fund “{code}”. Its funds are {there or 'not set up yet'}.")
        by = acting_user(options["email"], place, Power.PROPOSE_CHANGES)
        asked = {
            "place": place,
            "year": options["year"],
            "filename": name,
            "content": content,
            "choices": {"fund": code} if code else {},
            "by": by,
        }
        if not options["dry_run"]:
            return import_plan(**asked).plan
        plan = plan_import(**asked)
        if plan.problems:
            raise Refused(f"{name} cannot be imported.", plan)
        return plan

    def _say(self, plan: Plan, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(plan.as_dict(), ensure_ascii=False))
            return
        done = "would be made" if options["dry_run"] else "made"
        made = ", ".join(f"{words.lower()} {count}" for words, count in plan.makes)
        self.stdout.write(
            f"{year_label(plan.year)}: {done}: {made}. Expenditure £{plan.budget:,.2f}, contributions "
            f"£{plan.contributions:,.2f}."
        )
        for code in plan.funds:
            self.stdout.write(f"The opening budget of {code} waits for approval by somebody else.")
        for warning in plan.warnings:
            self.stdout.write(f"warning: {warning}")


class Refused(RuleBroken):
    """A dry run that found problems, with the plan that shows them."""

    def __init__(self, message: str, plan: Plan) -> None:
        super().__init__(message, problems=plan.problems)
        self.plan = plan


def refusal(broken: RuleBroken) -> dict[str, Any]:
    """The contract's JSON for a refusal: nothing made, and every problem by place."""
    found = broken.plan.as_dict() if isinstance(broken, Refused) else {"rows": 0, "left_out": []}
    problems = [problem.as_dict() for problem in broken.problems]
    whole = {"sheet": "", "row": None, "column": "", "found": "", "expected": broken.message}
    return {**found, "problems": problems or [whole]}
