"""What is to be done about papers: sign them, publish them, finish one's own; read by one statement for all places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from budgets.access import Access
from budgets.models import Fund, Place
from budgets.roles import Power
from reports.home.desk import WAITS, Task
from reports.layouts.data import from_data
from reports.layouts.houses import NAMES, house
from reports.models import Paper, PlaceLayout
from reports.publishing.powers import role_title
from s75.models import User
from s75.years import year_label

State = Paper.State


class PaperWaiting(NamedTuple):
    """A paper that waits: the task in words, to do or waited for, with its place and year."""

    place: int
    year: int
    task: Task


def papers_waiting(user: User, access: Access, funds: Sequence[Fund]) -> list[PaperWaiting]:
    """What the person has to do about the papers on their way, and whom their own wait for."""
    agreements = {fund.pk: fund.agreement_id for fund in funds}
    found = []
    for paper in _on_their_way(user, funds):
        if not set(paper.fund_ids) <= agreements.keys():
            continue  # it is also of a fund that the person does not see
        task = _task(paper, user, access, {agreements[fund] for fund in paper.fund_ids})
        if task is not None:
            found.append(PaperWaiting(paper.place_id, paper.year, task))
    return found


def _on_their_way(user: User, funds: Sequence[Fund]) -> QuerySet[Any]:
    """Drafts and papers in sign-off, each with its funds, the roles that signed it as it reads now, its place's own
    layout, and whether somebody else wrote in it."""
    events = apps.get_model("reports", "PaperTextEvent").objects
    own = PlaceLayout.objects.filter(place=OuterRef("place"), slug=OuterRef("layout")).values("content")[:1]
    rows = Paper.objects.filter(
        pk__in=Paper.objects.filter(of_funds__fund__in=funds, state__in=(State.DRAFT, State.SIGNING)).values("pk")
    )
    return rows.select_related("place").annotate(
        fund_ids=ArrayAgg("of_funds__fund", distinct=True),
        signed=ArrayAgg("signatures__role", filter=Q(signatures__revision=F("revision")), distinct=True, default=[]),
        own_layout=Subquery(own),
        others=Exists(events.filter(paper=OuterRef("pk")).exclude(saved_by=user)),
    )


def _task(paper: Any, user: User, access: Access, agreements: set[int]) -> Task | None:
    """The one thing that the paper asks of the person, if any."""
    href = reverse("paper", args=[paper.place.slug, paper.pk]) + f"?year={year_label(paper.year)}&period={paper.month}"
    mine = paper.created_by_id == user.pk
    if paper.state == State.DRAFT:
        return Task(f"“{paper.title}” is a draft of yours: write it, and send it for sign-off", href) if mine else None
    missing = [role for role in _sign_off(paper) if role not in paper.signed]
    if not missing:
        publishes = all(access.may(Power.PUBLISH_PAPERS, heir=None, agreement=one) for one in agreements)
        return Task(f"“{paper.title}” is signed: publish it", href) if publishes else None
    if any(all(_holds(access, role, one) for one in agreements) for role in missing) and (paper.others or not mine):
        return Task(f"“{paper.title}” waits for your signature", href)
    named = " and ".join(role_title(role).lower() for role in missing)
    return Task(f"“{paper.title}” waits to be signed by the {named}", href, WAITS) if mine else None


def _sign_off(paper: Any) -> tuple[str, ...]:
    """The roles that the paper's layout names."""
    layout = house(paper.layout) if paper.layout in NAMES else from_data(paper.own_layout)
    return layout.sign_off


def _holds(access: Access, role: str, agreement: int) -> bool:
    """Whether the person has a role for a partner in an agreement."""
    return any(seat.role == role and seat.reaches(agreement) for seat in access.seats)


def tasks_of(papers: Sequence[PaperWaiting], place: Place, year: int, years: frozenset[int]) -> Iterator[Task]:
    """The tasks of a desk; those of years without a desk stand on the desk of the newest, as changes do."""
    newest = max(years, default=year)
    for paper in papers:
        if paper.place == place.pk and (paper.year == year or (paper.year not in years and year == newest)):
            yield paper.task
