"""What officers wrote about their lines: only lines with words or in need of them, the largest variance first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from reports.facts.position import Group, Narrative, Standing, ThresholdFacts
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.variance import variances
from reports.loading.standings import ForecastLines

SHOWN = 40

_WRITTEN = """
SELECT l.id, ARRAY[scheme.ref, stream.name], payer.heir_id, spender.heir_id, l.illustrative,
    l.ref, scheme.name, f.explanation, f.mitigation, f.basis, f.round
FROM schemes_line l JOIN schemes_scheme scheme ON scheme.id = l.scheme_id
JOIN budgets_fundingstream stream ON stream.id = l.stream_id
JOIN budgets_partner payer ON payer.id = l.contributing_partner_id
JOIN budgets_partner spender ON spender.id = l.spending_partner_id
CROSS JOIN LATERAL (
    SELECT x.explanation, x.mitigation, x.basis, x.round FROM schemes_forecast x
    WHERE x.line_id = l.id AND x.round <= %(P)s ORDER BY x.round DESC LIMIT 1
) f
WHERE l.id = ANY(%(lines)s) ORDER BY l.id
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
    """The words of lines that have any or that owe them; one query, none when there is no such line."""
    telling = sorted(line for fund in lines for line in _telling(fund, threshold_for(thresholds, fund.fund, "scheme")))
    if not telling:
        return Narratives()
    rest = telling[SHOWN:]
    standings = _standings(lines, {line for _, line, _ in telling[:SHOWN]})
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, {**parameters, "lines": list(standings)})
        shown = tuple(_narrative(row, codes, *standings[row[0]]) for row in cursor.fetchall())
    return Narratives(shown, len(rest), sum(1 for _, _, explained in rest if not explained))


def _standings(lines: Sequence[ForecastLines], wanted: Collection[int]) -> dict[int, tuple[str, Standing]]:
    """The fund of each wanted line, and as much of its standing as makes a variance."""
    return {
        line: (fund.fund, Standing(budget=budget, actual_in=actual, to_come=coming, lines=1))
        for fund in lines
        for line, budget, actual, coming in zip(fund.lines, fund.budgets, fund.actual_in, fund.to_come, strict=True)
        if line in wanted
    }


def _narrative(row: Sequence[Any], codes: Mapping[int, str], fund: str, now: Standing) -> Narrative:
    _, (scheme, stream), payer, spender, illustrative, ref, name, *texts = row
    group = Group(fund, scheme, stream, codes[payer], codes[spender], illustrative, now, Standing(), ref)
    return Narrative(ref, name, group, *texts)


def _telling(fund: ForecastLines, limits: ThresholdFacts | None) -> Iterator[tuple[Decimal, int, int]]:
    """The lines with words or in need of them: less the absolute variance (the largest sorts first), key, has words."""
    amounts = variances(fund.budgets, fund.actual_in, fund.to_come)
    for line, amount, budget, explained in zip(fund.lines, amounts, fund.budgets, fund.explained, strict=True):
        if explained or (limits is not None and needs_explanation(amount, budget, limits)):
            yield -abs(amount), line, explained
