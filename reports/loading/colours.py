"""From the database to what each scheme stood at in every locked period of a year: two periods a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

from reports.facts.dashboard import SchemeThen
from reports.facts.position import PositionFacts, Standing
from reports.loading.stands import stands
from s75.money import ZERO

MOST_LINES, MOST_SCHEMES = 600, 150  # beyond them a page tells of funds alone
_PARTS = ("budget", "actual_in", "to_come", "unforecast")  # of a standing, as much as makes a variance
_STATEMENT = """
SELECT fund.slug, scheme.ref, ARRAY[{now}], ARRAY[{before}]
FROM stands s JOIN budgets_fund fund ON fund.id = s.fund_id JOIN schemes_scheme scheme ON scheme.id = s.scheme_id
GROUP BY fund.position, 1, 2 ORDER BY fund.position, 1, 2
""".format(
    now=", ".join(f"sum(s.{part})" for part in _PARTS), before=", ".join(f"sum(s.{part}_before)" for part in _PARTS)
)


def load_schemes_then(
    parameters: Mapping[str, Any], position: PositionFacts, locked: Iterable[tuple[str, int]]
) -> tuple[SchemeThen, ...]:
    """The schemes of a position at the locked periods before its own; `locked` are funds with their locked periods.

    Nothing where there are more lines or schemes than a page can tell of.
    """
    lines = sum(group.now.lines for group in position.groups)
    if lines > MOST_LINES or len(position.schemes) > MOST_SCHEMES:
        return ()
    wanted = {(fund, month) for fund, month in locked if month < position.period}
    months = sorted({month for _, month in wanted}, reverse=True)
    found: list[SchemeThen] = []
    while months:
        month = months.pop(0)
        before = months.pop(0) if months else 0
        found += _read(parameters, month, before)
    return tuple(sorted((one for one in found if (one.fund, one.month) in wanted), key=lambda one: one.month))


def _read(parameters: Mapping[str, Any], month: int, before: int) -> Iterator[SchemeThen]:
    with connection.cursor() as cursor:
        cursor.execute(f"{stands(month, before)} {_STATEMENT}", {**parameters, "P": month, "Q": before})
        rows = cursor.fetchall()
    for fund, scheme, now, then in rows:
        yield from _then(fund, scheme, month, now)
        yield from _then(fund, scheme, before, then)


def _then(fund: str, scheme: str, month: int, amounts: list[Decimal | None]) -> Iterator[SchemeThen]:
    """Nothing of a scheme that nothing stood on yet."""
    if any(amount is not None for amount in amounts):
        budget, actual_in, to_come, unforecast = (amount or ZERO for amount in amounts)
        standing = Standing(budget=budget, actual_in=actual_in, to_come=to_come, unforecast=unforecast)
        yield SchemeThen(fund, scheme, month, standing)
