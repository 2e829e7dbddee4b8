"""What officers wrote about their lines: only lines with words or in need of them, the largest variance first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from reports.facts.position import Narrative, ThresholdFacts
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.variance import variances
from reports.loading.standings import ForecastLines, load_groups

SHOWN = 40

_WRITTEN = """
SELECT DISTINCT ON (f.line_id) l.ref, scheme.name, f.explanation, f.mitigation, f.basis, f.round
FROM schemes_forecast f JOIN schemes_line l ON l.id = f.line_id JOIN schemes_scheme scheme ON scheme.id = l.scheme_id
WHERE f.line_id = ANY(%(lines)s) AND f.round <= %(P)s
ORDER BY f.line_id, f.round DESC
"""


@dataclass(frozen=True, slots=True)
class Narratives:
    """The narratives to print, how many more there are, and how many of those owe an explanation."""

    shown: tuple[Narrative, ...] = ()
    left_out: int = 0
    unexplained_left_out: int = 0


def load_narratives(
    parameters: Mapping[str, Any],
    codes: Mapping[int, str],
    thresholds: Mapping[str, Sequence[ThresholdFacts]],
    lines: Sequence[ForecastLines],
) -> Narratives:
    """The words of lines that have any or that owe them; two queries, none when there is no such line."""
    telling = sorted(line for fund in lines for line in _telling(fund, threshold_for(thresholds, fund.fund, "scheme")))
    if not telling:
        return Narratives()
    rest = telling[SHOWN:]
    narrowed = {**parameters, "lines": [line for _, line, _ in telling[:SHOWN]]}
    groups = load_groups(narrowed, codes, by_line=True, narrowed="AND l.id = ANY(%(lines)s)")[0]
    by_ref = {group.line: group for group in groups}
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, narrowed)
        written = {ref: (name, *texts) for ref, name, *texts in cursor.fetchall()}
    shown = tuple(
        Narrative(ref, name, by_ref[ref], explanation, mitigation, basis, at)
        for ref, (name, explanation, mitigation, basis, at) in written.items()
    )
    return Narratives(shown, len(rest), sum(1 for _, _, explained in rest if not explained))


def _telling(fund: ForecastLines, limits: ThresholdFacts | None) -> Iterator[tuple[Decimal, int, int]]:
    """The lines with words or in need of them: less the absolute variance (the largest sorts first), key, has words."""
    amounts = variances(fund.budgets, fund.actual_in, fund.to_come)
    for line, amount, budget, explained in zip(fund.lines, amounts, fund.budgets, fund.explained, strict=True):
        if explained or (limits is not None and needs_explanation(amount, budget, limits)):
            yield -abs(amount), line, explained
