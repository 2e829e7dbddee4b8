"""The searches of each kind of thing: one statement each, within what the person may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from budgets.access import access_of
from budgets.models import Agreement, Change, Fund, Membership, Period, Place
from budgets.roles import Power
from reports.search.asking import Asked
from reports.search.found import Group, Result, sorted_groups
from reports.search.matching import SHOWN, joined, matching
from s75.models import User
from s75.years import year_label
from schemes.models import LedgerCodeLine, Line, Scheme

UNOPENED = "no period is open yet"


@dataclass(frozen=True)
class Within:
    """Who searches, and where: in one place, at the year and period of its page, or in all that the person sees."""

    user: User
    place: Place | None = None
    year: int = 0
    month: int = 0

    def of(self, rows: QuerySet[Any], place: str = "place") -> QuerySet[Any]:
        """The rows of the one place, where it is one."""
        return rows.filter(**{place: self.place}) if self.place else rows

    def note(self, place: Place, *words: str) -> str:
        """The words about a result, with its place where several are searched."""
        return ", ".join(filter(None, (*words, "" if self.place else place.name)))


def search(asked: Asked, within: Within) -> list[Group]:
    """Everything that matches, in groups: a fixed number of statements, whatever the size of what is searched."""
    kinds = (_places, _schemes, _lines, _codes, _changes, _funds, _agreements, _people)
    return sorted_groups([kind(asked, within) for kind in kinds]) if asked.words else []


def _group(title: str, rows: QuerySet[Any], result: Callable[[Any], Result]) -> Group:
    found = list(rows[: SHOWN + 1])
    return Group(title, [result(row) for row in found[:SHOWN]], len(found) > SHOWN)


def _opened_month(fund: str, year: str) -> Subquery:
    """The newest month that was opened of a row's fund and year; None when none was."""
    opened = Period.objects.filter(fund=OuterRef(fund), year=OuterRef(year)).exclude(state=Period.State.FUTURE)
    return Subquery(opened.values("fund").annotate(newest=Max("month")).values("newest"))


def _ever_opened(**fund: Any) -> Exists:
    return Exists(Period.objects.filter(**fund).exclude(state=Period.State.FUTURE))


def _places(asked: Asked, within: Within) -> Group:
    if within.place:
        return Group("Places", ())
    seen = Place.objects.visible_to(within.user).values("pk")
    rows = matching(Place.objects.filter(pk__in=seen), asked, ref="slug", name="name")
    rows = rows.annotate(opened=_ever_opened(fund__place=OuterRef("pk"))).order_by("rank", "name")

    def result(place: Place) -> Result:
        opened: bool = place.opened  # type: ignore[attr-defined]  # annotated above, as `rank` is
        href = reverse("place", args=[place.slug]) if opened else ""
        return Result(place.name, place.board if opened else UNOPENED, href, place.rank)  # type: ignore[attr-defined]

    return _group("Places", rows, result)


def _schemes(asked: Asked, within: Within) -> Group:
    """Those with a line that the person sees, and those without any line in a place that the person sees."""
    seen = Line.objects.visible_to(within.user).filter(scheme=OuterRef("pk"))
    empty = Q(place__in=Place.objects.visible_to(within.user).values("pk")) & ~Exists(
        Line.objects.filter(scheme=OuterRef("pk"))
    )
    rows = within.of(Scheme.objects.filter(Q(Exists(seen)) | empty))
    rows = matching(rows, asked, ref="ref", name="name").annotate(opened=_ever_opened(fund__place=OuterRef("place")))

    def result(scheme: Any) -> Result:
        ended = f"ended on {scheme.ends:%-d %B %Y}" if scheme.ends else ""
        note = within.note(scheme.place, ended, "" if scheme.opened else UNOPENED)
        when = f"?{urlencode(_when(within))}" if within.place else ""
        href = reverse("scheme", args=[scheme.place.slug, scheme.ref]) + when if scheme.opened else ""
        return Result(str(scheme), note, href, scheme.rank)

    return _group("Schemes", rows.select_related("place").order_by("rank", "place__name", "ref"), result)


def _when(within: Within) -> dict[str, str | int]:
    return {"year": year_label(within.year), "period": within.month}


def _newest(within: Within, year: str) -> list[Any]:
    """The order in which one reference's years are preferred: the page's own, then the newest."""
    own = Case(When(**{year: within.year}, then=Value(0)), default=Value(1))
    return [own, F(year).desc()]


def _lines(asked: Asked, within: Within) -> Group:
    """Each reference once, in the year that the page shows or its newest."""
    lines = within.of(Line.objects.visible_to(within.user))
    once = matching(lines, asked, ref="ref", name=Value("")).order_by("place_id", "ref", *_newest(within, "year"))
    rows = Line.objects.filter(pk__in=once.distinct("place_id", "ref").values("pk"))
    rows = matching(rows, asked, ref="ref", name=Value("")).annotate(opened=_opened_month("fund", "year"))
    rows = rows.select_related("place", "scheme", "fund").order_by("rank", "place__name", "ref")

    def result(line: Any) -> Result:
        return Result(
            str(line),
            within.note(line.place, line.fund.name, year_label(line.year)),
            _line_page(line, within),
            line.rank,
        )

    return _group("Lines", rows, result)


def _line_page(line: Any, within: Within, opened: int | None = None) -> str:
    month = opened or line.opened
    if not month:
        return ""
    if within.place and line.year == within.year:
        month = min(month, within.month)
    when = urlencode({"year": year_label(line.year), "period": month})
    return f"{reverse('line', args=[line.place.slug, line.ref])}?{when}"


def _codes(asked: Asked, within: Within) -> Group:
    """The ledger codes that lead to lines which the person sees, each with where it leads."""
    seen = within.of(Line.objects.visible_to(within.user)).values("pk")
    shares = LedgerCodeLine.objects.filter(line__in=seen)
    words = {"ref": "ledger_code__code", "name": "ledger_code__description"}
    once = matching(shares, asked, **words).order_by("ledger_code_id", "line__ref", *_newest(within, "line__year"))
    rows = LedgerCodeLine.objects.filter(pk__in=once.distinct("ledger_code_id", "line__ref").values("pk"))
    rows = matching(rows, asked, **words).annotate(opened=_opened_month("line__fund", "line__year"))
    rows = rows.select_related("ledger_code__partner", "line__place", "line__scheme")

    def result(share: Any) -> Result:
        code, line = share.ledger_code, share.line
        part = "" if share.percent == 100 else f"{share.percent.normalize():f}% "
        leads = f"{part}leads to {line.ref} {line.scheme.name}, {year_label(line.year)}"
        note = within.note(line.place, code.description, str(code.partner), leads)
        return Result(code.code, note, _line_page(line, within, share.opened or -1) if share.opened else "", share.rank)

    return _group("Ledger codes", rows.order_by("rank", "ledger_code__code", "line__ref"), result)


def _changes(asked: Asked, within: Within) -> Group:
    rows = within.of(Change.objects.filter(fund__in=Fund.objects.visible_to(within.user)))
    number = Coalesce(Cast("number", CharField()), Value(""))
    rows = matching(rows, asked, ref=number, name=joined(Value("Change"), number, F("title")))
    rows = rows.select_related("place", "fund").order_by("rank", "-year", "-number", "-pk")

    def result(change: Any) -> Result:
        about = (
            change.get_kind_display(),
            change.fund.name,
            year_label(change.year),
            change.get_state_display().lower(),
        )
        href = reverse("change", args=[change.place.slug, change.pk])
        return Result(str(change), within.note(change.place, *about), href, change.rank)

    return _group("Changes", rows, result)


def _funds(asked: Asked, within: Within) -> Group:
    rows = matching(within.of(Fund.objects.visible_to(within.user)), asked, ref="code", name="name")
    rows = rows.annotate(opened=_ever_opened(fund=OuterRef("pk"))).select_related("place", "host")

    def result(fund: Any) -> Result:
        about = (fund.code, fund.get_arrangement_display(), f"hosted by {fund.host}", "" if fund.opened else UNOPENED)
        href = reverse("fund", args=[fund.place.slug, fund.slug]) if fund.opened else ""
        return Result(fund.name, within.note(fund.place, *about), href, fund.rank)

    return _group("Funds", rows.order_by("rank", "place__name", "position", "code"), result)


def _agreements(asked: Asked, within: Within) -> Group:
    rows = matching(within.of(Agreement.objects.visible_to(within.user)), asked, ref=Value(""), name="title")

    def result(agreement: Any) -> Result:
        note = within.note(agreement.place, agreement.get_status_display(), f"from {agreement.starts:%-d %B %Y}")
        return Result(
            agreement.title, note, reverse("agreement", args=[agreement.place.slug, agreement.pk]), agreement.rank
        )

    return _group("Agreements", rows.select_related("place").order_by("rank", "place__name", "title"), result)


def _people(asked: Asked, within: Within) -> Group:
    """The roles of people, for whoever manages the people of their place: nobody else sees them listed."""
    heirs = access_of(within.user).heirs_with(Power.MANAGE_PEOPLE)
    if not heirs:
        return Group("People", ())
    kept = Place.objects.visible_to(within.user).filter(funds__host__heir__in=heirs).values("pk")
    rows: QuerySet[Any] = Membership.objects.filter(
        Q(agreement=None) | Q(agreement__place=F("partner__seats__place")), partner__seats__place__in=kept
    )
    rows = within.of(rows, "partner__seats__place").annotate(
        where=F("partner__seats__place__name"), address=F("partner__seats__place__slug")
    )
    rows = matching(rows, asked, ref="user__email", name="user__name").select_related("user", "partner")

    def result(row: Any) -> Result:
        role = f"{row.get_role_display()} of {row.partner}"
        note = within.note(Place(name=row.where), row.user.email, role, "ended" if row.ended_at else "")
        return Result(str(row.user), note, reverse("people", args=[row.address]), row.rank)

    return _group("People", rows.order_by("rank", F("ended_at").desc(nulls_first=True), "user__name", "pk"), result)
