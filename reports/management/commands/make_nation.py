"""make_nation: synthetic places for benchmarks, with years of budgets, ledgers and forecasts, written by COPY."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgets.models import Place
from reports.nation import Shape, build_nation

PREFIX = "nation-"


class Command(BaseCommand):
    help = (
        "Make synthetic places for benchmarks. Every name and figure is made up, and the same in every run. "
        "At full size it takes some ten minutes and 3 GB."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--places", type=int, default=153, help="how many places, each with one fund")
        parser.add_argument("--schemes", type=int, default=100, help="schemes a place, each with one line a year")
        parser.add_argument("--years", type=int, default=10, help="years, the last of which is 2025-26")
        parser.add_argument("--months", type=int, default=12, help="months of the last year; the last of them is open")
        parser.add_argument("--seed", type=int, default=75, help="another seed gives other amounts")
        parser.add_argument("--yes", action="store_true", help="also where real places are")

    def handle(self, *args: Any, **options: Any) -> None:
        shape = Shape(**{name: options[name] for name in ("places", "schemes", "years", "months", "seed")})
        _refuse_nonsense(shape)
        if Place.objects.filter(slug__startswith=PREFIX).exists():
            raise CommandError("A synthetic nation is here already. Make another in an empty database.")
        real = Place.objects.filter(demonstration=False).first()
        if real is not None and not options["yes"]:
            raise CommandError(
                f"{real} is a real place. Make the nation in another database, or give --yes to mix them."
            )
        build_nation(shape, say=self.stdout.write)
        lines = shape.places * shape.lines_a_year * shape.years
        self.stdout.write(f"Made {shape.places} synthetic places with {lines:,} lines in {shape.years} years.")


def _refuse_nonsense(shape: Shape) -> None:
    if min(shape.places, shape.schemes, shape.years) < 1 or not 1 <= shape.months <= 12:
        raise CommandError("Places, schemes and years are at least 1, and months are from 1 to 12.")
