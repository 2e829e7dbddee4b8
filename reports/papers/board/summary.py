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
    if whole.movement is None or earlier is None:
        return sentence("There is no earlier period in this year to compare with.")
    if whole.movement == 0:
        return sentence(f"The variance has not moved since {reading.before}.")
    mark = whole.illustrative
    return sentence(
        "The variance has moved ",
        pounds(reading.printed(whole.movement), reading.figure("movement"), illustrative=mark),
        f" {movement_word(whole.movement)} since {reading.before}, when it was ",
        pounds(
            reading.printed(whole.variance - whole.movement), reading.figure_at(earlier, "variance"), illustrative=mark
        ),
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


def caution_sentences(reading: Reading) -> list[Paragraph]:
    """What a reader must know before relying on the figures."""
    whole, said = reading.total, []
    if not all(fund.counted for fund in reading.funds):
        said.append(sentence("This fund is in view only: it is in no total of the place."))
    if 1 < whole.lines == whole.not_forecast:
        said.append(sentence("No line has a forecast yet: each stands at its budget."))
    elif whole.not_forecast:
        have = "has" if whole.not_forecast == 1 else "have"
        lines = plural(whole.not_forecast, "line", "lines")
        stand = "stands at its" if whole.not_forecast == 1 else "stand at their"
        said.append(sentence(f"{lines.capitalize()} of {whole.lines} {have} no forecast yet and {stand} budget."))
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
