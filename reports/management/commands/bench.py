"""bench: times the main pages and writes at full size in a database of its own, and prints a table."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.bench.ground import DATABASE, Ground, demonstration_ground, make_ground, own_database
from reports.bench.jobs import pages, papers, writes
from reports.bench.stopwatch import Job, profile_of, time_job
from reports.bench.table import FOOT, table_of, verdict

SMALLER = (100, 300, 1000)


class Command(BaseCommand):
    help = "Time the main pages and writes at full size, in a database of its own that is dropped afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lines", type=int, default=2000, help="lines of the fund that everything is timed in")
        parser.add_argument("--largest", type=int, default=10_000, help="a larger fund, to show growth; 0 for none")
        parser.add_argument("--runs", type=int, default=5, help="runs of each, of which the median is printed")
        parser.add_argument("--only", default="", help="only actions whose name has this in it")
        parser.add_argument("--profile", action="store_true", help="also print where the time of each action goes")
        parser.add_argument("--database", default=DATABASE, help="its name on the server; it is dropped")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = options["lines"]
        sizes = sorted({size for size in (*SMALLER, lines, options["largest"]) if size})
        with own_database(options["database"]):
            self.stdout.write(
                f"Making funds of {', '.join(f'{size:,}' for size in sizes)} lines in {options['database']}."
            )
            grounds = {size: make_ground(size) for size in sizes}
            self._time(list(_jobs(grounds, lines)), options)

    def _time(self, jobs: list[Job], options: dict[str, Any]) -> None:
        wanted = [job for job in jobs if options["only"] in job.name]
        timings = []
        for job in wanted:
            timings.append(time_job(job, options["runs"]))
            if options["profile"]:
                self.stdout.write(f"{job.name}\n{profile_of(job)}")
        for line in ("", *table_of(timings), "", FOOT, verdict(timings)):
            self.stdout.write(line)


def _jobs(grounds: dict[int, Ground], lines: int) -> list[Job]:
    return [
        *papers(demonstration_ground()),
        *pages(list(grounds.values()), lines),
        *writes(grounds[lines]),
    ]
