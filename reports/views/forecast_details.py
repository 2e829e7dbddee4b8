"""The second row of a line in the forecast grid: its explanation, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports.figures.variance import variance, variance_word
from reports.forecast_round import GridLine
from reports.render.html_cells import element_id, text
from reports.render.words import print_pounds
from reports.views.forecast_entry import Typed
from s75.years import month_label
from schemes.actions.forecasts import LONGEST_TEXT


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
    if typed.words is not None and line.now and typed.words.strip() != line.now.explanation:
        rows += f'<tr><th scope="row">Explanation</th><td>{text(line.now.explanation)}</td><td>{text(typed.words)}</td></tr>'
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
    if not writable:
        return _written(line) if line.owes or words else ""
    if not (line.owes or words or (line.now and line.now.explanation)):
        return ""
    return explanation_field(line.ref, words, hint=hint_of(line), earlier=_earlier(line, words))


def _written(line: GridLine) -> str:
    words = line.now.explanation if line.now else ""
    told = text(words) if words else '<span class="s75-note">No explanation was given.</span>'
    return f'<p class="grid-words"><strong>Explanation:</strong> {told}</p>'


def hint_of(line: GridLine) -> str:
    """Why an explanation is asked for, or that it need not be given."""
    amount = variance(line.group.now)
    if not line.owes:
        return "Not needed now: the variance is within the limit."
    asked = f"Needed: the variance is £{print_pounds(abs(amount))} {variance_word(amount)}."
    if line.now is None and line.last:
        asked += f" This is what {month_label(line.last.round)} said: does it still hold?"
    return asked


def _earlier(line: GridLine, words: str) -> tuple[int, str] | None:
    """The last round's text, shown to start from where this round has none yet."""
    if words or line.last is None or not line.last.explanation:
        return None
    return line.last.round, line.last.explanation


def explanation_field(ref: str, words: str, *, hint: str, earlier: tuple[int, str] | None) -> str:
    """A textarea with its character count, and the last round's text where there is one to start from."""
    key, about = element_id("x", ref), element_id("h", ref)
    before = ""
    if earlier:
        label = month_label(earlier[0])
        before = (
            f'<div class="grid-earlier"><p><strong>{label} said:</strong> <q>{text(earlier[1])}</q></p>'
            f'<button type="button" class="govuk-button govuk-button--secondary grid-start-from" hidden>'
            f"Start from {label}’s text</button></div>"
        )
    return (
        f'<div class="govuk-form-group govuk-character-count grid-explanation" data-module="govuk-character-count" '
        f'data-maxlength="{LONGEST_TEXT}"><div class="grid-ask"><label class="govuk-label govuk-label--s" for="{key}">'
        f'Explanation of {text(ref)}</label><div class="govuk-hint" id="{about}">{text(hint)}</div></div><div class="grid-tell">'
        f'<textarea class="govuk-textarea govuk-js-character-count" id="{key}" name="x-{text(ref)}" rows="2" '
        f'aria-describedby="{about} {key}-info">\n{text(words)}</textarea>'
        f'<div id="{key}-info" class="govuk-hint govuk-character-count__message">'
        f"You can enter up to {LONGEST_TEXT:,} characters</div>{before}</div></div>"
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
