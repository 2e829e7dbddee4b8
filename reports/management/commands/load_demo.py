"""load_demo: the demonstration places, built through the actions; does nothing when they are there."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from budgets.demonstration import PASSWORD
from budgets.models import Place
from reports.demonstration.worcestershire import SLUG, Worcestershire


class Command(BaseCommand):
    help = "Load the demonstration (Worcestershire 2022-23) through the same actions that people use."

    def handle(self, *args: Any, **options: Any) -> None:
        if Place.objects.filter(slug=SLUG).exists():
            self.stdout.write("The demonstration is loaded already.")
            return
        with transaction.atomic():
            Worcestershire().build()
        self.stdout.write(f"The demonstration is loaded. Sign-ins are on the start page; the password is {PASSWORD}")
