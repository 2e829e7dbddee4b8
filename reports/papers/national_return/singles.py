"""Finds the single cells that a template asks for beside its tables: total expenditure, and answers in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.facts.national_return import ReturnFacts
from schemes.sources.cells import is_blank, shown
from schemes.sources.sheets import Sheet

Spot = tuple[int, int]  # row and column, both from 1
At = Callable[[Spot], object]
FindInput = Callable[[str, Spot, At, bool], Spot | None]  # sheet, label, what stands where, whether words are wanted
ANSWER = "answer"
SECTION = 14  # rows under the heading of a section in which its labels stand
_EXPENDITURE = re.compile(r"^(?:total )?(?:actual )?(?:bcf |better care fund )?expenditure\b.{0,30}$", re.IGNORECASE)
_INCOME = re.compile(r"^(?:total )?(?:bcf |better care fund )?income\b.{0,30}$", re.IGNORECASE)
_TOTALS = {
    "planned": re.compile(r"^plan(?:ned)?(?: expenditure)?(?: \(£\))?:?$", re.IGNORECASE),
    "actual": re.compile(r"^actual(?: expenditure)?(?: \(£\))?:?$", re.IGNORECASE),
}
_PROMPTS = {  # by the question's key: every one of these stands in what the template asks
    ("comments", "quarter"): (r"\bcomments?\b", r"\bexpenditure\b"),
    ("comments", "year_end"): (r"\bcomments?\b|\bcontext\b|\bexplain\b|\bwhy\b", r"\bplanned and actual expenditure\b"),
    ("additional", "year_end"): (
        r"\bcomments?\b|\bcontext\b|\bexplain\b|\bwhy\b",
        r"\bplanned and actual income\b|\badditional contributions?\b.*\bdiffer",
    ),
}


@dataclass(frozen=True, slots=True)
class Single:
    """One cell that a label asks for: what the label says, what it means, and what stands in the cell."""

    sheet: str
    spot: Spot
    label: str
    of: str
    meaning: str
    stands: object


@dataclass(frozen=True)
class _Texts:
    """A sheet's cells by row and column."""

    sheet: Sheet

    def at(self, spot: Spot) -> object:
        index = spot[0] - self.sheet.first_row
        row = self.sheet.rows[index] if 0 <= index < len(self.sheet.rows) else ()
        found = row[spot[1] - 1] if spot[1] <= len(row) else None
        return None if is_blank(found) else found

    def labels(self) -> Iterator[tuple[Spot, str]]:
        for index, row in enumerate(self.sheet.rows):
            for column, cell in enumerate(row, start=1):
                if isinstance(cell, str) and not is_blank(cell):
                    yield (self.sheet.number(index), column), " ".join(shown(cell).split())


def find_singles(facts: ReturnFacts, sheets: Sequence[Sheet], find_input: FindInput) -> tuple[Single, ...]:
    """The cells of the return's totals and answers, each where the template has exactly one."""
    found: list[Single] = []
    for sheet in sheets:
        if not sheet.hidden:
            cells = _Texts(sheet)
            found += [*_totals(facts, cells, find_input), *_answers(facts, cells, find_input)]
    return tuple(
        one for one in found if sum((other.of, other.meaning) == (one.of, one.meaning) for other in found) == 1
    )


def _totals(facts: ReturnFacts, cells: _Texts, find_input: FindInput) -> Iterator[Single]:
    """Under a heading “Expenditure”: what stands beside “Plan” and “Actual”, or under them where they are headings."""
    asked = facts.table("totals")
    labels = list(cells.labels())
    start = next((spot for spot, text in labels if _EXPENDITURE.match(text)), None) if asked else None
    if asked is None or start is None:
        return
    end = min(
        (spot[0] for spot, text in labels if spot[0] > start[0] and _INCOME.match(text)), default=start[0] + SECTION
    )
    for meaning, words in _TOTALS.items():
        for label, text in labels:
            if start[0] <= label[0] < min(end, start[0] + SECTION) and words.match(text):
                spot = find_input(cells.sheet.name, label, cells.at, False)
                if spot is not None:
                    yield Single(cells.sheet.name, spot, f"{asked.title}: {text}", asked.of, meaning, cells.at(spot))
                break


def _answers(facts: ReturnFacts, cells: _Texts, find_input: FindInput) -> Iterator[Single]:
    for question in facts.rules.questions:
        words = _PROMPTS.get((question.key, facts.rules.occasion), ())
        for label, text in cells.labels():
            asks = text.casefold() == question.asks.casefold()
            if asks or (words and all(re.search(one, text, re.IGNORECASE) for one in words)):
                spot = find_input(cells.sheet.name, label, cells.at, True)
                if spot is not None:
                    yield Single(cells.sheet.name, spot, text, question.key, ANSWER, cells.at(spot))
