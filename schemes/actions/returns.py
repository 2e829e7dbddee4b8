"""What is written for the national returns: whether a scheme has issues, and answers about the whole return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from budgets.models import Place
from s75.errors import BadInput, NotPermitted, Problem, Unknown
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import year_label
from schemes.actions.versioned_rows import require_fresh, same_as, write_rows
from schemes.indicators import Enterer
from schemes.models import ReturnAnswer, Scheme

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer as entered: of a scheme (its reference) and source, or of the whole return where both are empty.

    No issues and no text take what stood away. `version` is that of the row it was read from, 0 where there was none.
    """

    question: str
    version: int
    text: str = ""
    issues: bool | None = None
    scheme: str = ""
    source: str = ""

    @property
    def key(self) -> Key:
        return self.question, self.scheme, self.source

    @property
    def named(self) -> str:
        return ", ".join(part for part in (self.scheme, self.source) if part) or "The whole return"


def save_return_answers(
    *, place: Place, year: int, quarter: int, rows: Sequence[AnswerRow], longest: int, by: User
) -> int:
    """Save the answers of a return (its quarter, or 0 for the end of the year), all or none; how many changed.

    Raises StaleVersion, with what stands, for an answer that somebody saved meanwhile, NotPermitted for a scheme that
    another partner leads, BadInput for words without yes or no, or longer than the template takes.
    """
    enterer = Enterer(by, place)
    with recorded(by=by, reason=f"National return of {year_label(year)}{f', Q{quarter}' if quarter else ''}"):
        held(Place.objects).get(pk=place.pk)
        schemes = {one.ref: one for one in Scheme.objects.filter(place=place, ref__in={row.scheme for row in rows})}
        there = ReturnAnswer.objects.filter(place=place, year=year, quarter=quarter)
        stand = {
            (one.question, one.scheme.ref if one.scheme else "", one.source): one
            for one in there.select_related("scheme", "saved_by")
        }
        changed: list[tuple[Any, dict[str, Any] | None, dict[str, Any]]] = []
        for row in rows:
            wanted, stands = _wanted(row, longest), stand.get(row.key)
            if same_as(wanted, stands):
                continue
            scheme = _allowed(row, schemes, enterer, by)
            require_fresh(row.named, row.version, stands)
            about = {"place": place, "year": year, "quarter": quarter, "scheme": scheme, "source": row.source}
            changed.append((stands, wanted, {**about, "question": row.question}))
        return write_rows(ReturnAnswer, changed, by)


def _wanted(row: AnswerRow, longest: int) -> dict[str, Any] | None:
    text = row.text.replace("\r\n", "\n").strip()
    if len(text) > longest:
        wanted = f"at most {longest:,} characters"
        found = f"{len(text):,} characters"
        raise BadInput(f"{row.named}: that is too long.", problems=[Problem("", None, row.named, found, wanted)])
    if row.scheme and text and row.issues is None:
        raise BadInput(f"{row.named}: say whether there were issues, yes or no, beside the words.")
    if not text and row.issues is None:
        return None
    return {"issues": row.issues, "text": text}


def _allowed(row: AnswerRow, schemes: dict[str, Scheme], enterer: Enterer, by: User) -> Scheme | None:
    if not row.scheme:
        if not enterer.place():
            raise NotPermitted(
                f"{by} may not answer for the return. Finance officers, commissioners and pool managers do."
            )
        return None
    scheme = schemes.get(row.scheme)
    if scheme is None:
        raise Unknown(f"There is no scheme {row.scheme} in this place.")
    if not enterer.scheme(scheme):
        raise NotPermitted(f"{by} may not answer for {scheme}. Whoever enters readings for its lead commissioner does.")
    return scheme
