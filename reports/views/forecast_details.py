"""The second row of a line in the forecast grid: its explanation, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reports.figures.variance import variance, variance_word
from reports.render.html_cells import element_id, text
from reports.render.words import print_pounds
from reports.rounds.lines import GridLine
from reports.views.forecast_entry import Typed
from s75.years import month_label
from schemes.actions.forecasts import LONGEST_TEXT


class Words(NamedTuple):
    """A text of a line: the letter of its field's name, that of its hint, its class, and what it is called."""

    letter: str
    hint: str
    css: str
    label: str


EXPLANATION = Words("x", "h", "grid-explanation", "Explanation")
MITIGATION = Words("m", "g", "grid-mitigation", "Mitigation")
PLAN_HINT = "What is done about it, by whom and by when."


@dataclass
class Fault:
    """Why a row was refused: sentences, and the months whose cells they are about. `stale` shows both values."""

    texts: list[str] = field(default_factory=list)
    months: set[int] = field(default_factory=set)
    stale: bool = False


def detail_row(line: GridLine, *, width: int, writable: bool, typed: Typed | None, fault: Fault | None) -> str:
    """The detail row of a line as HTML; nothing where there is nothing to say or to ask."""
    parts = [_faults(line, typed, fault), _explanation(line, writable, typed)]
    inner = "".join(parts)
    if not inner:
        return ""
    return (
        f'<tr class="grid-detail" id="{element_id("d", line.ref)}" data-of="{text(line.ref)}">'
        f'<td colspan="{width}"><div class="grid-detail__inner">{inner}</div></td></tr>'
    )


def _faults(line: GridLine, typed: Typed | None, fault: Fault | None) -> str:
    if fault is None:
        return ""
    lines = "".join(
        f'<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {text(sentence)}</p>'
        for sentence in fault.texts
    )
    both = _both_values(line, typed) if fault.stale and typed else ""
    return f'<div class="grid-fault" id="{element_id("e", line.ref)}">{lines}{both}</div>'


def _both_values(line: GridLine, typed: Typed) -> str:
    """What stands now and what was typed, cell by cell where they differ, with the choice between the two."""
    rows = "".join(
        f'<tr><th scope="row">{month_label(month)}</th><td class="n">{text(theirs)}</td><td class="n">{text(mine)}</td></tr>'
        for month, theirs, mine in _differences(line, typed)
    )
    for name, theirs, mine in _other_words(line, typed):
        rows += f'<tr><th scope="row">{name}</th><td>{text(theirs)}</td><td>{text(mine)}</td></tr>'
    who = text(line.now.saved_by) if line.now else "Nobody"
    return (
        f'<table class="s75-table grid-both"><caption class="govuk-visually-hidden">Both values of {text(line.ref)}</caption>'
        f'<thead><tr><th scope="col">Cell</th><th scope="col" class="n">{who} saved</th>'
        f'<th scope="col" class="n">You typed</th></tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="grid-choice"><button class="govuk-button govuk-button--secondary" name="mine" value="{text(line.ref)}">'
        f'Keep mine<span class="govuk-visually-hidden"> for {text(line.ref)}</span></button> '
        f'<button class="govuk-button govuk-button--secondary" name="theirs" value="{text(line.ref)}">'
        f'Take theirs<span class="govuk-visually-hidden"> for {text(line.ref)}</span></button></p>'
    )


def _other_words(line: GridLine, typed: Typed) -> list[tuple[str, str, str]]:
    """The texts that differ from those that stand, with both of them."""
    if line.now is None:
        return []
    both = (("Explanation", line.now.explanation, typed.words), ("Mitigation", line.now.mitigation, typed.mitigation))
    return [(name, theirs, mine) for name, theirs, mine in both if mine is not None and mine.strip() != theirs]


def _differences(line: GridLine, typed: Typed) -> list[tuple[int, str, str]]:
    found = []
    for month, mine in sorted(typed.cells.items()):
        stands = line.forecast(month)
        theirs = "" if stands is None else print_pounds(stands)
        if theirs != mine.strip():
            found.append((month, theirs, mine.strip()))
    return found


def _explanation(line: GridLine, writable: bool, typed: Typed | None) -> str:
    words = typed.words if typed and typed.words is not None else line.words
    plan = typed.mitigation if typed and typed.mitigation is not None else line.mitigation
    saved = line.now.explanation or line.now.mitigation if line.now else ""
    if not (line.owes or words or plan or (writable and saved)):
        return ""
    if not writable:
        return _written(line)
    last = line.last
    return (
        '<div class="grid-words-both">'
        + words_field(
            EXPLANATION,
            line.ref,
            words,
            hint=hint_of(line),
            earlier=_earlier(line, words, last.explanation if last else None),
        )
        + words_field(
            MITIGATION, line.ref, plan, hint=PLAN_HINT, earlier=_earlier(line, plan, last.mitigation if last else None)
        )
        + "</div>"
    )


def _written(line: GridLine) -> str:
    words, plan = (line.now.explanation, line.now.mitigation) if line.now else ("", "")
    told = text(words) if words else '<span class="s75-note">No explanation was given.</span>'
    found = f'<p class="grid-words"><strong>Explanation:</strong> {told}</p>'
    return found + (f'<p class="grid-words"><strong>Mitigation:</strong> {text(plan)}</p>' if plan else "")


def hint_of(line: GridLine) -> str:
    """Why an explanation is asked for, or that it need not be given."""
    amount = variance(line.group.now)
    if not line.owes:
        return "Not needed now: the variance is within the limit."
    asked = f"Needed: the variance is £{print_pounds(abs(amount))} {variance_word(amount)}."
    if line.now is None and line.last:
        asked += f" This is what {month_label(line.last.round)} said: does it still hold?"
    return asked


def _earlier(line: GridLine, words: str, said: str | None) -> tuple[int, str] | None:
    """The last round's text, shown to start from where this round has none yet."""
    return (line.last.round, said) if said and not words and line.last else None


def words_field(kind: Words, ref: str, words: str, *, hint: str, earlier: tuple[int, str] | None) -> str:
    """A textarea with its character count, and the last round's text where there is one to start from."""
    key, about = element_id(kind.letter, ref), element_id(kind.hint, ref)
    before = ""
    if earlier:
        label = month_label(earlier[0])
        before = (
            f'<div class="grid-earlier"><p><strong>{label} said:</strong> <q>{text(earlier[1])}</q></p>'
            f'<button type="button" class="govuk-button govuk-button--secondary grid-start-from" hidden>'
            f"Start from {label}’s text</button></div>"
        )
    return (
        f'<div class="govuk-form-group govuk-character-count {kind.css}" data-module="govuk-character-count" '
        f'data-maxlength="{LONGEST_TEXT}"><label class="govuk-label govuk-label--s" for="{key}">{kind.label} of {text(ref)}'
        f'</label><div class="govuk-hint" id="{about}">{text(hint)}</div>'
        f'<textarea class="govuk-textarea govuk-js-character-count" id="{key}" name="{kind.letter}-{text(ref)}" rows="2" '
        f'aria-describedby="{about} {key}-info">\n{text(words)}</textarea>'
        f'<div id="{key}-info" class="govuk-hint govuk-character-count__message">'
        f"You can enter up to {LONGEST_TEXT:,} characters</div>{before}</div>"
    )


def faults_of(problems: Sequence[tuple[str, int | None, str]], stale: Mapping[str, str]) -> dict[str, Fault]:
    """Faults by reference, from (reference, month or None, sentence), and the rows that somebody else saved."""
    found: dict[str, Fault] = {}
    for ref, month, sentence in problems:
        fault = found.setdefault(ref, Fault())
        fault.texts.append(sentence)
        if month:
            fault.months.add(month)
    for ref, sentence in stale.items():
        fault = found.setdefault(ref, Fault())
        fault.texts.append(sentence)
        fault.stale = True
    return found
