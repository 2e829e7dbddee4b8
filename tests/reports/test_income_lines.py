"""Lines of income, with budgets below zero, worked by hand from the budget to the grid, the paper and the balance.

FEES is income of 240 a year from charges; it pays for 240 more of HOME, which so has 840. Of 1,200 contributed, 600
(BEDS-C) and 840 (HOME) are spent and 240 earned: 600 + 840 − 240 = 1,200. When FEES earns 15 a month instead of 20, its
outturn is −180 and its variance −180 − (−240) = +60, an overspend of 60 / 240 = 25 % of the absolute budget.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from budgets.models import Change, Period
from reports.actions import submit_forecasts
from reports.figures.variance import position
from reports.load import load_position
from s75.errors import ExplanationMissing, NotBalanced
from schemes.actions.budgets import budget_of
from schemes.actions.schemes import create_line, create_scheme, map_code
from schemes.models import Actual, BudgetEntry
from tests.reports.views.test_forecast import row_of
from tests.universe import YEAR, Universe, ledger_csv


@pytest.fixture
def fees(world: Universe) -> Universe:
    charges = create_scheme(
        fund=world.pool, ref="FEES", name="Charges", lead_commissioner=world.council, by=world.manager
    )
    world.lines["FEES"] = create_line(
        scheme=charges, fund=world.pool, year=YEAR, ref="FEES", stream=world.own, income=True,
        contributing_partner=world.council, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    map_code(partner=world.council, code="C300", percents={world.lines["FEES"]: Decimal(100)}, by=world.manager)
    world.post(world.approved(world.pool, {"FEES": Decimal(-240), "HOME": Decimal(240)}, money_in={}))
    return world


def reads(world: Universe) -> Client:
    client = Client()
    client.force_login(world.officer)
    client.get("/glossary/")
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def figures(world: Universe, line: str) -> Any:
    facts = load_position(
        place=world.place, funds=[world.pool], year=YEAR, period=1, by_line=True, months=True, narratives=False,
        periods=list(Period.objects.filter(fund=world.pool)),
    )  # fmt: skip
    return position([group for group in facts.groups if group.line == line], compared=False)


def cells_of(world: Universe, table: str, row: str) -> dict[str, Any]:
    """A row of the board paper, as its JSON has it."""
    paper = json.loads(text(reads(world).get("/places/testshire/papers/board.json")))
    tables = [block for section in paper["sections"] for block in section["blocks"] if block.get("key") == table]
    (found,) = tables
    keys = [column["key"] for column in found["columns"]]
    (cells,) = [each["cells"] for each in found["rows"] if each["key"] == row]
    return dict(zip(keys, cells, strict=True))


def test_budget_of_income_is_spread_below_zero(fees: Universe) -> None:
    assert budget_of(fees.lines["FEES"]) == -240
    assert fees.lines["FEES"].budget_entries.get().months == [Decimal(-20)] * 12


def test_earning_less_is_an_overspend_and_red(fees: Universe) -> None:
    fees.forecast("FEES", -15)
    found = figures(fees, "FEES")
    assert (found.budget, found.outturn, found.variance, found.percent) == (-240, -180, 60, 25)
    row = cells_of(fees, "schemes", "scheme:testshire-pool:FEES")
    assert (row["budget"]["value"], row["outturn"]["value"], row["variance"]["value"]) == (
        "-240.00",
        "-180.00",
        "60.00",
    )
    assert (row["variance"]["word"], row["percent"]["value"], row["rag"]["value"]) == ("overspend", "25.0", "Red")


def test_earning_more_is_an_underspend_and_green(fees: Universe) -> None:
    fees.forecast("FEES", -25)
    found = figures(fees, "FEES")
    assert (found.outturn, found.variance, found.percent) == (-300, -60, -25)
    row = cells_of(fees, "schemes", "scheme:testshire-pool:FEES")
    assert (row["variance"]["word"], row["percent"]["value"], row["rag"]["value"]) == ("underspend", "-25.0", "Green")


def test_totals_take_income_off(fees: Universe) -> None:
    for ref, amount in (("FEES", -15), ("HOME", 70), ("BEDS-C", 50), ("BEDS-N", 100)):
        fees.forecast(ref, amount)
    row = cells_of(fees, "schemes", "fund:testshire-pool")
    # 1,200 + 600 + 840 − 240 = 2,400 budgeted; 1,200 + 600 + 840 − 180 = 2,460 expected: 60 or 2.5 % over.
    assert (row["budget"]["value"], row["outturn"]["value"], row["variance"]["value"]) == (
        "2400.00",
        "2460.00",
        "60.00",
    )
    assert row["percent"]["value"] == "2.5"


def test_income_that_is_short_must_be_explained(fees: Universe) -> None:
    fees.forecast("FEES", -15)
    with pytest.raises(ExplanationMissing):
        submit_forecasts(place=fees.place, year=YEAR, round=1, refs=["FEES"], by=fees.officer)


def test_grid_shows_income_below_zero_and_its_variance(fees: Universe) -> None:
    fees.forecast("FEES", -15)
    row = row_of(text(reads(fees).get("/places/testshire/forecast/")), "FEES")
    for shown in ("−240", "−180", "60"):
        assert shown in row, row


def test_ledger_posts_income_with_its_sign(fees: Universe) -> None:
    from schemes.actions.actuals import import_actuals

    import_actuals(
        place=fees.place, partner_code="TC", year=YEAR, month=1, filename="l.csv",
        content=ledger_csv("P01", {"C100": "0.00", "C200": "0.00", "C300": "(19.50)"}), by=fees.officer,
    )  # fmt: skip
    assert Actual.objects.get(line=fees.lines["FEES"]).amount == Decimal("-19.50")
    assert figures(fees, "FEES").actual == Decimal("-19.50")


def test_more_income_pays_for_more_spending_and_not_the_other_way(fees: Universe) -> None:
    fees.post(fees.approved(fees.pool, {"FEES": Decimal(-100), "HOME": Decimal(100)}, kind="virement", money_in={}))
    assert (budget_of(fees.lines["FEES"]), budget_of(fees.lines["HOME"])) == (-340, 940)
    with pytest.raises(NotBalanced, match="would exceed its contributions"):
        fees.requested(fees.pool, {"HOME": Decimal(1)}, money_in={})


def test_income_never_rises_above_zero(fees: Universe) -> None:
    with pytest.raises(NotBalanced, match=r"line of income at £-240\.00; £300\.00 would raise it above zero"):
        fees.requested(fees.pool, {"FEES": Decimal(300), "HOME": Decimal(-300)}, kind="virement", money_in={})
    fees.post(fees.approved(fees.pool, {"FEES": Decimal(240), "HOME": Decimal(-240)}, kind="virement", money_in={}))
    assert budget_of(fees.lines["FEES"]) == 0


def test_database_refuses_income_above_zero_by_itself(fees: Universe) -> None:
    change = Change.objects.get(fund=fees.pool, kind="variation", state="posted")
    entry = BudgetEntry(
        change=change, line=fees.lines["FEES"], fund=fees.pool, year=YEAR, posted_in=1, effective_from=1,
        amount=Decimal(300), months=[Decimal(25)] * 12,
    )  # fmt: skip
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        entry.save()
    assert caught.value.__cause__.diag.constraint_name == "line_never_overdrawn"  # type: ignore[union-attr]
