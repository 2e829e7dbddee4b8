"""Where the timing is done: a database of its own on the same server, made anew and dropped, with funds of any size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import override_settings

from budgets.models import Fund
from reports.nation import Shape, build_nation
from reports.nation.copying import settle
from s75.models import User
from s75.years import year_label
from schemes.models import Actual, Forecast, ImportRow, Line

DATABASE = "s75_bench"
YEAR = 2025
MONTH = 8
SCHEMES = 60


@dataclass(frozen=True)
class Ground:
    """One place with one fund of so many lines, and who may do everything in it; `partner` (by code) is whose grid is timed,
    with as many lines as the partner `spender` spends."""

    lines: int
    slug: str
    place: int
    fund: int
    fund_slug: str
    user: User
    spender: int
    year: int = YEAR
    partner: str = "LA"

    @property
    def when(self) -> str:
        return f"?year={year_label(self.year)}&period={MONTH}"

    @property
    def scope(self) -> dict[str, int]:
        """What the bare SQL asks for."""
        known = {"fund": self.fund, "year": self.year, "month": MONTH}
        return known | {"user": self.user.pk, "spender": self.spender}


@contextmanager
def own_database(name: str = DATABASE) -> Iterator[None]:
    """A fresh database for as long as it is needed; the real one is never touched."""
    real = connection.settings_dict["NAME"]
    if real == name:
        raise CommandError(
            f"The database of this installation is called {name}. Name the bench's otherwise: --database."
        )
    tests = connection.settings_dict["TEST"]
    before, tests["NAME"] = tests["NAME"], name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
            yield
    finally:
        connection.creation.destroy_test_db(real, verbosity=0)
        tests["NAME"] = before


def make_ground(lines: int, board_lines: int = 0) -> Ground:
    """A fund of so many lines in about 60 schemes: P08 open, its ledgers and forecasts in. The council spends all lines; with
    `board_lines` the board spends so many of them, and the grid is the board's."""
    shape = Shape(
        places=1,
        schemes=min(SCHEMES, lines),
        lines=lines,
        years=1,
        months=MONTH,
        first_round=MONTH - 1,
        board_lines=board_lines,
        last_year=YEAR,
        prefix=f"bench-{lines}-{board_lines}",
    )
    site = build_nation(shape)[0]
    settle(Forecast, Actual, Line, ImportRow)
    user = User.objects.get(memberships__partner=site.council, memberships__role="pool_manager")
    spender, partner = (site.board, "ICB") if board_lines else (site.council, "LA")
    place, fund = site.place, site.fund
    return Ground(lines, place.slug, place.pk, fund.pk, fund.slug, user, spender.pk, partner=partner)


def demonstration_ground() -> Ground:
    """The demonstration's largest fund, its place loaded first, and the council's pool manager."""
    call_command("load_demo", verbosity=0, stdout=StringIO())
    fund = Fund.objects.select_related("place", "host").get(slug="worcestershire-bcf")
    user = User.objects.get(memberships__partner=fund.host, memberships__role="pool_manager")
    return Ground(35, fund.place.slug, fund.place.pk, fund.pk, fund.slug, user, fund.host.pk, 2022, "WCC")
