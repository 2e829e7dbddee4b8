"""import_actuals: post a partner's ledger file, or say what posting it would do."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from budgets.acting import acting_user, add_place_arguments, named_place, refuse
from budgets.models import Place
from budgets.roles import Power
from s75.errors import RuleBroken
from s75.years import month_label
from schemes.actions.actuals import import_actuals
from schemes.intake.plan import Plan
from schemes.intake.planning import plan_import, stamps_of
from schemes.management.files import file_bytes
from schemes.queries import partner_in_month


class Command(BaseCommand):
    help = "Post a partner's ledger file to section 75 codes; exit 0 when posted, 1 when refused and nothing is saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_place_arguments(parser)
        parser.add_argument("file", type=Path, help="the ledger, as a workbook or CSV")
        parser.add_argument("--partner", required=True, help="whose ledger it is: a partner's code in the place")
        parser.add_argument("--basis", choices=["cumulative", "month"], help="when the file does not say")
        parser.add_argument("--sheet", help="when several sheets could be the ledger")
        parser.add_argument("--dry-run", action="store_true", help="save nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            place = named_place(options["place"])
            plan = self._run(place, path.name, file_bytes(path), options)
        except RuleBroken as broken:
            if options["json"]:
                self.stdout.write(json.dumps(refusal(broken), ensure_ascii=False))
            refuse(broken)
        self._say(plan, options)

    def _run(self, place: Place, name: str, content: bytes, options: dict[str, Any]) -> Plan:
        year, month = options["year"], options["period"]
        partner = partner_in_month(place, options["partner"], year, month)
        by = acting_user(options["email"], place, Power.IMPORT_ACTUALS, heir=partner.heir_id)
        asked = {
            "place": place,
            "partner_code": options["partner"],
            "year": year,
            "month": month,
            "filename": name,
            "content": content,
            "sheet": options["sheet"],
            "basis": options["basis"],
            "by": by,
        }
        if not options["dry_run"]:
            return import_actuals(**asked)[1]
        plan = plan_import(**asked)
        if plan.problems:
            raise Refused(f"{name} cannot be posted.", plan)
        stamps_of(plan)
        return plan

    def _say(self, plan: Plan, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(plan.as_dict(), ensure_ascii=False))
            return
        done = "would be posted" if options["dry_run"] else "posted"
        self.stdout.write(
            f"{month_label(plan.month)}: £{plan.posted:,.2f} {done}; the file's section 75 total is "
            f"£{plan.control_total:,.2f} ({plan.basis}, {plan.rows} rows)."
        )
        for one in plan.left_out:
            self.stdout.write(f"left out: {one.code} {one.description} £{one.amount:,.2f} ({one.why})")


class Refused(RuleBroken):
    """A dry run that found problems, with the plan that shows them."""

    def __init__(self, message: str, plan: Plan) -> None:
        super().__init__(message, problems=plan.problems)
        self.plan = plan


def refusal(broken: RuleBroken) -> dict[str, Any]:
    """The contract's JSON for a refusal: nothing posted, and every problem by place."""
    found = (
        broken.plan.as_dict() if isinstance(broken, Refused) else {"rows": 0, "control_total": "0.00", "left_out": []}
    )
    problems = [problem.as_dict() for problem in broken.problems]
    whole = {"sheet": "", "row": None, "column": "", "found": "", "expected": broken.message}
    return {**found, "posted": "0.00", "problems": problems or [whole]}
