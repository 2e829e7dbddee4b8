"""Reads a text file of separated columns: its encoding, its separator, its quoted cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice

from schemes.sources.limits import CURE, Unreadable, check_area
from schemes.sources.sheets import Row, Sheet, as_rows

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE = 200_000
SAMPLE_ROWS = 300
MOSTLY = 0.8  # of the letters of a ledger are plain ones
MOST_LINES_IN_CELL = 60
_DECLARED = re.compile(r'\A"?sep=([^\r\n"])"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


def read_text(content: bytes, name: str) -> list[Sheet]:
    """Read one table from UTF-8, UTF-16 or Windows-1252 text; Unreadable says what is wrong."""
    text, encoding = _decode(content, name)
    if declared := _DECLARED.match(text):
        separator, text = declared[1], text[declared.end() :]
    else:
        separator = _choose_separator(text)
    rows = _split(text, separator, name)
    said = SEPARATORS.get(separator, f"“{separator}”")
    return [Sheet(name="", rows=rows, read_as=f"text, {encoding}, separated by {said}")]


def _decode(content: bytes, name: str) -> tuple[str, str]:
    wide = _wide_codec(content)
    for codec, spoken in ((wide, "UTF-16"),) if wide else (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, spoken
    raise Unreadable(f"“{name}” is not a text file in UTF-8, UTF-16 or Windows-1252, nor a workbook; {CURE}")


def _wide_codec(content: bytes) -> str:
    """The codec of a text of two bytes a letter: by its mark, or because every other byte of its start is nought."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = content[:SAMPLE]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if min(even, odd) or not max(even, odd) > len(start) // 2 * MOSTLY:
        return ""
    return "utf-16-le" if odd else "utf-16-be"


def _choose_separator(text: str) -> str:
    return max(SEPARATORS, key=lambda separator: _consistency(text[:SAMPLE], separator))


def _consistency(sample: str, separator: str) -> int:
    try:
        rows = list(islice(csv.reader(StringIO(sample, newline=""), delimiter=separator), SAMPLE_ROWS))
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((count * min(width, 12) for width, count in widths.items()), default=0)


def _split(text: str, separator: str, name: str) -> list[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    rows: list[Row] = []
    widest = cells = 0
    try:
        for read in reader:
            rows.extend(as_rows([read]) or [()])
            widest, cells = max(widest, len(rows[-1])), cells + len(rows[-1])
            check_area(f"“{name}”", len(rows), widest, cells)
            if any(cell.count("\n") > MOST_LINES_IN_CELL for cell in read if "\n" in cell):
                raise _bad_quotes(name, reader.line_num)
    except csv.Error as error:
        raise _bad_quotes(name, reader.line_num) from error
    return as_rows(rows)


def _bad_quotes(name: str, line: int) -> Unreadable:
    return Unreadable(
        f"“{name}”, line {line}: a quotation mark opens a cell that does not close where it should, so the rows "
        'after it cannot be told apart; mend that line, or write each " inside a cell as ""'
    )
