"""Durham, Staffordshire and Herefordshire: their papers' questions answered on one page each, and figures that re-add."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Sum
from django.test import Client

from budgets.models import Allocation, Change, Contribution, ContributionEntry, Place
from s75.models import User
from s75.money import percent_of
from schemes.models import Comparator

pytestmark = pytest.mark.django_db


def answer(slug: str, role: str, when: str, form: str = "") -> Any:
    client = Client()
    client.force_login(User.objects.get(email=f"{role}.council.{slug}@demonstration.example"))
    agreement = Place.objects.get(slug=slug).agreements.get()
    base = f"/places/{slug}/agreements/{agreement.pk}"
    found = client.get(f"{base}{form or '/'}{when}")
    assert found.status_code == 200
    return json.loads(found.content) if form == ".json" else found.content.decode()


def test_durhams_page_says_how_budgets_are_set_agreed_and_monitored_and_who_decides(demonstration: Place) -> None:
    page = answer("durham", "auditor", "?year=2023-24&period=3")
    for heading in (
        "How shared budgets are set",
        "How they are agreed",
        "How they are managed and monitored",
        "What each committee may decide",
        "What happens to an overspend",
    ):
        assert heading in page
    for words in (
        "Each autumn the partners’ finance leads draft",
        "recommends the budgets in February",
        "£50,000",
        "£500,000",
        "Joint commissioning committee",
        "£250,000",
        "illustrative",
    ):
        assert words in page, words


def test_durhams_budgets_were_decided_by_its_committee(demonstration: Place) -> None:
    openings = Change.objects.filter(place__slug="durham")
    assert [change.minute for change in openings] == ["JCC 23/14 (illustrative)"] * 3
    assert all(change.authority.startswith("Joint commissioning committee, 21 March 2023") for change in openings)
    assert openings.get(fund__code="BCF").amount == Decimal(68_950_000)


def test_staffordshires_page_says_what_is_pooled_and_who_pays_which_share(demonstration: Place) -> None:
    document = answer("staffordshire", "auditor", "?year=2024-25&period=1", ".json")
    tables = {table["key"]: table for section in document["sections"] for table in section["blocks"] if "rows" in table}
    text = json.dumps(document)
    for words in ("Pooled", "Aligned", "Learning disability", "Community equipment and carers"):
        assert words in text
    rows = [[cell.get("value") for cell in row["cells"]] for row in tables["shares"]["rows"]]
    # Equipment and carers: 2,625,000 of 6,250,000 is 42 per cent, and was 2,400,000 of 6,000,000, which is 40.
    council = next(row for row in rows if "2625000.00" in row)
    assert {"2400000.00", "42.0", "40.0"} <= set(council)


def test_staffordshires_part_of_all_spending(demonstration: Place) -> None:
    part, whole = Comparator.objects.filter(place__slug="staffordshire").order_by("amount")
    assert (part.amount, whole.amount) == (56_000_000, 3_800_000_000)
    assert round(percent_of(part.amount, whole.amount) or Decimal(0), 2) == Decimal("1.47")


def test_both_counties_parts_make_the_icbs_allocation(demonstration: Place) -> None:
    allocation = Allocation.objects.get()
    assert {str(part.place): part.amount for part in allocation.parts.all()} == {
        "Worcestershire": 1_500_000,
        "Herefordshire": 600_000,
    }
    call_command("post_change", "worcestershire", "--year=2022-23", "--number=2", verbosity=0)
    streams = [part.stream_id for part in allocation.parts.all()]
    brought = ContributionEntry.objects.filter(contribution__stream__in=streams).values("fund__place__slug")
    found = dict(brought.annotate(amount=Sum("amount")).values_list("fund__place__slug", "amount"))
    assert found == {"worcestershire": 1_500_000, "herefordshire": 600_000}
    assert sum(found.values()) == allocation.amount == 2_100_000
    payers = Contribution.objects.filter(stream__in=streams).values_list("partner__heir", flat=True)
    assert set(payers) == {allocation.partner_id}


def test_loading_again_changes_nothing(demonstration: Place) -> None:
    before = (Place.objects.count(), Change.objects.count(), User.objects.count())
    call_command("load_demo", verbosity=0)
    assert (Place.objects.count(), Change.objects.count(), User.objects.count()) == before
