"""Who bears the variance of each fund: one table of funds by partner, and the headline above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.document import Block, Cell, Column, Row, Table
from reports.figures.bearing import Bearing
from reports.figures.fund_risk import bearings, outturn_word
from reports.figures.variance import variance_word
from reports.links import risk_path
from reports.papers.board.reading import Reading
from reports.papers.cells import listing, pounds, sentence, words
from reports.papers.headline import Card
from s75.money import ZERO, total

ARRIVES = (
    "What a partner bears re-adds with the rest of its row to the fund’s variance; a negative amount is an underspend."
)
MEANS = "An overspend of a shared stream is borne as the fund’s rule says; of any other stream by whoever pays for it."


@dataclass(frozen=True, slots=True)
class Spread:
    """A variance in £ over everybody who may bear it: partners by code, the pool (met or kept), and nobody yet."""

    variance: Decimal
    partners: Mapping[str, Decimal]
    met: Decimal
    kept: Decimal
    by_agreement: Decimal
    illustrative: bool


def spread(made: Bearing) -> Spread:
    partners = {code: borne.total for code, borne in made.partners.items()}
    return Spread(made.variance, partners, made.met, made.kept, made.by_agreement, made.illustrative)


def together(parts: Sequence[Spread]) -> Spread:
    codes = dict.fromkeys(code for part in parts for code in part.partners)
    return Spread(
        total(part.variance for part in parts),
        {code: total(part.partners.get(code, ZERO) for part in parts) for code in codes},
        total(part.met for part in parts),
        total(part.kept for part in parts),
        total(part.by_agreement for part in parts),
        any(part.illustrative for part in parts),
    )


def spread_of(reading: Reading) -> dict[str, Spread]:
    """That of each fund that counts, by slug."""
    made = bearings(reading.facts, [fund.slug for fund in reading.funds])
    return {slug: spread(bearing) for slug, bearing in made.items()}


def pool_columns(whole: Sequence[Spread]) -> list[tuple[str, str]]:
    """The columns beside the partners', where anything stands in them: key of the spread and heading."""
    asked = (("met", "Met in the pool"), ("kept", "Kept in the pool"), ("by_agreement", "By agreement"))
    return [(key, heading) for key, heading in asked if any(getattr(part, key) for part in whole)]


def bearing_table(reading: Reading, made: Mapping[str, Spread]) -> Table:
    """A row a fund: its variance, and what each partner bears of it."""
    whole = together(list(made.values()))
    pools = pool_columns(list(made.values()))
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("variance", "Variance £"),
        *(Column(f"partner:{code}", reading.partner(code)) for code in whole.partners),
        *(Column(key, heading) for key, heading in pools),
    )
    rows = []
    for fund in reading.funds:
        header = words(fund.name, risk_path(reading.facts.place, fund.slug, reading.facts.year, reading.facts.period))
        link = reading.figure("variance", fund=fund.slug)
        rows.append(_row(reading, f"fund:{fund.slug}", header, made[fund.slug], whole, pools, link))
    if len(rows) > 1:
        keys = tuple(row.key for row in rows)
        row = _row(reading, "total", words("Total"), whole, whole, pools, reading.figure("variance"))
        rows.append(Row("total", row.cells, "total", keys))
    caption = f"Who bears the variance of each fund at {reading.period}"
    sums = frozenset(column.key for column in columns[1:])
    return Table("bearing", caption, columns, tuple(rows), (reading.layout.note, ARRIVES), sums)


def _row(
    reading: Reading,
    key: str,
    header: Cell,
    part: Spread,
    whole: Spread,
    pools: Sequence[tuple[str, str]],
    link: str,
) -> Row:
    mark = part.illustrative
    amounts = [part.partners.get(code, ZERO) for code in whole.partners] + [getattr(part, name) for name, _ in pools]
    variance = pounds(reading.printed(part.variance), link, variance_word(part.variance), illustrative=mark)
    return Row(key, (header, variance, *(pounds(reading.printed(a), illustrative=mark) for a in amounts)))


def who_bears_blocks(reading: Reading) -> tuple[Block, ...]:
    """The section of the board paper; nothing where no rule says who bears anything."""
    risk = reading.facts.risk
    if risk is None or not risk.rules or not reading.funds:
        return ()
    return summary_blocks(reading)


def summary_blocks(reading: Reading) -> tuple[Block, ...]:
    if not reading.funds:
        return (sentence("No fund here counts towards a total: the funds below are in view only."),)
    made = spread_of(reading)
    return (opening(reading, together(list(made.values()))), sentence(MEANS), bearing_table(reading, made))


def opening(reading: Reading, whole: Spread) -> Block:
    """At P08 the forecast outturn is £x over budget: the council bears £y, the ICB £z."""
    basis = outturn_word(reading.facts.period, locked=reading.facts.locked).lower()
    if not whole.variance:
        return sentence(f"At {reading.period} the {basis} is on budget.")
    mark = whole.illustrative
    side = "above" if whole.variance > 0 else "below"
    said: list[list[str | Cell]] = [
        [words(reading.partner(code)), " bears " if amount > 0 else " is left with ",
         pounds(reading.printed(amount), word=variance_word(amount), illustrative=mark)]
        for code, amount in whole.partners.items()
        if amount
    ]  # fmt: skip
    said += [[pounds(abs(amount), illustrative=mark), text] for text, amount in _pools(whole) if amount]
    return sentence(
        f"At {reading.period} the {basis} is ",
        pounds(abs(whole.variance), reading.figure("variance"), illustrative=mark),
        f" {side} budget: ",
        *listing(said),
        ".",
    )


def unborne_blocks(reading: Reading) -> tuple[Block, ...]:
    """What of the variance no partner bears; nothing where partners bear all of it."""
    whole = together(list(spread_of(reading).values()))
    said: list[list[str | Cell]] = [
        [pounds(abs(amount), word=variance_word(amount), illustrative=whole.illustrative), where]
        for where, amount in _pools(whole)
        if amount
    ]
    return (sentence("The partners do not bear all of the variance: ", *listing(said), "."),) if said else ()


def _pools(whole: Spread) -> list[tuple[str, Decimal]]:
    return [
        (" is met in the pool", whole.met),
        (" is kept in the pool", whole.kept),
        (" is to be settled by agreement", whole.by_agreement),
    ]


def risk_cards(reading: Reading) -> tuple[Card, ...]:
    """The headline of the page: the variance, and what each partner bears of it."""
    if not reading.funds:
        return ()
    whole = together(list(spread_of(reading).values()))
    mark = whole.illustrative
    basis = outturn_word(reading.facts.period, locked=reading.facts.locked).lower()
    variance = pounds(reading.printed(whole.variance), reading.figure("variance"), illustrative=mark)
    cards = [Card("Variance", variance, sentence(f"{variance_word(whole.variance)} by {basis}"))]
    for code, amount in whole.partners.items():
        cell = pounds(reading.printed(amount), illustrative=mark)
        cards.append(Card(reading.partner(code), cell, sentence(_bears(amount))))
    for label, amount, beside in (
        ("Met in the pool", whole.met, "from contingency or uncommitted contributions"),
        ("Kept in the pool", whole.kept, "an underspend that stays in its fund"),
        ("By agreement", whole.by_agreement, "no rule says who bears it"),
    ):
        if amount:
            cards.append(Card(label, pounds(reading.printed(amount), illustrative=mark), sentence(beside)))
    return tuple(cards)


def _bears(amount: Decimal) -> str:
    return "borne of it" if amount > 0 else "underspend left with it" if amount < 0 else "nothing to bear"
