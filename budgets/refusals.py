"""A broken rule as an answer: which status it has, and which sentences the error summary shows."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from s75.errors import NotPermitted, RuleBroken, StaleVersion

CONFLICT, UNPROCESSABLE = 409, 422


def status_of(error: RuleBroken) -> int:
    """409 for a stale row, 422 for any other rule. What the person may not do at all is raised as PermissionDenied."""
    if isinstance(error, NotPermitted):
        raise PermissionDenied(error.message) from error
    return CONFLICT if isinstance(error, StaleVersion) else UNPROCESSABLE


def sentences(error: RuleBroken, fields: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """The rule's own sentence and one for each problem; `fields` leads from a problem's column to a field's id."""
    found = [{"text": error.message, "href": ""}]
    for problem in error.problems:
        field = (fields or {}).get(problem.column, "")
        found.append({"text": str(problem), "href": f"#{field}" if field else ""})
    return found
