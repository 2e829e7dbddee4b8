"""Reads the rows under a ledger's header: amounts with their codes, and totals told apart from what they total."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from s75.errors import Problem
from s75.money import ZERO
from schemes.sources.amounts import is_dash, read_amount
from schemes.sources.cells import Fault, clean, is_blank, shown
from schemes.sources.codes import CodeBook
from schemes.sources.ledger_layout import Layout, cell
from schemes.sources.ledger_signs import marks_negative_credits, prints_credits_negative, side_is_credit
from schemes.sources.sheets import Row

Watch = Callable[[int, int], None]  # told how many rows are read, and of how many
TOLD_EVERY = 1_000  # rows
MOST_PROBLEMS = 200
_TOTAL = re.compile(
    r"\b(?:sub[- ]?|grand )?totals?\b|\b(?:opening|closing) balance\b|\b[bc]/f(?:wd)?\b"
    r"|\b(?:brought|carried) forward\b|\b(?:number|count) of (?:rows|records|lines)\b|\b(?:row|record) count\b",
    re.IGNORECASE,
)
_CODE_TOTAL = re.compile(r"(?:sub[- ]?|grand )?totals?\b.*|.*\b(?:sub[- ]?|grand )?totals?", re.IGNORECASE)
_TOTAL_WORDS = re.compile(r"\b(?:sub[- ]?|grand )?totals?\b(?: (?:for|of)\b)?|\W+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_GRAND_TOTAL = re.compile(r"\W*(?:grand |report |overall )?totals?\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """One row with an amount: where it is, what it says, its period cell still unread."""

    row: int
    code: str
    description: str
    amount: Decimal
    period: object = None
    reference: str = ""
    commitment: Decimal | None = None


@dataclass
class Rows:
    """The rows of a ledger, its totals, and everything that was wrong or worth saying."""

    rows: list[Read] = field(default_factory=list)
    subtotals: list[Read] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class RowReader:
    """Reads one sheet's rows in order, with running sums, so that totals are recognised by what they add up to."""

    def __init__(self, layout: Layout, book: CodeBook, sign: int, watch: Watch | None = None) -> None:
        self.layout, self.book, self.sign = layout, book, sign
        self.money = layout.money
        self._money_at = {column.index for column in self.money}
        self.watch = watch
        self.read = Rows()
        self._sums = [ZERO]
        self._at: dict[Decimal, int] = {ZERO: 0}
        self._of_code: dict[str, tuple[str, Decimal]] = {}
        self._credits_signed = prints_credits_negative(layout)
        if self._credits_signed:
            self.read.warnings.append("every credit is printed as a negative amount, and was read as one")
        self._titles = {shape for row in layout.sheet.rows[: layout.header.first] if (shape := _shape(row))}
        self._side_signed = marks_negative_credits(layout)

    def read_all(self) -> Rows:
        for number, row in self.layout.data():
            if self.watch is not None and number % TOLD_EVERY == 0:
                self.watch(number, len(self.layout.sheet.rows))
            if any(not is_blank(value) for value in row) and not self._is_of_page(row):
                self._read_row(number, row)
        self._check_last_total()
        return self.read

    def _is_of_page(self, row: Row) -> bool:
        """A header or a title printed again at the top of a page, such as “Page 2”."""
        if self._titles and self.book.find(cell(row, self.layout.code)) is None and _shape(row) in self._titles:
            return True
        return all(shown(cell(row, column)).lower() == column.header.lower() for column in self.money)

    def _read_row(self, number: int, row: Row) -> None:
        code_cell = cell(row, self.layout.code)
        unlike_code = is_blank(code_cell) or bool(_CODE_TOTAL.fullmatch(shown(code_cell)))
        amount, wrong = self._amount(number, row)
        if wrong:
            self._refuse_amount(number, row, wrong, unlike_code=unlike_code)
        elif amount is None:
            if not unlike_code and (known := self.book.find(code_cell)):
                self.read.warnings.append(f"row {number}: {known} has no amount; a blank is not read as 0")
        elif unlike_code:
            self._read_uncoded(number, row, amount)
        else:
            self._read_coded(number, row, amount)

    # amounts

    def _amount(self, number: int, row: Row) -> tuple[Decimal | None, list[Problem]]:
        """The row's amount, spending positive, or the problems of its cells; a dash beside a known code is nil."""
        figures: list[Decimal | None] = []
        wrong: list[Problem] = []
        for column in self.money:
            value = cell(row, column)
            try:
                figure = read_amount(value)
            except ValueError as error:
                wrong.append(self.layout.problem(number, column, shown(value), str(error)))
                continue
            figures.append(ZERO if figure is None and is_dash(value) else figure)
        if wrong or all(figure is None for figure in figures):
            return None, wrong
        try:
            return self.sign * self._net(row, figures) + ZERO, []
        except ValueError as error:
            return None, [self.layout.problem(number, self.layout.side, shown(cell(row, self.layout.side)), str(error))]

    def _net(self, row: Row, figures: list[Decimal | None]) -> Decimal:
        if self.layout.amount:
            amount = figures[0] or ZERO
            if not self.layout.side:
                return amount
            is_credit = side_is_credit(cell(row, self.layout.side))
            return -amount if is_credit and not self._side_signed else amount
        debit, credit = figures[0] or ZERO, figures[1] or ZERO
        return debit + credit if self._credits_signed else debit - credit

    def _refuse_amount(self, number: int, row: Row, wrong: list[Problem], *, unlike_code: bool) -> None:
        """Words in an amount's place matter where there is a code or they have digits; a total's own fault does not."""
        posting = self._is_posting(row)
        faulty = any(isinstance(cell(row, column), Fault) for column in self.money)
        if unlike_code and (self._label(row) or (faulty and not posting)):
            return
        coded = not unlike_code and self._looks_coded(cell(row, self.layout.code))
        if coded or posting or any(letter.isdigit() for problem in wrong for letter in problem.found):
            self.read.problems.extend(wrong)

    def _looks_coded(self, value: object) -> bool:
        try:
            return self.book.find(value) is not None or any(letter.isdigit() for letter in self.book.read(value))
        except ValueError:
            return False

    def _is_posting(self, row: Row) -> bool:
        return bool(shown(cell(row, self.layout.reference)) or shown(cell(row, self.layout.period)))

    # rows

    def _read_coded(self, number: int, row: Row, amount: Decimal) -> None:
        value = cell(row, self.layout.code)
        try:
            code = self.book.read(value)
        except ValueError as error:
            if self._label(row) and self._adds_up(amount, least=1):
                self.read.subtotals.append(self._made(number, row, "", amount))
            else:
                self.read.problems.append(self.layout.problem(number, self.layout.code, shown(value), str(error)))
            return
        read = self._made(number, row, code, amount)
        if not self._names_total_of(code, self._label(row)):
            self._count(read)
        elif self._of_code.get(code, ("", None))[1] == amount:
            self.read.subtotals.append(read)
        else:
            expected = f"a total of {code} that equals its rows above, or a row that is not called a total"
            self.read.problems.append(self.layout.problem(number, self.layout.code, self._label(row), expected))

    def _names_total_of(self, code: str, label: str) -> bool:
        """Whether a label is “Total”, alone or with the code or its description: “Total Care Ltd” is a supplier."""
        if not _CODE_TOTAL.fullmatch(label):
            return False
        name = self._of_code.get(code, ("", ZERO))[0].upper()
        left = _TOTAL_WORDS.sub("", label.upper().replace(code.upper(), ""))
        return not left or (left == _TOTAL_WORDS.sub("", name) and not _CODE_TOTAL.fullmatch(name))

    def _count(self, read: Read) -> None:
        self.read.rows.append(read)
        self._sums.append(self._sums[-1] + read.amount)
        self._at.setdefault(self._sums[-1], len(self._sums) - 1)
        name, so_far = self._of_code.get(read.code, (read.description, ZERO))
        self._of_code[read.code] = (name, so_far + read.amount)

    def _read_uncoded(self, number: int, row: Row, amount: Decimal) -> None:
        """A total, by its label or by what it adds up to; an amount without a code is a problem."""
        value, posting = shown(cell(row, self.layout.code)), self._is_posting(row)
        called = bool(value) or (bool(self._label(row)) and (not posting or self._adds_up(amount, least=1)))
        if called or (not posting and self._adds_up(amount, least=2)):
            self.read.subtotals.append(self._made(number, row, "", amount))
        elif amount:
            expected = "a ledger code beside the amount; a total must be called “Total” or “Sub-total”"
            self.read.problems.append(self.layout.problem(number, self.layout.code, value, expected))

    def _adds_up(self, amount: Decimal, *, least: int) -> bool:
        """Whether an amount is the sum of the rows directly above it, at least so many of them."""
        start = self._at.get(self._sums[-1] - amount)
        return start is not None and len(self._sums) - 1 - start >= least

    def _made(self, number: int, row: Row, code: str, amount: Decimal) -> Read:
        texts = [text for column in self.layout.descriptions if (text := shown(cell(row, column)))]
        return Read(
            row=number,
            code=code,
            description=texts[0] if texts else self._label(row),
            amount=amount,
            period=cell(row, self.layout.period),
            reference=shown(cell(row, self.layout.reference)),
            commitment=_commitment(cell(row, self.layout.commitment)),
        )

    def _label(self, row: Row) -> str:
        """The first text of the row that calls it a total."""
        for index, value in enumerate(row):
            if isinstance(value, str) and _TOTAL.search(value) and index not in self._money_at:
                return clean(value)
        return ""

    def _check_last_total(self) -> None:
        """Say where the total that ends the file is not the sum of what was read; sub-totals are not checked."""
        last = self.read.subtotals[-1] if self.read.subtotals else None
        if not last or not _GRAND_TOTAL.fullmatch(last.description) or not self.read.rows:
            return
        if last.row > self.read.rows[-1].row and not self._adds_up(last.amount, least=1):
            self.read.warnings.append(
                f"row {last.row}: the file's total £{last.amount:,} is not the sum of its rows, £{self._sums[-1]:,}"
            )


def _shape(row: Row) -> tuple[str, ...]:
    """A row's texts whatever their digits; empty for a row without words, or one that is called a total."""
    texts = tuple(text for value in row if (text := shown(value)))
    worded = any(letter.isalpha() for text in texts for letter in text)
    return tuple(_DIGITS.sub("0", text) for text in texts) if worded and not any(map(_TOTAL.search, texts)) else ()


def _commitment(value: object) -> Decimal | None:
    try:
        return read_amount(value)
    except ValueError:
        return None
