"""Finds which columns of a ledger's sheet are which, by the header's words and the known codes below it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemes.sources.cells import column_name, shown
from schemes.sources.codes import CodeBook
from schemes.sources.headers import Column, HeaderMatch, find_headers, match_headers, words_of
from schemes.sources.ledger import LedgerFormat
from schemes.sources.ledger_doubts import check_income, check_rows, check_unit, holds_amounts
from schemes.sources.ledger_layout import LOOKED_AT, Layout, cell
from schemes.sources.ledger_words import VOCABULARY, basis_of
from schemes.sources.periods import Basis
from schemes.sources.sheets import Row, Sheet
from schemes.sources.titles import read_line

AMOUNTS = ("to_date", "month", "amount")
_BASES: dict[str, Basis] = {"to_date": "cumulative", "month": "month"}


def find_layout(sheet: Sheet, book: CodeBook, saved: LedgerFormat | None) -> Layout | None:
    """The layout of a sheet that holds a ledger; None where no header has what a ledger needs."""
    header = _header(sheet, saved)
    if header is None:
        return None
    below = sheet.rows[header.last + 1 : header.last + 1 + LOOKED_AT]
    code, hits = _code_column(header, below, book, fixed=bool(saved and saved.code))
    if code is None:
        return None
    layout = Layout(sheet, header, code, hits)
    if not _set_amounts(layout, saved):
        return None
    _set_others(layout)
    check_unit(layout)
    check_rows(layout)
    return layout


def _header(sheet: Sheet, saved: LedgerFormat | None) -> HeaderMatch | None:
    if saved:
        names = ("code", "description", "amount", "debit", "credit", "period", "commitment")
        return find_headers(sheet.rows, {name: text for name in names if (text := getattr(saved, name))}, VOCABULARY)
    return match_headers(sheet.rows, VOCABULARY, enough=_is_ledger) or match_headers(
        sheet.rows, VOCABULARY, enough=lambda found: _has_money(found) and len(found) > 1
    )


def _has_money(found: Collection[str]) -> bool:
    return bool({*AMOUNTS, "side"} & set(found)) or {"debit", "credit"} <= set(found)


def _is_ledger(found: Collection[str]) -> bool:
    return _has_money(found) and "code" in found


def _code_column(
    header: HeaderMatch, below: Sequence[Row], book: CodeBook, *, fixed: bool
) -> tuple[Column | None, int]:
    """The column with the known codes, preferring one that is headed as such; without any, the one so headed."""
    headed = header.columns.get("code", ())
    width = max((len(row) for row in below), default=0)
    hits = {
        index: sum(book.find(row[index]) is not None for row in below if index < len(row)) for index in range(width)
    }
    most = max(hits.values(), default=0)
    if headed and (fixed or not most):
        return headed[0], hits.get(headed[0].index, 0)
    if not most:
        return None, 0
    good = [column for column in headed if 2 * hits.get(column.index, 0) >= most]
    if good:
        best = max(good, key=lambda column: hits[column.index])
        return best, hits[best.index]
    index = max(hits, key=lambda place: hits[place])
    return Column(index, header.headers[index] if index < len(header.headers) else "", 0.0), most


def _set_amounts(layout: Layout, saved: LedgerFormat | None) -> bool:
    """Choose the amount, or debit and credit; whether there is one. A year's figure to date goes before a month's."""
    found = _saved_columns(layout) if saved else _money_columns(layout)
    pair = ["debit"] if found["debit"] and found["credit"] else []
    order = ["to_date", *pair, "month", "amount", "side"]
    if saved:
        order = ["amount"] if saved.amount else pair
    meaning = next((name for name in order if found[name]), "")
    if meaning == "debit":
        layout.debit, layout.credit = _choose(layout, found["debit"]), _choose(layout, found["credit"])
    elif meaning:
        layout.amount = _choose(layout, found[meaning])
        layout.side = next(iter(found["side"]), None) if meaning != "side" else None
        check_income(layout)
    layout.basis = (saved.basis if saved else None) or _BASES.get(meaning) or _header_basis(layout)
    return bool(meaning)


def _saved_columns(layout: Layout) -> dict[str, list[Column]]:
    return {name: list(layout.header.columns.get(name, ())) for name in (*AMOUNTS, "debit", "credit", "side")}


def _money_columns(layout: Layout) -> dict[str, list[Column]]:
    """The columns that could hold the money, by meaning; an amount whose header says to date or month is that one."""
    found: dict[str, list[Column]] = {meaning: [] for meaning in (*AMOUNTS, "debit", "credit", "side")}
    for meaning in found:
        for column in layout.header.columns.get(meaning, ()):
            basis = _basis(column) if meaning in AMOUNTS else None
            if column.index != layout.code.index:
                found[{"cumulative": "to_date", "month": "month"}.get(basis or "", meaning)].append(column)
    return {meaning: sorted(columns, key=lambda column: -column.score) for meaning, columns in found.items()}


def _header_basis(layout: Layout) -> Basis | None:
    bases = {_basis(column) for column in layout.money}
    return bases.pop() if len(bases) == 1 else None


def _basis(column: Column) -> Basis | None:
    """What a header says of its figures: “YTD”, “in month”, “Apr-22 to Nov-22”."""
    return basis_of(" ".join(words_of(column.header))) or read_line(column.header).basis


def _choose(layout: Layout, columns: Sequence[Column]) -> Column:
    """The best of the columns of one meaning; the same header over different figures is a problem, others a warning."""
    latest = max((year for column in columns if (year := _year(column)) is not None), default=None)
    columns = [column for column in columns if _year(column) in (None, latest)]
    best = columns[0]
    for other in columns[1:]:
        if not _differ(layout, best, other):
            continue
        named = f"{column_name(best.header, best.index)} and {column_name(other.header, other.index)}"
        if words_of(other.header) == words_of(best.header):
            expected = f"one column “{best.header}”; {named} have the same header and different figures"
            row = layout.sheet.number(layout.header.last)
            layout.problems.append(layout.problem(row, other, other.header, expected))
        else:
            layout.warnings.append(f"of the columns {named} the first was read")
    return best


def _year(column: Column) -> int | None:
    return next((stated.year for stated in read_line(column.header).stated if stated.year is not None), None)


def _differ(layout: Layout, one: Column, other: Column) -> bool:
    return any(shown(cell(row, one)) != shown(cell(row, other)) for _, row in layout.data())


def _set_others(layout: Layout) -> None:
    best = layout.header.best
    periods = [column for column in layout.header.columns.get("period", ()) if not holds_amounts(layout, column)]
    layout.period = next(iter(periods), None) or best("date")
    layout.period_is_date = not periods and layout.period is not None
    layout.reference, layout.commitment, layout.year = best("reference"), best("commitment"), best("year")
    found = layout.header.columns.get("description", ())
    layout.descriptions = tuple(sorted(found, key=lambda column: "line" not in words_of(column.header)))
