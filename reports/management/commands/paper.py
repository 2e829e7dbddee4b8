"""paper: make a paper of a place or a fund as at a period, in any of its forms."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgets.acting import add_place_arguments, named_funds, refuse
from budgets.models import Fund, Period
from reports.catalogue import PAPERS
from reports.making import FORMS, LAYOUTS, make_paper
from s75.errors import PeriodLocked, RuleBroken, Unknown
from s75.models import User
from s75.years import month_label, year_label


class Command(BaseCommand):
    help = "Make a paper; it goes to the file named with --out, else to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_place_arguments(parser, what="place_or_fund")
        parser.add_argument("--paper", choices=sorted(PAPERS), default="board")
        parser.add_argument("--format", choices=sorted(FORMS), default="json")
        parser.add_argument("--layout", choices=sorted(LAYOUTS), default="plain")
        parser.add_argument("--out", type=Path, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = self._make(options)
        except RuleBroken as broken:
            refuse(broken)
        if options["out"]:
            try:
                options["out"].write_bytes(made)
            except OSError as wrong:
                raise CommandError(f"{options['out']} cannot be written: {wrong.strerror}.", returncode=1) from wrong
            return
        sys.stdout.buffer.write(made)
        sys.stdout.flush()

    def _make(self, options: dict[str, Any]) -> bytes:
        funds = named_funds(options["place_or_fund"])
        if options["email"]:
            funds = _seen_by(options["email"], funds)
        year, month = options["year"], options["period"]
        periods = list(Period.objects.filter(fund__in=funds, year=year))
        if not any(p.month == month and p.state != Period.State.FUTURE for p in periods):
            raise PeriodLocked(
                f"{month_label(month)} {year_label(year)} has not been opened, so there is nothing to print."
            )
        return make_paper(
            options["paper"],
            options["format"],
            place=funds[0].place,
            funds=funds,
            year=year,
            period=month,
            periods=periods,
            layout=options["layout"],
        )


def _seen_by(email: str, funds: list[Fund]) -> list[Fund]:
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    seen = list(Fund.objects.visible_to(user).filter(pk__in=[fund.pk for fund in funds])) if user else []
    if not seen:
        raise Unknown(f"{email} sees no such place or fund.")
    return [fund for fund in funds if fund in seen]
