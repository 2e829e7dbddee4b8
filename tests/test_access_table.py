"""Who may open and do what: a row for every address, with the status that each person gets. No row, no merge.

The people are those of the small world: officer and manager are of the council, which hosts the fund POOL; the
board's officer and manager are of the other partner; the operator is the administrator, and staff.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from budgets.models import Membership
from s75.models import User
from schemes.actions.actuals import import_actuals
from schemes.models import ActualsImport
from tests.universe import OPENING, YEAR, Universe, ledger_csv

SIGNED_OUT, OUTSIDER = "signed out", "outsider"
READERS = (
    "officer", "board_officer", "commissioner", "manager", "board_manager", "director", "clerk", "auditor", "operator"
)  # fmt: skip
EVERYBODY = (SIGNED_OUT, OUTSIDER, *READERS)
OFFICERS = ("officer", "board_officer")
Statuses = dict[str, int]


def everybody(status: int, **others: int) -> Statuses:
    """The same for all, but for those named."""
    return dict.fromkeys(EVERYBODY, status) | others


def in_place(*allowed: str, status: int = 200, **others: int) -> Statuses:
    """A page of a place: signed out to the sign-in, outsiders 404, those allowed a status, other readers 403."""
    found = {SIGNED_OUT: 302, OUTSIDER: 404} | dict.fromkeys(READERS, 403)
    return found | dict.fromkeys(allowed, status) | others


def signed_in(status: int) -> Statuses:
    return everybody(status) | {SIGNED_OUT: 302}


@dataclass(frozen=True)
class Row:
    """One address and method: its arguments and what is sent, made from the world, and the status for each person."""

    name: str
    statuses: Statuses
    method: str = "GET"
    args: Callable[[Universe], dict[str, Any]] = lambda world: {}
    data: Callable[[Universe], dict[str, Any]] = lambda world: {}
    sent: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def place(world: Universe, **more: Any) -> dict[str, Any]:
    return {"place": world.place.slug, **more}


def fund(world: Universe) -> dict[str, Any]:
    return place(world, fund=world.pool.slug)


def role(world: Universe) -> dict[str, Any]:
    return place(world, pk=Membership.objects.get(user=world.clerk, ended_at=None).pk)


def imported(world: Universe) -> dict[str, Any]:
    return place(world, pk=ActualsImport.objects.get(place=world.place).pk)


def page(name: str, statuses: Statuses, args: Callable[[Universe], dict[str, Any]] = place) -> Row:
    return Row(name, statuses, args=args)


def post(
    name: str,
    statuses: Statuses,
    data: Callable[[Universe], dict[str, Any]] = lambda world: {},
    args: Callable[[Universe], dict[str, Any]] = place,
    **sent: Any,
) -> Row:
    return Row(name, statuses, "POST", args, data, sent)


def only_posted(
    name: str,
    statuses: Statuses,
    data: Callable[[Universe], dict[str, Any]] = lambda world: {},
    args: Callable[[Universe], dict[str, Any]] = place,
    **sent: Any,
) -> list[Row]:
    return [page(name, signed_in(405), args), post(name, statuses, data, args, **sent)]


def ledger(world: Universe) -> dict[str, Any]:
    content = ledger_csv("P01", {"C100": "11.00", "C200": "0.00"})
    return {"partner": "TC", "month": "1", "control_total": "", "file": SimpleUploadedFile("l.csv", content)}


def invitation(world: Universe) -> dict[str, Any]:
    return {"email": "new@test.example", "name": "New", "partner": world.council.pk, "role": "auditor"}


def row_of_home(world: Universe) -> dict[str, Any]:
    return {"ref": "HOME", "version": 1, "figures": {str(month): "51.00" for month in range(2, 13)}}


def block_of_home(world: Universe) -> dict[str, Any]:
    return {"block": "HOME\t" + "\t".join(["51.00"] * 11), "start": "", "month": "P02"}


def demonstrator(world: Universe) -> dict[str, Any]:
    return {"user": User.objects.get(email="auditor.council@demonstration.example").pk}


OPEN = everybody(200)
READ = in_place(*READERS)
NO_PASSWORD_YET = signed_in(302)  # the people of the small world are invited and have set none

TABLE = [
    # The ground.
    *(Row(name, OPEN) for name in ("healthz", "accessibility", "glossary", "signed_out")),
    Row("account_login", everybody(302) | {SIGNED_OUT: 200}),
    Row("account_logout", signed_in(200)),
    Row("account_inactive", OPEN),
    Row("account_change_password", NO_PASSWORD_YET),
    Row("account_set_password", signed_in(200)),
    *(Row(f"account_reset_password{part}", OPEN) for part in ("", "_done", "_from_key_done")),
    Row("account_reset_password_from_key", OPEN, args=lambda world: {"uidb36": "a", "key": "b"}),
    Row("admin:index", everybody(302, operator=200)),
    # Money in, and who.
    Row("home", OPEN),
    Row("demonstration_sign_in", everybody(405)),
    Row("demonstration_sign_in", everybody(302), "POST", data=demonstrator),
    page("people", in_place("operator")),
    page("people_invite", in_place("operator")),
    post("people_invite", in_place("operator", status=302), invitation),
    page("role_end", in_place("operator"), role),
    post("role_end", in_place("operator", status=302), args=role),
    page("role_narrow", in_place("operator"), role),
    post("role_narrow", in_place("operator", status=302), lambda world: {"agreement": world.agreement.pk}, role),
    # Money out.
    page("actuals", READ),
    page("actuals_upload", in_place(*OFFICERS)),
    post("actuals_upload", in_place("officer", status=302, board_officer=422), ledger),
    page("actuals_import", READ, imported),
    page("actuals_file", READ, imported),
    page("schemes", READ),
    # What boards read, and the month.
    page("place", READ),
    page("fund", READ, fund),
    page("line", READ, lambda world: place(world, ref="HOME")),
    page("figure", READ, lambda world: place(world, measure="outturn")),
    page("board", READ),
    page("board_file", READ, lambda world: place(world, form="json")),
    page("forecast", READ),
    post("forecast", in_place(*OFFICERS, status=302)),
    *only_posted("forecast_row", in_place("officer"), row_of_home, content_type="application/json"),
    *only_posted("forecast_block", in_place("officer", status=302), block_of_home),
    *only_posted("forecast_keep", in_place(*OFFICERS, status=302)),
    *only_posted("forecast_submit", in_place(*OFFICERS, status=302)),
    page("closing", READ),
    *only_posted("closing_open", in_place("manager", status=302), lambda world: {"month": "1"}, fund),
    *only_posted("closing_lock", in_place("manager", status=302), lambda world: {"month": "1", "reason": "Late"}, fund),
    *only_posted("closing_reopen", in_place("manager", status=422), lambda world: {"month": "1", "reason": "x"}, fund),
    *only_posted("closing_lock_all", in_place("manager", "board_manager", status=302), lambda world: {"month": "1"}),
]


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str | None]:
    """The names of every address; the admin pages count as one."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        elif pattern.namespace == "admin":
            yield "admin:index"
        else:
            yield from addresses(pattern.url_patterns)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    names = list(addresses(get_resolver().url_patterns))
    assert len(names) == len(set(names)), "two addresses have one name, or none"
    assert {row.name for row in TABLE} == set(names)


def test_every_row_speaks_of_everybody() -> None:
    assert all(set(row.statuses) == set(EVERYBODY) for row in TABLE)
    assert len({str(row) for row in TABLE}) == len(TABLE)


@pytest.fixture
def furnished(world: Universe) -> Universe:
    """The small world with a ledger in and every line forecast, so that everything can be opened and submitted."""
    import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="first.csv",
        content=ledger_csv("P01", {"C100": "100.00", "C200": "100.00"}), by=world.officer,
    )  # fmt: skip
    for ref, budget in OPENING.items():
        world.forecast(ref, budget // 12)
    return world


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_person_gets_what_the_table_says(furnished: Universe, row: Row) -> None:
    cache.clear()
    address = reverse(row.name, kwargs=row.args(furnished))
    found = {}
    for who in row.statuses:
        client = Client()
        with transaction.atomic():
            if who != SIGNED_OUT:
                client.force_login(getattr(furnished, who))
            sent = {"data": row.data(furnished), **row.sent} if row.method == "POST" else {}
            found[who] = (
                client.generic(row.method, address).status_code
                if not sent
                else client.post(address, **sent).status_code
            )
            transaction.set_rollback(True)
    assert found == row.statuses
