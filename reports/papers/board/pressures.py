"""Pressures and underspends, ranked by size, each with what drives it and what is done about it; and what is red."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.document import Block, Column, Row, Table
from reports.facts.wider import NoticeSent
from reports.figures.variance import Position, movement_word, variance_word
from reports.papers.board.position import rag_cell
from reports.papers.board.reading import Reading, label
from reports.papers.cells import BLANK, listing, percentage, plural, pounds, sentence, words
from s75.money import total

Ranked = tuple[str, str, Position]  # fund, scheme, where it stands
SHORT = 240  # characters of an explanation that a ranking prints; the whole of it stands with its line
BRIEF = "Drivers and mitigations are shortened; what was written in full stands with the variances explained."


def ranked(reading: Reading, *, over: bool) -> list[Ranked]:
    """The schemes with an overspend, or with an underspend, the largest first."""
    schemes = [(fund.slug, *scheme) for fund in reading.funds for scheme in reading.schemes_at[fund.slug].items()]
    found = [row for row in schemes if (row[2].variance > 0 if over else row[2].variance < 0)]
    return sorted(found, key=lambda row: -abs(row[2].variance))


def pressure_blocks(reading: Reading) -> tuple[Block, ...]:
    """Both rankings, as long as the layout's bridge; nothing where every scheme is on budget."""
    if reading.facts.wider is None:
        return ()
    over, under = ranked(reading, over=True), ranked(reading, over=False)
    tables = [
        _ranking(reading, "pressures", "Pressures", over),
        _ranking(reading, "underspends", "Underspends", under),
    ]
    return tuple(table for table in tables if table is not None)


def _ranking(reading: Reading, key: str, name: str, schemes: Sequence[Ranked]) -> Table | None:
    shown = schemes[: reading.layout.steps]
    if not shown:
        return None
    mitigated = any(one.mitigation for one in reading.facts.narratives)
    rows = tuple(_row(reading, *scheme, mitigated=mitigated) for scheme in shown)
    columns = (
        Column("name", "Scheme", "text", wide=True),
        Column("variance", "Variance £"),
        Column("percent", "Variance %", "percent"),
        Column("movement", "Movement £"),
        Column("rag", "RAG", "rag"),
        Column("drivers", "Drivers", "text", wide=True),
        *((Column("mitigation", "Mitigation", "text", wide=True),) if mitigated else ()),
    )
    rows += _rest(reading, schemes[len(shown) :], len(columns))
    return Table(key, f"{name} at {reading.period}, the largest first", columns, rows, (reading.layout.note, BRIEF))


def _rest(reading: Reading, schemes: Sequence[Ranked], width: int) -> tuple[Row, ...]:
    """The schemes that the ranking leaves out, together."""
    if not schemes:
        return ()
    amount = total(row[2].variance for row in schemes)
    mark = any(row[2].illustrative for row in schemes)
    named = words(plural(len(schemes), "more scheme", "more schemes").capitalize())
    variance = pounds(reading.printed(amount), word=variance_word(amount), illustrative=mark)
    return (Row("pressure:rest", (named, variance, *[BLANK] * (width - 2))),)


def _row(reading: Reading, fund: str, ref: str, figures: Position, *, mitigated: bool) -> Row:
    told = [one for one in reading.facts.narratives if (one.group.fund, one.group.scheme) == (fund, ref)]
    mark, moved = figures.illustrative, reading.printed_or_none(figures.movement)
    link = reading.figure("variance", fund=fund, scheme=ref)
    cells = (
        words(reading.scheme(fund, ref), reading.figure("outturn", fund=fund, scheme=ref)),
        pounds(reading.printed(figures.variance), link, variance_word(figures.variance), illustrative=mark),
        percentage(reading.printed_or_none(figures.percent), mark),
        pounds(moved, word=movement_word(figures.movement), illustrative=mark),
        rag_cell(reading.rag(figures, fund, "scheme")),
        words(told_once(one.explanation for one in told)),
        *((words(told_once(one.mitigation for one in told)),) if mitigated else ()),
    )
    return Row(f"pressure:{fund}:{ref}", cells)


def told_once(texts: Iterable[str]) -> str:
    """What officers wrote of a scheme's lines, shortened; what several lines share is said once."""
    return shortened(" ".join(dict.fromkeys(filter(None, (text.strip() for text in texts)))))


def shortened(text: str) -> str:
    """The beginning of a text, up to the end of a sentence or word."""
    if len(text) <= SHORT:
        return text
    begun = text[:SHORT]
    stop = begun.rfind(". ")
    return begun[: stop + 1] if stop > 0 else f"{begun.rsplit(' ', 1)[0]} …"


def risk_flag_blocks(reading: Reading) -> tuple[Block, ...]:
    """What is red, and the notices of projected overspends with the plans that answered them."""
    if reading.facts.wider is None:
        return ()
    known = {fund.slug for fund in reading.funds}
    notices = [notice for notice in reading.facts.wider.notices if notice.fund in known]
    return (*_red(reading), *((notices_table(reading, notices),) if notices else ()))


def _red(reading: Reading) -> tuple[Block, ...]:
    schemes = [
        row
        for row in [*ranked(reading, over=True), *ranked(reading, over=False)]
        if reading.rag(row[2], row[0], "scheme") == "Red"
    ]
    if not schemes:
        return ()
    named = [[words(reading.scheme(fund, ref))] for fund, ref, _ in schemes[: reading.layout.steps]]
    left = len(schemes) - len(named)
    if left:
        named.append([words(f"{left} more")])
    are = "is" if len(schemes) == 1 else "are"
    said = f"{plural(len(schemes), 'scheme', 'schemes').capitalize()} {are} red by the limits of their funds: "
    return (sentence(said, *listing(named), "."),)


def notices_table(reading: Reading, notices: Sequence[NoticeSent]) -> Table:
    columns = (
        Column("fund", "Fund", "text", wide=True),
        Column("since", "Projected since", "text"),
        Column("amount", "Overspend £"),
        Column("sent", "Notice sent", "text"),
        Column("plan", "Remedial action plan", "text"),
    )
    rows = tuple(_notice(reading, i, notice) for i, notice in enumerate(notices))
    caption = f"Notices of projected overspends by {reading.period}"
    return Table("notices", caption, columns, rows, (reading.layout.note,))


def _notice(reading: Reading, place: int, notice: NoticeSent) -> Row:
    late = " (late)" if notice.sent_on > notice.due_on else ""
    plan = f"due {notice.plan_due_on:%-d %B %Y}"
    if notice.plan_on:
        plan = f"received {notice.plan_on:%-d %B %Y}{' (late)' if notice.plan_on > notice.plan_due_on else ''}"
    cells = (
        words(reading.fund(notice.fund)),
        words(label(reading.facts.year, notice.month)),
        pounds(reading.printed(notice.amount), word=variance_word(notice.amount), illustrative=notice.illustrative),
        words(f"{notice.sent_on:%-d %B %Y}{late}"),
        words(plan),
    )
    return Row(f"notice:{place}", cells)
