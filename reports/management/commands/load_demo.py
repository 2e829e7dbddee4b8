"""load_demo: the demonstration places, built through the actions; leaves those alone that are there."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from budgets.actions.notices import silently
from budgets.demonstration import PASSWORD
from budgets.models import Place
from reports.demonstration import case, durham, herefordshire, nottinghamshire, staffordshire
from reports.demonstration.durham import build_durham
from reports.demonstration.herefordshire import build_herefordshire
from reports.demonstration.news import tell_newest_lock
from reports.demonstration.nottinghamshire import build_nottinghamshire
from reports.demonstration.staffordshire import build_staffordshire
from reports.demonstration.worcestershire import build_worcestershire

PLACES = {  # the first brings whoever runs the installation, and an ICB that another sits beside, so it comes first
    case.SLUG: build_worcestershire,
    nottinghamshire.SLUG: build_nottinghamshire,
    durham.SLUG: build_durham,
    staffordshire.SLUG: build_staffordshire,
    herefordshire.SLUG: build_herefordshire,
}


class Command(BaseCommand):
    help = "Load the demonstration places through the same actions that people use."

    def handle(self, *args: Any, **options: Any) -> None:
        there = set(Place.objects.filter(slug__in=PLACES).values_list("slug", flat=True))
        missing = [slug for slug in PLACES if slug not in there]
        if not missing:
            self.stdout.write("The demonstration is loaded already.")
            return
        with transaction.atomic():
            with silently():  # nobody is told now of what happened then, but of the newest lock
                for slug in missing:
                    PLACES[slug]()
            for slug in missing:
                tell_newest_lock(slug)
        self.stdout.write(f"The demonstration is loaded. Sign-ins are on the start page; the password is {PASSWORD}")
