"""What rows of an expenditure sheet show only together: the same row twice, one scheme under two names or two kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s75.errors import Problem
from schemes.sources.bcf_plan_layout import Layout
from schemes.sources.bcf_plan_parts import Spend
from schemes.sources.bcf_plan_words import plain

_KINDS = (("scheme_type", "scheme types"), ("area_of_spend", "areas of spend"), ("commissioner", "commissioners"))


def same_twice(rows: Sequence[Spend], sheet: str) -> list[Problem]:
    """A row that says just what an earlier one does, amount included."""
    seen: dict[Spend, int] = {}
    problems = []
    for row in rows:
        bare = replace(row, row=0)
        if bare in seen:
            found, wanted = f"{row.ref} {row.name}"[:80], f"each row once; row {seen[bare]} says the same"
            problems.append(Problem(sheet, row.row, "", found, wanted))
        seen.setdefault(bare, row.row)
    return problems


def two_names(rows: Sequence[Spend], layout: Layout) -> list[Problem]:
    """A scheme has one name: another under the same ID is a problem. Templates without names have none to compare."""
    if "name" not in layout.columns:
        return []
    seen: dict[str, Spend] = {}
    problems = []
    for row in rows:
        first = seen.setdefault(row.ref, row)
        if plain(first.name) != plain(row.name):
            wanted = f"“{first.name}”, the name of scheme {row.ref} in row {first.row}; or another scheme ID"
            problems.append(Problem(layout.sheet.name, row.row, layout.named("name"), row.name[:80], wanted))
    return problems


def two_of_a_kind(rows: Sequence[Spend]) -> list[str]:
    """Warnings of schemes whose rows differ in what a scheme has once; the scheme keeps that of its first row."""
    schemes: dict[str, list[Spend]] = {}
    for row in rows:
        schemes.setdefault(row.ref, []).append(row)
    warnings = []
    for meaning, words in _KINDS:
        mixed = [ref for ref, its in schemes.items() if len({getattr(row, meaning) for row in its}) > 1]
        if mixed:
            some = ", ".join(mixed[:8]) + (" and others" if len(mixed) > 8 else "")
            warnings.append(f"rows of one scheme have different {words}; the first row’s stands for schemes {some}")
    return warnings
