"""The bench: every action works on a small fund, and its table and verdict say what was measured."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from budgets.models import Place
from reports.bench.forms import forms
from reports.bench.ground import Ground, demonstration_ground, make_ground, own_database
from reports.bench.jobs import pages, papers, writes
from reports.bench.stopwatch import Job, Timing, profile_of, time_job
from reports.bench.table import COLUMNS, row_of, table_of, verdict
from reports.books import breaks
from schemes.models import Forecast

LINES = 6


@pytest.fixture
def ground(demonstration: Any) -> Ground:
    return make_ground(LINES)


def job(name: str = "board page", **more: Any) -> Job:
    return Job(name, lambda: None, **more)


def test_every_action_runs_beside_its_bare_sql(ground: Ground) -> None:
    timings = [time_job(one, runs=1) for one in (*pages([ground], LINES), *writes(ground))]

    assert [timing.job.name for timing in timings] == [
        "board page, 6 lines",
        "grid page, 6 lines",
        "dashboard, 6 lines",
        "one row saved",
        "totals after saving",
        "block of 6 rows pasted",
        "closing page",
        "lock of the period",
        "workbook of 6 lines",
    ]
    assert all(timing.raw is not None and timing.queries > 3 for timing in timings)


def test_measuring_leaves_the_books_in_order(ground: Ground) -> None:
    for one in writes(ground):
        time_job(one, runs=2)

    assert [sentence for _, sentence in breaks()] == []


def test_a_turn_of_saving_changes_every_row(ground: Ground) -> None:
    block = next(one for one in writes(ground) if one.name.startswith("block"))
    before = list(Forecast.objects.filter(fund=ground.fund, round=8).order_by("pk").values_list("figures", "version"))

    block.ready()
    block.run()

    after = list(Forecast.objects.filter(fund=ground.fund, round=8).order_by("pk").values_list("figures", "version"))
    assert len(after) == LINES
    assert all(now[0] != then[0] and now[1] == then[1] + 1 for now, then in zip(after, before, strict=True))


def test_demonstration_paper_is_timed_as_page_and_pdf(demonstration: Any) -> None:
    page, paper = papers(demonstration_ground())

    assert time_job(page, runs=1).queries > 3
    assert str(paper.run())[:7] == "b'%PDF-"


def test_a_paper_is_timed_in_every_form_beside_the_bare_library(ground: Ground) -> None:
    jobs = list(forms(ground))

    assert [one.name.split(",")[0] for one in jobs] == [
        f"board paper as {form}" for form in ("html", "xlsx", "docx", "pdf")
    ]
    for one, begins in zip(jobs, (b"<", b"PK", b"PK", b"%PDF"), strict=True):
        assert one.raw is not None
        assert all(bytes(made()).startswith(begins) for made in (one.run, one.raw))  # type: ignore[call-overload]


def test_what_takes_longer_than_it_may_is_named() -> None:
    late = Timing(job("board paper as pdf", limit=3.0), 3.5, None, 9)

    assert verdict([late]) == "Slower than it may be: board paper as pdf (3.50 s, not 3)."


def test_refused_action_is_no_timing(ground: Ground) -> None:
    with pytest.raises(RuntimeError, match="404 instead of 200"):
        next(pages([replace(ground, slug="elsewhere")], LINES)).run()


def test_timing_is_printed_with_its_ratio_and_how_much_faster() -> None:
    timing = Timing(job(reference=(0.5, 0.9)), 0.05, 0.02, 7, 0.04)

    assert (timing.ratio, timing.faster, timing.good) == (2.5, 10.0, True)
    assert row_of(timing) == ("board page", "50.0", "20.0", "2.5", "40.0", "7", "0.5–0.9", "10")


def test_table_lines_up_and_verdict_names_what_is_slow() -> None:
    fast = Timing(job("one row saved", reference=(0.24, 3.0)), 0.01, 0.001, 12)
    slow = Timing(job("workbook", reference=(2.8, 2.8), times=3), 1.4, None, 9)

    lines = table_of([fast, slow])
    assert len({len(line) for line in lines}) == 1
    assert all(column in lines[0] for column in COLUMNS)
    assert verdict([fast]).startswith("Every action")
    assert verdict([fast, slow]) == "Not as much faster than the reference as it ought to be: workbook (2.0, not 3)."


def test_profile_says_where_the_time_goes() -> None:
    assert "function calls" in profile_of(job())


def test_command_works_in_a_database_of_its_own(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    out = StringIO()
    with django_db_blocker.unblock():
        real = connection.settings_dict["NAME"]
        places = set(Place.objects.values_list("slug", flat=True))
        options = (
            "--lines=6",
            "--sizes",
            "--runs=1",
            "--no-demonstration",
            "--only=one row",
            f"--database={real}_bench",
        )
        call_command("bench", *options, stdout=out)

        assert connection.settings_dict["NAME"] == real
        assert set(Place.objects.values_list("slug", flat=True)) == places
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [f"{real}_bench"])
            assert cursor.fetchone() == (0,)
    assert "one row saved" in out.getvalue()


def test_bench_never_takes_the_real_database() -> None:
    real = connection.settings_dict["NAME"]

    with pytest.raises(CommandError, match="Name the bench's otherwise"), own_database(real):
        pass
