"""Finds the header row of a table by what its words mean, wherever it stands and whatever order its columns have."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemes.sources.cells import is_blank, shown

FIRST_ROWS = 60
LONGEST_HEADER = 90
_UNIT = re.compile(r"[(\[]\s*(?:£|gbp|pounds?|sterling|in £)\s*[)\]]|£(?!\s*'?0|\s*[km]\b)", re.IGNORECASE)
_EX_VAT = re.compile(r"\b(?:net|excl\w*|exc|ex|before)\.?\s+(?:of\s+)?(?:recoverable\s+)?vat\b", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_COMPANY = re.compile(r"\bcompany[\s_-]*code\b", re.IGNORECASE)  # whose books they are, not where an amount belongs
_NOT_WORD = re.compile(r"[^a-z0-9%]+")


@dataclass(frozen=True)
class Column:
    """A column that a header was found for: its position from 0, its header as printed, how well it fits."""

    index: int
    header: str
    score: float


@dataclass(frozen=True)
class HeaderMatch:
    """Where the header stands, as indexes into the rows, and the columns of each meaning, best first."""

    first: int
    last: int
    columns: Mapping[str, tuple[Column, ...]]
    headers: tuple[str, ...]

    def best(self, meaning: str) -> Column | None:
        return next(iter(self.columns.get(meaning, ())), None)

    @property
    def score(self) -> float:
        return sum(found[0].score for found in self.columns.values())


def words_of(header: object) -> tuple[str, ...]:
    """A header's words in plain form: no case, punctuation, line breaks, currency or plurals."""
    text = _COMPANY.sub("company", _CAMEL.sub(" ", shown(header)))
    text = _EX_VAT.sub(" net ", _UNIT.sub(" ", text)).replace("%", " percent ").replace("&", " and ").lower()
    words = tuple(_singular(word) for word in _NOT_WORD.sub(" ", text.replace("'", "")).split())
    return words or (("pound",) if "£" in shown(header) else ())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@dataclass(frozen=True)
class Vocabulary:
    """What columns may mean: phrases, each with its meanings in order of liking, and the words that rule one out.

    A phrase written as “=cost” must be the whole header: “Cost” is an amount, “Cost element” is not.
    """

    phrases: Mapping[tuple[str, ...], Sequence[tuple[str, int, bool]]]
    barred: Mapping[str, frozenset[str]]
    longest: int

    @classmethod
    def of(
        cls, wanted: Mapping[str, Sequence[str]], without: Mapping[str, Collection[str]] | None = None
    ) -> Vocabulary:
        """A vocabulary from phrases by meaning, in order of liking, and the words that a meaning is never found with."""
        phrases: dict[tuple[str, ...], list[tuple[str, int, bool]]] = {}
        for meaning, listed in wanted.items():
            for place, phrase in enumerate(listed):
                phrases.setdefault(words_of(phrase), []).append((meaning, place, phrase.startswith("=")))
        barred = {meaning: frozenset(_singular(word) for word in words) for meaning, words in (without or {}).items()}
        return cls(phrases, barred, max(map(len, phrases), default=0))

    def columns(self, headers: Sequence[str]) -> dict[str, tuple[Column, ...]]:
        """The columns of each meaning, best first; a column has one meaning, the one that fits it best."""
        found: dict[str, list[Column]] = {}
        for index, header in enumerate(headers):
            scores = self._scores(words_of(header))
            if scores:
                meaning = max(scores, key=lambda name: scores[name])
                found.setdefault(meaning, []).append(Column(index, header, scores[meaning]))
        return {meaning: tuple(sorted(columns, key=lambda column: -column.score)) for meaning, columns in found.items()}

    def _scores(self, words: tuple[str, ...]) -> dict[str, float]:
        """How well words fit each meaning: best as a whole phrase, then by its length, then by the order of liking."""
        scores: dict[str, float] = {}
        for start in range(len(words)):
            for size in range(1, min(self.longest, len(words) - start) + 1):
                for meaning, place, whole in self.phrases.get(words[start : start + size], ()):
                    fits = size == len(words) or not whole
                    if fits and self.barred.get(meaning, frozenset()).isdisjoint(words):
                        scores[meaning] = max(scores.get(meaning, 0.0), _fit(size, len(words)) - place * 0.05)
        return scores


def match_headers(
    rows: Sequence[Sequence[object]],
    wanted: Mapping[str, Sequence[str]] | Vocabulary,
    *,
    enough: Callable[[Collection[str]], bool] = bool,
) -> HeaderMatch | None:
    """The best header among the first rows; None when no row has `enough` meanings.

    A header may stand in one row or in two (a group above, a detail below).
    """
    vocabulary = wanted if isinstance(wanted, Vocabulary) else Vocabulary.of(wanted)
    best: HeaderMatch | None = None
    for first, last, headers in _candidates(rows):
        match = HeaderMatch(first, last, vocabulary.columns(headers), headers)
        if enough(match.columns.keys()) and (best is None or match.score > best.score + (last > first)):
            best = match
    return best


def find_headers(rows: Sequence[Sequence[object]], named: Mapping[str, str], also: Vocabulary) -> HeaderMatch | None:
    """The header that has every named column, compared as plain words; other columns by what they mean."""
    for first, last, headers in _candidates(rows):
        words = [words_of(header) for header in headers]
        if all(words_of(header) in words for header in named.values()):
            columns = also.columns(headers)
            for meaning, header in named.items():
                index = words.index(words_of(header))
                columns[meaning] = (Column(index, headers[index], 1.0),)
            return HeaderMatch(first, last, columns, headers)
    return None


def _candidates(rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for index, row in enumerate(rows[:FIRST_ROWS]):
        lower = header_texts(row)
        if not any(lower):
            continue
        yield index, index, lower
        upper = header_texts(rows[index - 1]) if index else ()
        if any(upper):
            yield index - 1, index, _joined(upper, lower)
            yield index - 1, index, _joined(_filled(upper, len(lower)), lower)


def header_texts(row: Sequence[object]) -> tuple[str, ...]:
    """A row's cells as they could be headers; what is too long, or has neither letter nor £, is not one."""
    return tuple(_header_text(cell) for cell in row)


def _header_text(cell: object) -> str:
    text = "" if is_blank(cell) or isinstance(cell, bool) else shown(cell)
    return text if len(text) <= LONGEST_HEADER and any(letter.isalpha() or letter == "£" for letter in text) else ""


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    width = max(len(upper), len(lower))
    pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
    return tuple(f"{above} {below}".strip() for above, below in pairs)


def _filled(upper: Sequence[str], width: int) -> list[str]:
    """A group's header stands over its first column only; carry it to the right, as its merged cell does."""
    filled: list[str] = []
    for text in [*upper, *[""] * (width - len(upper))]:
        filled.append(text or (filled[-1] if filled else ""))
    return filled


def _fit(size: int, words: int) -> float:
    return 30.0 + 4 * size if size == words else 10.0 + 4 * size + 4 * size / words
