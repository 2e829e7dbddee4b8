"""The lines that a round asks a forecast of: what makes their variance, and how far their officers have come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from s75.money import ZERO
from s75.years import CLOSING_MONTH

_AS_BEFORE = " AND ".join(
    f"(now.figures[{month}] IS NULL OR now.figures[{month}] = old.figures[{month}])"
    for month in range(1, CLOSING_MONTH + 1)
)
# One row a fund, column by column, as there may be thousands of lines. A line is as before when every month that its row
# forecasts is as in the round before.
ROUND = f"""
SELECT 4, s.fund_id, array_agg(s.ref ORDER BY s.id) || array_agg(scheme.name ORDER BY s.id)
        || array_agg(heir.name ORDER BY s.id) || array_agg(now.state ORDER BY s.id),
    array_agg(s.budget ORDER BY s.id) || array_agg(s.actual_in ORDER BY s.id) || array_agg(s.to_come ORDER BY s.id)
        || array_agg(s.unforecast ORDER BY s.id),
    array_agg(s.id ORDER BY s.id) || array_agg(s.spender ORDER BY s.id) || array_agg(now.id ORDER BY s.id)
        || array_agg((now.id IS NOT NULL AND old.id IS NOT NULL AND {_AS_BEFORE})::int::bigint ORDER BY s.id)
        || array_agg(s.forecast::int::bigint ORDER BY s.id)
        || array_agg((btrim(COALESCE(now.explanation, ''), E' \\t\\r\\n') <> '')::int::bigint ORDER BY s.id)
        {{more}}
FROM stands s
JOIN schemes_scheme scheme ON scheme.id = s.scheme_id
JOIN budgets_partner heir ON heir.id = s.spender
JOIN budgets_partner lead ON lead.id = scheme.lead_commissioner_id
LEFT JOIN schemes_forecast now ON now.line_id = s.id AND now.round = %(P)s
LEFT JOIN schemes_forecast old ON old.line_id = s.id AND old.round = %(P)s - 1
WHERE s.forecast_wanted GROUP BY s.fund_id
"""
# Besides, for its review: the months whose ledger is in, as bits, who reviews it, and its version and who wrote it.
_REVIEWED = "".join(
    f" || array_agg({column}::bigint ORDER BY s.id)"
    for column in ("s.now", "s.contributor", "lead.heir_id", "now.version", "now.saved_by_id", "now.submitted_by_id")
)


class RoundLine(NamedTuple):
    """A line, its spender by heir, what makes its variance in £, and its row in the round (`state` None: it has none);
    `stands` says that it was forecast in this round or an earlier one.

    What stands behind `worded` is read for a review alone: the months whose ledger is in, as bits; by heir whose money it
    is and who leads its scheme; and of its row the version and who wrote it.
    """

    fund: int
    ref: str
    scheme: str
    spender_name: str
    state: str | None
    budget: Decimal
    actual_in: Decimal
    to_come: Decimal
    unforecast: Decimal
    line: int
    spender: int
    forecast: int | None
    unchanged: int
    stands: int
    worded: int
    ins: int = 0
    payer: int = 0
    lead: int = 0
    version: int | None = None
    saved_by: int | None = None
    submitted_by: int | None = None


def round_part(*, reviewed: bool = False) -> str:
    """The part of a statement that reads the round's lines."""
    return ROUND.format(more=_REVIEWED if reviewed else "")


def read_round(rows: Sequence[Sequence[Any]]) -> Iterator[RoundLine]:
    """The lines of each fund's row of `ROUND`."""
    for fund, names, amounts, counts in rows:
        n = len(names) // 4
        money = [ZERO if amount is None else amount for amount in amounts]
        columns = [column[at : at + n] for column in (names, money, counts) for at in range(0, len(column), n)]
        yield from (RoundLine(fund, *values) for values in zip(*columns, strict=True))
