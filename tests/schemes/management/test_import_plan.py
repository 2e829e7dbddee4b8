"""The command import_plan: exit 0 and all made, exit 1 and nothing saved, and JSON for scripts."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from schemes.models import Line, PlanImport
from tests.schemes.sources.plan_books import Book, scheme_rows
from tests.universe import Universe


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(Book(rows=scheme_rows(20)).content)
    return path


def run(path: Path, *options: str, email: str = "officer@test.example") -> str:
    out = StringIO()
    call_command("import_plan", "testshire", str(path), "--year", "2023-24", "--as", email, *options, stdout=out)
    return out.getvalue()


def test_a_plan_is_imported(world: Universe, workbook: Path) -> None:
    said = run(workbook)
    assert "2023-24: made: funding streams 4, schemes 16, lines 20" in said
    assert "The opening budget of POOL waits for approval by somebody else." in said
    assert Line.objects.filter(place=world.place, year=2023).count() == 20


def test_a_dry_run_saves_nothing_and_says_the_same(world: Universe, workbook: Path) -> None:
    found = json.loads(run(workbook, "--dry-run", "--json"))
    assert (found["rows"], found["budget"], found["problems"]) == (20, "2259257.60", [])
    assert found["budget"] == found["contributions"]
    assert not Line.objects.filter(place=world.place, year=2023).exists()
    assert json.loads(run(workbook, "--json")) == found


def test_the_fund_may_be_named(world: Universe, workbook: Path) -> None:
    run(workbook, "--fund", "LEAD")
    assert {line.fund.code for line in Line.objects.filter(place=world.place, year=2023)} == {"LEAD"}
    with pytest.raises(CommandError, match="no fund “NONE”"):
        run(workbook, "--fund", "NONE")


def test_problems_end_with_exit_code_1_and_nothing_saved(world: Universe, tmp_path: Path) -> None:
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(Book(rows=scheme_rows(20), planted={(0, "area"): "Moon"}).content)
    for options in ((), ("--dry-run",), ("--dry-run", "--json"), ("--json",)):
        with pytest.raises(CommandError, match="row 14, column Area of Spend") as refused:
            run(path, *options)
        assert refused.value.returncode == 1
    assert not PlanImport.objects.filter(place=world.place).exists()


def test_who_may_not_is_refused(world: Universe, workbook: Path) -> None:
    for email in ("auditor@test.example", "nobody@test.example"):
        with pytest.raises(CommandError):
            run(workbook, email=email)
    assert not PlanImport.objects.filter(place=world.place).exists()
