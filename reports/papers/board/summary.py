"""Where we stand, in sentences made by rule from the figures: position, movement, drivers, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Block, Cell, Paragraph
from reports.figures.rag import Rag
from reports.figures.variance import Position, movement_word, variance_word
from reports.papers.board.changes import changes_counted
from reports.papers.board.narratives import unexplained
from reports.papers.board.reading import Reading
from reports.papers.cells import listing, nothing_yet, number_word, percentage, plural, pounds, sentence, words
from s75.money import total
from s75.years import month_label

NONE_FORECAST = "No line has a forecast: each stands at its budget."
ONE_UNFORECAST = "The one line has no forecast: it stands at its budget."
NO_LEDGER = "No ledger of this year is in, so what is spent is not known here."
NamedPosition = tuple[str, str, Position]


def summary_blocks(reading: Reading) -> tuple[Block, ...]:
    if not reading.funds:
        return (sentence("No fund here counts towards a total: the funds below are in view only."),)
    if not reading.facts.groups:
        return (nothing_yet(reading.facts.year),)
    return (
        position_sentence(reading),
        movement_sentence(reading),
        spend_sentence(reading),
        *driver_sentences(reading),
        *rag_sentence(reading),
        *caution_sentences(reading),
    )


def subject(reading: Reading) -> list[str | Cell]:
    """Whose position it is: the five funds, or the one."""
    if len(reading.funds) == 1:
        fund = reading.funds[0]
        return [words(fund.name, reading.fund_page(fund.slug))]
    return [f"the {number_word(len(reading.funds))} funds"]


def variance_words(reading: Reading, figures: Position, link: str) -> list[str | Cell]:
    """£1.00 (2.0%) overspend; a variance of nothing is on budget; without a budget there is no percentage."""
    if figures.variance == 0:
        return ["on budget"]
    amount = pounds(reading.printed(figures.variance), link, illustrative=figures.illustrative)
    share = reading.printed_or_none(figures.percent)
    brackets: list[str | Cell] = [] if share is None else [" (", percentage(share, figures.illustrative), ")"]
    return [amount, *brackets, f" {variance_word(figures.variance)}"]


def position_sentence(reading: Reading) -> Paragraph:
    whole, mark = reading.total, reading.total.illustrative
    return sentence(
        f"At {reading.period} the forecast outturn of ",
        *subject(reading),
        " is ",
        pounds(whole.outturn, reading.figure("outturn"), illustrative=mark),
        " against a current budget of ",
        pounds(whole.budget, reading.figure("budget"), illustrative=mark),
        ": ",
        *variance_words(reading, whole, reading.figure("variance")),
        ".",
    )


def movement_sentence(reading: Reading) -> Paragraph:
    whole, earlier = reading.total, reading.facts.compared_with
    then = whole.variance_before
    if whole.movement is None or earlier is None or then is None:
        return sentence("There is no earlier period in this year to compare with.")
    if whole.movement == 0:
        return sentence(f"The variance has not moved since {reading.before}.")
    mark, link = whole.illustrative, reading.figure_at(earlier, "variance")
    stood: list[str | Cell] = ["the outturn was on budget"]
    if then:
        stood = ["it was ", pounds(reading.printed(then), link, variance_word(then), illustrative=mark)]
    return sentence(
        "The variance has moved ",
        pounds(reading.printed(whole.movement), reading.figure("movement"), illustrative=mark),
        f" {movement_word(whole.movement)} since {reading.before}, when ",
        *stood,
        ".",
    )


def spend_sentence(reading: Reading) -> Paragraph:
    whole, mark = reading.total, reading.total.illustrative
    return sentence(
        "Actual spend to date is ",
        pounds(whole.actual, reading.figure("actual"), illustrative=mark),
        " against a budget to date of ",
        pounds(whole.profiled, reading.figure("profiled"), illustrative=mark),
        ".",
    )


def driver_sentences(reading: Reading) -> list[Paragraph]:
    """The schemes with the largest overspends, underspends and movements, if there are any."""
    schemes = [(fund.slug, *scheme) for fund in reading.funds for scheme in reading.schemes_at[fund.slug].items()]
    over = [row for row in schemes if row[2].variance > 0]
    under = [row for row in schemes if row[2].variance < 0]
    moved = [row for row in schemes if row[2].movement]
    said = [
        drivers(reading, "overspend", over, "variance"),
        drivers(reading, "underspend", under, "variance"),
        drivers(reading, "movement", moved, "movement"),
    ]
    return [paragraph for paragraph in said if paragraph]


def drivers(reading: Reading, what: str, schemes: Sequence[NamedPosition], measure: str) -> Paragraph | None:
    """“The largest overspends are in …”, by the absolute size of the measure."""
    ranked = sorted(schemes, key=lambda row: -abs(getattr(row[2], measure)))[: reading.layout.drivers]
    if not ranked:
        return None
    items: list[list[str | Cell]] = []
    for fund, ref, figures in ranked:
        link = reading.figure(measure, fund=fund, scheme=ref)
        amount = getattr(figures, measure)
        word = f" {movement_word(amount)}" if measure == "movement" else ""
        cell = pounds(reading.printed(amount), link, illustrative=figures.illustrative)
        items.append([words(reading.scheme(fund, ref)), " (", cell, f"{word})"])
    opening = f"The only {what} is in " if len(schemes) == 1 else f"The largest {what}s are in "
    if len(ranked) == 1 < len(schemes):
        opening = f"The largest {what} is in "
    return sentence(opening, *listing(items), ".")


def rag_sentence(reading: Reading) -> list[Paragraph]:
    """How many funds are red, amber and green; nothing unless all of several funds have limits."""
    colours = [reading.rag(reading.funds_at[fund.slug], fund.slug, "fund") for fund in reading.funds]
    if len(colours) < 2 or not all(colours):
        return []
    if len(set(colours)) == 1:
        return [sentence(f"All {number_word(len(colours))} funds are {colours[0]}.")]
    order: tuple[Rag, ...] = ("Red", "Amber", "Green")
    counts = [(colours.count(colour), colour) for colour in order if colour in colours]
    items: list[list[str | Cell]] = [[f"{number_word(n)} {'is' if n == 1 else 'are'} {c}"] for n, c in counts]
    return [sentence(f"Of the {number_word(len(colours))} funds, ", *listing(items), ".")]


def ledger_sentence(reading: Reading, month: int) -> list[Paragraph]:
    """Whose ledgers up to a month are not in, so that what is spent is not all of it."""
    missing = reading.without_ledger(month)
    if not missing:
        return []
    if not reading.facts.ledgers:
        return [sentence(NO_LEDGER)]
    named = listing([[words(reading.partner(code))] for code in missing])
    those = "The ledger of " if len(missing) == 1 else "The ledgers of "
    are = "is" if len(missing) == 1 else "are"
    return [sentence(those, *named, f" up to {month_label(month)} {are} not in, so what is spent is not complete.")]


def unforecast_sentence(reading: Reading) -> list[Paragraph]:
    """How many lines nobody has forecast, so that they stand at their budget."""
    missing, lines = reading.total.not_forecast, reading.total.lines
    if not missing:
        return []
    if missing == lines:
        return [sentence(NONE_FORECAST if lines > 1 else ONE_UNFORECAST)]
    have, stand = ("has", "stands at its") if missing == 1 else ("have", "stand at their")
    named = plural(missing, "line", "lines").capitalize()
    return [sentence(f"{named} of {lines} {have} no forecast yet and {stand} budget.")]


def caution_sentences(reading: Reading) -> list[Paragraph]:
    """What a reader must know before relying on the figures."""
    whole, said = reading.total, []
    said += ledger_sentence(reading, reading.facts.period)
    if not all(fund.counted for fund in reading.funds):
        said.append(sentence("This fund is in view only: it is in no total of the place."))
    said += unforecast_sentence(reading)
    changes = changes_counted(reading)
    if changes:
        amount = total(change.amount for change in changes)
        said.append(
            sentence(
                f"{plural(len(changes), 'change', 'changes').capitalize()} of ",
                pounds(amount),
                " in all, approved but not in these figures, would make the current budget ",
                pounds(whole.budget + amount, illustrative=whole.illustrative),
                ".",
            )
        )
    missing = unexplained(reading)
    if missing:
        have = "has" if missing == 1 else "have"
        count = plural(missing, "variance", "variances").capitalize()
        said.append(sentence(f"{count} beyond the limit {have} no explanation."))
    return said
