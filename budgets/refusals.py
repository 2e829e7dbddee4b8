"""A broken rule as an answer: which status it has, and which sentences the error summary shows."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from s75.errors import NotPermitted, Problem, RuleBroken, StaleVersion

CONFLICT, UNPROCESSABLE = 409, 422


def status_of(error: RuleBroken) -> int:
    """409 for a stale row, 422 for any other rule. What the person may not do at all is raised as PermissionDenied."""
    if isinstance(error, NotPermitted):
        raise PermissionDenied(error.message) from error
    return CONFLICT if isinstance(error, StaleVersion) else UNPROCESSABLE


def sentences(
    error: RuleBroken, fields: Mapping[str, str] | None = None, *, most: int | None = None, rest: str = ""
) -> list[dict[str, str]]:
    """The rule's own sentence and one for each problem; `fields` leads from a problem's column to a field's id.

    Of more than `most` problems the first are named, and a sentence leads to the place `rest` where all are listed.
    """
    found = [{"text": error.message, "href": ""}]
    for problem in error.problems[:most]:
        field = (fields or {}).get(problem.column, "")
        found.append({"text": sentence_of(problem), "href": f"#{field}" if field else ""})
    if most is not None and len(error.problems) > most:
        count = len(error.problems)
        said = "The problem is shown below." if count == 1 else f"All {count} problems are listed below."
        found.append({"text": said, "href": f"#{rest}"})
    return found


def sentence_of(problem: Problem) -> str:
    """One problem as a sentence; what is not in a cell of the file is named without sheet, row and column."""
    text = str(problem)
    if problem.row is None and not problem.sheet:
        text = text.removeprefix("column ") if problem.found else problem.expected
    return f"{text[:1].upper()}{text[1:]}."
