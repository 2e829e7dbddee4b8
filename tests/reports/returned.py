"""A national return made by hand: two schemes, three sources, one of them passed on, and outputs reported for Q2."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from reports.facts.indicators import OutputFacts
from reports.facts.money import SourceFacts
from reports.facts.national_return import (
    QUARTER,
    ReturnAnswer,
    ReturnFacts,
    ReturnIncome,
    ReturnLine,
    ReturnLists,
    ReturnScheme,
)
from reports.papers.national_return.rules import rules_of

NHS, DFG, GRANT = "Minimum NHS Contribution", "DFG", "Local Authority Better Care Grant"
LISTS = ReturnLists(
    scheme_types=("Home Care or Domiciliary Care", "DFG Related Schemes", "Housing Related Schemes", "Other"),
    sub_types=(("Home Care or Domiciliary Care", ("Domiciliary care packages", "Other")),),
    areas=("Acute", "Community Health", "Social Care", "Other"),
    sources=(NHS, "iBCF", GRANT, DFG, "Additional LA Contribution"),
    units=("Hours of care", "Packages", "Number of adaptations funded/people supported"),
)
CARE = ReturnScheme(
    "1",
    "Home care",
    "Home Care or Domiciliary Care",
    "Domiciliary care packages",
    "Social Care",
    "Joint",
    Decimal(40),
    (OutputFacts("1", "Home care", "Hours of care", Decimal(1000), ((1, Decimal(200), ""), (2, Decimal(450), ""))),),
)
HOMES = ReturnScheme(
    "2",
    "Adaptations",
    "DFG Related Schemes",
    "",
    "Social Care",
    "LA",
    None,
    (
        OutputFacts(
            "2",
            "Adaptations",
            "Number of adaptations funded/people supported",
            Decimal(80),
            ((2, Decimal(0), "None was finished"),),
        ),
    ),
)
LINES = (
    ReturnLine("L1", "1", NHS, Decimal(1000), Decimal(1100), Decimal("512.34")),
    ReturnLine("L2", "1", "iBCF", Decimal(400), Decimal(400), Decimal(150)),
    ReturnLine("L3", "1", NHS, Decimal(500), Decimal(500), Decimal("100.01")),
    ReturnLine(
        "L4", "2", DFG, Decimal(600), Decimal(600), Decimal(600), Decimal(590),
        (("Malvern Hills", Decimal(120)), ("Wychavon", Decimal("80.50"))),
    ),
)  # fmt: skip
ANSWERS = (
    ReturnAnswer("issues", "No", "1", NHS),
    ReturnAnswer("issues", "Yes", "1", "iBCF"),
    ReturnAnswer("issues_text", "=Recruitment & retention <slow>", "1", "iBCF"),
    ReturnAnswer("issues", "No", "2", DFG),
)


def income(source: str, planned: int, now: int | None = None, **more: Any) -> ReturnIncome:
    given = SourceFacts(1, "bcf", source, "WCC", Decimal(planned), Decimal(planned if now is None else now), True)
    spend = Decimal(more.pop("spend", 0))
    return ReturnIncome(source, replace(given, **more), spend)


def returned(year: int = 2023, occasion: str = QUARTER, **more: Any) -> ReturnFacts:
    """A return of Q2 that has nothing against it, but for what is said."""
    known: dict[str, Any] = {
        "lists": LISTS,
        "schemes": (CARE, HOMES),
        "lines": LINES,
        "income": (income(DFG, 600), income(NHS, 1500, 1600), income("iBCF", 400)),
        "answers": ANSWERS,
        "rules": rules_of(year, occasion),
        "locked": True,
        **more,
    }
    return ReturnFacts("testshire", "Testshire", "Testshire", year, 6, 2, date(year, 9, 30), **known)
