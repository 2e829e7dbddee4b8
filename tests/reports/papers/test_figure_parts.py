"""The parts of a figure: entries, months, postings and forecasts of a line, and schemes where there are many lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from reports.facts.line import EntryFacts, LineFacts, PostingFacts, RoundFacts
from reports.facts.position import Group, MonthFacts, Standing
from reports.papers.figure_parts import MOST_LINES, Behind, file_rows, group_parts, line_parts
from s75.money import ZERO, total

NOON = datetime(2022, 12, 1, 12, tzinfo=UTC)
P = Decimal


def behind(measure: str) -> Behind:
    return Behind("shire", measure, 2022, 3, 2, {})


def entry(key: int, amount: int, *, opening: bool = True, posted_in: int = 1, effective_from: int = 1) -> EntryFacts:
    months = tuple(P(amount) / 12 for _ in range(12))
    return EntryFacts(key, f"Change {key}", "Variation", opening, posted_in, effective_from, P(amount), months)


def posting(key: int, month: int, amount: str, *, imported: int | None = 7, code: str = "C1") -> PostingFacts:
    journal = "" if imported else "Put right"
    return PostingFacts(key, month, month, P(amount), imported, "ledger.csv", code, (4, 9), journal, "Officer", NOON)


def line(**changes: object) -> LineFacts:
    """A line of £1,200 whose ledger of April and May is in; forecast at £110 a month in P03."""
    now = Standing(P(1200), P(1200), P(300), P(210), P(210), P(1100), ZERO, 1)
    before = Standing(P(1200), P(1200), P(200), P(100), P(100), P(1100), ZERO, 1)
    actuals = {1: P(100), 2: P(110)}
    months = tuple(
        MonthFacts("fund", m, P(100), actuals.get(m, ZERO), ZERO if m in actuals else P(110), ZERO)
        for m in range(1, 13)
    )
    figures = (None, None, *([P(110)] * 10), None)
    facts = LineFacts(
        group=Group("fund", "S1", "Stream", "LC", "LC", False, now, before, "L1"),
        months=months,
        months_in=frozenset(actuals),
        ledger=tuple(actuals.get(m, ZERO) for m in range(1, 14)),
        entries=(entry(1, 1200), entry(2, 60, opening=False, posted_in=3, effective_from=5)),
        postings=(posting(1, 1, "100.00"), posting(2, 2, "60.00"), posting(3, 2, "50.00")),
        rounds=(RoundFacts(3, figures, "Prices", "", "", "Draft", "Officer", NOON, "", None),),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "amount", "rows"),
    [
        ("original", 1200, 1),
        ("budget", 1200, 1),
        ("profiled", 300, 3),
        ("actual", 210, 2),
        ("outturn", 1310, 12),
        ("variance", 110, 2),
        ("movement", 110, 2),
    ],
)
def test_parts_of_a_line_re_add(measure: str, amount: int, rows: int) -> None:
    parts = line_parts(behind(measure), "L1", line())

    assert total(part.amount for part in parts.rows) == amount
    assert len(parts.rows) == rows
    assert all(len(part.details) == len(parts.details) for part in parts.rows)
    assert all(part.link.startswith("/places/shire/") for part in parts.rows)


def test_a_line_that_nobody_forecast_stands_at_its_entries() -> None:
    assert line().group
    now = Standing(P(1200), P(1200), P(300), P(210), ZERO, ZERO, P(1200), 1, 1)
    facts = line(rounds=(), group=replace(line().group or Group("", "", "", "", "", False, now, now), now=now))

    parts = line_parts(behind("outturn"), "L1", facts)

    assert [(part.amount, part.details) for part in parts.rows] == [(P(1200), ("budget, not forecast",))]


def test_a_line_that_does_not_stand_has_no_parts() -> None:
    assert line_parts(behind("budget"), "L1", line(group=None)).rows == ()


def test_postings_of_one_file_and_code_are_one_part_and_journals_stand_alone() -> None:
    facts = line(
        postings=(
            posting(1, 1, "100.00"),
            posting(2, 1, "-40.00", imported=None),
            posting(3, 1, "-50.00", imported=None),
            posting(4, 1, "200.00", code="C2"),
        )
    )

    parts = line_parts(behind("actual"), "L1", facts).rows

    assert [part.amount for part in parts] == [P("-40.00"), P("-50.00"), P("100.00"), P("200.00")]
    assert parts[0].label == "Journal: Put right"
    assert parts[0].link.endswith("#posting-2")
    assert parts[2].link == "/places/shire/actuals/7/?year=2022-23&period=3&code=C1#rows"


def test_an_illustrative_line_has_illustrative_parts() -> None:
    group = line().group
    assert group
    parts = line_parts(behind("outturn"), "L1", line(group=replace(group, illustrative=True)))

    assert all(part.illustrative for part in parts.rows)


def test_many_lines_are_shown_as_schemes() -> None:
    group = line().group
    assert group
    groups = [replace(group, line=f"L{i}", scheme=f"S{i % 3}") for i in range(MOST_LINES + 1)]
    names = {("fund", f"S{i}"): f"Scheme {i}" for i in range(3)}

    few = group_parts(behind("budget"), groups[:MOST_LINES], names)
    many = group_parts(behind("budget"), groups, names)

    assert len(few.rows) == MOST_LINES
    assert [part.label for part in many.rows] == ["S0 Scheme 0", "S1 Scheme 1", "S2 Scheme 2"]
    assert total(part.amount for part in many.rows) == 1200 * (MOST_LINES + 1)
    assert "fund=fund&scheme=S0" in many.rows[0].link


def test_a_movement_without_an_earlier_period_is_refused() -> None:
    group = line().group
    assert group
    with pytest.raises(ValueError, match="no earlier period"):
        replace(behind("movement"), compared_with=None).amount([group])


@pytest.mark.parametrize(
    ("rows", "said"), [((), ""), ((4,), "4"), ((4, 9), "4 and 9"), (tuple(range(4, 14)), "10 rows, from row 4")]
)
def test_rows_of_a_file_are_named_while_they_are_few(rows: tuple[int, ...], said: str) -> None:
    assert file_rows(replace(posting(1, 1, "1.00"), rows=rows)) == said
