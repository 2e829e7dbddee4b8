"""import_forecasts: save a file of forecasts (ref, month, amount, explanation) into a round, all of it or nothing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from budgets.acting import acting_user, add_place_arguments, named_place, refuse
from budgets.roles import Power
from s75.errors import RuleBroken
from s75.models import User
from s75.years import month_label
from schemes.actions.forecast_files import import_forecasts
from schemes.management.files import file_bytes


class Command(BaseCommand):
    help = "Save a file of forecasts into an open round; exit 0 when saved, 1 when refused and nothing is saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_place_arguments(parser)
        parser.add_argument("file", type=Path, help="CSV or workbook: ref, month, amount, explanation")
        parser.add_argument("--dry-run", action="store_true", help="save nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            saved = self._run(path.name, file_bytes(path), options)
        except RuleBroken as broken:
            if options["json"]:
                problems = [problem.as_dict() for problem in broken.problems]
                whole = {"sheet": "", "row": None, "column": "", "found": "", "expected": broken.message}
                self.stdout.write(json.dumps({"rows": 0, "problems": problems or [whole]}, ensure_ascii=False))
            refuse(broken)
        if options["json"]:
            self.stdout.write(json.dumps({"rows": saved, "problems": []}))
        else:
            done = "would be saved" if options["dry_run"] else "saved"
            self.stdout.write(f"{month_label(options['period'])}: the forecasts of {saved} lines {done}.")

    def _run(self, name: str, content: bytes, options: dict[str, Any]) -> int:
        place = named_place(options["place"])

        def officer(heir: int | None) -> User:
            return acting_user(options["email"], place, Power.FORECAST, heir=heir)

        with transaction.atomic():
            saved = import_forecasts(
                place=place,
                year=options["year"],
                round=options["period"],
                filename=name,
                content=content,
                officer=officer,
            )
            if options["dry_run"]:
                transaction.set_rollback(True)
        return len(saved)
