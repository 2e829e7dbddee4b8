"""bench: times the main pages and writes at full size in a database of its own, and prints a table."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from reports.bench.forms import forms
from reports.bench.ground import DATABASE, demonstration_ground, make_ground, own_database
from reports.bench.jobs import grid_page, pages, papers, writes
from reports.bench.stopwatch import Job, Timing, profile_of, time_job
from reports.bench.table import FOOT, busy, tables_of, verdict
from s75.serving import settle

SIZES = (100, 1000, 10_000)
SHOWN = 300  # lines of one partner's grid in a fund that others spend too
PAPER = 60  # lines of a usual board paper


class Command(BaseCommand):
    help = "Time the main pages and writes at full size, in a database of its own that is dropped afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lines", type=int, default=2000, help="lines of the fund in which everything is timed")
        parser.add_argument(
            "--sizes", type=int, nargs="*", default=SIZES, help="lines of further funds, to show growth"
        )
        parser.add_argument("--no-demonstration", action="store_true", help="leave papers and the demonstration out")
        parser.add_argument("--runs", type=int, default=5, help="runs of each, of which the median is printed")
        parser.add_argument("--only", default="", help="only actions whose name has this in it")
        parser.add_argument("--profile", action="store_true", help="also print where the time of each action goes")
        parser.add_argument("--database", default=DATABASE, help="its name on the server; it is dropped")

    def handle(self, *args: Any, **options: Any) -> None:
        with own_database(options["database"]):
            timings = [self._timed(job, options) for job in self._jobs(options) if options["only"] in job.name]
        for line in ("", *tables_of(timings), "", FOOT, *busy(), verdict(timings)):
            self.stdout.write(line)

    def _jobs(self, options: dict[str, Any]) -> Iterator[Job]:
        lines, sizes = options["lines"], sorted({*options["sizes"], options["lines"]})
        self.stdout.write(f"Making funds of {', '.join(f'{size:,}' for size in sizes)} lines in {options['database']}.")
        grounds = {size: make_ground(size) for size in sizes}
        if not options["no_demonstration"]:
            yield from papers(demonstration_ground())
            yield from forms(grounds.get(PAPER) or make_ground(PAPER))
        yield from pages(list(grounds.values()), lines)
        if lines > SHOWN:
            yield grid_page(make_ground(lines, SHOWN), SHOWN, f"grid page, {SHOWN} lines in a fund of {lines:,}")
        yield from writes(grounds[lines])

    def _timed(self, job: Job, options: dict[str, Any]) -> Timing:
        settle()  # as a served process has
        timing = time_job(job, options["runs"])
        if options["profile"]:
            self.stdout.write(f"{job.name}\n{profile_of(job)}")
        return timing
