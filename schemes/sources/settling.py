"""Settles what a file's titles and rows together state of month and year, or says where they contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s75.errors import Problem
from s75.years import CLOSING_MONTH, month_label, year_label
from schemes.sources.periods import Stated


@dataclass(frozen=True)
class Placed:
    """A statement and where it stands: its sheet, its row (None for the sheet's name), its column."""

    stated: Stated
    sheet: str
    row: int | None = None
    column: str = ""

    @property
    def place(self) -> str:
        return f"row {self.row}" if self.row is not None else "the sheet's name"

    @property
    def said(self) -> str:
        """The statement as written, with its meaning where that is not plain to see."""
        month = month_label(self.stated.month) if self.stated.month else ""
        year = year_label(self.stated.year) if self.stated.year is not None else ""
        meaning = f"{month} {year}".strip()
        return (
            self.stated.text
            if meaning.lower() in self.stated.text.lower().replace("/", "-")
            else f"{self.stated.text}, {meaning}"
        )


@dataclass(frozen=True)
class Settled:
    """The month and year that a file states, and the month of each text that its period column shows."""

    year: int | None
    months: frozenset[int]
    month_of: dict[str, int | None]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


def settle(titles: Sequence[Placed], rows: Sequence[Placed], *, rows_matter: bool) -> Settled:
    """Bring together what titles and rows state; `rows` has one statement for each different text of the period column.

    `rows_matter` says that amounts belong to the months of their rows, so that a row's month must not stay unclear.
    """
    titles_known, rows_known = _read(titles, rows)
    left = [each for each in (*titles_known, *rows_known) if each.stated.also]
    titles_known = [each for each in titles_known if not each.stated.also]
    sure_rows = [each for each in rows_known if not each.stated.also]
    problems, warnings = _contradictions(titles_known, sure_rows), []
    if left and rows_matter and len({each.stated.text for each in rows_known}) > 1:
        problems += [_unclear(each) for each in left if each in rows_known]
    elif left:
        texts = ", ".join(dict.fromkeys(each.stated.text for each in left))
        warnings.append(f"“{texts}” can be a calendar month or a financial period, so it was read as neither")
    facts = [each.stated for each in (*titles_known, *sure_rows)]
    return Settled(
        year=next((stated.year for stated in facts if stated.year is not None), None),
        months=frozenset(stated.month for stated in facts if stated.month),
        month_of={each.stated.text: None if each.stated.also else each.stated.month for each in rows_known},
        problems=tuple(problems),
        warnings=tuple(warnings),
    )


def _read(titles: Sequence[Placed], rows: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Read what can be read in two ways (202208) as the rest of the file allows; leave it where both ways fit."""
    if not any(each.stated.also for each in (*titles, *rows)):
        return list(titles), list(rows)
    readings = [
        (readable_titles, readable_rows)
        for fiscal in (False, True)
        for readable_titles, readable_rows in [([_as(t, fiscal) for t in titles], [_as(r, fiscal) for r in rows])]
        if _one_year([*titles, *rows], fiscal) and not _contradictions(readable_titles, readable_rows)
    ]
    if len(readings) == 2:
        return list(titles), list(rows)
    return readings[0] if readings else ([_as(each, False) for each in titles], [_as(each, False) for each in rows])


def _as(each: Placed, fiscal: bool) -> Placed:
    stated = each.stated
    if stated.also is None:
        return each
    read = stated.also if fiscal else Stated(stated.month, stated.year, stated.text)
    return Placed(read, each.sheet, each.row, each.column)


def _one_year(facts: Sequence[Placed], fiscal: bool) -> bool:
    """Whether financial periods so written are of one year, called by either of its halves; or calendar months fit."""
    if not fiscal:
        return CLOSING_MONTH not in {each.stated.month for each in facts if each.stated.also is None}
    called = {_called(each.stated) for each in facts if each.stated.also}
    known = {each.stated.year for each in facts if each.stated.also is None} - {None}
    return len(called) == 1 and all(called <= {year, year + 1} for year in known if year is not None)


def _called(stated: Stated) -> int:
    """The year as written in 202208, from its calendar reading."""
    month, year = stated.month or 1, stated.year or 0
    return year if month <= 9 else year + 1


def _contradictions(titles: Sequence[Placed], rows: Sequence[Placed]) -> list[Problem]:
    months = [each for each in titles if each.stated.month]
    years = [each for each in (*titles, *rows) if each.stated.year is not None]
    found = [_against(each, months[0]) for each in months[1:] if not _same(each, months[0])]
    found += [_against(each, years[0]) for each in years[1:] if each.stated.year != years[0].stated.year]
    last = max((each for each in rows if each.stated.month), key=lambda each: each.stated.month or 0, default=None)
    if months and last and not _same(last, months[0]):
        found.append(_against(last, months[0]))
    return list(dict.fromkeys(found))


def _same(one: Placed, other: Placed) -> bool:
    """Whether two places state one month; March and the closing month end the same year and do not contradict."""
    months = {one.stated.month, other.stated.month}
    return len(months) == 1 or months == {12, CLOSING_MONTH}


def _against(each: Placed, first: Placed) -> Problem:
    expected = f"one period in the whole file; {first.place} states “{first.said}”"
    return Problem(each.sheet, each.row, each.column, each.said, expected)


def _unclear(each: Placed) -> Problem:
    expected = "a period that can be read in one way only, such as P08 or Nov-22"
    return Problem(each.sheet, each.row, each.column, each.stated.text, expected)
