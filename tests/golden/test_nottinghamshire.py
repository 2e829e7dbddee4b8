"""Nottinghamshire's published figures (N1 to N3, N7), to the penny, in every form in which its reserves can be had.

N1: 466,000 allocated; 62,000 and 44,000 committed; 360,000 remains; Local Area Coordination 350,820; headroom 9,180.
N2: Local Area Coordination by year and heading. N3: the dementia post, 38,143 + 6,857 = 45,000, from reserves of its own.
"""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from budgets.models import Place, Reserve, ReserveProject
from s75.models import User
from s75.money import total
from schemes.models import BudgetEntry
from tests.golden.reading import Paper
from tests.reports.render.docx_reading import text_of as text_of_word
from tests.reports.render.pdf_reading import text_of

pytestmark = pytest.mark.django_db
WHEN = "?year=2020-21&period={}"


@pytest.fixture
def shire(demonstration: Place) -> Place:
    return Place.objects.get(slug="nottinghamshire")


@pytest.fixture
def reader(shire: Place) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="board.clerk.council.nottinghamshire@demonstration.example"))
    return client


def fetch(client: Client, page: str, file: str, period: int = 8) -> Paper:
    def get(address: str) -> bytes:
        answer = client.get(f"/places/nottinghamshire/{address}{WHEN.format(period)}")
        assert answer.status_code == 200, address
        return bytes(answer.content)

    pdf, word, xlsx, data = (get(f"{file}.{form}") for form in ("pdf", "docx", "xlsx", "json"))
    return Paper(get(page).decode(), text_of(pdf), text_of_word(word), xlsx, json.loads(data))


def the_paper(client: Client, reserve: Reserve, period: int = 8) -> Paper:
    return fetch(client, f"reserves/{reserve.pk}/", f"reserves/{reserve.pk}", period)


def assert_everywhere(paper: Paper, table: str, figures: dict[tuple[str, str], int]) -> None:
    for (row, column), pounds in figures.items():
        exact = Decimal(pounds)
        assert paper.json_figure(table, row, column) == exact, (row, column)
        assert paper.html_figure(table, row, column) == exact, (row, column)
        assert paper.xlsx_figures(table, row, column) == [exact, exact], (row, column)
        assert f"{abs(exact):,.2f}" in paper.pdf, pounds


def test_n1_the_allocation_over_its_commitments_to_the_headroom(reader: Client, shire: Place) -> None:
    main = Reserve.objects.get(fund__place=shire, illustrative=False)
    first, second, coordination = main.projects.order_by("position")
    steps = {
        "allocated": 466_000,
        f"committed:{first.pk}": -62_000,
        f"committed:{second.pk}": -44_000,
        "uncommitted": 360_000,
        f"proposed:{coordination.pk}": -350_820,
        "headroom": 9_180,
    }
    assert_everywhere(
        the_paper(reader, main), f"standing_{main.pk}", {(row, "amount"): pounds for row, pounds in steps.items()}
    )


def test_n2_local_area_coordination_by_year_and_heading(reader: Client, shire: Place) -> None:
    project = ReserveProject.objects.get(name="Local Area Coordination")
    table: dict[str, tuple[int | None, ...]] = {
        "heading:0": (8_000, 34_000, None, 42_000),
        "heading:1": (None, 135_262, 147_558, 282_820),
        "heading:2": (None, 3_000, 3_000, 6_000),
        "heading:3": (None, None, 20_000, 20_000),
        "total": (8_000, 172_262, 170_558, 350_820),
    }
    columns = ("year:2020", "year:2021", "year:2022", "cost")
    figures = {
        (row, column): pounds
        for row, amounts in table.items()
        for column, pounds in zip(columns, amounts, strict=True)
        if pounds is not None
    }
    paper = the_paper(reader, project.reserve)
    assert len(figures) == 15
    for (row, column), pounds in figures.items():
        if row != "total" or column != "cost":
            assert paper.json_figure(f"costs_{project.pk}", row, column) == pounds
    assert_everywhere(
        paper, f"costs_{project.pk}", {key: figures[key] for key in figures if key[0] in ("heading:1", "total")}
    )
    empty = next(row for row in paper.table(f"costs_{project.pk}")["rows"] if row["key"] == "heading:3")["cells"][1]
    assert empty["value"] in ("", None)
    note = "147,558 × 11/12 = 135,261.50, rounded half up to £135,262"
    assert note in paper.html
    assert note in paper.pdf
    assert (Decimal(147_558) * 11 / 12).quantize(Decimal(1), ROUND_HALF_UP) == 135_262


def test_n3_the_dementia_post_is_a_project_of_its_own(reader: Client, shire: Place) -> None:
    project = ReserveProject.objects.get(name="Dementia post")
    table = f"costs_{project.pk}"
    figures = {("heading:0", "cost"): 38_143, ("heading:1", "cost"): 6_857, ("total", "cost"): 45_000}
    paper = the_paper(reader, project.reserve)
    assert_everywhere(paper, table, figures)
    assert "0.8 × 47,679 = 38,143.20, rounded half up to £38,143" in paper.pdf
    assert (Decimal("0.8") * 47_679).quantize(Decimal(1), ROUND_HALF_UP) == 38_143
    assert_everywhere(
        paper, f"standing_{project.reserve.pk}", {("uncommitted", "amount"): 45_000, ("headroom", "amount"): 0}
    )
    assert "Illustrative: the amount, or a part of it, is given by no source." in paper.pdf


def test_both_reserves_stand_in_one_paper(reader: Client, shire: Place) -> None:
    paper = fetch(reader, "reserves/", "reserves")
    keys = [row["key"] for row in paper.table("reserves")["rows"]]
    assert_everywhere(
        paper,
        "reserves",
        {(keys[0], "headroom"): 9_180, (keys[0], "uncommitted"): 360_000, ("total", "allocated"): 511_000},
    )


def test_a_locked_period_knows_nothing_of_later_proposals(reader: Client, shire: Place) -> None:
    main = Reserve.objects.get(fund__place=shire, illustrative=False)
    paper = the_paper(reader, main, 7)
    assert paper.json_figure(f"standing_{main.pk}", "headroom", "amount") == 360_000
    assert "Local Area Coordination" not in paper.html


def test_n7_devices_a_year(shire: Place) -> None:
    amounts = BudgetEntry.objects.filter(line__place=shire, line__scheme__ref="N5").values_list("amount", flat=True)
    assert sorted(amounts) == [18_000, 29_500, 62_000, 96_000]
    assert total(amounts) == 205_500


def test_the_demonstration_is_loaded_once(shire: Place) -> None:
    call_command("load_demo", verbosity=0)
    assert Place.objects.filter(slug="nottinghamshire").count() == 1
    assert Reserve.objects.filter(fund__place=shire).count() == 2


@pytest.mark.parametrize("of", ["nottinghamshire", "nottinghamshire-bcf"])
def test_the_command_makes_its_papers(shire: Place, tmp_path: Path, of: str) -> None:
    for paper in ("reserve", "board", "register"):
        for form in ("json", "html", "xlsx", "pdf"):
            out = tmp_path / f"{paper}.{form}"
            about = ["--paper", paper, "--format", form, "--out", str(out)]
            call_command("paper", of, "--year", "2020-21", "--period", "8", *about)
            assert out.stat().st_size > 1_000


def test_its_people_see_their_place_only(reader: Client) -> None:
    home = reader.get("/").content.decode()
    assert "Nottinghamshire" in home
    assert "Worcestershire" not in home
    assert reader.get("/places/worcestershire/").status_code == 404
