"""The page of money in and those below it: what comes first, what each reader may do, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from budgets.actions.conditions import set_condition
from budgets.actions.instalments import invoice_instalment, plan_instalments, record_receipt
from budgets.actions.streams import change_stream
from budgets.models import Allocation, Condition, Contribution, Instalment, Place, Receipt
from s75.models import User
from schemes.actions.passing import plan_passing
from schemes.actions.permitted import set_permitted
from tests.reports.large_fund import large_fund
from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_place import page
from tests.reports.views.test_sizes import queries, signed_in
from tests.universe import YEAR, Universe

WHEN = "?year=2022-23&period=8"
HUB = f"/places/worcestershire/money-in/{WHEN}"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def contribution(world: Universe) -> Contribution:
    """£1,200 that the board puts into the council's fund."""
    return world.contribution(world.pool, world.minimum, world.board)


def address(world: Universe, name: str, *args: object) -> str:
    return f"{reverse(name, args=[world.place.slug, *args])}?year=2024-25&period=1"


# The hub


def test_the_next_action_comes_first(as_role: SignedIn) -> None:
    html = page(as_role("pool.manager.council"), HUB)

    late = (
        "Instalment 3 of NHS Herefordshire and Worcestershire ICB from NHS minimum contribution, £8,724,089.25, was due on "
        "1 October 2022."
    )
    assert html.index(late) < html.index(
        "£675,000.00 was to be passed to Wyre Forest District Council on 31 October 2022."
    )
    assert html.index(late) < html.index("<table")
    assert "Open its contribution" in html
    assert "Open its contribution" not in page(as_role("auditor.council"), HUB)


def test_what_the_reader_can_do_comes_before_what_others_must(as_role: SignedIn) -> None:
    html = page(as_role("pool.manager.icb"), HUB)
    own = "Council contribution of Worcestershire County Council, £1,850,000.00, has no instalments."
    assert html.index(own) < html.index("was due on 1 October 2022.")
    assert "Plan instalments<" in html
    assert "Open its contribution" not in html


def test_every_part_is_on_the_page(as_role: SignedIn) -> None:
    html = page(as_role("auditor.icb"), HUB)

    for figure in ("130657459.00", "34204005.00", "8724089.25", "20455900.64", "2600000.00", "467079.99"):
        assert f'data-value="{figure}"' in html, figure
    for words in (
        "Every budget and all spend of ring-fenced money is on schemes permitted to it.",
        "passed on 24 June 2022",
    ):
        assert words in html


def test_herefordshires_part_is_elsewhere_and_both_make_the_whole(as_role: SignedIn) -> None:
    html = page(as_role("auditor.icb"), HUB)
    table = html.split('id="table-allocations"')[1].split("</table>")[0]

    for amount in ("1500000.00", "600000.00", "2100000.00"):
        assert f'data-value="{amount}"' in table
    assert "elsewhere, never in these funds" in table
    assert "600,000.00" not in html.split('id="table-contributions"')[1].split("</table>")[0].replace(
        "2,600,000.00", ""
    )


def test_what_the_districts_report_stands_apart_from_what_was_passed(as_role: SignedIn) -> None:
    html = page(as_role("auditor.icb"), HUB)
    assert 'data-value="412300.00"' in html.split('id="table-reported"')[1].split("</table>")[0]
    assert 'data-value="412300.00"' not in html.split('id="table-passings"')[1].split("</table>")[0]


def test_a_locked_period_knows_nothing_of_later_days(as_role: SignedIn) -> None:
    html = page(as_role("auditor.icb"), "/places/worcestershire/money-in/?year=2022-23&period=3")
    assert "14309364.75" in html  # the first instalments, received in April
    assert "28618729.50" not in html
    assert "CCG" in html


def test_an_empty_place_is_taught(world: Universe) -> None:
    html = page(client_of(world.manager), address(world, "money_in"))
    assert "so the conditions on it are not tested" in html
    assert "The first quarter ends with P03" in html
    assert "NHS minimum of NHS Testshire ICB, £1,200.00, has no instalments." in html
    assert "3 contributions are indicative" in html.replace("Three", "3")


def test_an_outsider_finds_nothing(stranger: Client) -> None:
    assert stranger.get(HUB).status_code == 404
    assert stranger.get(f"/places/worcestershire/money-in/settlement/ICB/{WHEN}").status_code == 404


def test_money_outside_a_ring_fence_is_flagged(world: Universe) -> None:
    change_stream(stream=world.own, ring_fenced=True, by=world.operator)
    set_permitted(stream=world.own, schemes=[world.lines["BEDS-C"].scheme], by=world.operator)

    html = page(client_of(world.auditor), address(world, "money_in"))
    table = html.split('id="table-ring-fences"')[1].split("</table>")[0]

    assert "HOME Home" in table
    assert "flagged" in table
    assert "BEDS" not in table


def test_a_condition_that_is_missed_says_so(world: Universe) -> None:
    change_stream(stream=world.minimum, national="Minimum NHS Contribution", by=world.operator)
    assert "No floor is set for 2024-25 yet" in page(client_of(world.auditor), address(world, "money_in"))
    set_condition(place=world.place, year=YEAR, kind="social_care", floor=Decimal(1), by=world.manager)

    html = page(client_of(world.auditor), address(world, "money_in"))
    assert "not met" in html.split('id="table-conditions"')[1].split("</table>")[0]


@pytest.mark.parametrize("name", ["", "settlement/ICB/"])
def test_size_costs_no_query(db: None, name: str) -> None:
    counts = {}
    for slug, lines in (("small", 35), ("large", 600)):
        made = large_fund(lines, slug=slug)
        for contribution in Contribution.objects.filter(fund=made.fund)[: 1 if slug == "small" else 3]:
            made.reader.memberships.get(role="pool_manager")
            plan_instalments(contribution=contribution, by=made.reader)
        counts[slug] = queries(signed_in(made), f"/places/{slug}/money-in/{name}{WHEN}")
    assert counts["small"] == counts["large"] <= 22


# One contribution and its instalments


def test_a_contribution_is_planned_invoiced_and_received(world: Universe, contribution: Contribution) -> None:
    client = client_of(world.officer)
    sent = client.post(address(world, "money_in_plan", contribution.pk), {"how": "equal"}, follow=True)
    assert "is paid in 4 instalments." in sent.content.decode()
    first = Instalment.objects.get(contribution=contribution, position=1)

    sent = client.post(address(world, "money_in_invoice", first.pk), {"invoice": "A1", "on": "2024-04-03"}, follow=True)
    assert "Invoice A1 is recorded." in sent.content.decode()
    form = {"amount": "£300.00", "on": "2024-04-20", "reference": "BACS", "key": uuid4()}
    for _ in range(2):
        sent = client.post(address(world, "money_in_receipt", first.pk), form, follow=True)
    html = sent.content.decode()
    assert "Received" in html
    assert Receipt.objects.filter(instalment=first).count() == 1
    assert "Plan instalments anew" in page(client, address(world, "money_in_contribution", contribution.pk))


def test_a_plan_that_misses_is_refused_with_what_was_typed(world: Universe, contribution: Contribution) -> None:
    client = client_of(world.officer)
    form = {"how": "own", "day_1": "2024-04-01", "amount_1": "1,000"}
    answer = client.post(address(world, "money_in_plan", contribution.pk), form)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "£200.00 is left. Raise one, or say that £200.00 is unscheduled." in html
    assert 'value="1,000"' in html

    answer = client.post(address(world, "money_in_plan", contribution.pk), {**form, "amount_1": ""})
    assert "Enter the amount as well, or leave both out" in answer.content.decode()
    answer = client.post(address(world, "money_in_plan", contribution.pk), {"how": "own"})
    assert "Enter the day and the amount of one instalment at least" in answer.content.decode()
    client.post(address(world, "money_in_plan", contribution.pk), {**form, "unscheduled": "200"})
    assert contribution.instalments.count() == 1


def test_planning_anew_offers_the_free_numbers(world: Universe, contribution: Contribution) -> None:
    made = plan_instalments(contribution=contribution, by=world.officer)
    invoice_instalment(instalment=made[0], invoice="A1", on=date(2024, 4, 1), by=world.officer)
    html = page(client_of(world.officer), address(world, "money_in_plan", contribution.pk))
    assert "Instalment 1, due on 1 April 2024: £300.00, invoiced as A1" in html
    assert "Instalment 1: due on" not in html
    assert "Instalment 2: due on" in html


def test_a_wrong_receipt_is_refused_on_the_page(world: Universe, contribution: Contribution) -> None:
    made = plan_instalments(contribution=contribution, by=world.officer)[0]
    form = {"amount": "-1", "on": "2024-04-20", "key": uuid4()}
    answer = client_of(world.officer).post(address(world, "money_in_receipt", made.pk), form)
    assert answer.status_code == 422
    assert "cannot be taken off it" in answer.content.decode()
    answer = client_of(world.officer).post(address(world, "money_in_receipt", made.pk), {**form, "amount": "much"})
    assert "Enter an amount in pounds" in answer.content.decode()


def test_a_contribution_is_confirmed_and_unconfirmed_with_a_reason(world: Universe, contribution: Contribution) -> None:
    client, where = client_of(world.manager), address(world, "money_in_confirm", contribution.pk)
    assert "is confirmed." in client.post(where, {"to": "confirmed"}, follow=True).content.decode()
    refused = client.post(where, {"to": "indicative", "reason": ""})
    assert (refused.status_code, "Say why it is indicative again" in refused.content.decode()) == (422, True)
    client.post(where, {"to": "indicative", "reason": "Taken back"})
    contribution.refresh_from_db()
    assert contribution.status == "indicative"


def test_a_reader_is_offered_nothing_to_do(world: Universe, contribution: Contribution) -> None:
    made = plan_instalments(contribution=contribution, by=world.officer)[0]
    record_receipt(instalment=made, amount=Decimal(5), on=date(2024, 4, 1), by=world.officer)
    for where in (
        address(world, "money_in"),
        address(world, "money_in_contribution", contribution.pk),
        address(world, "money_in_instalment", made.pk),
        address(world, "money_in_passing", "HOME"),
    ):
        main = page(client_of(world.auditor), where).split("<main")[1]
        assert "<form" not in main
        assert "Plan " not in main


def test_what_is_not_there_is_not_found(world: Universe, contribution: Contribution) -> None:
    client = client_of(world.officer)
    for name, args in (
        ("money_in_contribution", (0,)),
        ("money_in_instalment", (0,)),
        ("money_in_passing", ("NOPE",)),
        ("money_in_settlement", ("NOPE",)),
        ("money_in_settlement_file", ("ICB", "doc")),
    ):
        assert client.get(address(world, name, *args)).status_code == 404
    assert client.post(address(world, "money_in_pass_on", 0), {"on": "2024-06-30"}).status_code == 404


# Passing on, floors and allocations


def test_a_passing_is_planned_recorded_and_its_spend_reported(world: Universe) -> None:
    client = client_of(world.officer)
    form = {"partner_1": world.board.pk, "day_1": "2024-06-30", "amount_1": "700"}
    refused = client.post(address(world, "money_in_passing_plan", "HOME"), form)
    assert "£100.00 more than the budget" in refused.content.decode()
    short = client.post(address(world, "money_in_passing_plan", "HOME"), {**form, "amount_1": ""})
    assert "Enter partner, day and amount, or leave all three out" in short.content.decode()
    client.post(address(world, "money_in_passing_plan", "HOME"), {**form, "amount_1": "600"})
    made = world.lines["HOME"].passings.get()

    sent = client.post(address(world, "money_in_pass_on", made.pk), {"on": "2024-06-28"}, follow=True)
    assert "is recorded as passed on" in sent.content.decode()
    spend = {"partner": world.board.pk, "month": "1", "amount": "12.34", "source": "Return"}
    sent = client.post(address(world, "money_in_spend", "HOME"), spend, follow=True)
    assert "year to the end of P01: £12.34 (Return)" in sent.content.decode()
    missing = client.post(address(world, "money_in_spend", "HOME"), {**spend, "amount": ""})
    assert missing.status_code == 422


def test_a_wrong_passing_is_refused_on_the_page(world: Universe) -> None:
    made = plan_passing(
        line=world.lines["HOME"], parts=[(world.board, date(2024, 6, 30), Decimal(5))], by=world.officer
    )[0]
    client, where = client_of(world.officer), address(world, "money_in_pass_on", made.pk)
    assert "Enter a day" in client.post(where, {"on": ""}).content.decode()
    assert client.post(where, {"on": "2024-06-30"}).status_code == 302
    assert "was passed on already" in client.post(where, {"on": "2024-06-30"}).content.decode()


def test_floors_and_allocations_are_set_on_the_page(world: Universe) -> None:
    client = client_of(world.manager)
    client.post(
        address(world, "money_in_conditions"), {"social_care_floor": "19,000,000", "social_care_source": "Letter"}
    )
    assert Condition.objects.get(place=world.place).floor == 19_000_000
    form = {"partner": world.board.pk, "name": "Discharge", "amount": "2,100,000", "here": "1,500,000"}
    answer = client.post(address(world, "money_in_allocation"), form)
    assert "£600,000.00 is missing" in answer.content.decode()
    half = client.post(address(world, "money_in_allocation"), {**form, "place_1": "Herefordshire"})
    assert "Enter both the place and its part" in half.content.decode()
    client.post(address(world, "money_in_allocation"), {**form, "place_1": "Herefordshire", "amount_1": "600000"})
    assert Allocation.objects.get(partner=world.board).parts.count() == 2


# The statement


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{")])
def test_the_statement_is_a_download_with_a_telling_name(
    as_role: SignedIn, demonstration: Place, form: str, begins: bytes
) -> None:
    client = as_role("finance.officer.icb")
    html = page(client, f"/places/worcestershire/money-in/settlement/ICB/{WHEN}")
    assert f"/places/worcestershire/money-in/settlement/ICB/statement.{form}?year=2022-23&amp;period=8" in html
    assert "£20,455,900.64" in html

    answer = client.get(f"/places/worcestershire/money-in/settlement/ICB/statement.{form}{WHEN}")
    assert answer.content.startswith(begins)
    name = f"worcestershire-settlement-ICB-2022-23-P08.{form}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
