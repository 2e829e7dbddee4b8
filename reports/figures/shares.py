"""Each partner's share of each funding stream, this year and last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.agreement import PaidFacts
from s75.money import percent_of, total


@dataclass(frozen=True, slots=True)
class YearPart:
    """An amount in £ with its exact share of the stream in %; None where nothing was paid from it."""

    amount: Decimal
    percent: Decimal | None
    illustrative: bool = False
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """What one partner pays from one stream, or all partners together where `partner` is empty."""

    stream: str
    partner: str
    now: YearPart
    before: YearPart

    @property
    def change(self) -> Decimal:
        return self.now.amount - self.before.amount


def stream_shares(paid: Sequence[PaidFacts], year: int) -> dict[str, list[Share]]:
    """By stream, a share for each partner that pays from it in the year or paid in the one before; all in £ and %."""
    found: dict[str, list[Share]] = {}
    for stream in dict.fromkeys(one.stream for one in paid):
        rows = [one for one in paid if one.stream == stream]
        partners = dict.fromkeys(one.partner for one in rows)
        found[stream] = [_share(stream, partner, rows, year) for partner in partners]
    return found


def whole(stream: str, paid: Sequence[PaidFacts], year: int) -> Share:
    """A stream over all partners; every stream when none is named."""
    rows = [one for one in paid if stream in ("", one.stream)]
    return Share(stream, "", _part(rows, rows, year), _part(rows, rows, year - 1))


def partner_whole(partner: str, paid: Sequence[PaidFacts], year: int) -> Share:
    """What a partner pays over all streams, with its share of everything."""
    return _share("", partner, paid, year)


def _share(stream: str, partner: str, rows: Sequence[PaidFacts], year: int) -> Share:
    mine = [one for one in rows if one.partner == partner]
    return Share(stream, partner, _part(mine, rows, year), _part(mine, rows, year - 1))


def _part(mine: Sequence[PaidFacts], everybody: Sequence[PaidFacts], year: int) -> YearPart:
    found = [one for one in mine if one.year == year]
    amount = total(one.amount for one in found)
    all_of_it = total(one.amount for one in everybody if one.year == year)
    return YearPart(
        amount,
        percent_of(amount, all_of_it),
        any(one.illustrative for one in found),
        all(one.confirmed for one in found),
    )
