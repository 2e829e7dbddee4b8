"""What the papers of a year share: their title block, their columns of outturn against budgets, and the words for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reports.document import Block, Cell, Column, Document, Meta, Row, Section, Table
from reports.facts.account import AccountFacts
from reports.figures.fund_risk import outturn_word
from reports.figures.variance import Position, variance_word
from reports.layouts.showing import show
from reports.papers.board.position import at_budget_note
from reports.papers.board.reading import Reading
from reports.papers.board.summary import ledger_sentence, unforecast_sentence
from reports.papers.cells import (
    ILLUSTRATIVE,
    heading_row,
    listing,
    nothing_yet,
    number_paragraphs,
    outturn_note,
    percentage,
    pounds,
    sentence,
    words,
)
from s75.money import percent_of
from s75.years import month_label, year_label

OUTTURN_SUMS = frozenset({"original", "budget", "outturn", "against_original", "variance"})
NO_FUND = "No fund here counts towards a total: it is in view only."
Made = tuple[str, str, tuple[Block, ...]]  # the key of a section, its heading and what stands under it


def whole_paper(reading: Reading, name: str, made: Sequence[Made], *, of: str = "", final: bool = False) -> Document:
    """A paper of the sections that have something to show, numbered and in the unit of its layout."""
    sections = [Section(key, heading, blocks) for key, heading, blocks in made if blocks]
    return show(Document(meta(reading, name, of, final=final), number_paragraphs(sections)), reading.layout.scale)


def meta(reading: Reading, name: str, of: str = "", *, final: bool = False) -> Meta:
    """The title block; with `final` it says whether the outturn is forecast, provisional or final."""
    facts = reading.facts
    state = "locked" if facts.locked else "open, so figures can still change"
    by = (("Measured by", outturn_word(facts.period, locked=facts.locked)),) if final else ()
    covers = of or facts.scope_name
    return Meta(
        title=f"{name}: {covers} at {reading.period}",
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{reading.period}, {state}",
        paper=name,
        draft=not facts.locked,
        facts=(("Covers", covers), *by, ("Unit and sign", reading.layout.note)),
        marks=(ILLUSTRATIVE,) if any(group.illustrative for group in facts.groups) else (),
    )


def measured(reading: Reading) -> str:
    """Forecast, provisional or final outturn: what the outturn is called at the paper's period."""
    return outturn_word(reading.facts.period, locked=reading.facts.locked)


def outturn_columns(reading: Reading, first: str) -> tuple[Column, ...]:
    """Outturn beside the original and the current budget."""
    return (
        Column("name", first, "text", wide=True),
        Column("original", "Original budget", brief="Original"),
        Column("budget", "Current budget", brief="Current"),
        Column("outturn", measured(reading), brief="Outturn"),
        Column("against_original", "Against original £"),
        Column("original_percent", "Against original %", "percent"),
        Column("variance", "Variance £"),
        Column("percent", "Variance %", "percent"),
    )


def outturn_cells(reading: Reading, figures: Position, path: Callable[[str], str]) -> tuple[Cell, ...]:
    mark, beyond = figures.illustrative, figures.outturn - figures.original
    share = percent_of(beyond, figures.original)
    return (
        pounds(figures.original, path("original"), illustrative=mark),
        pounds(figures.budget, path("budget"), illustrative=mark),
        pounds(figures.outturn, path("outturn"), note=outturn_note(figures), illustrative=mark),
        pounds(reading.printed(beyond), word=_side(beyond), illustrative=mark),
        percentage(reading.printed_or_none(share), mark),
        pounds(reading.printed(figures.variance), path("variance"), variance_word(figures.variance), illustrative=mark),
        percentage(reading.printed_or_none(figures.percent), mark),
    )


def _side(amount: Decimal) -> str:
    return "above" if amount > 0 else "below" if amount < 0 else "equal"


def outturn_tables(reading: Reading) -> tuple[Table, ...]:
    """By fund, and by scheme under each fund."""
    caption, columns = f"{measured(reading)} at {reading.period}", outturn_columns(reading, "Fund")
    notes = (reading.layout.note, *at_budget_note(reading))
    whole = (words("Total"), *outturn_cells(reading, reading.total, reading.figures()))
    rows, schemes = [], []
    for fund in reading.funds:
        path = reading.figures(fund=fund.slug)
        cells = outturn_cells(reading, reading.funds_at[fund.slug], path)
        rows.append(Row(f"fund:{fund.slug}", (words(fund.name, reading.fund_page(fund.slug)), *cells)))
        lines = [_scheme(reading, fund.slug, *scheme) for scheme in reading.schemes_at[fund.slug].items()]
        schemes += [heading_row(f"heading:{fund.slug}", words(fund.name), len(columns)), *lines]
        under = tuple(row.key for row in lines)
        schemes.append(Row(f"fund:{fund.slug}", (words(f"{fund.name}, total"), *cells), "subtotal", under))
    keys = tuple(row.key for row in rows)
    rows.append(Row("total", whole, "total", keys))
    schemes.append(Row("total", whole, "total", keys))
    of_schemes = outturn_columns(reading, "Scheme")
    return (
        Table("funds", f"{caption}, by fund", columns, tuple(rows), notes, OUTTURN_SUMS),
        Table("schemes", f"{caption}, by scheme", of_schemes, tuple(schemes), notes, OUTTURN_SUMS),
    )


def _scheme(reading: Reading, fund: str, ref: str, figures: Position) -> Row:
    path = reading.figures(fund=fund, scheme=ref)
    return Row(
        f"scheme:{fund}:{ref}",
        (words(reading.scheme(fund, ref), path("outturn")), *outturn_cells(reading, figures, path)),
    )


def opening(reading: Reading) -> tuple[Block, ...]:
    """“At P13 the final outturn is £x against an original budget of £y and a current budget of £z: …”."""
    if not reading.funds:
        return (sentence(NO_FUND),)
    if not reading.facts.groups:
        return (nothing_yet(reading.facts.year),)
    whole = reading.total
    mark = whole.illustrative
    variance = pounds(reading.printed(whole.variance), reading.figure("variance"), illustrative=mark)
    said: list[str | Cell] = [variance, f" {variance_word(whole.variance)}"] if whole.variance else ["on budget"]
    return (
        sentence(
            f"At {reading.period} the {measured(reading).lower()} is ",
            pounds(whole.outturn, reading.figure("outturn"), illustrative=mark),
            " against an original budget of ",
            pounds(whole.original, reading.figure("original"), illustrative=mark),
            " and a current budget of ",
            pounds(whole.budget, reading.figure("budget"), illustrative=mark),
            ": ",
            *said,
            ".",
        ),
        *ledger_sentence(reading, reading.facts.period),
        *unforecast_sentence(reading),
    )


def hosts(reading: Reading, one: str, many: str) -> list[str | Cell]:
    """“The pool manager of the host, A, reports” or “The pool managers of the hosts, A and B, report”, by their verbs."""
    names = dict.fromkeys(reading.partner(fund.host) for fund in reading.funds)
    listed = listing([[words(name)] for name in names])
    if len(names) == 1:
        return ["The pool manager of the host, ", *listed, f", {one}"]
    return ["The pool managers of the hosts, ", *listed, f", {many}"]


def fund_of(facts: AccountFacts, slug: str) -> str:
    return next((fund.name for fund in facts.position.funds if fund.slug == slug), slug)
