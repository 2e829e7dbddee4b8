"""Times one thing: the median of several runs after a warm-up, the work that it is, and how many statements it sends."""

from __future__ import annotations

import cProfile
import io
import pstats
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean, median

import psutil
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
    work: float | None = None  # seconds of processor time, of this process and of the database's: as on an idle machine

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
    """The median of so many runs (fewer of what takes long), after one to warm up and one that counts the statements."""
    job.ready()
    job.run()
    job.ready()
    with CaptureQueriesContext(connection) as sent:
        job.run()
    queries = len(sent)
    raw = None
    if job.raw is not None:
        job.ready()
        job.raw()
        raw, _ = _median(job.raw, job.ready, runs, job.clock)
    seconds, work = _median(job.run, job.ready, runs, job.clock)
    return Timing(job, seconds, raw, queries, work)


def _median(run: Run, ready: Run, runs: int, clock: Callable[[], float]) -> tuple[float, float | None]:
    """The median of the runs, and the processor time of one, on average."""
    taken: list[float] = []
    worked: list[float] = []
    server = _database_process()
    while len(taken) < runs and (len(taken) < FEWEST or sum(taken) < ENOUGH):
        ready()
        before, began = _worked(server), clock()
        run()
        taken.append(clock() - began)
        worked.append(_worked(server) - before)
    return median(taken), fmean(worked) if server else None


def _database_process() -> psutil.Process | None:
    """The process that answers our connection, where it is on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), inet_server_addr() IS NULL")
        number, here = cursor.fetchone()
    return psutil.Process(number) if here and psutil.pid_exists(number) else None


def _worked(server: psutil.Process | None) -> float:
    times = server.cpu_times() if server else None
    return time.process_time() + (times.user + times.system if times else 0)


def profile_of(job: Job, shown: int = 15) -> str:
    """Where the time of one run goes, function by function."""
    job.ready()
    profile = cProfile.Profile()
    profile.runcall(job.run)
    out = io.StringIO()
    pstats.Stats(profile, stream=out).strip_dirs().sort_stats("tottime").print_stats(shown)
    return out.getvalue()
