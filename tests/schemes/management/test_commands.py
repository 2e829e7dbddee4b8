"""The commands that scripts use: what they print, when they end with 1, and that a refusal saves nothing."""

from __future__ import annotations

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from schemes.models import Actual, BudgetEntry, Forecast
from tests.universe import Universe, ledger_csv

WHEN = {"year": "2024-25", "period": 1}


def run(name: str, *arguments: object, **options: Any) -> str:
    out = StringIO()
    call_command(name, *[str(argument) for argument in arguments], *as_typed(options), stdout=out)
    return out.getvalue()


def as_typed(options: dict[str, Any]) -> list[str]:
    """Options as they are typed: email stands for --as, True for a bare flag."""
    names = {"email": "--as", "dry_run": "--dry-run"}
    typed: list[str] = []
    for name, value in options.items():
        typed += [names.get(name, f"--{name}"), *([] if value is True else [str(value)])]
    return typed


def refused(name: str, *arguments: object, **options: Any) -> str:
    """The sentences of a refusal, which ends with exit code 1."""
    with pytest.raises(CommandError) as caught:
        run(name, *arguments, **options)
    assert caught.value.returncode == 1
    return str(caught.value)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    path.write_bytes(ledger_csv("P01", {"C100": "100.00", "X1": "7.00"}))
    return path


def post(ledger: Path, **options: Any) -> str:
    return run(
        "import_actuals", "testshire", ledger, partner="TC", **WHEN, **{"email": "officer@test.example", **options}
    )


def test_import_prints_the_contract_as_json(world: Universe, ledger: Path) -> None:
    found = json.loads(post(ledger, json=True))
    assert (found["rows"], found["posted"], found["control_total"]) == (2, "100.00", "100.00")
    assert [(one["code"], one["amount"]) for one in found["left_out"]] == [("X1", "7.00")]
    assert found["problems"] == []


def test_dry_run_saves_nothing(world: Universe, ledger: Path) -> None:
    assert json.loads(post(ledger, json=True, dry_run=True))["posted"] == "100.00"
    assert not Actual.objects.filter(line__place=world.place).exists()


def test_refused_import_prints_its_problems_as_json(world: Universe, ledger: Path) -> None:
    ledger.write_bytes(ledger_csv("P02", {"C100": "1.00"}))
    out = StringIO()
    options = {"partner": "TC", "email": "officer@test.example", "json": True, **WHEN}
    with pytest.raises(CommandError):
        call_command("import_actuals", "testshire", str(ledger), *as_typed(options), stdout=out)
    found = json.loads(out.getvalue())
    assert found["posted"] == "0.00"
    assert set(found["problems"][0]) == {"sheet", "row", "column", "found", "expected"}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [(b"%PDF-1.7 not a ledger", "PDF"), (b"", "empty"), (b"PK\x03\x04 half a workbook", "")],
)
def test_file_that_is_no_ledger_is_refused(world: Universe, ledger: Path, content: bytes, wanted: str) -> None:
    ledger.write_bytes(content)
    assert wanted in refused("import_actuals", "testshire", ledger, partner="TC", email="officer@test.example", **WHEN)


def test_file_of_500_megabytes_is_refused_unread(world: Universe, ledger: Path) -> None:
    with ledger.open("wb") as file:
        file.truncate(500 * 1024 * 1024)  # a hole: nothing is written
    said = refused("import_actuals", "testshire", ledger, partner="TC", email="officer@test.example", **WHEN)
    assert "at most 30 MB" in said


def test_missing_file_is_named(world: Universe, tmp_path: Path) -> None:
    said = refused(
        "import_actuals", "testshire", tmp_path / "no.csv", partner="TC", email="officer@test.example", **WHEN
    )
    assert "no.csv cannot be read" in said


def test_somebody_must_act_outside_a_demonstration(world: Universe, ledger: Path) -> None:
    assert "Say who acts" in refused("import_actuals", "testshire", ledger, partner="TC", **WHEN)


@pytest.mark.parametrize(
    ("email", "words"),
    [("nobody@test.example", "Nobody signs in as"), ("auditor@test.example", "may not upload the partner's ledgers")],
)
def test_whoever_may_not_act_is_refused(world: Universe, ledger: Path, email: str, words: str) -> None:
    assert words in refused("import_actuals", "testshire", ledger, partner="TC", email=email, **WHEN)


def forecasts(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["ref,month,amount,explanation", *rows]))
    return path


def test_forecast_file_is_saved(world: Universe, tmp_path: Path) -> None:
    path = forecasts(tmp_path / "f.csv", *[f'HOME,P{m:02d},"£1,0{m:02d}.50",More' for m in range(1, 13)])
    said = run("import_forecasts", "testshire", path, email="officer@test.example", **WHEN)
    assert "forecasts of 1 lines saved" in said
    row = Forecast.objects.get(line=world.lines["HOME"])
    assert (row.figures[11], row.explanation) == (Decimal("1012.50"), "More")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("NOPE,P02,1.00,", "NOPE"),
        ("HOME,P02,one,", "one"),
        ("HOME,P14,1.00,", "P14"),
        ("HOME,P02,,", ""),
    ],
)
def test_bad_forecast_file_names_the_place_and_saves_nothing(
    world: Universe, tmp_path: Path, row: str, words: str
) -> None:
    path = forecasts(tmp_path / "f.csv", *[f"BEDS-C,P{m:02d},50," for m in range(1, 13)], row)
    said = refused("import_forecasts", "testshire", path, email="officer@test.example", **WHEN)
    assert words in said
    assert "row 14" in said
    assert not Forecast.objects.filter(line__place=world.place).exists()


def test_dry_run_of_forecasts_saves_nothing(world: Universe, tmp_path: Path) -> None:
    path = forecasts(tmp_path / "f.csv", *[f"HOME,P{m:02d},50," for m in range(1, 13)])
    run("import_forecasts", "testshire", path, email="officer@test.example", dry_run=True, **WHEN)
    assert not Forecast.objects.filter(line__place=world.place).exists()


def test_held_change_is_posted_once(world: Universe) -> None:
    change = world.approved(world.pool, {"HOME": Decimal(10)}, number=1)
    options = {"year": "2024-25", "number": change.number, "email": "manager@test.example"}
    assert "is posted in P01" in run("post_change", "testshire", **options)
    assert "is posted" in refused("post_change", "testshire", **options)
    assert BudgetEntry.objects.filter(change=change).count() == 1


def test_unknown_change_is_named(world: Universe) -> None:
    said = refused("post_change", "testshire", year="2024-25", number=99, email="manager@test.example")
    assert said == "Testshire has no change 99 in 2024-25."
