"""Keeping the rows of an imported file, however many, by a statement for each ten thousand of them."""

from __future__ import annotations

from django.db import connection

from schemes.intake.plan import Plan
from schemes.models import ActualsImport, ImportRow

AT_ONCE = 10_000
_INSERT = """
INSERT INTO schemes_importrow (actuals_import_id, "row", code, description, reference, amount, fate, commitment)
SELECT %s, * FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::numeric[], %s::text[], %s::numeric[])
"""


def keep_file_rows(made: ActualsImport, plan: Plan) -> None:
    """Keep every row that was read, in the file's order, with what became of it.

    Fifty thousand rows through the ORM take longer than reading them does; arrays take a tenth of it.
    """
    assert plan.ledger is not None
    fates = {one.code: one.fate for one in plan.left_out}
    posted, subtotal = ImportRow.Fate.POSTED.value, ImportRow.Fate.SUBTOTAL.value
    kept = [
        (row.row, row.code[:40], row.description[:200], row.reference[:80], row.amount, fate, row.commitment)
        for row, fate in (
            *((row, fates.get(row.code, posted)) for row in plan.ledger.rows),
            *((row, subtotal) for row in plan.ledger.subtotals),
        )
    ]
    kept.sort(key=lambda values: values[0])
    with connection.cursor() as cursor:
        for start in range(0, len(kept), AT_ONCE):
            columns = zip(*kept[start : start + AT_ONCE], strict=True)
            cursor.execute(_INSERT, [made.pk, *(list(column) for column in columns)])
