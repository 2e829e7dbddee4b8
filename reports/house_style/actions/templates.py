"""Adding a Word template of a place's own once it was filled on trial, choosing the usual one, and retiring one."""

from __future__ import annotations

import hashlib

from django.utils import timezone

from budgets.models import Fund, Place
from budgets.roles import Power
from reports.house_style.offered import layouts_of
from reports.house_style.word import try_template
from reports.models import WordTemplate
from reports.models.house_style import LONGEST_NAME
from reports.publishing.powers import require_for_all
from reports.render.words import clean
from s75.errors import BadInput, Problem, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User

MOST = 20


def add_template(
    *, place: Place, name: str, filename: str, content: bytes, by: User, standard: bool = False
) -> WordTemplate:
    """Keep a Word template, once it is proved to be a plain document and was filled with a made-up paper.

    TemplateRefused says what is wrong with the file, and where; BadInput when the name is taken or missing.
    """
    _require(place, by)
    called = " ".join(clean(name).split())
    if not called or len(called) > LONGEST_NAME:
        raise _refused("name", f"a name of 1 to {LONGEST_NAME} characters")
    fits = try_template(content, f"“{clean(filename)[:200]}”", layouts_of(place).values())
    with recorded(by=by, reason=f"Add the Word template “{called}”"):
        held(Place.objects).get(pk=place.pk)
        used = WordTemplate.objects.filter(place=place, retired_at=None)
        if used.filter(name__iexact=called).exists():
            raise _refused("name", f"a name that no other template has: “{called}” is there")
        if used.count() >= MOST:
            raise WrongState(f"{place} has {MOST} Word templates. Retire one first.")
        if standard:
            _choose_none(place)
        return WordTemplate.objects.create(
            place=place, name=called, filename=clean(filename)[:200], content=content, size=len(content),
            sha256=hashlib.sha256(content).hexdigest(), fits=fits, standard=standard, added_by=by,
            added_at=timezone.now(),
        )  # fmt: skip


def choose_template(*, template: WordTemplate, by: User) -> WordTemplate:
    """Take it for Word papers of the place from now on, also for those that are published."""
    _require(template.place, by)
    with recorded(by=by, reason=f"Use the Word template “{template.name}”"):
        held(Place.objects).get(pk=template.place_id)
        locked = _locked(template)
        if not locked.standard:
            _choose_none(locked.place)
            locked.standard = True
            locked.save(update_fields=["standard"])
        return locked


def choose_built_in(*, place: Place, by: User) -> None:
    """Let Word papers of the place look as they come with the product."""
    _require(place, by)
    with recorded(by=by, reason="Use no Word template"):
        held(Place.objects).get(pk=place.pk)
        _choose_none(place)


def retire_template(*, template: WordTemplate, by: User) -> WordTemplate:
    """Offer a template no longer. Papers that were published in it keep their files."""
    _require(template.place, by)
    with recorded(by=by, reason=f"Retire the Word template “{template.name}”"):
        locked = _locked(template)
        locked.standard, locked.retired_by, locked.retired_at = False, by, timezone.now()
        locked.save(update_fields=["standard", "retired_by", "retired_at"])
        return locked


def _require(place: Place, by: User) -> None:
    require_for_all(by, Power.PUBLISH_PAPERS, Fund.objects.filter(place=place))


def _locked(template: WordTemplate) -> WordTemplate:
    rows = held(WordTemplate.objects).select_related("place").defer("content")
    locked = rows.get(pk=template.pk)
    if locked.retired_at is not None:
        raise WrongState(f"“{locked.name}” was retired meanwhile.")
    return locked


def _choose_none(place: Place) -> None:
    WordTemplate.objects.filter(place=place, standard=True).update(standard=False)


def _refused(column: str, expected: str) -> BadInput:
    return BadInput("The template is not kept.", problems=[Problem("", None, column, "", expected)])
