"""The layouts and Word templates that a place can have its papers in: those that come with the product, then its own."""

from __future__ import annotations

from django.db.models import BooleanField, Value
from django.db.models.functions import JSONObject

from budgets.models import Fund, Place
from budgets.roles import Power
from reports.layouts import Layout
from reports.layouts.data import from_data
from reports.layouts.houses import NAMES, house, houses
from reports.models import PlaceLayout, WordTemplate
from reports.publishing.powers import may_for_all
from s75.errors import Unknown
from s75.models import User

Template = tuple[int, str, bool]
BUILT_IN = "built-in"  # asks for a Word paper in no template of the place's own


def may_style(user: User, place: Place) -> bool:
    """Whether the person keeps the layouts and templates of the place: who publishes the papers of all its funds."""
    return may_for_all(user, Power.PUBLISH_PAPERS, Fund.objects.filter(place=place))


def own_layouts(place: Place) -> list[PlaceLayout]:
    """The layouts that the place made and did not retire."""
    return list(PlaceLayout.objects.filter(place=place, retired_at=None).select_related("saved_by"))


def layouts_of(place: Place) -> dict[str, Layout]:
    """Every layout that papers of the place can be had in, by its slug: the built-in ones first."""
    return houses() | {one.slug: from_data(one.content) for one in own_layouts(place)}


def looks_of(place: Place, kind: str) -> tuple[dict[str, Layout], list[Template]]:
    """Both by one statement, for the page of a paper: the layouts as `layouts_of`, and the templates that such a paper
    fills, each by number and name, with whether it is the usual one."""
    layouts = PlaceLayout.objects.filter(place=place, retired_at=None).order_by()
    templates = WordTemplate.objects.filter(place=place, retired_at=None, fits__in=("", kind)).order_by()
    rows = layouts.annotate(standard=Value(None, BooleanField())).values_list("id", "slug", "content", "standard")
    named = templates.annotate(content_=JSONObject(name="name"))
    both = rows.union(named.values_list("id", "name", "content_", "standard"), all=True).order_by("id")
    found = houses()
    usable: list[Template] = []
    for number, name, content, standard in both:
        if standard is None:
            found[name] = from_data(content)
        else:
            usable.append((number, name, standard))
    return found, usable


def layout_of(place: Place, slug: str, *, retired: bool = False) -> Layout:
    """A layout of the place; Unknown when there is none. Drafts ask for `retired` ones too, as they began in them."""
    if slug in NAMES:
        return house(slug)
    rows = PlaceLayout.objects.filter(place=place, slug=slug)
    found = (rows if retired else rows.filter(retired_at=None)).first()
    if found is None:
        raise Unknown(f"{place} has no layout “{slug}”. It has: {', '.join(layouts_of(place))}.")
    return from_data(found.content)


def templates_of(place: Place) -> list[WordTemplate]:
    """The Word templates that the place uses now, without their bytes."""
    rows = WordTemplate.objects.filter(place=place, retired_at=None).defer("content").select_related("added_by")
    return list(rows)


def template_called(place: Place, kind: str, name: str) -> WordTemplate:
    """The template of the place that is called so, for a paper of that kind; Unknown names those that there are."""
    rows = WordTemplate.objects.filter(place=place, retired_at=None, fits__in=("", kind)).defer("content")
    found = rows.filter(name__iexact=" ".join(name.split())).first()
    if found is None:
        has = ", ".join(f"“{one}”" for one in rows.values_list("name", flat=True)) or "none"
        raise Unknown(
            f"There is no file “{name}”, and {place} has no such Word template for this paper. It has: {has}."
        )
    return found


def template_of(place: Place, kind: str, asked: str = "") -> WordTemplate | None:
    """The template of a Word paper of that kind: the one asked for by its number, else the usual one; None is the look
    that comes with the product. Its bytes are read when it is filled. Unknown for one that is not there for such a paper."""
    if asked == BUILT_IN:
        return None
    rows = WordTemplate.objects.filter(place=place, retired_at=None, fits__in=("", kind)).defer("content")
    if not asked:
        return rows.filter(standard=True).first()
    found = rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    if found is None:
        raise Unknown("There is no such Word template for this paper.")
    return found
