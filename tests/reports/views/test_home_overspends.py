"""The start page of a pool manager: by when an overspend is answered by a notice and a plan."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from budgets.actions.overspend import record_plan
from reports.managing.actions import send_notice
from s75.history import recorded
from schemes.models import Forecast
from tests.reports.views.test_home import TODAY, days, page_of, set_today, tasks
from tests.reports.views.test_managing import overspend
from tests.universe import YEAR, Universe


def test_a_pool_manager_is_told_by_when_an_overspend_is_answered(
    client: Client, world: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_today(monkeypatch, TODAY)
    overspend(world)
    with recorded(by=None):
        Forecast.objects.filter(line__fund=world.pool).update(submitted_at=TODAY)
    where = "/places/testshire/manage/testshire-pool/"
    told = [
        ("Give notice of the overspend of Pool: £120.00, projected since P01", where, "To do"),
        ("The remedial action plan for the overspend of Pool is not recorded", where, "Waits for others"),
    ]
    page = page_of(client, world.manager)
    assert [task for task in tasks(page) if task[1] == where] == told
    assert {"Due on 16 May 2024", "Due on 30 May 2024"} <= set(days(page))  # five working days, and 21 days
    for other in (world.board_manager, world.officer, world.auditor):
        assert where not in page_of(client, other)
    set_today(monkeypatch, datetime(2024, 5, 17, 12, tzinfo=UTC))
    assert "Was due on 16 May 2024, 1 day ago" in days(page_of(client, world.manager))
    notice = send_notice(
        fund=world.pool, year=YEAR, month=1, sent_on=date(2024, 5, 17), sent_to="Directors", text="x", by=world.manager
    )
    assert [task for task in tasks(page_of(client, world.manager)) if task[1] == where] == [(*told[1][:2], "To do")]
    record_plan(notice=notice, received_on=date(2024, 5, 17), text="Fewer visits", by=world.manager)
    assert where not in page_of(client, world.manager)
