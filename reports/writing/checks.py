"""What stands against publishing a paper: each finding a sentence with where it is, and what cures it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reports.document import Document
from reports.writing.filling import strange_names
from reports.writing.names import Names
from reports.writing.people import people_in, private_in, small_numbers_in
from reports.writing.said import Said, Texts
from reports.writing.slots import Slot
from reports.writing.typed import Typed, typed_figures, unmatched


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: in which slot (empty for the paper as a whole), what it is, and its cure.

    What `blocks` must be mended; anything else may stand when a reason is given.
    """

    slot: str
    where: str
    sentence: str
    cure: str
    blocks: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """What the checks must know beside the paper: the sentences of what the funds still wait for, the agreements that are
    not signed, how many variances owe an explanation, and whether every period is locked."""

    waits: Sequence[str] = field(default=())
    unsigned: Sequence[str] = field(default=())
    unexplained: int = 0
    locked: bool = True
    period: str = ""


def findings(texts: Texts, slots: Sequence[Slot], names: Names, bare: Document, standing: Standing) -> list[Finding]:
    """Everything that the checks find, what blocks first."""
    found = [*of_standing(standing), *of_words(texts, slots, names), *of_lost_words(texts, slots)]
    amounts = list(typed_figures_of(texts, slots))
    wrong = unmatched([typed for _, typed in amounts], bare)
    found += [
        Finding(
            slot.key,
            slot.heading,
            f"“{typed.text}” is typed by hand and is no figure of the paper.",
            "Insert the figure by its name, or say where it comes from.",
        )
        for slot, typed in amounts
        if typed in wrong
    ]
    return sorted(found, key=lambda one: not one.blocks)


def typed_figures_of(texts: Texts, slots: Sequence[Slot]) -> Iterator[tuple[Slot, Typed]]:
    for slot in slots:
        for text in _both(texts.get(slot.key, Said())):
            yield from ((slot, typed) for typed in typed_figures(text))


def of_standing(standing: Standing) -> list[Finding]:
    """What the funds, their agreements and their lines still owe."""
    found = [
        Finding("", "", f"The agreement “{name}” is not signed.", "Have it signed, or say why the paper goes first.")
        for name in standing.unsigned
    ]
    found += [Finding("", "", sentence, "Settle it, or say why the paper goes first.") for sentence in standing.waits]
    if standing.unexplained:
        many = f"{standing.unexplained} variances" if standing.unexplained > 1 else "1 variance"
        owe = "owe" if standing.unexplained > 1 else "owes"
        found.append(Finding("", "", f"{many} {owe} an explanation.", "Ask the officers, or say why it goes without."))
    if not standing.locked:
        sentence = f"{standing.period} is not locked, so the figures can still change."
        found.append(Finding("", "", sentence, "Lock it first, or publish the paper as provisional and say why."))
    return found


def of_words(texts: Texts, slots: Sequence[Slot], names: Names) -> list[Finding]:
    """What is missing, unknown, private or unclear in what people wrote."""
    found = []
    for slot in slots:
        said = texts.get(slot.key, Said())
        if slot.required and not said.text.strip():
            cure = f"Write {slot.guidance.rstrip('.')}." if slot.guidance else "Fill it in."
            found.append(Finding(slot.key, slot.heading, "This is not written yet.", cure, blocks=True))
        if said.exempt and not said.public_text.strip():
            found.append(
                Finding(
                    slot.key,
                    slot.heading,
                    "It is exempt from publication, and nothing stands in the public version.",
                    "Write what the public is to read in its place.",
                    blocks=True,
                )
            )
        found += [finding for text in _both(said) for finding in _of_text(slot, text, names)]
    return found


def of_lost_words(texts: Texts, slots: Sequence[Slot]) -> list[Finding]:
    """What was written under parts that the layout no longer has, so that no paper prints it. Words that were exempt kept
    figures from the public with them, so nothing is published before somebody has looked."""
    found = []
    for key, said in lost_words(texts, slots).items():
        sentence = "Words are written here, and the layout has no such part any more."
        cure = "Put the part back into the layout, or say why the words are left out."
        if said.exempt:
            sentence = f"{sentence} They are exempt from publication."
            cure = "Put the part back into the layout, and decide what the public reads."
        found.append(Finding("", title_of(key), sentence, cure, blocks=bool(said.exempt)))
    return found


def title_of(key: str) -> str:
    """What a part was about, by its key."""
    return key.replace("_", " ").capitalize()


def lost_words(texts: Texts, slots: Sequence[Slot]) -> dict[str, Said]:
    """The texts that stand in no slot, by its key."""
    known = {slot.key for slot in slots}
    return {key: said for key, said in texts.items() if key not in known and said.text.strip()}


def _both(said: Said) -> tuple[str, ...]:
    return (said.text, said.public_text) if said.exempt else (said.text,)


def _of_text(slot: Slot, text: str, names: Names) -> list[Finding]:
    found = [
        Finding(slot.key, slot.heading, strange.sentence, "Correct the name.", blocks=True)
        for strange in strange_names(text, names)
    ]
    people = () if slot.names else people_in(text)
    rules: tuple[tuple[Iterable[str], Callable[[str], str], str, bool], ...] = (
        (private_in(text), lambda what: f"{what} tells who a person is.", "Take it out: no paper holds it.", True),
        (
            people,
            lambda what: f"“{what}” looks like the name of a person.",
            "Take it out if it is anybody who gets care.",
            False,
        ),
        (
            small_numbers_in(text),
            lambda what: f"“{what}” is so few that somebody could be recognised.",
            "Say “fewer than five”, or leave it out.",
            False,
        ),
        (
            _unclear_in(text),
            lambda what: f"“{what}” is hard to use for some readers.",
            "Write it in plain words.",
            False,
        ),
    )
    for each, says, cure, blocks in rules:
        found += [Finding(slot.key, slot.heading, says(what), cure, blocks) for what in each]
    return found


def _unclear_in(text: str) -> list[str]:
    """Paragraphs in capitals, tables typed with tabs, links that say nothing."""
    lines = [line.strip() for line in text.split("\n")]
    loud = [line for line in lines if len(line) > 30 and line.isupper()]
    tabbed = [line.replace("\t", " ") for line in lines if line.count("\t") > 1]
    vague = [words for words in ("click here", "see below link") if words in text.casefold()]
    return [f"{line[:40]}…" if len(line) > 40 else line for line in [*loud, *tabbed, *vague]]
