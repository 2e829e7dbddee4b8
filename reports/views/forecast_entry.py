"""What somebody typed into the forecast grid: read from a form, from JSON or from a pasted block, into rows to save."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import BadRequest

from reports.render.words import clean
from s75.errors import BadInput, Problem
from s75.numbers import whole
from s75.years import CLOSING_MONTH, month_label
from schemes.actions.forecasts import RowInput
from schemes.sources.amounts import is_dash, read_amount

BLANK = "a blank is not 0; type 0 if nothing will be spent"
LARGEST_BLOCK = 5_000  # rows
NIL = "0.00"
_PLAIN = re.compile(r"-?\d{1,12}\.\d\d", re.ASCII)
_FIELD = re.compile(r"f-(.+)-(\d{1,2})", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """One row as it was typed: texts by month, the words (None: not asked for) and the version that was read.
    `mark` is that of the values that the row started from, and `row` its place in a pasted block."""

    ref: str
    cells: dict[int, str] = field(default_factory=dict)
    words: str | None = None
    version: int | None = None
    mark: str = ""
    row: int | None = None
    mitigation: str | None = None


def start_mark(figures: Mapping[int, Decimal | None], words: str, mitigation: str) -> str:
    """A short mark of the values that a row shows, by which a form tells later whether anything was typed."""
    shown = [f"{month}:{'' if amount is None else f'{amount:.2f}'}" for month, amount in sorted(figures.items())]
    return sha256("\n".join([*shown, one_newline(words), one_newline(mitigation)]).encode()).hexdigest()[:16]


def one_newline(text: str) -> str:
    """The text as it is stored: trimmed, without control characters, with one kind of line end."""
    return clean(text).strip()


def is_touched(typed: Typed) -> bool:
    """Whether the row differs from what it started from; a text that is no amount does."""
    try:
        figures = {month: read_typed(text) for month, text in typed.cells.items()}
    except ValueError:
        return True
    return start_mark(figures, typed.words or "", typed.mitigation or "") != typed.mark


def read_form(posted: Mapping[str, Any]) -> dict[str, Typed]:
    """The rows of a posted form by reference: v-REF, s-REF, x-REF, m-REF and f-REF-MONTH, in the order of the form.
    BadRequest for no such version."""
    cells: dict[str, dict[int, str]] = {}
    posted = {clean(name): value for name, value in posted.items()}
    for name, value in posted.items():
        if (found := _FIELD.fullmatch(name)) and 1 <= int(found[2]) <= CLOSING_MONTH:
            cells.setdefault(found[1], {})[int(found[2])] = value
    return {
        ref: Typed(
            ref,
            cells.get(ref, {}),
            posted.get(f"x-{ref}"),
            _version(value),
            posted.get(f"s-{ref}", ""),
            mitigation=posted.get(f"m-{ref}"),
        )
        for name, value in posted.items()
        if name.startswith("v-") and (ref := name[2:])
    }


def _version(value: object) -> int:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequest("A row's version is a whole number.")
    return int(text)


def read_json(body: bytes) -> list[Typed]:
    """The rows of a JSON request: one row, or {"rows": [...]}. BadRequest when it is not of that shape."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise BadRequest("The request is not JSON.") from wrong
    rows = read.get("rows", [read]) if isinstance(read, dict) else None
    if not isinstance(rows, list) or not rows or len(rows) > LARGEST_BLOCK:
        raise BadRequest(f"The request holds one row, or “rows” with 1 to {LARGEST_BLOCK:,} of them.")
    return [_json_row(row) for row in rows]


def _json_row(row: Any) -> Typed:
    if not isinstance(row, dict) or not isinstance(row.get("ref"), str) or not isinstance(row.get("figures"), dict):
        raise BadRequest("Each row has “ref”, “version” and “figures” by month.")
    words, mitigation, place = row.get("explanation"), row.get("mitigation"), row.get("row")
    if any(not isinstance(said, str | None) for said in (words, mitigation)) or type(place) not in (int, type(None)):
        raise BadRequest("Explanation and mitigation are text, and a row's place a number.")
    cells: dict[int, str] = {}
    for month, text in row["figures"].items():
        number = whole(month)
        if number is None or not 1 <= number <= CLOSING_MONTH or not isinstance(text, str):
            raise BadRequest("Figures are texts by month, from 1 to 13.")
        cells[number] = text
    return Typed(clean(row["ref"]), cells, words, _version(row.get("version")), row=place, mitigation=mitigation)


def to_rows(entered: Iterable[Typed]) -> list[RowInput]:
    """The rows to save, read exactly. BadInput naming each cell that holds no amount; then nothing is to be saved."""
    problems: list[Problem] = []
    rows = [_to_row(typed, problems) for typed in entered]
    if problems:
        count = f"{len(problems)} cells hold" if len(problems) > 1 else "one cell holds"
        raise BadInput(f"Nothing was saved: {count} no figure that can be taken.", problems=problems)
    return rows


def _to_row(typed: Typed, problems: list[Problem]) -> RowInput:
    figures: dict[int, Decimal | None] = {}
    for month, text in typed.cells.items():
        try:
            figures[month] = read_typed(text)
        except ValueError as wrong:
            problems.append(Problem("", typed.row, column_name(typed.ref, month), text.strip()[:60], str(wrong)))
            continue
        if figures[month] is None:
            problems.append(Problem("", typed.row, column_name(typed.ref, month), text.strip(), BLANK))
    words, mitigation = (None if said is None else one_newline(said) for said in (typed.words, typed.mitigation))
    return RowInput(typed.ref, figures, explanation=words, mitigation=mitigation, version=typed.version, row=typed.row)


def column_name(ref: str, month: int) -> str:
    """A cell as problems name it, the same as in the action that saves it."""
    return f"{ref} {month_label(month)}"


def read_typed(text: str) -> Decimal | None:
    """An amount in £ as it was typed, None for a blank. ValueError says why it is none."""
    return Decimal(text) if _PLAIN.fullmatch(text) else read_amount(text)


def read_block(text: str, *, refs: Sequence[str], start: str, month: int) -> dict[str, Typed]:
    """The rows of a pasted block (tabs between cells, a line a row) as cells of lines, by reference.

    With `start` empty the first column names the line; otherwise the rows belong to the lines from there on, in the
    order of `refs`. The (other) columns are months from `month` on; a dash alone is how spreadsheets show nil. BadInput
    when the block does not fit.
    """
    rows = [line.split("\t") for line in clean(text).rstrip("\n").split("\n")]
    if not text.strip():
        raise BadInput("The block is empty. Copy cells in your spreadsheet and paste them here.")
    if len(rows) > LARGEST_BLOCK:
        raise BadInput(f"The block has {len(rows):,} rows; at most {LARGEST_BLOCK:,} fit.")
    names = _named(rows) if not start else _from(start, refs, len(rows))
    found: dict[str, Typed] = {}
    problems: list[Problem] = []
    for place, (ref, row) in enumerate(zip(names, rows, strict=True), 1):
        cells = [NIL if is_dash(cell) else cell.strip() for cell in (row if start else row[1:])]
        if len(cells) > CLOSING_MONTH - month:
            wanted = f"at most {CLOSING_MONTH - month} months, from {month_label(month)} to P12"
            problems.append(Problem("", place, ref, f"{len(cells)} cells", wanted))
        elif ref in found:
            problems.append(Problem("", place, ref, "", "each line once; this one came further up"))
        else:
            found[ref] = Typed(ref, dict(enumerate(cells, month)), row=place)
    if problems:
        raise BadInput("Nothing was saved: the block does not fit.", problems=problems)
    return found


def _named(rows: Sequence[Sequence[str]]) -> list[str]:
    return [row[0].strip() for row in rows]


def _from(start: str, refs: Sequence[str], count: int) -> list[str]:
    if start not in refs:
        raise BadInput(f"“{start}” is not one of the lines here. Choose the line that the block starts at.")
    below = list(refs[refs.index(start) :])
    if count > len(below):
        raise BadInput(f"The block has {count} rows, but from {start} down there are {len(below)} lines.")
    return below[:count]
