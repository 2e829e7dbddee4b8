"""Ring-fences: schemes that hold money of a stream which may not be spent on them."""

from __future__ import annotations

from reports import links
from reports.document import Block, Bullets, Column, Row, Table
from reports.facts.money import MoneyInFacts
from reports.figures.ring_fences import Stray, strays, unlisted
from reports.papers.cells import pounds, sentence, words
from reports.papers.money_in.words import UNIT, period_label, scheme_name


def ring_fence_blocks(facts: MoneyInFacts) -> tuple[Block, ...]:
    in_use = {source.stream for source in facts.sources} | {group.stream for group in facts.groups}
    fenced = [stream for stream in facts.streams if stream.ring_fenced and stream.name in in_use]
    if not fenced:
        return ()
    blocks: list[Block] = []
    found = strays(facts.groups, fenced)
    if found:
        blocks.append(_table(facts, found))
    elif any(stream.permitted for stream in fenced):
        blocks.append(sentence("Every budget and all spend of ring-fenced money is on schemes permitted to it."))
    missing = unlisted(fenced)
    if missing:
        blocks.append(sentence("No permitted schemes are listed yet, so nothing is flagged, for:"))
        blocks.append(Bullets(missing))
    return tuple(blocks)


def _table(facts: MoneyInFacts, found: tuple[Stray, ...]) -> Table:
    columns = (
        Column("scheme", "Scheme", "text", wide=True),
        Column("stream", "Ring-fenced stream", "text", wide=True),
        Column("budget", "Current budget £"),
        Column("actual", "Spent to date £"),
        Column("rule", "Rule", "text"),
    )
    rows = tuple(_row(facts, stray) for stray in found)
    note = "Flagged: money stands outside the ring-fence. Refused: no more budget can be posted there."
    caption = f"Ring-fenced money outside its schemes at {period_label(facts)}"
    return Table("ring-fences", caption, columns, rows, (UNIT, note))


def _row(facts: MoneyInFacts, stray: Stray) -> Row:
    scope = {"fund": stray.fund, "scheme": stray.scheme, "stream": stray.stream}

    def link(measure: str) -> str:
        return links.figure_path(facts.place, measure, facts.year, facts.period, **scope)

    cells = (
        words(scheme_name(facts, stray.fund, stray.scheme)),
        words(stray.stream),
        pounds(stray.budget, link("budget"), illustrative=stray.illustrative),
        pounds(stray.actual, link("actual"), illustrative=stray.illustrative),
        words("refused" if stray.refuses else "flagged"),
    )
    return Row(f"stray:{stray.fund}|{stray.scheme}|{stray.stream}", cells)
