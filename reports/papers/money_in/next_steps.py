"""What about money in wants doing, the most pressing first, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports import links
from reports.document import Paragraph
from reports.facts.money import MoneyInFacts, SourceFacts
from reports.figures.instalments import overdue, paid
from reports.figures.settlement import shares_money
from reports.papers.cells import plural, pounds, sentence, words
from reports.papers.money_in.contributions import counted_sources
from reports.papers.money_in.words import day


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to do: what, in which fund, the words of its link, and where it is done."""

    sentence: Paragraph
    fund: str
    button: str
    href: str


def wanted(facts: MoneyInFacts) -> tuple[Wanted, ...]:
    """Overdue instalments and passings, contributions without a plan or planned short, and indicative ones."""
    return (*_overdue(facts), *_to_pass(facts), *_to_plan(facts), *_to_confirm(facts))


def _page(facts: MoneyInFacts, source: SourceFacts) -> str:
    return links.contribution_path(facts.place, source.key, facts.year, facts.period)


def _overdue(facts: MoneyInFacts) -> Iterator[Wanted]:
    late = [(part, source) for source in facts.sources for part in source.instalments if overdue(part, facts.day)]
    for part, source in sorted(late, key=lambda pair: (pair[0].due_on, pair[1].key)):
        told = sentence(
            f"Instalment {part.number} of ",
            words(facts.partner_name(source.partner)),
            " from ",
            words(source.stream),
            ", ",
            pounds(overdue(part, facts.day), illustrative=part.illustrative),
            f", was due on {day(part.due_on)}{'' if part.invoice else ' and is not invoiced'}.",
        )
        yield Wanted(told, source.fund, "Open its contribution", _page(facts, source))


def _to_pass(facts: MoneyInFacts) -> Iterator[Wanted]:
    for passing in facts.passings:
        if passing.passed_on is None and passing.due_on < facts.day:
            told = sentence(
                pounds(passing.amount, illustrative=passing.illustrative),
                " was to be passed to ",
                words(passing.partner),
                f" on {day(passing.due_on)}.",
            )
            href = links.passing_path(facts.place, passing.line, facts.year, facts.period)
            yield Wanted(told, passing.fund, "Open what is passed on", href)


def _to_plan(facts: MoneyInFacts) -> Iterator[Wanted]:
    shared = {fund.slug for fund in facts.funds if shares_money(fund)}
    for source in facts.sources:
        if source.own or source.fund not in shared or not source.amount:
            continue
        gap = paid(source, facts.day).unscheduled
        name = (words(source.stream), " of ", words(facts.partner_name(source.partner)))
        if not source.instalments and not source.claim:
            amount = pounds(source.amount, illustrative=source.illustrative)
            yield Wanted(
                sentence(*name, ", ", amount, ", has no instalments."),
                source.fund,
                "Plan instalments",
                _page(facts, source),
            )
        elif gap:
            more = " of it is in no instalment." if gap > 0 else " more is in its instalments than it stands at."
            told = sentence(*name, ": ", pounds(abs(gap), illustrative=source.illustrative), more)
            yield Wanted(told, source.fund, "Plan instalments anew", _page(facts, source))


def _to_confirm(facts: MoneyInFacts) -> Iterator[Wanted]:
    open_ones = [source for source in counted_sources(facts) if not source.confirmed]
    if open_ones:
        count = plural(len(open_ones), "contribution is", "contributions are")
        told = sentence(f"{count[:1].upper()}{count[1:]} indicative until somebody confirms.")
        yield Wanted(told, open_ones[0].fund, "Open the first", _page(facts, open_ones[0]))
