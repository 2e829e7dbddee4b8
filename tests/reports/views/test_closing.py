"""Closing a period: what holds it back, locking one fund or all that are ready, reopening, and who may."""

from __future__ import annotations

import pytest
from django.test import Client

from budgets.models import Fund, Period
from schemes.models import Forecast
from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_place import page

CLOSING = "/places/worcestershire/closing/"
WHEN = "?year=2022-23&period={}"
AT_8 = CLOSING + WHEN.format(8)


@pytest.fixture
def keeper(as_role: SignedIn) -> Client:
    return as_role("pool.manager.council")


def address(fund: str, what: str, period: int = 8) -> str:
    return f"{CLOSING}worcestershire-{fund}/{what}/{WHEN.format(period)}"


def state(fund: str, month: int) -> str:
    return str(Period.objects.get(fund__slug=f"worcestershire-{fund}", year=2022, month=month).state)


def section(html: str, fund: str) -> str:
    return html.split(f'aria-labelledby="worcestershire-{fund}"')[1].split("</section>")[0]


def hold_back(ref: str = "MH-02") -> None:
    rows = Forecast.objects.filter(round=8, line__ref=ref)
    rows.update(state="draft", submitted_by=None, submitted_at=None)


def test_the_keeper_sees_what_every_fund_waits_for(keeper: Client) -> None:
    hold_back()

    html = page(keeper, AT_8)

    mental = section(html, "mh")
    assert "3 of 4 submitted, 1 in draft" in mental
    assert "1 of 4 lines not submitted: MH-02." in mental
    assert "Lock all the same, because" in mental
    assert "Every check is met" in section(html, "bcf")
    assert "1 not met" in html


def test_a_reader_sees_the_same_without_buttons(as_role: SignedIn) -> None:
    html = page(as_role("auditor.council"), AT_8)

    assert "17 of 17 submitted" in html
    assert "<button" not in html.split("<main")[1]


def test_each_keeper_locks_the_funds_of_their_partner(as_role: SignedIn) -> None:
    html = page(as_role("pool.manager.icb"), AT_8)

    assert "Lock P08" in section(html, "ch")
    assert "Lock P08" not in section(html, "bcf")


def test_locking_opens_the_next_period_and_says_so(keeper: Client) -> None:
    answer = keeper.post(address("bcf", "lock"), {"month": "8"}, follow=True)

    html = answer.content.decode()
    assert "P08 of Better Care Fund is locked; P09 is open." in html
    assert "by Pool manager, council" in section(html, "bcf")
    assert (state("bcf", 8), state("bcf", 9), state("mh", 8)) == ("locked", "open", "open")


def test_a_second_click_changes_nothing(keeper: Client) -> None:
    for _ in range(2):
        answer = keeper.post(address("bcf", "lock"), {"month": "8"}, follow=True)

    assert answer.status_code == 200
    assert (state("bcf", 8), state("bcf", 9)) == ("locked", "open")


def test_unmet_checks_refuse_the_lock_until_a_reason_is_given(keeper: Client) -> None:
    hold_back()

    refused = keeper.post(address("mh", "lock"), {"month": "8", "reason": "  "})
    html = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#waive-worcestershire-mh"' in html
    assert "1 of 4 lines not submitted: MH-02. Give a reason to lock all the same." in html
    assert state("mh", 8) == "open"

    keeper.post(address("mh", "lock"), {"month": "8", "reason": "The officer is away."})
    period = Period.objects.get(fund__slug="worcestershire-mh", year=2022, month=8)
    assert (period.state, period.waived) == ("locked", "The officer is away.")
    assert "Locked although checks were not met: The officer is away." in page(keeper, AT_8)


def test_all_ready_funds_are_locked_together(keeper: Client) -> None:
    hold_back()

    answer = keeper.post(CLOSING + "lock/" + WHEN.format(8), {"month": "8"}, follow=True)

    assert "Better Care Fund, Learning disability, Public health" in answer.content.decode()
    assert [state(fund, 8) for fund in ("bcf", "mh", "ld", "ch", "ph")] == [
        "locked", "open", "locked", "open", "locked",
    ]  # fmt: skip


def test_nothing_is_locked_where_nothing_is_ready(as_role: SignedIn) -> None:
    hold_back("CH-01")

    answer = as_role("pool.manager.icb").post(CLOSING + "lock/" + WHEN.format(8), {"month": "8"}, follow=True)

    assert "No fund was ready to be locked" in answer.content.decode()
    assert state("ch", 8) == "open"


def test_reopening_asks_why_and_closes_the_next_again(keeper: Client) -> None:
    keeper.post(address("ph", "lock"), {"month": "8"})
    refused = keeper.post(address("ph", "reopen"), {"month": "8", "reason": ""})
    assert refused.status_code == 422
    assert 'href="#reopen-worcestershire-ph"' in refused.content.decode()

    answer = keeper.post(address("ph", "reopen"), {"month": "8", "reason": "A ledger was wrong."}, follow=True)

    assert "P08 of Public health is open again." in answer.content.decode()
    assert (state("ph", 8), state("ph", 9)) == ("open", "future")
    assert "It was reopened: A ledger was wrong." in page(keeper, AT_8)


def test_a_period_before_an_open_one_that_holds_something_stays_locked(keeper: Client) -> None:
    answer = keeper.post(address("bcf", "reopen", 7), {"month": "7", "reason": "A late journal"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "post the correction in P08" in html
    assert "A late journal" in html
    assert state("bcf", 7) == "locked"


def test_only_the_next_period_can_be_opened(keeper: Client) -> None:
    refused = keeper.post(address("bcf", "open"), {"month": "9", "year": "2022"})
    assert refused.status_code == 422
    assert "P08 of Better Care Fund is not locked yet" in refused.content.decode()

    assert keeper.post(address("bcf", "open"), {"month": "8", "year": "2022"}).status_code == 302
    assert keeper.post(address("bcf", "open"), {"month": "99"}).status_code == 404


@pytest.mark.parametrize("what", ["open", "lock", "reopen"])
@pytest.mark.parametrize(
    ("who", "status"), [("auditor.council", 403), ("finance.officer.council", 403), ("pool.manager.icb", 403)]
)
def test_who_may_not_is_told_so(as_role: SignedIn, what: str, who: str, status: int) -> None:
    answer = as_role(who).post(address("bcf", what), {"month": "8", "year": "2022", "reason": "Because"})

    assert answer.status_code == status
    assert (state("bcf", 7), state("bcf", 8), state("bcf", 9)) == ("locked", "open", "future")


def test_who_keeps_no_fund_locks_none(as_role: SignedIn) -> None:
    answer = as_role("auditor.council").post(CLOSING + "lock/" + WHEN.format(8), {"month": "8"})

    assert answer.status_code == 403
    assert not Period.objects.filter(fund__place__slug="worcestershire", month=8, state="locked").exists()


def test_an_outsider_finds_nothing(stranger: Client) -> None:
    assert stranger.get(AT_8).status_code == 404
    for what in ("open", "lock", "reopen"):
        assert stranger.post(address("bcf", what), {"month": "8"}).status_code == 404


def test_buttons_answer_to_posts_only(keeper: Client) -> None:
    assert keeper.get(address("bcf", "lock")).status_code == 405
    assert keeper.post(AT_8).status_code == 405


@pytest.mark.parametrize("period", [7, 8])
def test_closing_takes_few_queries(keeper: Client, django_assert_max_num_queries: object, period: int) -> None:
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page(keeper, CLOSING + WHEN.format(period))


def test_the_first_period_of_a_year_can_be_opened(keeper: Client) -> None:
    fund = Fund.objects.get(slug="worcestershire-bcf")
    Period.objects.bulk_create(Period(fund=fund, year=2023, month=month) for month in range(1, 14))
    assert "Open P01 2023-24" in section(page(keeper, AT_8), "bcf")

    keeper.post(address("bcf", "open"), {"month": "1", "year": "2023"})

    assert Period.objects.get(fund=fund, year=2023, month=1).state == "open"
