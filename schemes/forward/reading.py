"""Reading a year as it would be copied forward: a fixed number of queries, whatever the size of the place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Sum

from budgets.models import Change, Contribution, ContributionEntry, Fund, FundingStream, Partner, Place
from s75.money import ZERO, total
from s75.years import month_start, year_label
from schemes.forward.agreements import follow_ups
from schemes.forward.codes import codes_forward
from schemes.forward.plan import ORIGINAL, Forward, LeftOut, LineForward, Pot, Target, spread, uplifted
from schemes.forward.streams import targets_of
from schemes.models import BudgetEntry, Line

Key = tuple[int, int, int]  # a fund, a stream, and the heir of the partner whose money it is


def read_forward(
    *,
    place: Place,
    funds: Sequence[Fund],
    year: int,
    basis: str,
    uplifts: Mapping[FundingStream, Decimal],
    streams: Mapping[FundingStream, FundingStream],
) -> Forward:
    """What the year after `year` would be: `uplifts` in % by stream, `streams` the successors that were chosen.

    Funds of which next year holds something already are named in `present` and copied no further.
    """
    present = _present(funds, year + 1)
    ready = [fund for fund in funds if fund.pk not in present]
    lines = _lines(ready, year)
    given = _given(ready, year)
    there = list(place.streams.select_related("successor"))
    used = {line.stream_id for line in lines} | {row.stream_id for row in given}
    targets = targets_of([stream for stream in there if stream.pk in used], there, year + 1, streams)
    sums = _Sums(basis, ready, year)
    going, left = _sort_lines(lines, sums, {stream.pk: target for stream, target in targets.items()}, year + 1)
    pots, short = _pots(given, going, lines, sums, targets, uplifts, {fund.pk: fund for fund in ready})
    kept = {row.line.pk: row.line for pot in pots for row in pot.lines}
    codes, lost = codes_forward(place, year, kept)
    return Forward(
        place=place,
        year=year,
        basis=basis,
        funds=tuple(funds),
        present=present,
        pots=pots,
        left_out=(*_ended(given, sums, targets), *left, *short, *lost),
        targets=targets,
        follow_ups=follow_ups(place, ready, year + 1),
        codes=codes,
        closed=tuple({line.scheme_id: line.scheme for line in lines if _is_closed(line, year + 1)}.values()),
    )


def _present(funds: Sequence[Fund], year: int) -> dict[int, str]:
    """What a year of each fund holds already, in words; a fund of which it holds nothing is missing."""
    found: dict[int, list[str]] = defaultdict(list)
    kinds = (
        (Line, "line", "lines"),
        (Contribution, "contribution", "contributions"),
        (Change, "change", "changes"),
    )
    for model, one, many in kinds:
        rows = model.objects.filter(fund__in=funds, year=year).order_by()
        for fund, count in rows.values_list("fund").annotate(count=Count("pk")):
            found[fund].append(f"{count} {one if count == 1 else many}")
    return {fund: ", ".join(words) for fund, words in found.items()}


def _lines(funds: Sequence[Fund], year: int) -> list[Line]:
    partners = ("contributing_partner__heir", "spending_partner__heir")
    found = Line.objects.filter(fund__in=funds, year=year).select_related("fund", "scheme", "stream", *partners)
    return list(found.order_by("fund__position", "fund__code", "ref"))


def _given(funds: Sequence[Fund], year: int) -> list[Contribution]:
    found = Contribution.objects.filter(fund__in=funds, year=year).select_related("fund", "stream", "partner__heir")
    return list(found.order_by("fund__position", "fund__code", "stream__position", "stream__name", "partner__name"))


class _Sums:
    """What stands in the year by line and by contribution, in £: the opening alone, or with every change posted since."""

    def __init__(self, basis: str, funds: Sequence[Fund], year: int) -> None:
        budgets = BudgetEntry.objects.filter(fund__in=funds, year=year)
        given = ContributionEntry.objects.filter(fund__in=funds, year=year)
        if basis == ORIGINAL:
            budgets, given = budgets.filter(opening=True), given.filter(change__kind=Change.Kind.OPENING)
        self.lines = dict(budgets.order_by().values_list("line").annotate(sum=Sum("amount")))
        self.given = dict(given.order_by().values_list("contribution").annotate(sum=Sum("amount")))

    def line(self, line: Line) -> Decimal:
        return self.lines.get(line.pk, ZERO)

    def contribution(self, contribution: Contribution) -> Decimal:
        return self.given.get(contribution.pk, ZERO)


def _is_closed(line: Line, year: int) -> bool:
    return line.scheme.ends is not None and line.scheme.ends < month_start(year, 1)


def _sort_lines(
    lines: Sequence[Line], sums: _Sums, targets: Mapping[int, Target | None], year: int
) -> tuple[dict[Key, list[Line]], list[LeftOut]]:
    """The lines that go on, by the pot that pays for them, and those that do not with the reason."""
    going: dict[Key, list[Line]] = defaultdict(list)
    left: list[LeftOut] = []
    for line in lines:
        if why := _why_not(line, sums.line(line), targets, year):
            left.append(LeftOut(f"Line {line}", why, sums.line(line), line.illustrative))
        else:
            going[line.fund_id, line.stream_id, _heir(line.contributing_partner).pk].append(line)
    return going, left


def _why_not(line: Line, amount: Decimal, targets: Mapping[int, Target | None], year: int) -> str:
    if _is_closed(line, year):
        return f"Its scheme closed on {line.scheme.ends:%-d %B %Y}."
    if amount == 0:
        return "It has no budget."
    if line.stream.kind == FundingStream.Kind.RESERVE:
        return f"{line.stream} is drawn from a reserve: draw again if it goes on."
    if targets.get(line.stream_id) is None:
        return f"{line.stream} ends, and nothing takes its place."
    return ""


def _heir(partner: Partner) -> Partner:
    return partner.heir or partner


def _pots(
    given: Sequence[Contribution],
    going: Mapping[Key, list[Line]],
    lines: Sequence[Line],
    sums: _Sums,
    targets: Mapping[FundingStream, Target | None],
    uplifts: Mapping[FundingStream, Decimal],
    funds: Mapping[int, Fund],
) -> tuple[tuple[Pot, ...], list[LeftOut]]:
    piles: dict[Key, list[Contribution]] = defaultdict(list)
    for row in given:
        piles[row.fund_id, row.stream_id, _heir(row.partner).pk].append(row)
    spent: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        spent[line.fund_id, line.stream_id, _heir(line.contributing_partner).pk] += sums.line(line)
    pots = []
    for key in dict.fromkeys([*piles, *going]):
        rows, kept = piles.get(key, []), going.get(key, [])
        stream = rows[0].stream if rows else kept[0].stream
        now, target = total(sums.contribution(row) for row in rows), targets.get(stream)
        if target is None or stream.kind == FundingStream.Kind.RESERVE or not (now or kept):
            continue
        partner = _heir(rows[0].partner if rows else kept[0].contributing_partner)
        money = _Money(now, spent[key], uplifts.get(stream, ZERO), [sums.line(line) for line in kept])
        pots.append(_pot(funds[key[0]], stream, target, partner, rows, kept, money))
    return tuple(pots), [_short(pot) for pot in pots if pot.short]


class _Money(NamedTuple):
    """A pot's money this year in £, and its uplift in %."""

    given: Decimal
    spent: Decimal
    uplift: Decimal
    budgets: list[Decimal]


def _pot(
    fund: Fund,
    stream: FundingStream,
    target: Target,
    partner: Partner,
    rows: Sequence[Contribution],
    lines: Sequence[Line],
    money: _Money,
) -> Pot:
    then = uplifted(money.given, money.uplift)
    parts = spread(money.budgets, money.uplift, then)
    ceilings = [row.ceiling for row in rows if row.ceiling is not None]
    return Pot(
        fund=fund,
        stream=stream,
        target=target,
        partner=partner,
        uplift=money.uplift,
        now=money.given,
        then=then,
        budget_now=money.spent,
        lines=tuple(LineForward(*row) for row in zip(lines, money.budgets, parts, strict=True)),
        ceiling=uplifted(total(ceilings), money.uplift) if ceilings else None,
        illustrative=any(row.illustrative for row in rows) or any(line.illustrative for line in lines),
    )


def _short(pot: Pot) -> LeftOut:
    why = f"Income that helped to pay is left out, so its lines in {pot.fund} are held to what it brings."
    return LeftOut(f"Budgets from {pot.stream} of {pot.partner}", why, pot.short, pot.illustrative)


def _ended(given: Sequence[Contribution], sums: _Sums, targets: Mapping[FundingStream, Target | None]) -> list[LeftOut]:
    """Contributions that do not go on: of a stream that ends, of a reserve, or of nothing."""
    left = []
    for row in given:
        amount, name = sums.contribution(row), f"Contribution of {_heir(row.partner)}: {row.stream}, {row.fund}"
        if row.stream.kind == FundingStream.Kind.RESERVE:
            left.append(LeftOut(name, "It was drawn from a reserve.", amount, row.illustrative))
        elif targets.get(row.stream) is None:
            why = f"{row.stream} ends with {year_label(row.year)}, and nothing takes its place."
            left.append(LeftOut(name, why, amount, row.illustrative))
        elif amount == 0:
            left.append(LeftOut(name, "It stands at nothing.", amount, row.illustrative))
    return left
