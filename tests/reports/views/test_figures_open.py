"""Every figure of the board paper opens to parts that re-add to it, down to the postings and the rows of a file."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from budgets.models import Fund
from s75.money import total
from schemes.models import Actual, ActualsImport
from tests.reports.views.conftest import SignedIn
from tests.reports.views.opening import get, linked_cells, open_figure

PAPER = "/places/worcestershire/papers/board/?year=2022-23&period={}&fund={}"
FUNDS = ["", *(f"worcestershire-{fund}" for fund in ("bcf", "mh", "ld", "ch", "ph"))]


@pytest.fixture
def auditor(as_role: SignedIn) -> Client:
    return as_role("auditor.council")


@pytest.mark.parametrize(("period", "each"), [(8, 1), (7, 8)])
def test_every_linked_figure_of_the_paper_opens_to_itself(auditor: Client, period: int, each: int) -> None:
    """Of the open period every figure, and of a locked one every eighth."""
    followed: set[str] = set()
    for fund in FUNDS:  # what the paper of the place links to as well is followed there
        cells = {(cell.href, cell.amount) for cell in linked_cells(get(auditor, PAPER.format(period, fund)))}
        figures = sorted((cell for cell in cells if "/figures/" in cell[0] and cell[0] not in followed), key=str)
        assert len(figures) > (15 if fund else 300)
        for href, amount in figures[::each]:
            opened = open_figure(auditor, href)
            opened.assert_adds()
            assert amount is None or opened.total == amount, href
        followed |= {href for href, _ in figures}


@pytest.mark.parametrize("measure", ["original", "budget", "profiled", "actual", "outturn", "variance", "movement"])
def test_parts_open_to_what_they_say(auditor: Client, measure: str) -> None:
    place = open_figure(auditor, f"/places/worcestershire/figures/{measure}/?year=2022-23&period=8")

    for amount, href in place.parts[::9]:
        line = open_figure(auditor, href)
        line.assert_adds()
        assert line.total == amount
        for below in {below.split("#")[0] for _, below in line.parts}:
            get(auditor, below)
        if measure in ("variance", "movement"):
            opened = [(part, open_figure(auditor, below)) for part, below in line.parts]
            assert [abs(page.total) for _, page in opened] == [abs(part) for part, _ in opened]


def test_postings_lead_to_the_rows_of_their_files(auditor: Client) -> None:
    place = open_figure(auditor, "/places/worcestershire/figures/actual/?year=2022-23&period=8")
    for _, href in place.parts[::7]:
        for amount, below in open_figure(auditor, href).parts:
            path, _, anchor = below.partition("#")
            made = ActualsImport.objects.get(pk=int(path.split("/actuals/")[1].split("/")[0]))
            code = path.rsplit("code=", 1)[1]
            assert anchor == "rows"
            assert made.filename in get(auditor, below)
            assert amount == total(
                row.amount for row in Actual.objects.filter(actuals_import=made, code=code) if _is_on(row, href)
            )


def _is_on(row: Actual, href: str) -> bool:
    return f"line={row.line.ref}" in href


@pytest.mark.parametrize(
    "address",
    [
        "figures/nothing/?year=2022-23&period=8",
        "figures/budget/?year=2022-23&period=8&fund=elsewhere",
        "figures/budget/?year=2022-23&period=8&scheme=NONE",
        "figures/budget/?year=2022-23&period=8&spender=NONE",
        "figures/budget/?year=2022-23&period=8&line=NONE",
        "figures/budget/?year=2022-23&period=8&line=MH-02&fund=worcestershire-bcf",
        "figures/contribution/?year=2022-23&period=8&line=MH-02",
        "figures/movement/?year=2022-23&period=1",
        "figures/budget/?year=2022-23&period=12",
    ],
)
def test_a_figure_that_is_not_there_is_not_found(auditor: Client, address: str) -> None:
    assert auditor.get(f"/places/worcestershire/{address}").status_code == 404


def test_figures_of_a_fund_in_view_open_too_and_are_in_no_total(auditor: Client) -> None:
    Fund.objects.filter(slug="worcestershire-ph").update(arrangement=Fund.Arrangement.IN_VIEW)
    cells = [cell for cell in linked_cells(get(auditor, PAPER.format(8, ""))) if "/figures/" in cell.href]
    in_view = [cell for cell in cells if "fund=worcestershire-ph" in cell.href]
    whole = open_figure(auditor, "/places/worcestershire/figures/budget/?year=2022-23&period=8")

    assert len(in_view) > 50
    for cell in in_view[::5]:
        opened = open_figure(auditor, cell.href)
        opened.assert_adds()
        assert cell.amount in (None, opened.total)
    assert whole.total == Decimal("130657459.00") - Decimal("16100000.00")


def test_a_line_that_has_not_begun_is_nil(auditor: Client) -> None:
    opened = open_figure(auditor, "/places/worcestershire/figures/budget/?year=2022-23&period=8&line=BCF-18")

    assert (opened.total, opened.parts) == (0, ())


def test_a_figure_costs_the_same_queries_for_a_place_and_a_line(
    auditor: Client, django_assert_max_num_queries: object
) -> None:
    for narrowed, most in (("", 7), ("&fund=worcestershire-mh", 7), ("&stream=iBCF", 8), ("&line=MH-02", 15)):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            get(auditor, f"/places/worcestershire/figures/actual/?year=2022-23&period=8{narrowed}")


def test_nobody_else_opens_a_figure(stranger: Client) -> None:
    assert stranger.get("/places/worcestershire/figures/budget/?year=2022-23&period=8").status_code == 404
