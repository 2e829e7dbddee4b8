"""What the pages of sheets share: taking a pasted block, and showing what somebody else saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from reports.forms.entry import Sheet
from s75.errors import StaleVersion


def counted_lines(sheet: Sheet, block: str) -> str:
    """Fill the sheet from the block; what came of it, in words. Nothing is saved by that."""
    lines, rows = sheet.paste(block), len(sheet.writable)
    if not lines:
        return "Nothing was pasted. Copy the cells in your spreadsheet, then paste them into the box."
    if lines == rows:
        return f"{lines} lines are filled in. Look at them, then save."
    return f"{lines} lines came for {rows} rows, so look closely at what is filled in before you save."


def show_conflict(broken: StaleVersion, sheets: Iterable[Sheet], key: str, said: str) -> None:
    """Show what stands beside what was typed. Sent again, the typed value replaces it, knowingly."""
    version = getattr(broken.current, "version", 0)
    for sheet in sheets:
        for row in sheet.rows:
            if row.key == key:
                row.version, row.stands = version, f"Now saved: {said}"
