"""What was said about lines, read for pages: the thread of each in the order in which it was said."""

from __future__ import annotations

from collections.abc import Collection

from reports.review.lines import Said
from schemes.models import Remark


def load_threads(lines: Collection[int], *, up_to: int | None = None) -> dict[int, list[Said]]:
    """The remarks on these lines (by id), in rounds up to a period where one is given: one query, or none."""
    if not lines:
        return {}
    rows = Remark.objects.filter(line__in=lines).select_related("said_by").order_by("id")
    if up_to is not None:
        rows = rows.filter(round__lte=up_to)
    found: dict[int, list[Said]] = {}
    for row in rows:
        kind = Remark.Kind(row.kind)
        said = Said(kind.value, kind.label, row.round, row.text, str(row.said_by), row.said_at, row.illustrative)
        found.setdefault(row.line_id, []).append(said)
    return found
