"""What each partner contributes, and its share of each stream, this year and last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports.document import Block, Cell, Column, Row, RowKind, Table
from reports.facts.agreement import AgreementFacts
from reports.figures.shares import Share, partner_whole, stream_shares, whole
from reports.papers.cells import heading_row, percentage, pounds, sentence, words
from s75.years import year_label

SUMS = frozenset({"now", "before", "change"})
WIDTH = 7
OF_BEFORE = ("before", "before_share", "change")


def share_blocks(facts: AgreementFacts) -> tuple[Block, ...]:
    """The table by stream and the one by partner; a sentence where nobody has contributed yet."""
    year, before = year_label(facts.year), year_label(facts.year - 1)
    if not facts.paid:
        return (sentence(f"No contribution counts in {year} or {before} yet."),)
    beside = f"{year} stands beside {before}" if _has_before(facts) else f"nothing is kept of {before}"
    intro = sentence(
        f"Contributions are revised every year: {beside}. A share is the partner's part of the stream, then of everything."
    )
    return (intro, _table(facts, "shares", _by_stream(facts)), _table(facts, "payers", _by_partner(facts)))


def _has_before(facts: AgreementFacts) -> bool:
    return any(one.year == facts.year - 1 for one in facts.paid)


def _table(facts: AgreementFacts, key: str, rows: list[Row]) -> Table:
    year, before = year_label(facts.year), year_label(facts.year - 1)
    years = f"{year} and {before}" if _has_before(facts) else year
    by, name = ("stream and partner", "Stream and partner") if key == "shares" else ("partner", "Partner")
    columns = (
        Column("name", name, "text", wide=True),
        Column("now", f"{year} £"),
        Column("now_share", f"Share {year}", "percent"),
        Column("before", f"{before} £"),
        Column("before_share", f"Share {before}", "percent"),
        Column("change", "Change £"),
        Column("status", f"Status {year}", "text"),
    )
    shown = [place for place, one in enumerate(columns) if _has_before(facts) or one.key not in OF_BEFORE]
    outside = any(not fund.counted for fund in facts.funds)
    return Table(
        key,
        f"Contributions by {by}, {years}",
        tuple(columns[place] for place in shown),
        tuple(replace(row, cells=tuple(row.cells[place] for place in shown)) for row in rows),
        ("£ and pence.", *(("Funds in view only are left out.",) if outside else ())),
        SUMS & {columns[place].key for place in shown},
    )


def _by_stream(facts: AgreementFacts) -> list[Row]:
    rows: list[Row] = []
    for stream, shares in stream_shares(facts.paid, facts.year).items():
        rows.append(heading_row(f"stream:{stream}", words(stream), WIDTH))
        lines = [_row(f"share:{stream}|{share.partner}", share.partner, share) for share in shares]
        keys = [line.key for line in lines]
        rows += lines
        rows.append(
            _row(f"whole:{stream}", f"{stream}, total", whole(stream, facts.paid, facts.year), "subtotal", keys)
        )
    subtotals = [row.key for row in rows if row.kind == "subtotal"]
    rows.append(_row("total", "Total", whole("", facts.paid, facts.year), "total", subtotals))
    return rows


def _by_partner(facts: AgreementFacts) -> list[Row]:
    partners = dict.fromkeys(one.partner for one in facts.paid)
    rows = [_row(f"payer:{one}", one, partner_whole(one, facts.paid, facts.year)) for one in partners]
    return [*rows, _row("total", "Total", whole("", facts.paid, facts.year), "total", [row.key for row in rows])]


def _row(key: str, name: str, share: Share, kind: RowKind = "line", sums: Sequence[str] = ()) -> Row:
    now, before = share.now, share.before
    mark = now.illustrative or before.illustrative
    cells: tuple[Cell, ...] = (
        words(name),
        pounds(now.amount, illustrative=now.illustrative),
        percentage(now.percent, now.illustrative),
        pounds(before.amount, illustrative=before.illustrative),
        percentage(before.percent, before.illustrative),
        pounds(share.change, illustrative=mark),
        words("confirmed" if now.confirmed else "indicative") if now.amount else words(""),
    )
    return Row(key, cells, kind, tuple(sums))
