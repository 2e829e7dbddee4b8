"""Publishing a signed paper: numbered, dated and frozen, with every file made of it; and correcting one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db.models import Max
from django.utils import timezone

from budgets.models import Place
from budgets.roles import Power
from reports.house_style.offered import template_of
from reports.layouts.data import as_data as layout_as_data
from reports.models import (
    FileContent,
    Paper,
    PaperFund,
    PaperReason,
    PaperText,
    PublishedContent,
    PublishedFile,
    PublishedPaper,
    Redaction,
)
from reports.models.drafts import LONGEST_WORDS
from reports.publishing.actions.drafting import State, in_state
from reports.publishing.actions.signing import unsigned_roles
from reports.publishing.files import (
    TYPES,
    Edition,
    Made,
    corrections_as_data,
    corrections_between,
    edition_of,
    make_files,
)
from reports.publishing.kept import facts_digest
from reports.publishing.notices import tell_published
from reports.publishing.powers import require_for_all, role_title
from reports.publishing.reading import Read, check_paper, funds_of, read_paper
from reports.render.words import clean
from reports.writing.said import as_data
from s75.errors import BadInput, Problem, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User

MOVED = (
    "The paper changed while its files were made, so it is not published. Read it again; it may have to be signed anew."
)


def publish_paper(*, paper: Paper, by: User, say: Callable[[int], None] | None = None) -> PublishedPaper:
    """Publish a paper that is signed in every role of its layout. A period that is not locked makes it provisional.

    `say` is told how far its files are, in per cent. These are made before any row is locked; then all is kept in one
    transaction, if words and figures are still the same. Raises WrongState naming each missing signature, and each thing
    that the checks found since it was sent.
    """
    read = read_paper(paper)
    require_for_all(by, Power.PUBLISH_PAPERS, read.funds)
    require_ready(read)
    edition = make_edition(read)
    files = make_files(edition, say)
    with recorded(by=by, reason=f"Publish “{paper.title}”"):
        # two papers never get the same number
        held(Place.objects).get(pk=paper.place_id)
        locked = in_state(paper, State.SIGNING)
        again = read_paper(locked)
        if not _says_the_same(again, read):
            raise WrongState(MOVED)
        if number_and_version(locked) != (edition.number, edition.version):
            raise WrongState("Another paper was published meanwhile. Publish this one again: it gets the next number.")
        published = keep_edition(locked, edition, files, by=by)
        locked.state = State.PUBLISHED
        locked.save()
        tell_published(published, by=by)
        return published


def _says_the_same(again: Read, before: Read) -> bool:
    """Whether words, figures and layout are those that the files were made of. A redaction changes words of any revision."""
    now, then = again.whole, before.whole
    return (
        (again.paper.revision, now.title, now.texts, now.layout) == (before.paper.revision, then.title, then.texts, then.layout)
        and facts_digest(now.facts) == facts_digest(then.facts)
    )  # fmt: skip


def require_ready(read: Read) -> None:
    """Raise WrongState unless the paper is signed, and the checks find nothing that was not answered."""
    paper = read.paper
    if paper.state != State.SIGNING:
        raise WrongState(f"“{paper.title}” is {paper.get_state_display().lower()}; it is sent for sign-off first.")
    missing = unsigned_roles(read)
    if missing:
        raise WrongState(f"Not signed yet by: {', '.join(role_title(role).lower() for role in missing)}.")
    answered = PaperReason.objects.filter(paper=paper, revision=paper.revision).values_list("found", flat=True)
    known = {line for found in answered for line in found.split("\n")}
    fresh = [one for one in check_paper(read) if one.blocks or str(one) not in known]
    if fresh:
        problems = [Problem("", None, one.slot, "", str(one).removesuffix(".")) for one in fresh]
        raise WrongState(
            "The checks found more since this paper was sent for sign-off. Take it back, mend it and send it again.",
            problems=problems,
        )


def make_edition(read: Read) -> Edition:
    """The paper as its next version would be published now."""
    paper = read.paper
    number, version = number_and_version(paper)
    template = template_of(paper.place, paper.kind)
    edition = Edition(
        read.whole, paper.place.slug, number, version, paper.year, paper.month, paper.about, not read.locked,
        timezone.now(), {}, word_template=template.pk if template else None,
    )  # fmt: skip
    if paper.corrects is None:
        return edition
    newest = newest_version(paper.corrects)
    before = edition_of(newest) if hasattr(newest, "content") else None
    exempt_too = bool(edition.whole.exempt)
    return replace(edition, corrections=corrections_between(before, edition, paper.note, exempt_too=exempt_too))


def number_and_version(paper: Paper) -> tuple[int, int]:
    """The number that the paper gets: the next of its place, or that of the paper that it corrects, a version on."""
    if paper.corrects is not None:
        return paper.corrects.number, newest_version(paper.corrects).version + 1
    newest = PublishedPaper.objects.filter(place=paper.place_id).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1, 1


def newest_version(published: PublishedPaper) -> PublishedPaper:
    """The version of a published paper that stands now: a redaction may have added one."""
    rows = PublishedPaper.objects.filter(place=published.place_id, number=published.number).select_related("content")
    return rows.select_related("content", "place").latest("version")


def keep_edition(
    paper: Paper,
    edition: Edition,
    files: list[Made],
    *,
    by: User,
    supersedes: PublishedPaper | None = None,
    redaction: Redaction | None = None,
) -> PublishedPaper:
    """Write an edition and its files; the caller has checked that it may be."""
    whole = edition.whole
    if supersedes is None and paper.corrects is not None:
        supersedes = newest_version(paper.corrects)
    published = PublishedPaper.objects.create(
        paper=paper, place=paper.place, number=edition.number, version=edition.version, kind=whole.kind,
        about=edition.about, year=edition.year, month=edition.month, title=whole.title,
        provisional=edition.provisional, formulas=whole.formulas or whole.of_kind.formulas,
        layout=layout_as_data(whole.layout), sha256=edition.sha256, supersedes=supersedes, redaction=redaction, published_by=by,
        published_at=edition.published_at, word_template_id=edition.word_template,
    )  # fmt: skip
    PublishedContent.objects.create(
        published=published, facts=edition.facts, texts=as_data(whole.texts),
        differences=corrections_as_data(edition.corrections),
    )  # fmt: skip
    keep_files(published, files)
    return published


def keep_files(published: PublishedPaper, files: list[Made]) -> None:
    """Write the files of an edition that is kept."""
    for made in files:
        row = PublishedFile.objects.create(
            published=published, form=made.form, variant=made.variant, media_type=TYPES[made.form][1],
            size=len(made.content), sha256=made.sha256,
        )  # fmt: skip
        FileContent.objects.create(file=row, content=made.content)


def begin_correction(*, published: PublishedPaper, note: str, by: User) -> Paper:
    """A draft that is to take the place of the newest version of a published paper; it begins with the same words.

    `note` says what was wrong; it is printed with the correction. Raises WrongState for a version that was superseded.
    """
    funds = funds_of(published.paper)
    require_for_all(by, Power.WRITE_PAPERS, funds)
    words = clean(note).strip()
    if not words or len(words) > LONGEST_WORDS:
        raise BadInput(
            f"Say what was wrong, in 1 to {LONGEST_WORDS:,} characters: the correction prints it.",
            problems=[Problem("", None, "note", "", "what was wrong")],
        )
    if PublishedPaper.objects.filter(supersedes=published).exists():
        raise WrongState("A newer version of this paper is published. Correct that one.")
    with recorded(by=by, reason=words):
        before = published.paper
        paper = Paper.objects.create(
            place=before.place, kind=before.kind, about=before.about, year=before.year, month=before.month,
            layout=before.layout, title=before.title, corrects=published, note=words, created_by=by,
            created_at=timezone.now(),
        )  # fmt: skip
        PaperFund.objects.bulk_create(PaperFund(paper=paper, fund=fund) for fund in funds)
        PaperText.objects.bulk_create(
            PaperText(
                paper=paper, slot=one.slot, text=one.text, exempt=one.exempt, public_text=one.public_text,
                saved_by=one.saved_by, saved_at=one.saved_at,
            )
            for one in before.texts.select_related("saved_by")
        )  # fmt: skip
        return paper
