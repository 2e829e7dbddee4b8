"""Puts the fortnightly return together: where the money stands, each fortnight line by line, and the ledger beside it."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Block, Cell, Document, Meta, Paragraph, Section
from reports.facts.discharge import DischargeFacts
from reports.figures.fortnights import Cap, cap_of, counted, spent_of
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs, pounds, sentence
from reports.papers.discharge.tables import UNIT, allocations_table, fortnights_table, ledger_table, lines_table
from s75.money import total
from s75.years import month_label, month_name, year_label

NO_LINES = "No line of this year is paid from discharge money, so there is nothing to return."
NOT_BEGUN = (
    "No discharge money is allocated by {}, and none is spent. It is from the period in which the change that brings it "
    "is posted and effective; then each fortnight is reported here."
)
NOTHING_YET = "No fortnight is reported yet."
DIFFERENCE = (
    "A fortnight counts in the month in which it ends, and ledgers are monthly, so the two differ while a fortnight runs "
    "over a month’s end. A difference that stays is worth a question; nothing is forced to agree."
)


def discharge_paper(facts: DischargeFacts) -> Document:
    """The return as at a period: every fortnight that was over by its last day."""
    sections = [Section("standing", "Where it stands", standing_blocks(facts))]
    if has_begun(facts):
        sections.append(Section("administration", "Administration", (cap_sentence(facts),)))
        sections.append(Section("fortnights", "Fortnight by fortnight", fortnight_blocks(facts)))
        ledger = (ledger_table(facts), sentence(DIFFERENCE))
        sections.append(Section("ledger", "Beside the ledger", ledger))
    return Document(discharge_meta(facts), number_paragraphs(sections))


def has_begun(facts: DischargeFacts) -> bool:
    """Whether any money was allocated, spent or reported by the period."""
    if not facts.lines:
        return False
    reported = any(one.number <= counted(facts) for line in facts.lines for one in line.fortnights)
    return reported or any(one.amount for one in facts.allocations) or bool(ledger_table(facts).rows)


def standing_blocks(facts: DischargeFacts) -> tuple[Block, ...]:
    """Spent to date of the whole allocation, and stream by stream."""
    if not facts.lines:
        return (sentence(NO_LINES),)
    if not has_begun(facts):
        return (sentence(NOT_BEGUN.format(f"{month_label(facts.period)} ({month_name(facts.year, facts.period)})")),)
    whole = total(one.amount for one in facts.allocations)
    mark = any(one.illustrative for one in facts.allocations)
    done = spent_of(facts.lines, counted(facts))
    left = whole - done.spend
    said = sentence(
        pounds(done.spend, illustrative=done.illustrative),
        " is spent of an allocation of ",
        pounds(whole, illustrative=mark),
        "; ",
        pounds(abs(left), illustrative=mark or done.illustrative),
        " is left." if left >= 0 else " more than it is spent.",
    )
    return (said, allocations_table(facts))


def cap_sentence(facts: DischargeFacts) -> Paragraph:
    """Administration to date against the most that it may cost, in words."""
    cap = cap_of(facts)
    mark = spent_of(facts.lines, counted(facts)).illustrative
    rate = Cell(_plain(facts.cap), "rate")
    most = pounds(cap.most, illustrative=any(one.illustrative for one in facts.allocations))
    source = f" ({facts.cap_source})" if facts.cap_source else ""
    return sentence(
        "Administration to date is ",
        pounds(cap.administration, illustrative=mark),
        ". It may cost ",
        rate,
        f" of the whole allocation at most{source}, which is ",
        most,
        *_kept(cap),
    )


def _kept(cap: Cap) -> tuple[str | Cell, ...]:
    if cap.kept:
        return (": the cap is kept, with ", pounds(cap.room), " to spare.")
    return (": the cap is exceeded by ", pounds(-cap.room), ".")


def _plain(value: Decimal) -> Decimal:
    """1.000 as 1, and 1.500 as 1.5."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def fortnight_blocks(facts: DischargeFacts) -> tuple[Block, ...]:
    if not any(one.number <= counted(facts) for line in facts.lines for one in line.fortnights):
        return (sentence(NOTHING_YET),)
    return (fortnights_table(facts), lines_table(facts))


def discharge_meta(facts: DischargeFacts) -> Meta:
    at = f"{month_label(facts.period)} ({month_name(facts.year, facts.period)})"
    marked = any(one.illustrative for one in facts.allocations) or spent_of(facts.lines, len(facts.ends)).illustrative
    return Meta(
        title=f"Discharge fund return: {facts.scope_name} at {at}",
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{at}, {'locked' if facts.locked else 'open, so figures can still change'}",
        paper="Discharge fund return",
        draft=not facts.locked,
        facts=(("Covers", facts.scope_name), ("Unit", UNIT)),
        marks=(ILLUSTRATIVE,) if marked else (),
    )
