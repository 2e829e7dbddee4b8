"""The figures of a national return: by scheme and source, by source, and over all; in £, as at the period.

Source: the Better Care Fund quarterly and end-of-year reporting templates. They ask for spend, not for money handed on:
of a line that passes money to others (as counties pass Disabled Facilities Grant to districts) what counts is what those
report to have spent, in place of what was passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.national_return import ReturnFacts, ReturnIncome, ReturnLine, ReturnScheme
from reports.figures.claims import claimed
from s75.money import ZERO, total

ADDITIONAL = frozenset({"Additional NHS Contribution", "Additional LA Contribution"})


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One row by scheme and source. Outputs are kept by scheme, so they stand in its first row; None is not reported."""

    scheme: ReturnScheme
    source: str
    planned: Decimal
    actual: Decimal
    planned_outputs: Decimal | None
    delivered: Decimal | None
    unit: str
    first: bool
    illustrative: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source, or all of them: what was planned to come in, comes in now and came in, and what was spent of it."""

    source: str
    planned_income: Decimal
    updated_income: Decimal
    actual_income: Decimal
    planned: Decimal
    actual: Decimal
    illustrative: bool


def spent(line: ReturnLine) -> Decimal:
    """What was spent of a line: what the partners that got money of it report, and its ledger beyond what was passed on.

    Where the ledger does not show yet all that was passed, nothing of it is spend of its own; the checks name that.
    """
    own = max(line.ledger - line.passed, ZERO) if line.passed > 0 else line.ledger
    return own + total(amount for _, amount in line.reported)


def came_in(income: ReturnIncome) -> Decimal:
    """What a contribution brings in: what is agreed, and of a claim no more than was spent of it."""
    return claimed(income.given, income.spend) if income.given.claim else income.given.amount


def scheme_rows(facts: ReturnFacts) -> tuple[SchemeRow, ...]:
    """A row for each scheme and source that has a line, in the order of the lines."""
    schemes = {scheme.ref: scheme for scheme in facts.schemes}
    grouped: dict[tuple[str, str], list[ReturnLine]] = {}
    for line in facts.lines:
        grouped.setdefault((line.scheme, line.source), []).append(line)
    seen: set[str] = set()
    rows = []
    for (ref, source), lines in sorted(grouped.items(), key=lambda each: each[0][0]):
        rows.append(_scheme_row(facts.quarter, schemes[ref], source, lines, first=ref not in seen))
        seen.add(ref)
    return tuple(rows)


def _scheme_row(quarter: int, scheme: ReturnScheme, source: str, lines: list[ReturnLine], *, first: bool) -> SchemeRow:
    output = scheme.outputs[0] if first and scheme.outputs else None
    delivered = {number: amount for number, amount, _ in output.delivered} if output else {}
    return SchemeRow(
        scheme=scheme,
        source=source,
        planned=total(line.original for line in lines),
        actual=total(spent(line) for line in lines),
        planned_outputs=output.planned if output else None,
        delivered=delivered.get(quarter),
        unit=output.unit if output else "",
        first=first,
        illustrative=any(line.illustrative for line in lines),
    )


def source_rows(facts: ReturnFacts) -> tuple[SourceRow, ...]:
    """A row for each source that brings money in or is spent from, in the order of the template's list."""
    found = dict.fromkeys([*(one.source for one in facts.income), *(line.source for line in facts.lines)])
    listed = {source: place for place, source in enumerate(facts.lists.sources)}
    ordered = sorted(found, key=lambda source: listed.get(source, len(listed)))
    return tuple(_source_row(source, facts.income, facts.lines) for source in ordered)


def whole_row(facts: ReturnFacts) -> SourceRow:
    """All sources together."""
    return _source_row("", facts.income, facts.lines)


def _source_row(source: str, income: Iterable[ReturnIncome], lines: Iterable[ReturnLine]) -> SourceRow:
    given = [one for one in income if source in ("", one.source)]
    spends = [line for line in lines if source in ("", line.source)]
    return SourceRow(
        source=source,
        planned_income=total(one.given.original for one in given),
        updated_income=total(one.given.amount for one in given),
        actual_income=total(came_in(one) for one in given),
        planned=total(line.original for line in spends),
        actual=total(spent(line) for line in spends),
        illustrative=any(one.given.illustrative for one in given) or any(line.illustrative for line in spends),
    )


def additional_change(facts: ReturnFacts) -> Decimal:
    """By how much the additional (voluntary) contributions differ from the plan."""
    rows = [one.given for one in facts.income if one.source in ADDITIONAL]
    return total(one.amount - one.original for one in rows)
