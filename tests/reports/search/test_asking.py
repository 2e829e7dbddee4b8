"""What is typed into the search box is compared without case, accents and typographer's marks."""

from __future__ import annotations

import pytest

from reports.search.asking import FROM, TO, fold, read_asked


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Reablement", "reablement"),
        ("Tŷ’r Dŵr", "ty'r dwr"),
        ("CAFÉ", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("BCF\u00a012–13", "bcf 12-13"),
        ("Ångström", "angstrom"),
        ("straße 中", "straße 中"),
    ],
)
def test_text_is_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_the_database_gets_a_letter_for_each_letter() -> None:
    assert len(FROM) == len(TO) == len(set(FROM))


def test_words_are_read_once_each() -> None:
    assert read_asked("  Beds   HOME beds ").words == ("beds", "home")
    assert read_asked("  Beds   HOME ").phrase == "beds home"


@pytest.mark.parametrize("typed", ["", "   ", "\x00"])
def test_nothing_typed_is_no_problem(typed: str) -> None:
    asked = read_asked(typed)
    assert (asked.words, asked.problem) == ((), "")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("a", "at least 2 letters or digits"),
        ("%", "at least 2 letters or digits"),
        ("- -", "at least 2 letters or digits"),
        ("x" * 101, "100 characters at most"),
        ("aa bb cc dd ee ff gg hh ii", "8 words at most"),
    ],
)
def test_what_cannot_be_searched_says_why(typed: str, problem: str) -> None:
    asked = read_asked(typed)
    assert problem in asked.problem
    assert not asked.words


@pytest.mark.parametrize("typed", ["ab", "12", "a" * 100, "aa bb cc dd ee ff gg hh"])
def test_the_shortest_and_longest_are_searched(typed: str) -> None:
    assert not read_asked(typed).problem
