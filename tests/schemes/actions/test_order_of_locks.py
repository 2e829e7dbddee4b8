"""Whoever holds several rows takes them in one order, so that no two people ever wait for each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.actions import lock_periods, submit_forecasts
from schemes.actions.forecasts import RowInput, save_rows
from schemes.actions.journals import JournalRow, post_journal
from schemes.actions.schemes import create_line
from tests.schemes.actions.test_actuals import post
from tests.universe import YEAR, Universe, ledger_csv

ORDER = ["budgets_change", "budgets_place", "schemes_line", "budgets_period", "budgets_reserve"]
LOCKING = re.compile(r'FROM "(\w+)".*FOR (?:NO KEY UPDATE|UPDATE|SHARE)', re.DOTALL)


def held_by(job: Callable[[], object]) -> list[str]:
    """The tables of which a job locks rows, in the order in which it does so first."""
    with CaptureQueriesContext(connection) as said:
        job()
    found = [match.group(1) for query in said.captured_queries if (match := LOCKING.search(query["sql"]))]
    return [table for table in dict.fromkeys(found) if table in ORDER]


def rows(*refs: str) -> list[RowInput]:
    return [RowInput(ref, dict.fromkeys(range(1, 13), Decimal(5)), explanation="x") for ref in refs]


def test_posting_saving_importing_and_locking_take_rows_in_one_order(world: Universe) -> None:
    create_line(  # so that the council spends in two funds
        scheme=world.lines["KIDS"].scheme, fund=world.lead, year=YEAR, ref="TOYS", stream=world.nhs,
        contributing_partner=world.board, spending_partner=world.council, by=world.board_manager,
    )  # fmt: skip
    of: dict[str, Any] = {"place": world.place, "year": YEAR, "by": world.officer}
    refs = ["BEDS-N", "HOME", "TOYS"]
    virement = world.approved(world.pool, {"HOME": Decimal(-5), "BEDS-C": Decimal(5)}, kind="virement", money_in={})
    journal = [JournalRow(world.lines["HOME"], 1, Decimal(5))]
    jobs: dict[str, Callable[[], object]] = {
        "post a change": partial(world.post, virement),
        "save": partial(save_rows, round=1, rows=rows(*refs), **of),
        "submit": partial(submit_forecasts, round=1, refs=refs, **of),
        "import": partial(post, world, 1, ledger_csv("P01", {"C100": "10.00"})),
        "journal": partial(
            post_journal, fund=world.pool, partner=world.council, year=YEAR, rows=journal, text="x", key=uuid4(),
            by=world.officer,
        ),
        "lock": partial(lock_periods, place=world.place, funds=[world.pool], year=YEAR, month=1, waive="x", by=world.manager),
    }  # fmt: skip
    found = {name: held_by(job) for name, job in jobs.items()}
    assert found == {
        "post a change": ["budgets_change", "budgets_place", "schemes_line", "budgets_period"],
        "save": ["schemes_line", "budgets_period"],
        "submit": ["schemes_line", "budgets_period"],
        "import": ["budgets_place", "budgets_period"],
        "journal": ["budgets_period"],
        "lock": ["budgets_period"],
    }
    assert all(tables == sorted(tables, key=ORDER.index) for tables in found.values())
