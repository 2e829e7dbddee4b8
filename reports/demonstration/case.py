"""What the demonstration is built from, the case's CSV files, and what has been built so far."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from budgets.models import Fund, FundingStream, Partner, Place
from s75.models import User
from schemes.models import Line, Scheme

SLUG = "worcestershire"
YEAR = 2022
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "worcestershire_2022_23"
PAPER = "Health and Wellbeing Board, 14 February 2023"


@dataclass
class Case:
    """The place on its way, with everything that it has got under the case's own codes."""

    place: Place
    installer: User
    partners: dict[str, Partner] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)
    streams: dict[str, FundingStream] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    people: dict[tuple[str, str], User] = field(default_factory=dict)

    def manager(self, fund: Fund) -> User:
        """The pool manager of the fund's host."""
        return self.people["ICB" if fund.host.kind == Partner.Kind.NHS else "WCC", "pool_manager"]

    def partner(self, code: str, month: int) -> Partner:
        """The case names the ICB throughout; until June it was the CCG."""
        return self.partners["CCG"] if code == "ICB" and month <= 3 else self.partners[code]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the case's CSV files."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def source(text: str) -> str:
    """The case writes “the same, paragraph 33” after the first source."""
    return text.replace("the same", PAPER)
