"""The pages of all papers: the list, any paper narrowed, and what is not found."""

from __future__ import annotations

import pytest

from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_place import page

PAPERS = "/places/worcestershire/papers/{}?year=2022-23&period=8"


def test_every_paper_is_offered_and_can_be_narrowed(as_role: SignedIn) -> None:
    reader = as_role("auditor.council")

    listed = page(reader, PAPERS.format("all/"))
    assert "/places/worcestershire/papers/outturn/?year=2022-23&amp;period=8" in listed
    assert "/places/worcestershire/papers/board/?year=2022-23&amp;period=8" in listed
    html = page(reader, PAPERS.format("scheme/") + "&about=MH-01&fund=worcestershire-mh&layout=durham")
    assert "MH-01 S117 mental health placements" in html
    assert "scheme.pdf?year=2022-23&amp;period=8&amp;fund=worcestershire-mh&amp;about=MH-01&amp;layout=durham" in html
    assert '<input type="hidden" name="about" value="MH-01">' in html


@pytest.mark.parametrize(
    "address",
    [
        PAPERS.format("nothing/"),
        PAPERS.format("outturn/") + "&about=WCC",
        PAPERS.format("comparison/") + "&about=yesterday",
        PAPERS.format("reserve/") + "&about=999999",
        PAPERS.format("outturn/") + "&layout=rococo",
        PAPERS.format("outturn.exe"),
    ],
)
def test_what_there_is_not_is_not_found(as_role: SignedIn, address: str) -> None:
    assert as_role("auditor.council").get(address).status_code == 404


def test_a_page_takes_few_queries(as_role: SignedIn, django_assert_max_num_queries: object) -> None:
    reader = as_role("auditor.council")

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        page(reader, PAPERS.format("memorandum/"))
