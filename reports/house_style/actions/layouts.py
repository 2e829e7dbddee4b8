"""Making, changing and retiring a layout of a place's own; papers on their way in it follow, and are signed anew."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone

from budgets.models import Fund, Place
from budgets.roles import BY_KEY, Power
from reports.layouts import Layout
from reports.layouts.data import NoLayout, as_data, from_data
from reports.layouts.houses import NAMES, houses
from reports.layouts.offers import FIGURES
from reports.models import Paper, PaperRemark, PlaceLayout
from reports.publishing.powers import require_for_all
from s75.errors import BadInput, Problem, StaleVersion, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User

ON_THEIR_WAY = (Paper.State.DRAFT, Paper.State.SIGNING)
LONGEST_SLUG = 40


def add_layout(*, place: Place, content: Mapping[str, Any], by: User) -> PlaceLayout:
    """A new layout of the place's own. BadInput says everything that is wrong with it."""
    _require(place, by)
    with recorded(by=by, reason=f"Make the layout “{content.get('name', '')}”"):
        # two layouts never get the same name
        held(Place.objects).get(pk=place.pk)
        taken = set(PlaceLayout.objects.filter(place=place).values_list("slug", flat=True))
        slug = _slug(str(content.get("name", "")), {*taken, *NAMES, "new"})
        kept = _checked(place, {**content, "slug": slug}, slug)
        return PlaceLayout.objects.create(
            place=place, slug=slug, content=as_data(kept), saved_by=by, saved_at=timezone.now()
        )


def save_layout(*, layout: PlaceLayout, content: Mapping[str, Any], version: int, by: User) -> PlaceLayout:
    """Change a layout. Every draft in it gets a new revision, which voids its signatures, and a remark that says so.

    Raises StaleVersion with what stands where somebody changed it since that version, BadInput with everything that is
    wrong, WrongState when it was retired.
    """
    _require(layout.place, by)
    with recorded(by=by, reason=f"Change the layout “{layout.name}”"):
        locked = _locked(layout)
        if locked.version != version:
            raise StaleVersion(
                f"{locked.saved_by} changed this layout since you opened it. Nothing was saved: look at what stands now.",
                current=locked,
            )
        kept = as_data(_checked(locked.place, {**content, "slug": locked.slug}, locked.slug))
        if kept == locked.content:
            return locked
        prints_else = {**kept, "name": ""} != {**locked.content, "name": ""}
        locked.content, locked.version = kept, locked.version + 1
        locked.saved_by, locked.saved_at = by, timezone.now()
        locked.save()
        if prints_else:
            revise_drafts(locked, by)
        return locked


def retire_layout(*, layout: PlaceLayout, by: User) -> PlaceLayout:
    """Offer a layout no longer. Papers that were begun in it keep it."""
    _require(layout.place, by)
    with recorded(by=by, reason=f"Retire the layout “{layout.name}”"):
        locked = _locked(layout)
        locked.retired_by, locked.retired_at = by, timezone.now()
        locked.save()
        return locked


def drafts_in(layout: PlaceLayout) -> int:
    """How many papers on their way follow the layout."""
    return Paper.objects.filter(place=layout.place_id, layout=layout.slug, state__in=ON_THEIR_WAY).count()


def _require(place: Place, by: User) -> None:
    require_for_all(by, Power.PUBLISH_PAPERS, Fund.objects.filter(place=place))


def _locked(layout: PlaceLayout) -> PlaceLayout:
    rows = held(PlaceLayout.objects).select_related("place", "saved_by")
    locked = rows.get(pk=layout.pk)
    if locked.retired_at is not None:
        raise WrongState(f"“{locked.name}” was retired meanwhile. Copy it to go on.")
    return locked


def _checked(place: Place, content: Mapping[str, Any], slug: str) -> Layout:
    """The layout that the content makes, or BadInput with every reason why it makes none."""
    try:
        made = from_data(content, known=FIGURES)
    except NoLayout as wrong:
        raise _refused(wrong.problems) from wrong
    found = [f"There is no role “{role}”." for role in made.sign_off if role not in BY_KEY]
    if not made.sign_off:
        found.append("Choose at least one role that signs a paper.")
    if made.name.casefold() in _names(place, slug):
        found.append(f"Another layout is called “{made.name}”. Choose another name.")
    if found:
        raise _refused(found)
    return made


def _refused(sentences: Collection[str]) -> BadInput:
    problems = [Problem("", None, "", "", sentence.removesuffix(".")) for sentence in sentences]
    return BadInput("The layout is not saved.", problems=problems)


def _names(place: Place, but: str) -> set[str]:
    """What the other layouts of the place are called."""
    own = PlaceLayout.objects.filter(place=place, retired_at=None).exclude(slug=but)
    return {one.name.casefold() for one in own} | {one.name.casefold() for one in houses().values()}


def _slug(name: str, taken: Collection[str]) -> str:
    """A name for addresses, which nothing else in the place has."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "layout"
    stem = (words if words[0].isalpha() else f"layout-{words}")[: LONGEST_SLUG - 4].strip("-")
    wanted = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in wanted if slug not in taken)


def revise_drafts(layout: PlaceLayout, by: User) -> None:
    """Give every paper on its way in the layout a new revision, with a remark: nobody's signature is of what follows it."""
    papers = held(Paper.objects).order_by("pk")
    for paper in papers.filter(place=layout.place_id, layout=layout.slug, state__in=ON_THEIR_WAY):
        paper.revision, paper.state = paper.revision + 1, Paper.State.DRAFT
        paper.save()
        PaperRemark.objects.create(
            paper=paper, revision=paper.revision, said_by=by, said_at=timezone.now(),
            text=f"The layout “{layout.name}” was changed. This paper follows it, so any signature is void.",
        )  # fmt: skip
