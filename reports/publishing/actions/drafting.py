"""Drafting a paper: begin it, write its sections, talk about it, give it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from budgets.models import Fund, Period, Place
from budgets.roles import Power
from reports.catalogue import PAPERS, Kind, Wanted
from reports.house_style.offered import layout_of
from reports.models import Paper, PaperFund, PaperRemark, PaperText
from reports.models.drafts import LONGEST_TEXT, LONGEST_WORDS
from reports.publishing.powers import may_for_all, require_for_all
from reports.publishing.reading import Read, funds_of, read_paper
from reports.render.words import clean
from reports.writing.filling import strange_names
from reports.writing.said import EXEMPTIONS
from reports.writing.slots import Slot
from s75.errors import BadInput, NotPermitted, Problem, StaleVersion, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User

State = Paper.State
WRITTEN_IN = (State.DRAFT, State.SIGNING)
SPEAKING = (Power.WRITE_PAPERS, Power.REVIEW, Power.DECIDE_CHANGES)


@dataclass(frozen=True)
class TextInput:
    """What somebody wants a slot to say, and the version of it that they read (0 where nothing stood)."""

    slot: str
    text: str
    version: int
    exempt: str = ""
    public_text: str = ""


def begin_paper(
    *,
    place: Place,
    funds: Sequence[Fund],
    kind: str,
    year: int,
    month: int,
    layout: str,
    by: User,
    title: str = "",
    about: str = "",
) -> Paper:
    """A new draft of a paper of these funds at a period; without a title it takes that of its figures."""
    require_for_all(by, Power.WRITE_PAPERS, funds)
    if kind not in PAPERS:
        raise BadInput("Choose which paper it is to be.")
    _check_about(
        PAPERS[kind], Wanted(place, funds, year, month, _periods(funds, year), layout_of(place, layout)), about
    )
    with recorded(by=by, reason=f"Begin a paper: {PAPERS[kind].title}"):
        paper = Paper.objects.create(
            place=place, kind=kind, about=about, year=year, month=month, layout=layout,
            title=clean(title).strip()[:200] or PAPERS[kind].title, created_by=by, created_at=timezone.now(),
        )  # fmt: skip
        PaperFund.objects.bulk_create(PaperFund(paper=paper, fund=fund) for fund in funds)
        if not title.strip():
            paper.title = read_paper(paper).whole.bare.meta.title[:200]
            paper.save()
        return paper


def _periods(funds: Sequence[Fund], year: int) -> list[Period]:
    return list(Period.objects.filter(fund__in=list(funds), year=year))


def _check_about(kind: Kind, wanted: Wanted, about: str) -> None:
    """Raise BadInput unless the paper can be about it."""
    if about and (kind.about is None or about not in {value for value, _ in kind.about.choices(wanted)}):
        raise BadInput(f"The {kind.title.lower()} cannot be about “{about}”. Choose it from the page of that paper.")


def in_state(paper: Paper, *states: str) -> Paper:
    """The paper, locked for this transaction. WrongState unless it is in one of the states."""
    locked = held(Paper.objects).select_related("place", "corrects").get(pk=paper.pk)
    if locked.state not in states:
        wanted = " or ".join(State(state).label.lower() for state in states)
        raise WrongState(f"“{locked.title}” is {locked.get_state_display().lower()}; this step starts from {wanted}.")
    return locked


def save_texts(*, paper: Paper, texts: Sequence[TextInput], by: User, title: str | None = None) -> Paper:
    """Save what slots of a paper say. Whatever changed makes a new revision, which voids every signature.

    Raises StaleVersion with what stands where somebody saved a slot meanwhile, BadInput naming each unknown figure with
    the nearest name, WrongState when the paper is published.
    """
    read = read_paper(paper)
    require_for_all(by, Power.WRITE_PAPERS, read.funds)
    wanted = [_checked(read, one) for one in texts]
    with recorded(by=by, reason=f"Write “{paper.title}”"):
        locked = in_state(paper, *WRITTEN_IN)
        changed = sum([_save(locked, one, by) for one in wanted])
        if title is not None and clean(title).strip()[:200] != locked.title:
            if not title.strip():
                raise BadInput("Enter a title.", problems=[Problem("", None, "title", "", "a title")])
            locked.title, changed = clean(title).strip()[:200], changed + 1
        if changed:
            locked.revision, locked.state = locked.revision + 1, State.DRAFT
            locked.save()
        return locked


def _checked(read: Read, one: TextInput) -> TextInput:
    """The input as it is kept, or BadInput."""
    slot = next((slot for slot in read.whole.slots if slot.key == one.slot), None)
    if slot is None:
        raise BadInput("This paper has no such section. Read it again.")
    kept = TextInput(slot.key, _plain(one.text), one.version, one.exempt, _plain(one.public_text) if one.exempt else "")
    problems = [*_too_long(kept), *_unknown(read, slot, kept)]
    if one.exempt and (one.exempt not in EXEMPTIONS or slot.entry):
        problems.append(Problem("", None, "exempt", one.exempt, "one of the paragraphs of Schedule 12A"))
    if slot.choices and kept.text and kept.text not in slot.choices and slot.entry:
        problems.append(Problem("", None, slot.key, kept.text, f"one of {', '.join(slot.choices)}"))
    if problems:
        raise BadInput(f"“{slot.heading}” is not saved.", problems=problems)
    return kept


def _plain(text: str) -> str:
    return clean(text).strip()


def _too_long(kept: TextInput) -> list[Problem]:
    return [
        Problem("", None, column, f"{len(text):,} characters", f"at most {LONGEST_TEXT:,}")
        for column, text in (("text", kept.text), ("public_text", kept.public_text))
        if len(text) > LONGEST_TEXT
    ]


def _unknown(read: Read, slot: Slot, kept: TextInput) -> list[Problem]:
    if slot.entry:
        return []
    return [
        Problem("", None, column, "", strange.sentence.removesuffix("."))
        for column, text in (("text", kept.text), ("public_text", kept.public_text))
        for strange in strange_names(text, read.whole.names)
    ]


def _save(paper: Paper, one: TextInput, by: User) -> bool:
    """Whether the slot's text changed by it."""
    stands = held(PaperText.objects).filter(paper=paper, slot=one.slot).select_related("saved_by").first()
    fields = {"text": one.text, "exempt": one.exempt, "public_text": one.public_text}
    same = all(getattr(stands, name, "") == value for name, value in fields.items())
    if same:
        return False
    if one.version != (stands.version if stands else 0):
        who = f" {stands.saved_by} did." if stands else ""
        raise StaleVersion(
            f"Somebody saved this section since you opened it.{who} Nothing was saved: look at what stands now.",
            current=stands,
        )
    if stands is None:
        PaperText.objects.create(paper=paper, slot=one.slot, saved_by=by, saved_at=timezone.now(), **fields)
        return True
    for name, value in fields.items():
        setattr(stands, name, value)
    stands.version, stands.saved_by, stands.saved_at = stands.version + 1, by, timezone.now()
    stands.save()
    return True


def say(*, paper: Paper, text: str, by: User, slot: str = "") -> PaperRemark:
    """Say something about a draft: whoever writes papers, reviews forecasts or decides on changes may."""
    funds = funds_of(paper)
    if not any(may_for_all(by, power, funds) for power in SPEAKING):
        raise NotPermitted(f"{by} reads this paper; who writes, reviews or signs may comment on it.")
    words = _plain(text)
    if not words or len(words) > LONGEST_WORDS:
        raise BadInput(f"Say it in 1 to {LONGEST_WORDS:,} characters.")
    with recorded(by=by, reason=f"Comment on “{paper.title}”"):
        locked = in_state(paper, *WRITTEN_IN)
        return PaperRemark.objects.create(
            paper=locked, revision=locked.revision, slot=slot, text=words, said_by=by, said_at=timezone.now()
        )


def abandon_paper(*, paper: Paper, by: User) -> Paper:
    """Give a draft up. It is kept, and can be read."""
    require_for_all(by, Power.WRITE_PAPERS, funds_of(paper))
    with recorded(by=by, reason=f"Give up “{paper.title}”"):
        locked = in_state(paper, *WRITTEN_IN)
        locked.state = State.ABANDONED
        locked.save()
        return locked
