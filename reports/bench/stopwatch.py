"""Times one thing: the median of several runs after a warm-up, and how many statements it sends."""

from __future__ import annotations

import cProfile
import io
import pstats
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

Run = Callable[[], object]
FEWEST = 2
ENOUGH = 4.0  # seconds of one action, after which it is timed no more


def nothing() -> None:
    """What stands where nothing needs to be made ready between two runs."""


@dataclass(frozen=True)
class Job:
    """One action with the bare SQL (or bare library) that does the same rows; `ready` goes before each, untimed.

    `reference` is the seconds that the compared tool takes at like size, best and worst; `times` how often faster we
    ought to be; `limit` the seconds that it may take. The `clock` counts the time that passes, or the processor's.
    """

    name: str
    run: Run
    raw: Run | None = None
    ready: Run = nothing
    reference: tuple[float, float] | None = None
    times: int = 10
    limit: float | None = None
    clock: Callable[[], float] = time.perf_counter


@dataclass(frozen=True)
class Timing:
    job: Job
    seconds: float
    raw: float | None
    queries: int

    @property
    def ratio(self) -> float | None:
        return self.seconds / self.raw if self.raw else None

    @property
    def faster(self) -> float | None:
        """How many times faster than the reference at its best."""
        return self.job.reference[0] / self.seconds if self.job.reference else None

    @property
    def late(self) -> bool:
        return self.job.limit is not None and self.seconds > self.job.limit

    @property
    def good(self) -> bool:
        return self.faster is None or self.faster >= self.job.times


def time_job(job: Job, runs: int) -> Timing:
    """The median of so many runs (fewer of what takes long), after one that also counts the statements."""
    job.ready()
    with CaptureQueriesContext(connection) as sent:
        job.run()
    queries = len(sent)
    raw = None
    if job.raw is not None:
        job.ready()
        job.raw()
        raw = _median(job.raw, job.ready, runs, job.clock)
    return Timing(job, _median(job.run, job.ready, runs, job.clock), raw, queries)


def _median(run: Run, ready: Run, runs: int, clock: Callable[[], float]) -> float:
    taken: list[float] = []
    while len(taken) < runs and (len(taken) < FEWEST or sum(taken) < ENOUGH):
        ready()
        began = clock()
        run()
        taken.append(clock() - began)
    return median(taken)


def profile_of(job: Job, shown: int = 15) -> str:
    """Where the time of one run goes, function by function."""
    job.ready()
    profile = cProfile.Profile()
    profile.runcall(job.run)
    out = io.StringIO()
    pstats.Stats(profile, stream=out).strip_dirs().sort_stats("tottime").print_stats(shown)
    return out.getvalue()
