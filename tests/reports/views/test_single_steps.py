"""The small pages of money in: taking a passing back, who commissions a scheme, ending a rule, moving a fund, next year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.test import Client

from budgets.actions.agreements import create_agreement
from budgets.models import Change, Condition, RiskRule
from schemes.actions.copying import copy_year_forward
from schemes.actions.passing import plan_passing, record_passing
from schemes.actions.risk import override_risk_rule
from tests.universe import YEAR, Universe

HERE = "/places/testshire/"


def signed_in(world: Universe, person: str = "manager") -> Client:
    client = Client()
    client.force_login(getattr(world, person))
    return client


def test_a_passing_is_taken_back_with_a_reason(world: Universe) -> None:
    day = date(2024, 4, 30)
    (made,) = plan_passing(line=world.lines["HOME"], parts=[(world.board, day, Decimal(100))], by=world.manager)
    record_passing(passing=made, on=day, reference="BACS 1", by=world.manager)
    client, address = signed_in(world), f"{HERE}money-in/passings/{made.pk}/undo/"
    assert f'href="{address}?year=2024-25&amp;period=1"' in client.get(f"{HERE}money-in/passing/HOME/").content.decode()
    assert "It is recorded as passed on on 30 April 2024" in client.get(address).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 422
    made.refresh_from_db()
    assert made.passed_on == day
    assert client.post(address, {"reason": "The bank sent it back"}).status_code == 302
    made.refresh_from_db()
    assert (made.passed_on, made.reference) == (None, "")
    again = client.post(address, {"reason": "Twice"})
    assert again.status_code == 422
    assert "nothing to take back" in again.content.decode()


def test_who_commissions_a_scheme_is_said_on_its_page(world: Universe) -> None:
    client, address = signed_in(world), f"{HERE}schemes/HOME/commissioning/"
    assert address in client.get(f"{HERE}schemes/HOME/").content.decode()
    refused = client.post(address, {"commissioner": "Joint", "nhs_percent": "", "area_of_spend": ""})
    assert refused.status_code == 422
    assert "Joint commissioning needs" in refused.content.decode()
    given = {"commissioner": "Joint", "nhs_percent": "60", "area_of_spend": "Social Care"}
    assert client.post(address, given).status_code == 302
    scheme = world.lines["HOME"].scheme
    scheme.refresh_from_db()
    assert (scheme.commissioner, scheme.nhs_percent, scheme.area_of_spend) == ("Joint", 60, "Social Care")


def test_a_schemes_own_rule_is_ended_from_its_page(world: Universe) -> None:
    client, address = signed_in(world), f"{HERE}risk/{world.pool.slug}/rule/end/"
    assert "there is nothing to end" in client.get(address).content.decode()
    rule = override_risk_rule(
        scheme=world.lines["HOME"].scheme, fund=world.pool, direction="over", year=YEAR, by=world.manager,
        kind="bearer", bearer=world.council,
    )  # fmt: skip
    assert address in client.get(f"{HERE}risk/").content.decode()
    assert client.post(address, {"rule": rule.pk, "starts": "1999-1", "reason": "x"}).status_code == 422
    assert client.post(address, {"rule": rule.pk, "starts": f"{YEAR}-3", "reason": "As agreed"}).status_code == 302
    assert RiskRule.objects.get(fund=world.pool, month=3, for_scheme=True).kind == "fund"
    assert "one partner bears all" not in client.get(address).content.decode().lower()


def test_a_fund_is_moved_from_the_list_of_funds(world: Universe) -> None:
    new = create_agreement(
        place=world.place, title="Second", status="signed", starts=date(2025, 4, 1), signed_on=date(2025, 4, 1),
        partners=[world.council, world.board], by=world.operator,
    )  # fmt: skip
    client, address = signed_in(world), f"{HERE}set-up/funds/{world.pool.pk}/move/"
    assert address in client.get(f"{HERE}set-up/funds/").content.decode()
    assert client.post(address, {"agreement": world.agreement.pk, "reason": "x"}).status_code == 422
    assert client.post(address, {"agreement": new.pk, "reason": "It follows"}).status_code == 302
    world.pool.refresh_from_db()
    assert world.pool.agreement == new


def test_next_years_changes_are_listed_before_that_year_is_opened(world: Universe) -> None:
    copy_year_forward(place=world.place, year=YEAR, funds=[world.pool], by=world.manager)
    Change.objects.filter(fund=world.pool, year=YEAR + 1).update(state="refused")
    page = signed_in(world, "auditor").get(f"{HERE}changes/").content.decode()
    assert "Opening budget 2025-26" in page
    assert "P01 of 2025-26" in page
    assert not Condition.objects.filter(place=world.place, year=YEAR + 1).exists()
