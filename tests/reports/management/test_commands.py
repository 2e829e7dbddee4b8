"""Opening and locking by command, and papers in every form, to a file or to standard output."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from budgets.models import Fund, Period, Place
from reports.house_style.actions.templates import add_template
from s75.models import User
from tests.reports.render.docx_reading import headings, text_of
from tests.reports.render.templates import template
from tests.schemes.management.test_commands import as_typed

WHEN = {"year": "2022-23", "period": 8}


def refused(name: str, *arguments: str, **options: Any) -> str:
    with pytest.raises(CommandError) as caught:
        call_command(name, *arguments, *as_typed(options))
    assert caught.value.returncode == 1
    return str(caught.value)


def run(name: str, *arguments: str, **options: Any) -> None:
    call_command(name, *arguments, *as_typed(options))


def states(place: Place, month: int) -> set[str]:
    return set(Period.objects.filter(fund__place=place, month=month).values_list("state", flat=True))


def test_place_locks_all_its_funds_and_opens_the_next(demonstration: Place) -> None:
    run("period", "worcestershire", lock=True, **WHEN)
    assert (states(demonstration, 8), states(demonstration, 9)) == ({"locked"}, {"open"})
    run("period", "worcestershire", open=True, year="2022-23", period=9)
    assert states(demonstration, 9) == {"open"}


def test_one_fund_locks_alone(demonstration: Place) -> None:
    run("period", "worcestershire-mh", lock=True, **WHEN)
    assert states(demonstration, 8) == {"locked", "open"}


def test_unmet_checks_refuse_all_funds_together(demonstration: Place) -> None:
    run("period", "worcestershire", lock=True, **WHEN)
    said = refused("period", "worcestershire", lock=True, year="2022-23", period=9)
    assert "The ledger of Worcestershire County Council for P09 is not in." in said
    assert states(demonstration, 9) == {"open"}
    run("period", "worcestershire", lock=True, year="2022-23", period=9, reason="No ledgers yet")
    assert states(demonstration, 9) == {"locked"}


def test_only_the_last_locked_period_reopens(demonstration: Place) -> None:
    assert "needs a reason" in refused("period", "worcestershire", reopen=True, year="2022-23", period=7)
    assert "already holds" in refused("period", "worcestershire", reopen=True, year="2022-23", period=7, reason="x")
    run("period", "worcestershire", lock=True, **WHEN)
    assert "Only the last locked" in refused(
        "period", "worcestershire", reopen=True, year="2022-23", period=7, reason="x"
    )
    run("period", "worcestershire", reopen=True, reason="A ledger was wrong", **WHEN)
    assert states(demonstration, 8) == {"open"}


@pytest.mark.parametrize(
    ("form", "start"),
    [("json", b"{"), ("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")],
)
def test_paper_is_written_in_every_form(demonstration: Place, tmp_path: Path, form: str, start: bytes) -> None:
    path = tmp_path / f"board.{form}"
    run("paper", "worcestershire-ph", format=form, out=path, **WHEN)
    assert path.read_bytes().lower().startswith(start.lower())


def test_paper_fills_a_template_in_a_layout(demonstration: Place, tmp_path: Path) -> None:
    given, path = tmp_path / "ours.docx", tmp_path / "board.docx"
    given.write_bytes(template("{{ title }}", "{{p section.summary }}"))
    asked = {"template": given, "layout": "staffordshire", "out": path, **WHEN}

    run("paper", "worcestershire-ph", format="docx", **asked)

    assert "Where we stand" in [heading for _, heading in headings(path.read_bytes())]
    assert "goes with --format docx" in refused("paper", "worcestershire-ph", format="pdf", **asked)
    given.write_bytes(b"nothing")
    assert "“ours.docx” is not a Word document" in refused("paper", "worcestershire-ph", format="docx", **asked)


def test_paper_fills_a_template_that_the_place_keeps(demonstration: Place, tmp_path: Path) -> None:
    path = tmp_path / "board.docx"
    by = User.objects.get(email="pool.manager.council@demonstration.example")
    ours = template("Ours: {{ title }}")
    add_template(place=demonstration, name="Our letter", filename="letter.docx", content=ours, by=by)

    run("paper", "worcestershire-ph", format="docx", template="our letter", out=path, **WHEN)

    assert "Ours: Section 75" in text_of(path.read_bytes())
    told = refused("paper", "worcestershire-ph", format="docx", template="Letters", **WHEN)
    assert "no file “Letters”, and Worcestershire has no such Word template" in told
    assert "It has: “Our letter”" in told


def test_paper_goes_to_standard_output(demonstration: Place, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run("paper", "worcestershire", format="json", **WHEN)
    found = json.loads(capfdbinary.readouterr().out)
    assert {"meta", "sections"} <= set(found)


def test_workbook_opens(demonstration: Place, tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    run("paper", "worcestershire", format="xlsx", out=path, **WHEN)
    assert len(openpyxl.load_workbook(BytesIO(path.read_bytes())).sheetnames) > 3


@pytest.mark.parametrize(
    ("where", "options", "words"),
    [
        ("nowhere", WHEN, "no place or fund “nowhere”"),
        ("worcestershire", {"year": "2022-23", "period": 12}, "has not been opened"),
        ("worcestershire", {"year": "2031-32", "period": 1}, "has not been opened"),
        ("worcestershire", {**WHEN, "email": "nobody@x.example"}, "sees no such place"),
    ],
)
def test_paper_that_cannot_be_made_says_why(
    demonstration: Place, where: str, options: dict[str, Any], words: str
) -> None:
    assert words in refused("paper", where, **options)


def test_demonstration_loads_once(demonstration: Place) -> None:
    before = Fund.objects.count()
    call_command("load_demo", verbosity=0)
    assert Fund.objects.count() == before
