"""One fund: its rules in words, the waterfall of its over- and underspend, and what each partner bears."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Block, Cell, Chart, Column, Row, Series, Table
from reports.facts.position import FundFacts
from reports.facts.risk import RuleFacts
from reports.figures.bearing import Bearing, Portion
from reports.figures.fund_risk import fund_risk
from reports.figures.variance import variance_word
from reports.figures.waterfall import StepKey
from reports.papers.board.reading import Reading
from reports.papers.cells import BLANK, percentage, pounds, sentence, words
from reports.papers.risk.summary import pool_columns, spread
from reports.papers.risk_words import since, words_of
from s75.money import ZERO

STEPS: dict[StepKey, str] = {
    "underspends": "Underspends elsewhere in the fund",
    "contingency": "Contingency reserve",
    "uncommitted": "Contributions that no budget uses",
    "overspends": "Set against overspends in the fund",
    "carry": "Carried forward in the fund",
    "keep": "Kept in the fund as contingency",
    "redeploy": "Redeployed by agreement",
}
NO_RULE = "No rule says who bears its {}spends, so what is left of them is settled by agreement."


def fund_blocks(reading: Reading, fund: FundFacts, made: Bearing) -> tuple[Block, ...]:
    """Everything about one fund; tables of what there is nothing of are left out."""
    blocks: list[Block] = [*rule_blocks(reading, fund)]
    for i, portion in enumerate(made.portions):
        if tells(portion):
            blocks += portion_blocks(reading, fund, made, portion, i)
    blocks.append(partners_table(reading, fund, made))
    if made.apart:
        blocks.append(apart_table(reading, fund, made))
    return tuple(blocks)


def tells(portion: Portion) -> bool:
    """Whether its steps say anything: not where nothing is shared, nor where all of it met overspends shown before."""
    if portion.rule is not None and portion.rule.kind == "none":
        return False
    return bool(portion.waterfall.left) or [step.key for step in portion.waterfall.steps] != ["overspends"]


def rule_blocks(reading: Reading, fund: FundFacts) -> list[Block]:
    """Each rule in force in words with its source; a direction without a rule says so."""
    risk = fund_risk(reading.facts, fund.slug)
    schemes = {ref: reading.scheme(fund.slug, ref) for slug, ref in reading.scheme_names if slug == fund.slug}
    found: list[Block] = []
    if over_and_under_alike(risk.rules):
        return [unshared_sentence(risk.rules[0])]
    for rule in risk.rules:
        found.append(rule_sentence(rule, reading.partner_names, schemes))
        if rule.words:
            found.append(sentence("In the words of the agreement: “", words(rule.words), "”"))
    if not any(not rule.scheme and rule.direction == "over" for rule in risk.rules):
        found.append(sentence(NO_RULE.format("over")))
    if not any(not rule.scheme and rule.direction == "under" for rule in risk.rules):
        found.append(sentence(NO_RULE.format("under")))
    return found


def over_and_under_alike(rules: tuple[RuleFacts, ...]) -> bool:
    """Whether all that is said of a fund is that nothing of it is shared."""
    alike = {(rule.kind, rule.scheme, rule.year, rule.month, rule.words, rule.source) for rule in rules}
    return len(rules) == 2 and len(alike) == 1 and rules[0].kind == "none" and not rules[0].words


def unshared_sentence(rule: RuleFacts) -> Block:
    return _said("Over- and underspends are not shared: each partner bears its own lines.", rule)


def rule_sentence(rule: RuleFacts, names: dict[str, str], schemes: dict[str, str]) -> Block:
    return _said(words_of(rule, names, schemes=schemes), rule)


def _said(text: str, rule: RuleFacts) -> Block:
    """The rule in words, with when it came into force, its source and its mark."""
    said = Cell(text, "text", illustrative=rule.illustrative)
    if not rule.year:  # no rule was made, and none is needed
        return sentence(said)
    source: list[str | Cell] = ["; ", words(rule.source)] if rule.source else []
    return sentence(said, f" ({'Illustrative, ' if rule.illustrative else ''}in force {since(rule)}", *source, ".)")


def portion_blocks(reading: Reading, fund: FundFacts, made: Bearing, portion: Portion, place: int) -> tuple[Block, ...]:
    """The waterfall of one rule at work, with its chart where it has steps, and its tiers where it has several."""
    key = f"waterfall_{fund.slug}_{place}"
    of = f"{portion.direction.capitalize()}spends of "
    of += reading.scheme(fund.slug, portion.scheme) if portion.scheme else fund.name
    table = waterfall_table(reading, key, of, made, portion)
    blocks: list[Block] = [table]
    if any(step.amount for step in portion.waterfall.steps):
        blocks.insert(0, waterfall_chart(reading, key, of, table))
    if len(portion.shared.slices) > 1:
        blocks.append(tiers_table(reading, f"tiers_{fund.slug}_{place}", of, made, portion))
    return tuple(blocks)


def waterfall_table(reading: Reading, key: str, of: str, made: Bearing, portion: Portion) -> Table:
    mark, flow = made.illustrative, portion.waterfall

    def amount(value: Decimal) -> Cell:
        return pounds(reading.printed(value), illustrative=mark)

    start = words(f"{portion.direction.capitalize()}spends of schemes")
    rows = [Row("start", (start, amount(flow.start), amount(flow.start)))]
    for step in flow.steps:
        name = words(step_name(portion, step.key))
        rows.append(Row(f"step:{step.key}", (name, amount(-step.amount), amount(step.left))))
    keys = tuple(row.key for row in rows)
    rows.append(Row("total", (words("Left to be shared"), amount(flow.left), BLANK), "total", keys))
    columns = (Column("step", "Step", "text", wide=True), Column("amount", "Amount £"), Column("left", "Then left £"))
    return Table(
        key, f"{of}: what meets them first", columns, tuple(rows), (reading.layout.note,), frozenset({"amount"})
    )


def step_name(portion: Portion, key: StepKey) -> str:
    if key == "contingency" and portion.rule is not None:
        return f"{STEPS[key]} “{portion.rule.contingency}”"
    return STEPS[key]


def waterfall_chart(reading: Reading, key: str, of: str, table: Table) -> Chart:
    names = tuple(str(row.cells[0].value) for row in table.rows)
    values = tuple(Decimal(str(row.cells[1].value)) for row in table.rows)
    return Chart(
        f"{key}_chart",
        "waterfall",
        f"{of}, step by step",
        f"Steps in £ from the {of[0].lower()}{of[1:]} to what is left to be shared at {reading.period}.",
        names,
        (Series("Amount", values),),
        key,
        frozenset({0, len(names) - 1}),
    )


def tiers_table(reading: Reading, key: str, of: str, made: Bearing, portion: Portion) -> Table:
    """A row a tier: its slice of the amount, and who bears it."""
    codes = list(portion.shared.shares)
    agreed = [("agreed", "By agreement")] if portion.shared.by_agreement else []
    rows = []
    for i, piece in enumerate(portion.shared.slices):
        end = f"£{piece.start:,.2f} to £{piece.up_to:,.2f}" if piece.up_to is not None else f"Above £{piece.start:,.2f}"
        amounts = [piece.amount, *(piece.shares.get(code, ZERO) for code in codes)]
        amounts += [piece.by_agreement] if agreed else []
        cells = (pounds(reading.printed(value), illustrative=made.illustrative) for value in amounts)
        rows.append(Row(f"tier:{i}", (words(end), *cells)))
    whole = [portion.shared.amount, *portion.shared.shares.values(), *([portion.shared.by_agreement] if agreed else [])]
    keys = tuple(row.key for row in rows)
    cells = (pounds(reading.printed(value), illustrative=made.illustrative) for value in whole)
    rows.append(Row("total", (words("Left to be shared"), *cells), "total", keys))
    columns = (
        Column("tier", "Tier", "text", wide=True),
        Column("amount", "Amount £"),
        *(Column(f"partner:{code}", reading.partner(code)) for code in codes),
        *(Column(name, heading) for name, heading in agreed),
    )
    sums = frozenset(column.key for column in columns[1:])
    return Table(key, f"{of}: tier by tier", columns, tuple(rows), (reading.layout.note,), sums)


def partners_table(reading: Reading, fund: FundFacts, made: Bearing) -> Table:
    """A row a partner: its own variance of streams that are not shared, its share of the rest in £ and %, and both."""
    mark = made.illustrative
    shares = any(portion.rule is None or portion.rule.kind != "none" for portion in made.portions)
    rows = []
    for code, borne in made.partners.items():
        total = pounds(reading.printed(borne.total), word=variance_word(borne.total), illustrative=mark)
        parts = (
            pounds(reading.printed(borne.own), illustrative=mark),
            pounds(reading.printed(borne.shared), illustrative=mark),
            percentage(borne.percent, mark),
        )
        rows.append(Row(f"partner:{code}", (words(reading.partner(code)), *(parts if shares else ()), total)))
    empty = (BLANK,) * 3 if shares else ()
    whole = spread(made)
    for key, heading in pool_columns([whole]):
        cell = pounds(reading.printed(getattr(whole, key)), illustrative=mark)
        rows.append(Row(key, (words(heading), *empty, cell)))
    keys = tuple(row.key for row in rows)
    link = reading.figure("variance", fund=fund.slug)
    variance = pounds(reading.printed(made.variance), link, variance_word(made.variance), illustrative=mark)
    rows.append(Row("total", (words(f"Variance of {fund.name}"), *empty, variance), "total", keys))
    columns = (
        Column("partner", "Partner", "text", wide=True),
        *(
            (
                Column("own", "Own, not shared £"),
                Column("shared", "Share of the rest £"),
                Column("percent", "Share %", "percent"),
            )
            if shares
            else ()
        ),
        Column("total", "Bears in all £" if shares else "Own variance £"),
    )
    caption = f"What each partner bears of {fund.name}" if shares else f"Each partner’s own variance in {fund.name}"
    return Table(f"partners_{fund.slug}", caption, columns, tuple(rows), (reading.layout.note,), frozenset({"total"}))


def apart_table(reading: Reading, fund: FundFacts, made: Bearing) -> Table:
    """What is not shared: a row a stream and partner, and why."""
    piles: dict[tuple[str, str], Decimal] = {}
    for part in made.apart:
        piles[part.stream, part.partner] = piles.get((part.stream, part.partner), ZERO) + part.amount
    reasons = reading.facts.risk.apart if reading.facts.risk else {}
    rows = []
    for (stream, code), amount in piles.items():
        link = reading.figure("variance", fund=fund.slug, stream=stream, contributor=code)
        cell = pounds(reading.printed(amount), link, variance_word(amount), illustrative=made.illustrative)
        cells = (words(stream), words(reading.partner(code)), words(reasons.get(stream, "")), cell)
        rows.append(Row(f"apart:{stream}|{code}", cells))
    keys = tuple(row.key for row in rows)
    whole = sum(piles.values(), ZERO)
    last = pounds(reading.printed(whole), word=variance_word(whole), illustrative=made.illustrative)
    rows.append(Row("total", (words("Not shared"), BLANK, BLANK, last), "total", keys))
    columns = (
        Column("stream", "Funding stream", "text", wide=True),
        Column("partner", "Whose money", "text", wide=True),
        Column("reason", "Why", "text"),
        Column("amount", "Variance £"),
    )
    caption = f"Streams of {fund.name} that are not shared, each borne by whoever pays for it"
    return Table(f"apart_{fund.slug}", caption, columns, tuple(rows), (reading.layout.note,), frozenset({"amount"}))
