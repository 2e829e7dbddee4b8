"""period: open, lock or reopen a period of a fund, or of all funds of a place together."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from budgets.acting import acting_user, add_place_arguments, named_funds, refuse
from budgets.actions.years import open_period, reopen_period
from budgets.models import Fund, Period
from budgets.roles import Power
from reports.actions import lock_period
from s75.errors import RuleBroken
from s75.models import User
from s75.years import year_label


class Command(BaseCommand):
    help = "Open, lock or reopen a period; for a place all its funds or none; exit 1 when refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_place_arguments(parser, what="place_or_fund")
        what = parser.add_mutually_exclusive_group(required=True)
        for verb in ("open", "lock", "reopen"):
            what.add_argument(f"--{verb}", dest="verb", action="store_const", const=verb)
        parser.add_argument(
            "--reason", default="", help="why: needed to reopen, and to lock although checks are not met"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                done = [self._one(fund, options) for fund in named_funds(options["place_or_fund"])]
        except RuleBroken as broken:
            refuse(broken)
        for period in done:
            self.stdout.write(f"{period.fund}: {period.label} {year_label(period.year)} is {period.state}.")

    def _one(self, fund: Fund, options: dict[str, Any]) -> Period:
        by: User = acting_user(options["email"], fund.place, Power.KEEP_PERIODS, heir=fund.host.heir_id)
        when = {"fund": fund, "year": options["year"], "month": options["period"], "by": by}
        if options["verb"] == "open":
            return open_period(**when)
        if options["verb"] == "lock":
            return lock_period(**when, waive=options["reason"])
        return reopen_period(**when, reason=options["reason"])
