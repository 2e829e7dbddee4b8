"""The form of a journal: its words, whether it is reversed next period, and its rows as they were typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from schemes.actions.journals import JournalRow
from schemes.models import Line
from schemes.sources.amounts import read_amount

FIRST, MORE, MOST = 4, 4, 60


@dataclass
class TypedRow:
    """One row as it was typed; `wrong` leads from a cell to the sentence about it."""

    number: int
    line: str = ""
    month: str = ""
    amount: str = ""
    text: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not (self.line or self.amount.strip() or self.text.strip())


@dataclass
class JournalForm:
    """What was typed, and what is wrong with its shape; whether it may be posted is the action's to decide.

    The `lines` are those to choose from, or, where they are too many to be `listed`, those that were typed.
    """

    lines: Mapping[str, Line]
    months: Sequence[tuple[int, str]]
    listed: bool = True
    text: str = ""
    reverse_next: bool = False
    key: str = ""
    rows: list[TypedRow] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    no_text: str = ""

    @classmethod
    def blank(cls, lines: Mapping[str, Line], months: Sequence[tuple[int, str]], listed: bool) -> JournalForm:
        newest = str(months[-1][0]) if months else ""
        rows = [TypedRow(number, month=newest) for number in range(1, FIRST + 1)]
        return cls(lines, months, listed, key=str(uuid.uuid4()), rows=rows)

    @classmethod
    def typed(
        cls, data: QueryDict, lines: Mapping[str, Line], months: Sequence[tuple[int, str]], listed: bool
    ) -> JournalForm:
        cells = [data.getlist(name)[:MOST] for name in ("line", "month", "amount", "note")]
        rows = [TypedRow(number, row[0].strip(), *row[1:]) for number, row in enumerate(zip(*cells, strict=False), 1)]
        made = cls(lines, months, listed, data.get("text", ""), "reverse_next" in data, data.get("key", ""), rows)
        if data.get("step") == "more":
            newest = str(months[-1][0]) if months else ""
            made.rows += [TypedRow(len(rows) + n, month=newest) for n in range(1, MORE + 1) if len(rows) + n <= MOST]
        return made

    @property
    def more(self) -> bool:
        return len(self.rows) < MOST

    def read(self) -> tuple[uuid.UUID, list[JournalRow]] | None:
        """The key and the rows that are not blank; None with `problems` when one does not read."""
        try:
            key = uuid.UUID(self.key)
        except ValueError:
            key = uuid.uuid4()
        if not self.text.strip():
            self.no_text = "Say what the journal is for. It is printed with every posting."
            self.problems.append({"text": self.no_text, "href": "#text"})
        found = [self._row(row) for row in self.rows if not row.is_blank]
        if self.rows and not found:
            self._say(self.rows[0], "line", "Choose a line, and enter its amount")
        return None if self.problems else (key, [row for row in found if row is not None])

    def _row(self, row: TypedRow) -> JournalRow | None:
        amount = None
        try:
            amount = read_amount(row.amount)
        except ValueError:
            self._say(row, "amount", "Enter an amount in pounds, such as 1,234.56 or (1,234.56)")
        if row.line not in self.lines:
            self._say(
                row, "line", "Choose a line" if self.listed else "Enter the reference of a line that you may post to"
            )
        if row.month not in {str(month) for month, _ in self.months}:
            self._say(row, "month", "Choose a month")
        if amount is None and "amount" not in row.wrong:
            self._say(row, "amount", "Enter an amount")
        if row.wrong or amount is None:
            return None
        return JournalRow(self.lines[row.line], int(row.month), amount, row.text)

    def _say(self, row: TypedRow, cell: str, sentence: str) -> None:
        row.wrong[cell] = sentence
        self.problems.append({"text": f"Row {row.number}: {sentence}", "href": f"#{cell}-{row.number}"})

    def refuse(self, problems: Sequence[dict[str, Any]]) -> None:
        self.problems = list(problems)
