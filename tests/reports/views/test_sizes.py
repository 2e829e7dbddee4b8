"""The reading pages at 35 and at 1,000 lines: the same queries, the same answers, and no table longer than it need be."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from s75.money import total
from schemes.models import Forecast
from tests.reports.large_fund import LargeFund, large_fund
from tests.reports.views.opening import open_figure
from tests.reports.views.test_place import page

WHEN = "?year=2022-23&period=8"


def signed_in(made: LargeFund) -> Client:
    client = Client()
    client.force_login(made.reader)
    client.get("/glossary/")
    return client


@pytest.fixture
def large(db: None) -> LargeFund:
    return large_fund(1000, slug="large")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    return len(captured)


MOST = {
    "papers/board/": 12,
    "dashboard/": 14,
    "": 12,
    "funds/{}-fund/": 12,
    "closing/": 14,
    "figures/outturn/": 8,
    "lines/L-00007/": 20,
}


def test_size_costs_no_query(large: LargeFund) -> None:
    small = large_fund(35, slug="small")
    readers = {made.place.slug: signed_in(made) for made in (small, large)}

    for address, most in MOST.items():
        counts = {
            slug: queries(client, f"/places/{slug}/{address.format(slug)}{WHEN}") for slug, client in readers.items()
        }
        assert counts["small"] == counts["large"] <= most, address


def test_the_paper_prints_schemes_and_the_largest_explanations_only(large: LargeFund) -> None:
    html = page(signed_in(large), f"/places/large/papers/board/{WHEN}")
    variances = html.split('id="table-variances"')[1].split("</table>")[0]

    assert html.count('data-row="scheme:large-fund:') == 60
    assert variances.count('data-row="line:') == 40
    assert "more lines are not printed here" in html.casefold()


def test_many_lines_make_a_figure_by_scheme_and_then_by_line(large: LargeFund) -> None:
    client = signed_in(large)
    whole = open_figure(client, f"/places/large/figures/budget/{WHEN}")

    whole.assert_adds()
    assert whole.total == total(large.budget(i) for i in range(1000))
    assert len(whole.parts) == 60
    amount, href = whole.parts[0]
    scheme = open_figure(client, href)
    scheme.assert_adds()
    assert (scheme.total, len(scheme.parts)) == (amount, 17)


def test_the_workbook_takes_every_line(large: LargeFund, django_assert_max_num_queries: object) -> None:
    client = signed_in(large)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        answer = client.get(f"/places/large/papers/board.xlsx{WHEN}")

    assert answer.status_code == 200
    assert len(answer.content) > 100_000


def test_late_lines_of_a_large_fund_are_counted_and_the_first_shown(large: LargeFund) -> None:
    Forecast.objects.filter(line__in=large.lines[:70], round=8).update(state="draft")

    html = page(signed_in(large), f"/places/large/funds/large-fund/{WHEN}")

    assert "70 lines not submitted in P08" in html
    assert "The first 50 are shown." in html
