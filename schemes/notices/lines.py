"""Who hears of a line's review: that it was queried, answered, approved or commented on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.urls import reverse

from budgets.actions.notices import tell
from s75.models import User
from s75.years import month_label, year_label
from schemes.models import Line, Remark
from schemes.notices.people import forecasters

LONGEST_WORDS = 200


def tell_queried(line: Line, *, round: int, text: str, by: User) -> None:  # noqa: A002
    """Tell whoever forecasts a line that its forecast is queried."""
    _tell("line_queried", line, round, forecasters([line])[line.pk], by, text)


def tell_answered(line: Line, *, round: int, text: str, by: User) -> None:  # noqa: A002
    """Tell whoever queried a line in the round that it is answered."""
    asked = Remark.objects.filter(line=line, round=round, kind=Remark.Kind.QUERY)
    _tell("line_answered", line, round, set(asked.order_by().values_list("said_by", flat=True)), by, text)


def tell_remarked(line: Line, *, round: int, text: str, by: User) -> None:  # noqa: A002
    """Tell whoever forecasts a line, and whoever spoke of it in the round, what was said."""
    spoke = Remark.objects.filter(line=line, round=round).order_by().values_list("said_by", flat=True)
    _tell("line_remarked", line, round, forecasters([line])[line.pk] | set(spoke), by, text)


def tell_approved(lines: Collection[Line], *, round: int, by: User) -> None:  # noqa: A002
    """Tell each person who forecasts some of the lines that these are approved: once, however many there are."""
    theirs: dict[int, list[Line]] = defaultdict(list)
    for pk, people in forecasters(lines).items():
        for person in people:
            theirs[person].append(next(line for line in lines if line.pk == pk))
    by_lines: dict[tuple[Line, ...], set[int]] = defaultdict(set)
    for person, mine in theirs.items():
        by_lines[tuple(mine)].add(person)
    for mine_, people in by_lines.items():
        _tell_lines(mine_, round, people, by)


def _tell_lines(lines: tuple[Line, ...], month: int, to: Iterable[int], by: User) -> None:
    first = lines[0]
    named = first.ref if len(lines) == 1 else f"{first.ref} and {len(lines) - 1} more of your lines"
    page = _line_page(first, month) if len(lines) == 1 else _page("forecast", [first.place.slug], first.year, month)
    tell("lines_approved", to=to, href=page, place=first.place, by=by, says=_says(first, month) | {"lines": named})


def _tell(kind: str, line: Line, month: int, to: Iterable[int], by: User, text: str) -> None:
    words = text if len(text) <= LONGEST_WORDS else text[: LONGEST_WORDS - 1] + "…"
    says = _says(line, month) | {"line": line.ref, "words": words}
    tell(kind, to=to, href=_line_page(line, month), place=line.place, by=by, says=says)


def _says(line: Line, month: int) -> dict[str, object]:
    return {"period": f"{month_label(month)} {year_label(line.year)}"}


def _line_page(line: Line, month: int) -> str:
    return _page("line", [line.place.slug, line.ref], line.year, month)


def _page(name: str, args: list[str], year: int, month: int) -> str:
    return f"{reverse(name, args=args)}?year={year_label(year)}&period={month}"
