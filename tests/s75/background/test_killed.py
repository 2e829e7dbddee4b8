"""kill -9 in the middle of the work: nothing is half done, what was acknowledged is there, and a task is taken up again."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import pytest
from django.conf import settings
from django.test import Client
from django_tasks_db.models import DBTaskResult

from s75.background.queue import run_now
from s75.models import User
from schemes.actions import background
from schemes.actions.background import ask_to_post, ask_to_read
from schemes.actions.uploads import keep_upload
from schemes.models import Actual, ActualsImport, Forecast, ImportRow, PendingUpload
from tests.s75.background.processes import answers, free_port, held_at, kill, running, until
from tests.universe import YEAR, Universe, ledger_csv

pytestmark = pytest.mark.django_db(transaction=True)
WORK = ("manage.py", "work")


@pytest.fixture
def shire(transactional_db: None) -> Universe:
    return Universe()


def kept(world: Universe) -> PendingUpload:
    return keep_upload(
        place=world.place, partner=world.council, year=YEAR, month=1, filename="p01.csv",
        content=ledger_csv("P01", {"C100": "100.00", "Z9": "1.00"}), by=world.officer,
    )  # fmt: skip


def posted() -> tuple[int, int, int]:
    """How many imports, file rows and postings of the small world there are."""
    mine = ActualsImport.objects.filter(place__slug="testshire")
    return (
        mine.count(),
        ImportRow.objects.filter(actuals_import__in=mine).count(),
        Actual.objects.filter(line__place__slug="testshire").count(),
    )


def test_a_worker_killed_in_mid_import_leaves_nothing_and_the_next_finishes_it(shire: Universe, tmp_path: Path) -> None:
    upload = kept(shire)
    ask_to_read(upload=upload, by=shire.officer)
    assert background.read_file.call(upload.pk)
    DBTaskResult.objects.all().delete()
    ask_to_post(upload=upload, by=shire.officer)
    with held_at("schemes_ledgermonth") as wait_for_it, running(*WORK, data=tmp_path) as worker:
        wait_for_it()  # the import, its rows and its postings are written by now, and not yet to be seen
        kill(worker)
    assert posted() == (0, 0, 0)
    task = DBTaskResult.objects.get(task_path=background.post_file.module_path)
    until(lambda: run_now(task.pk, "the next"))  # as soon as the server has noticed that its connection is broken
    assert posted() == (1, 2, 1)
    task.refresh_from_db()
    assert (task.status, len(task.worker_ids), task.worker_ids[-1]) == ("SUCCESSFUL", 2, "the next")
    assert not PendingUpload.objects.filter(pk=upload.pk).exists()


class Web:
    """Requests of one officer to a real web server."""

    def __init__(self, port: int, user: User) -> None:
        client = Client()
        client.force_login(user)
        self.port = port
        token = "t" * 32
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def post(self, address: str, data: dict[str, Any]) -> int:
        """The status of the answer; 0 when the server went away instead of answering."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            try:
                line.request("POST", address, urlencode(data, doseq=True), self.headers)
                return line.getresponse().status
            except (ConnectionError, http.client.HTTPException):
                return 0


def block(amount: int) -> dict[str, str]:
    """Two lines as they are pasted, the same amount in every month."""
    rows = ("\t".join([ref, *[str(amount)] * 12]) for ref in ("HOME", "BEDS-C"))
    return {"block": "\n".join(rows), "start": "", "month": "P01"}


def killed_at(table: str, server: psutil.Process, send: Callable[[], int]) -> int:
    """What is answered to a request whose worker is killed when it comes to write to a table."""
    with held_at(table) as wait_for_it, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(send)
        wait_for_it()
        kill(server.children()[0])
        return answer.result()


def test_a_web_worker_killed_in_mid_paste_and_mid_import_keeps_what_was_acknowledged(
    shire: Universe, tmp_path: Path
) -> None:
    upload, port = kept(shire), free_port()
    serve = ("-m", "gunicorn", "--preload", "--config", "python:s75.serving", "s75.wsgi")
    paste = "/places/testshire/forecast/block/?year=2024-25&period=1"
    upload_page = "/places/testshire/actuals/upload/?year=2024-25&period=1"
    with running(*serve, data=tmp_path, PORT=str(port)) as server:
        until(lambda: answers(port))
        web = Web(port, shire.officer)
        assert web.post(paste, block(10)) == 302
        assert killed_at("schemes_forecastevent", server, lambda: web.post(paste, block(99))) == 0
        saved = Forecast.objects.filter(line__place=shire.place)
        assert {(row.line.ref, row.figures[0]) for row in saved} == {("HOME", Decimal(10)), ("BEDS-C", Decimal(10))}
        post = lambda: web.post(upload_page, {"step": "post", "pending": upload.pk})  # noqa: E731
        assert killed_at("schemes_ledgermonth", server, post) == 0
        assert posted() == (0, 0, 0)
        assert post() == 302, "another worker is there, and the file is still to be posted"
        assert posted() == (1, 2, 1)
