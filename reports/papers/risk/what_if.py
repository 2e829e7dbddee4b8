"""What if a scheme overspends by so much more: who would pay what, beside who does now. Nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reports.document import Block, Cell, Column, Row, Section, Table
from reports.figures.bearing import Bearing
from reports.figures.fund_risk import SchemeKey, bearings, suppose
from reports.papers.board.reading import Reading
from reports.papers.cells import pounds, sentence, words
from reports.papers.risk.funds import STEPS, step_name
from reports.papers.risk.summary import Spread, spread, together
from s75.money import ZERO

MORE = dict[SchemeKey, Decimal]
COLUMNS = (
    Column("who", "Who", "text", wide=True),
    Column("now", "As forecast £"),
    Column("then", "If so £"),
    Column("difference", "Difference £"),
)
SPREAD = (
    "What a scheme spends more is spread over its lines in proportion to their budgets. Nothing here is saved, and no "
    "other figure holds it."
)


def what_if_section(reading: Reading, more: Mapping[SchemeKey, Decimal]) -> Section:
    """The supposed amounts in £, and for each fund that they touch everybody's part without and with them."""
    supposed = suppose(reading.facts, more)
    slugs = [fund.slug for fund in reading.funds if fund.slug in {fund for fund, _ in more}]
    now, then = bearings(reading.facts, slugs), bearings(supposed, slugs)
    blocks: list[Block] = [_supposed(reading, more)]
    if len(slugs) > 1:
        every = (together([spread(b) for b in now.values()]), together([spread(b) for b in then.values()]))
        blocks.append(_who_table(reading, "what_if", "Who pays what, in all these funds", *every))
    for slug in slugs:
        caption = f"Who pays what of {reading.fund(slug)}"
        blocks.append(_who_table(reading, f"what_if_{slug}", caption, spread(now[slug]), spread(then[slug])))
        if table := _steps_table(reading, slug, now[slug], then[slug]):
            blocks.append(table)
    return Section("what-if", "If it were so", (*blocks, sentence(SPREAD)))


def _supposed(reading: Reading, more: Mapping[SchemeKey, Decimal]) -> Block:
    parts: list[str | Cell] = ["Suppose that "]
    for i, ((fund, ref), amount) in enumerate(more.items()):
        less = "less" if amount < 0 else "more"
        name = words(f"{reading.scheme(fund, ref)} ({reading.fund(fund)})")
        parts += [", and " if i else "", name, " spends ", pounds(abs(amount)), f" {less} than forecast"]
    return sentence(*parts, ".")


def _row(reading: Reading, key: str, header: str, now: Decimal, then: Decimal, mark: bool) -> Row:
    amounts = (now, then, then - now)
    return Row(key, (words(header), *(pounds(reading.printed(amount), illustrative=mark) for amount in amounts)))


def _who_table(reading: Reading, key: str, caption: str, now: Spread, then: Spread) -> Table:
    """A row for everybody who bears a part, and the variance that they re-add to."""
    mark = now.illustrative or then.illustrative
    rows = [
        _row(reading, f"partner:{code}", reading.partner(code), now.partners.get(code, ZERO), amount, mark)
        for code, amount in then.partners.items()
    ]
    for name, heading in (("met", "Met in the pool"), ("kept", "Kept in the pool"), ("by_agreement", "By agreement")):
        before, after = getattr(now, name), getattr(then, name)
        if before or after:
            rows.append(_row(reading, name, heading, before, after, mark))
    whole = _row(reading, "total", "Variance", now.variance, then.variance, mark)
    rows.append(Row("total", whole.cells, "total", tuple(row.key for row in rows)))
    sums = frozenset({"now", "then", "difference"})
    return Table(key, caption, COLUMNS, tuple(rows), (reading.layout.note,), sums)


def _steps_table(reading: Reading, slug: str, now: Bearing, then: Bearing) -> Table | None:
    """What each step of the waterfalls takes, without and with the supposed amounts; None where there are no steps."""
    before, after = _steps(now), _steps(then)
    mark = now.illustrative or then.illustrative
    rows = [
        _row(reading, f"step:{i}", name, before.get(name, ZERO), after.get(name, ZERO), mark)
        for i, name in enumerate(dict.fromkeys([*after, *before]))
    ]
    if not rows:
        return None
    columns = (Column("step", "Step", "text", wide=True), *COLUMNS[1:])
    caption = f"What meets the over- and underspends of {reading.fund(slug)}"
    return Table(f"what_if_steps_{slug}", caption, columns, tuple(rows), (reading.layout.note,))


def _steps(made: Bearing) -> dict[str, Decimal]:
    """The amounts of the waterfalls by what they are: where they start, each step, and what is left to be shared."""
    found: dict[str, Decimal] = {}
    for portion in made.portions:
        if portion.rule is not None and portion.rule.kind == "none":
            continue
        names = [(f"{portion.direction.capitalize()}spends of schemes", portion.waterfall.start)]
        names += [(step_name(portion, step.key), -step.amount) for step in portion.waterfall.steps if step.key in STEPS]
        names.append((f"Left of {portion.direction}spends to be shared", portion.waterfall.left))
        for name, amount in names:
            found[name] = found.get(name, ZERO) + amount
    return found
