"""post_change: post an approved change that was held, into its fund's open period."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from budgets.acting import acting_user, add_place_arguments, named_place, refuse
from budgets.models import Change
from budgets.roles import Power
from s75.errors import RuleBroken, Unknown
from s75.years import month_label, year_label
from schemes.actions.budgets import post_change


class Command(BaseCommand):
    help = "Post an approved change by its number; exit 0 when posted, 1 when refused and nothing is saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_place_arguments(parser, month=False)
        parser.add_argument("--number", type=int, required=True, help="the number reserved for the change")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            place, year, number = named_place(options["place"]), options["year"], options["number"]
            changes = Change.objects.select_related("fund__host")
            change = changes.filter(place=place, year=year, number=number).first()
            if change is None:
                raise Unknown(f"{place} has no change {number} in {year_label(year)}.")
            by = acting_user(options["email"], place, Power.POST_CHANGES, heir=change.fund.host.heir_id)
            posted = post_change(change=change, by=by)
        except RuleBroken as broken:
            refuse(broken)
        assert posted.posted_in is not None
        self.stdout.write(
            f"{posted} is posted in {month_label(posted.posted_in)}, effective from {month_label(posted.effective_from)}."
        )
