"""What reading a ledger gave, packed to be kept between its preview and its posting, and unpacked as it was."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from s75.errors import Problem
from schemes.intake.reading import FileRead
from schemes.sources.ledger import Ledger, LedgerFormat, LedgerRow

QUICK = 1  # of zlib's levels: the rows shrink to a fifth already


def pack(read: FileRead) -> bytes:
    """As compressed JSON, amounts as they are written: no float comes near them."""
    kept = {
        "ledger": _ledger(read.ledger) if read.ledger else None,
        "problems": [problem.as_dict() for problem in read.problems],
        "notes": read.notes,
    }
    return zlib.compress(json.dumps(kept).encode(), QUICK)


def unpack(packed: bytes) -> FileRead:
    """What `pack` was given."""
    kept = json.loads(zlib.decompress(packed))
    ledger = _as_ledger(kept["ledger"]) if kept["ledger"] else None
    return FileRead(ledger, [Problem(**problem) for problem in kept["problems"]], kept["notes"])


def _ledger(ledger: Ledger) -> dict[str, Any]:
    return {
        "rows": [_row(row) for row in ledger.rows],
        "subtotals": [_row(row) for row in ledger.subtotals],
        "basis": ledger.basis,
        "year": ledger.year,
        "months": sorted(ledger.months),
        "sheet": ledger.sheet,
        "format": asdict(ledger.format),
        "read_as": ledger.read_as,
        "warnings": ledger.warnings,
        "sheets": ledger.sheets,
    }


def _as_ledger(kept: dict[str, Any]) -> Ledger:
    return Ledger(
        **kept
        | {
            "rows": tuple(_as_row(row) for row in kept["rows"]),
            "subtotals": tuple(_as_row(row) for row in kept["subtotals"]),
            "months": frozenset(kept["months"]),
            "format": LedgerFormat(**kept["format"]),
            "warnings": tuple(kept["warnings"]),
            "sheets": tuple(kept["sheets"]),
        }
    )


def _row(row: LedgerRow) -> list[Any]:
    commitment = None if row.commitment is None else str(row.commitment)
    return [row.row, row.code, row.description, str(row.amount), row.month, row.reference, commitment]


def _as_row(kept: list[Any]) -> LedgerRow:
    row, code, description, amount, month, reference, commitment = kept
    return LedgerRow(
        row, code, description, Decimal(amount), month, reference, None if commitment is None else Decimal(commitment)
    )
