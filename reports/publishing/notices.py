"""Who hears of a paper: that it waits to be signed, that it is published, that it could not be."""

from __future__ import annotations

from django.urls import reverse

from budgets.actions.notices import tell
from budgets.notices.people import with_roles
from reports.models import Paper, PublishedPaper
from reports.publishing.powers import authors_of
from reports.publishing.reading import Read
from s75.models import User
from s75.years import year_label


def tell_to_sign(read: Read, *, by: User) -> None:
    """Tell whoever has a role that the layout names, in an agreement of the paper's funds."""
    agreements = {fund.agreement_id for fund in read.funds}
    people = {user for agreement in agreements for user in with_roles(read.whole.layout.sign_off, agreement=agreement)}
    says = {"title": read.paper.title}
    tell("paper_to_sign", to=people, href=_page(read.paper), place=read.paper.place, by=by, says=says)


def tell_published(published: PublishedPaper, *, by: User) -> None:
    """Tell whoever wrote or signed it."""
    paper = published.paper
    people = authors_of(paper) | set(paper.signatures.values_list("signed_by", flat=True))
    page = reverse("published", args=[published.place.slug, published.number, published.version])
    says = {"title": published.title, "paper": f"paper {published.number}, version {published.version}"}
    tell("paper_published", to=people, href=f"{page}{_when(paper)}", place=published.place, by=by, says=says)


def tell_not_published(paper: Paper, *, to: User, words: str) -> None:
    """Tell whoever published it why it was refused."""
    says = {"title": paper.title, "words": words}
    tell("paper_not_published", to=[to.pk], href=_page(paper), place=paper.place, says=says)


def _page(paper: Paper) -> str:
    return reverse("paper", args=[paper.place.slug, paper.pk]) + _when(paper)


def _when(paper: Paper) -> str:
    return f"?year={year_label(paper.year)}&period={paper.month}"
