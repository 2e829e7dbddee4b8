"""How large a file may be, and the refusal of a file that cannot be read at all."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
MAX_FILE = 30 * MEGABYTE
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 200
RATIO_FROM = 10 * MEGABYTE
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000
MAX_TEXT = 200 * MEGABYTE
CURE = "send the ledger's own export as an .xlsx workbook or a CSV file"


class Unreadable(ValueError):
    """A file that cannot be taken at all; the message is a sentence with what it is and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def check_area(place: str, rows: int, columns: int, cells: int) -> None:
    """Refuse a table larger than any ledger: more rows, columns or cells than the caps."""
    if rows > MAX_ROWS:
        raise Unreadable(f"{place} has more than {MAX_ROWS:,} rows; export a shorter period or fewer codes")
    if columns > MAX_COLUMNS:
        raise Unreadable(f"{place} has more than {MAX_COLUMNS} columns; remove those that are not part of the ledger")
    if cells > MAX_CELLS:
        raise Unreadable(f"{place} has more than {MAX_CELLS:,} cells; remove columns that are not part of the ledger")
