"""The sixteen ledgers of the case, taken apart so that tests can write them again as another system would."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook

from schemes.sources.ledger_file import Ledger, read_ledger
from schemes.sources.tabular import read_sheets

CASE = Path(__file__).parents[3] / "fixtures" / "worcestershire_2022_23"
Cell = str | Decimal | int | float | None
MONEY = {"budget", "profiled", "amount", "commitment", "debit", "credit"}


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


SECTION_75 = {row["ledger_code"] for row in csv_rows(CASE / "lines.csv")}
CODES = SECTION_75 | {row["ledger_code"] for row in csv_rows(CASE / "ledgers" / "not_section_75.csv")}
CONTROL = {
    f"{'council' if row['partner'] == 'WCC' else 'icb'}_{row['period'].lower()}": row
    for row in csv_rows(CASE / "ledgers" / "control_totals.csv")
}
COUNCIL = [name for name in CONTROL if name.startswith("council")]
ICB = [name for name in CONTROL if name.startswith("icb")]
_KEYS = {
    "council": ["code", "description", "budget", "profiled", "amount", "commitment"],
    "icb": ["period", "code", "description", "reference", "line", "debit", "credit"],
}


@dataclass(frozen=True)
class Table:
    """A ledger in parts: rows above the header, what each column is and is called, and rows as dictionaries."""

    titles: tuple[tuple[Cell, ...], ...]
    headers: dict[str, str]
    rows: tuple[dict[str, Cell], ...]
    footers: tuple[tuple[Cell, ...], ...] = ()
    sheet: str = "Sheet1"
    header_above: dict[str, str] = field(default_factory=dict)

    def rename(self, **names: str) -> Table:
        return replace(self, headers={key: names.get(key, header) for key, header in self.headers.items()})

    def reorder(self, order: Callable[[list[str]], list[str]]) -> Table:
        return replace(self, headers={key: self.headers[key] for key in order(list(self.headers))})

    def retype(self, change: Callable[[str, Cell], Cell]) -> Table:
        return replace(self, rows=tuple({key: change(key, value) for key, value in row.items()} for row in self.rows))

    def with_columns(self, **columns: tuple[str, Callable[[dict[str, Cell]], Cell]]) -> Table:
        headers = self.headers | {key: header for key, (header, _) in columns.items()}
        rows = tuple(row | {key: make(row) for key, (_, make) in columns.items()} for row in self.rows)
        return replace(self, headers=headers, rows=rows)

    def without(self, *keys: str) -> Table:
        return replace(self, headers={key: header for key, header in self.headers.items() if key not in keys})

    def cells(self) -> list[list[Cell]]:
        above: list[list[Cell]] = [[self.header_above.get(key) for key in self.headers]] if self.header_above else []
        rows = [[row.get(key) for key in self.headers] for row in self.rows]
        return [*map(list, self.titles), *above, list(self.headers.values()), *rows, *map(list, self.footers)]


def content_of(name: str) -> bytes:
    return (CASE / "ledgers" / file_of(name)).read_bytes()


def file_of(name: str) -> str:
    return f"{name}.{'xlsx' if name.startswith('council') else 'csv'}"


@cache
def table_of(name: str) -> Table:
    sheet = read_sheets(content_of(name), name)[0]
    keys = _KEYS[name.split("_")[0]]
    at = next(
        index for index, row in enumerate(sheet.rows) if len(row) == len(keys) and row[0] in {"Cost centre", "Period"}
    )
    rows = [dict(zip(keys, [*row, *[None] * (len(keys) - len(row))], strict=True)) for row in sheet.rows[at + 1 :]]
    table = Table(
        titles=tuple(sheet.rows[:at]),  # type: ignore[arg-type]
        headers={key: str(header) for key, header in zip(keys, sheet.rows[at], strict=True)},
        rows=tuple(rows),  # type: ignore[arg-type]
        sheet=sheet.name or "Sheet1",
    )
    return table.retype(lambda key, value: _exact(value) if key in MONEY else value)


def _exact(value: Cell) -> Cell:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


def by_code(ledger: Ledger) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in ledger.rows:
        sums[row.code] = sums.get(row.code, Decimal(0)) + row.amount
    return sums


def as_workbook(table: Table, *, sheet: str | None = None) -> bytes:
    return workbook({sheet or table.sheet: table.cells()})


def workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        written = book.create_sheet(title)
        for row in rows:
            written.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_text(table: Table, *, separator: str = ",", encoding: str = "utf-8", quoted: bool = False) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerows(table.cells())
    return stream.getvalue().encode(encoding)


def pounds(value: Decimal) -> str:
    return f"£{abs(value):,.2f}"


def money(style: Callable[[Decimal], Cell]) -> Callable[[str, Cell], Cell]:
    return lambda key, value: style(value) if key in MONEY and isinstance(value, Decimal) else value


def comma(value: Decimal) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


STYLES: dict[str, Callable[[Decimal], Cell]] = {
    "as floats": float,
    "pounds and commas": lambda value: ("-" if value < 0 else "") + pounds(value),
    "brackets": lambda value: f"({pounds(value)})" if value < 0 else pounds(value),
    "trailing minus": lambda value: f"{abs(value):,.2f}{'-' if value < 0 else ''}",
    "true minus": lambda value: f"{value:,.2f}".replace("-", "\N{MINUS SIGN}"),
    "CR and DR": lambda value: f"{abs(value):.2f} {'CR' if value < 0 else 'DR'}",
    "decimal comma": comma,
    "plain decimal comma": lambda value: f"{value:.2f}".replace(".", ","),
    "hard spaces": lambda value: f"\N{NO-BREAK SPACE}{value:,.2f} ".replace(",", "\N{NO-BREAK SPACE}"),
    "GBP": lambda value: f"GBP {value:,.2f}",
    "four decimals": lambda value: f"{value:.4f}",
}


def reads_like(original: str, content: bytes, name: str = "ledger.dat") -> Ledger:
    """Read a rewritten ledger; it must give the original's amount for every code, its basis, month and year."""
    expected, _ = read_ledger(content_of(original), file_of(original), codes=CODES)
    ledger, problems = read_ledger(content, name, codes=CODES)
    assert [str(problem) for problem in problems] == []
    assert ledger is not None
    assert expected is not None
    assert by_code(ledger) == by_code(expected)
    assert (ledger.basis, ledger.year, ledger.months) == (expected.basis, expected.year, expected.months)
    return ledger
