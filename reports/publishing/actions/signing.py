"""Signing a paper off: it is sent when the checks are met or answered, and signed in each role that its layout names."""

from __future__ import annotations

from django.utils import timezone

from budgets.roles import Power
from reports.models import Paper, PaperReason, PaperSignature
from reports.models.drafts import LONGEST_WORDS
from reports.publishing.actions.drafting import State, in_state
from reports.publishing.kept import facts_digest
from reports.publishing.notices import tell_to_sign
from reports.publishing.powers import authors_of, holds_role, require_for_all, role_title
from reports.publishing.reading import Read, check_paper, read_paper
from reports.render.words import clean
from s75.errors import BadInput, NotPermitted, Problem, WrongState
from s75.history import recorded
from s75.models import User


def ask_for_signatures(*, paper: Paper, by: User, reason: str = "") -> Paper:
    """Send a draft for sign-off. What blocks must be mended first; anything else that the checks find needs a reason."""
    read = read_paper(paper)
    require_for_all(by, Power.WRITE_PAPERS, read.funds)
    found = check_paper(read)
    blocking = [one for one in found if one.blocks]
    if blocking:
        problems = [Problem("", None, one.slot, "", f"{str(one).removesuffix('.')}. {one.cure}") for one in blocking]
        raise WrongState("This paper cannot be sent for sign-off yet.", problems=problems)
    words = clean(reason).strip()
    if found and not words:
        raise BadInput(
            "The checks found something. Mend it, or say why the paper goes all the same.",
            problems=[Problem("", None, "reason", "", "a reason")],
        )
    if len(words) > LONGEST_WORDS:
        raise BadInput(f"Give the reason in at most {LONGEST_WORDS:,} characters.")
    with recorded(by=by, reason=words or f"Send “{paper.title}” for sign-off"):
        locked = in_state(paper, State.DRAFT)
        _require_same(locked, read)
        if found:
            PaperReason.objects.create(
                paper=locked, revision=locked.revision, found="\n".join(str(one) for one in found), reason=words,
                given_by=by, given_at=timezone.now(),
            )  # fmt: skip
        locked.state = State.SIGNING
        locked.save()
        tell_to_sign(read, by=by)
        return locked


def _require_same(locked: Paper, read: Read) -> None:
    if locked.revision != read.paper.revision:
        raise WrongState("Somebody changed this paper meanwhile. Read it again first.")


def take_back(*, paper: Paper, by: User) -> Paper:
    """Make a paper that waits for sign-off a draft again."""
    require_for_all(by, Power.WRITE_PAPERS, read_paper(paper).funds)
    with recorded(by=by, reason=f"Take “{paper.title}” back"):
        locked = in_state(paper, State.SIGNING)
        locked.state = State.DRAFT
        locked.save()
        return locked


def sign_paper(*, paper: Paper, revision: int, facts_sha256: str, by: User) -> list[PaperSignature]:
    """Sign the revision and the figures that the person saw, in each role of the layout that they have.

    Raises NotPermitted for whoever has none of the roles or is the paper's only author, WrongState when the words or the
    figures changed since it was shown.
    """
    read = read_paper(paper)
    roles = roles_to_sign(read, by)
    if not roles:
        needed = " and ".join(role_title(role).lower() for role in read.whole.layout.sign_off)
        raise NotPermitted(f"{by} may not sign this paper. Its layout asks for the {needed}.")
    if authors_of(paper) == {by.pk}:
        raise NotPermitted(f"{by} alone wrote this paper, so somebody else must sign it.")
    if revision != paper.revision or facts_sha256 != facts_digest(read.whole.facts):
        raise WrongState("The paper changed since you opened it. Read it again before you sign it.")
    with recorded(by=by, reason=f"Sign “{paper.title}”"):
        locked = in_state(paper, State.SIGNING)
        _require_same(locked, read)
        return [
            PaperSignature.objects.create(
                paper=locked, revision=revision, facts_sha256=facts_sha256, role=role, signed_by=by,
                signed_at=timezone.now(),
            )
            for role in roles
        ]  # fmt: skip


def roles_to_sign(read: Read, by: User) -> list[str]:
    """The roles of the layout that the person has and that nobody signed in yet."""
    missing = unsigned_roles(read)
    return [role for role in missing if holds_role(by, role, read.funds)]


def unsigned_roles(read: Read) -> list[str]:
    """The roles of the layout in which the paper, as it stands with its figures, is not signed."""
    signed = read.paper.signatures.filter(revision=read.paper.revision, facts_sha256=facts_digest(read.whole.facts))
    done = set(signed.values_list("role", flat=True))
    return [role for role in read.whole.layout.sign_off if role not in done]
