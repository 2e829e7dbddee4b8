"""What is timed: the pages and writes of a round, as the product answers them to a signed-in person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any

from django.http.response import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse

from budgets.actions.years import reopen_period
from budgets.models import Fund, Period
from reports.bench import raw
from reports.bench.ground import MONTH, YEAR, Ground
from reports.bench.stopwatch import Job
from s75.years import MONTHS
from schemes.models import Forecast

# The Financial Forecast Tool at 2,000 lines on such a machine, in seconds, best and worst. Its grid was measured at 100 and
# at 2,000 rows; what lies between is taken from the line between them.
REPORT, GRID, CELL = (0.58, 0.93), {100: 0.33, 300: 0.75, 2000: 4.3}, (0.24, 3.0)
PASTE, MONTH_END, WORKBOOK = (249.0, 249.0), (5.0, 19.0), (2.8, 2.8)


class Person:
    """A signed-in person's browser, without the network."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.client = ground, Client()
        self.client.force_login(ground.user, "allauth.account.auth_backends.AuthenticationBackend")

    def address(self, name: str, *args: str) -> str:
        return reverse(name, args=[self.ground.slug, *args]) + self.ground.when

    def get(self, name: str, *args: str) -> bytes:
        """A page or a file, whole."""
        return self._whole(self.client.get(self.address(name, *args)), 200)

    def grid(self, name: str = "forecast") -> bytes:
        """The grid of the ground's partner, or its totals."""
        return self._whole(self.client.get(f"{self.address(name)}&partner={self.ground.partner}"), 200)

    def send(self, name: str, body: Mapping[str, Any]) -> bytes:
        """JSON to an address of the grid."""
        answer = self.client.post(self.address(name), json.dumps(body), content_type="application/json")
        return self._whole(answer, 200)

    def post(self, name: str, *args: str, **fields: str | int) -> bytes:
        return self._whole(self.client.post(self.address(name, *args), fields), 302)

    @staticmethod
    def _whole(answer: HttpResponseBase, wanted: int) -> bytes:
        assert isinstance(answer, HttpResponse)
        if answer.status_code != wanted:
            raise RuntimeError(
                f"{answer.status_code} instead of {wanted}: {answer.content[:2000].decode(errors='replace')}"
            )
        return answer.content


def pages(grounds: Sequence[Ground], lines: int) -> Iterator[Job]:
    """The board page and the grid at the sizes of funds; compared with the tool at the sizes at which it was measured."""
    for ground in grounds:
        person = Person(ground)
        yield Job(
            f"board page, {ground.lines:,} lines",
            partial(person.get, "board"),
            partial(raw.read_sums, ground),
            reference=REPORT if ground.lines == lines else None,
        )
    for ground in grounds:
        if ground.lines in GRID or ground.lines == lines:
            yield grid_page(ground, ground.lines, f"grid page, {ground.lines:,} lines")
        if ground.lines == lines:
            dashboard = partial(Person(ground).get, "dashboard")
            yield Job(f"dashboard, {lines:,} lines", dashboard, partial(raw.read_sums, ground))


def grid_page(ground: Ground, shown: int, name: str) -> Job:
    """The grid of the ground's partner, which shows so many lines."""
    reference = (GRID[shown], GRID[shown]) if shown in GRID else None
    return Job(name, Person(ground).grid, partial(raw.read_grid, ground), reference=reference)


def writes(ground: Ground) -> Iterator[Job]:
    """One row, a pasted block of every row, the lock, and the workbook of every row."""
    person = Person(ground)
    row, block = Saving(person, 1), Saving(person, ground.lines)
    yield Job("one row saved", row.send_row, partial(raw.save_rows, ground, 1), ready=row.type, reference=CELL)
    yield Job("totals after saving", partial(person.grid, "forecast_totals"), partial(raw.read_sums, ground))
    yield Job(
        f"block of {ground.lines:,} rows pasted",
        block.send_block,
        partial(raw.save_rows, ground, ground.lines),
        ready=block.type,
        reference=PASTE,
    )
    yield Job("closing page", partial(person.get, "closing"), partial(raw.read_sums, ground))
    yield Job(
        "lock of the period",
        partial(person.post, "closing_lock", ground.fund_slug, month=MONTH, reason="Timed"),
        partial(raw.lock, ground),
        ready=partial(_unlock, ground),
        reference=MONTH_END,
    )
    yield Job(
        f"workbook of {ground.lines:,} lines",
        partial(person.get, "board_file", "xlsx"),
        partial(raw.write_workbook, ground),
        reference=WORKBOOK,
        times=3,
    )


class Saving:
    """Rows as the grid sends them, with the version that stands, and figures that differ at every turn."""

    def __init__(self, person: Person, many: int) -> None:
        self.person, self.many, self.turns = person, many, count(1)
        self.rows: list[dict[str, Any]] = []

    def type(self) -> None:
        """Get the next rows ready."""
        ground, turn = self.person.ground, next(self.turns)
        found = Forecast.objects.filter(fund=ground.fund, year=YEAR, round=MONTH).order_by("line__ref")[: self.many]
        self.rows = [
            {"ref": ref, "version": version, "figures": _figures(turn, at), "explanation": None, "row": at}
            for at, (ref, version) in enumerate(found.values_list("line__ref", "version"), 1)
        ]

    def send_row(self) -> bytes:
        return self.person.send("forecast_row", self.rows[0])

    def send_block(self) -> bytes:
        return self.person.send("forecast_block", {"rows": self.rows})


def _figures(turn: int, at: int) -> dict[str, str]:
    return {str(month): f"{Decimal(1000 * turn + at % 97) + month:,.2f}" for month in MONTHS if month > MONTH}


def _unlock(ground: Ground) -> None:
    if Period.objects.filter(fund=ground.fund, year=YEAR, month=MONTH, state=Period.State.LOCKED).exists():
        fund = Fund.objects.select_related("host").get(pk=ground.fund)
        reopen_period(fund=fund, year=YEAR, month=MONTH, reason="Timed again", by=ground.user)


def papers(ground: Ground) -> Iterator[Job]:
    """The demonstration's board paper, which is what a board gets, in its forms."""
    person = Person(ground)
    yield Job("demonstration: board page, 35 lines", partial(person.get, "board"), partial(raw.read_sums, ground))
    yield Job("demonstration: board paper as PDF", partial(person.get, "board_file", "pdf"))
