"""The pages of reserves: set up, allocated, a project proposed and decided on, drawn by a change, at any size."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.actions.reserves import balance_of
from budgets.models import Change, Reserve, ReserveProject
from s75.models import User
from tests.reserves import Held
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db
RESERVES = "/places/testshire/reserves/"


@pytest.fixture
def held(world: Universe) -> Held:
    return Held(world)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/glossary/")
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def page_of(held: Held) -> str:
    return f"{RESERVES}{held.reserve.pk}/"


def entered(amount: str = "50", **more: str) -> dict[str, str]:
    return {"amount": amount, "reason": "Set aside", "authority": "Minute 4", "key": str(uuid4()), **more}


def costs(**more: str) -> dict[str, str]:
    named = {"name": "Wall", "source": "Paper 3", "heading_1": "Works", "note_1": "two walls", "heading_2": "Fees"}
    amounts = {f"amount_1_{YEAR}": "400", f"amount_1_{YEAR + 1}": "£100.50", f"amount_2_{YEAR}": "9.50"}
    return {**named, **amounts, **more}


def test_the_empty_page_teaches(world: Universe) -> None:
    assert "Set up a reserve" in text(signed_in(world.manager).get(RESERVES))
    html = text(signed_in(world.auditor).get(RESERVES))
    assert "No reserve yet" in html
    assert "Set up a reserve" not in html


def test_a_reserve_is_set_up_and_allocated(world: Universe) -> None:
    stream = Held(world, holds=0, agreed=False).stream
    client = signed_in(world.manager)
    form = {"fund": world.pool.pk, "name": "Second", "stream": stream.pk, "partner": world.council.pk}
    answer = client.post(f"{RESERVES}new/", {**form, "contingency": "on"}, follow=True)
    made = Reserve.objects.get(name="Second")
    assert made.contingency
    assert "Nothing is allocated to it yet" in text(answer)
    assert "Allocate money to it" in text(answer)
    again = client.post(f"{RESERVES}new/", form)
    assert again.status_code == 422
    assert "a name of its own" in text(again)
    answer = client.post(f"{RESERVES}{made.pk}/allocate/", entered("1,234.50"), follow=True)
    assert "£1,234.50 is allocated to Second." in text(answer)
    assert balance_of(made) == Decimal("1234.50")


def test_the_same_form_twice_counts_once(held: Held) -> None:
    client, form = signed_in(held.world.manager), entered("50")
    for _ in range(2):
        assert client.post(f"{page_of(held)}top-up/", form).status_code == 302
    assert balance_of(held.reserve) == Decimal(1050)


def test_what_a_rule_refuses_keeps_what_was_typed(held: Held) -> None:
    answer = signed_in(held.world.manager).post(f"{page_of(held)}return/", entered("900", reason="Too much kept"))
    assert answer.status_code == 422
    assert "£700.00 can be returned, not £900.00" in text(answer)
    assert 'value="Too much kept"' in text(answer)


def test_what_cannot_be_read_is_named(held: Held) -> None:
    answer = signed_in(held.world.manager).post(f"{page_of(held)}top-up/", entered("lots"))
    assert answer.status_code == 422
    assert "Enter an amount in pounds" in text(answer)


def test_a_project_is_proposed_changed_and_decided_on_by_another(held: Held) -> None:
    officer, director = signed_in(held.world.officer), signed_in(held.world.director)
    answer = officer.post(f"{page_of(held)}projects/new/", costs(), follow=True)
    wall = ReserveProject.objects.get(name="Wall")
    own = f"{page_of(held)}projects/{wall.pk}/"
    assert "is proposed" in text(answer)
    assert 'data-value="510.00"' in text(answer)
    assert "It waits for a decision" in text(answer)
    form = text(officer.get(f"{own}commitments/"))
    assert 'value="100.50"' in form
    assert 'value="two walls"' in form
    officer.post(f"{own}commitments/", costs(**{f"amount_2_{YEAR}": "19.50"}))
    assert officer.post(f"{own}decide/", {"decision": "agree", "authority": "me"}).status_code == 403
    page = text(director.get(own))
    assert "Agreeing commits £520.00" in page
    assert director.post(f"{own}decide/", {"decision": "agree", "authority": " "}).status_code == 422
    answer = director.post(f"{own}decide/", {"decision": "agree", "authority": "Director"}, follow=True)
    assert "“Wall” is agreed." in text(answer)
    assert "Decide on it" not in text(answer)
    assert "Draw down" in text(officer.get(own))
    late = officer.post(f"{own}commitments/", costs())
    assert late.status_code == 422
    assert "what it costs stands" in text(late)


def test_the_pool_manager_records_a_committee(held: Held) -> None:
    wall = held.propose("Wall", {("Works", YEAR): (Decimal(10), "")})
    own, manager = f"{page_of(held)}projects/{wall.pk}/", signed_in(held.world.manager)
    assert "Name the committee that decided" in text(manager.post(f"{own}decide/", {"decision": "refuse"}))
    sent = {"decision": "refuse", "committee": "Board", "minute": "item 7", "decided_on": "2024-04-02"}
    assert "“Wall” is refused." in text(manager.post(f"{own}decide/", sent, follow=True))
    wall.refresh_from_db()
    assert wall.authority == "Board, 2 April 2024, item 7"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"heading_1": ""}, "Enter the heading of row 1"),
        ({"heading_2": "works"}, "Row 2 has the heading of another row"),
        ({f"amount_2_{YEAR}": ""}, "Enter an amount in row 2, or take its heading out"),
        ({f"amount_2_{YEAR}": "many"}, "Enter an amount in pounds"),
        ({"name": ""}, "Enter a name"),
    ],
)
def test_a_project_says_what_is_wrong_with_its_rows(held: Held, wrong: dict[str, str], said: str) -> None:
    answer = signed_in(held.world.officer).post(f"{page_of(held)}projects/new/", costs(**wrong))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not ReserveProject.objects.filter(name="Wall").exists()


def test_closing_frees_the_rest(held: Held) -> None:
    held.draw(120, held.roof)
    own, manager = f"{page_of(held)}projects/{held.roof.pk}/", signed_in(held.world.manager)
    assert "£180.00 of what was agreed" in text(manager.get(own))
    assert manager.post(f"{own}close/", {"reason": ""}).status_code == 422
    answer = manager.post(f"{own}close/", {"reason": "Done"}, follow=True)
    assert "£180.00 is uncommitted again" in text(answer)
    assert "Closed" in text(answer)


def test_drawing_down_leads_to_the_change_screen_filled_in(held: Held) -> None:
    officer = signed_in(held.world.officer)
    own = text(officer.get(f"{page_of(held)}projects/{held.roof.pk}/"))
    asked = (
        f"&amp;fund={held.world.pool.slug}&amp;kind=drawdown&amp;reserve={held.reserve.pk}&amp;project={held.roof.pk}"
    )
    assert asked in own
    html = text(
        officer.get(
            "/places/testshire/changes/new/",
            {
                "fund": held.world.pool.slug,
                "kind": "drawdown",
                "reserve": str(held.reserve.pk),
                "project": str(held.roof.pk),
            },
        )
    )
    assert f'<option value="{held.reserve.pk}" selected>' in html
    assert f'<option value="{held.roof.pk}" selected>' in html
    form = {
        "fund": held.world.pool.slug, "kind": "drawdown", "reserve": held.reserve.pk, "project": held.roof.pk,
        "title": "Roof", "reason": "Works", "effective_from": "1", "key": str(uuid4()), "step": "ask",
        f"pot-{held.stream.pk}-{held.world.council.heir_id}": "301", f"line-{held.line.pk}": "301",
    }  # fmt: skip
    refused = officer.post("/places/testshire/changes/new/", form)
    assert refused.status_code == 422
    assert "£300.00 is left, and £301.00 would be drawn" in text(refused)
    form |= {f"pot-{held.stream.pk}-{held.world.council.heir_id}": "300", f"line-{held.line.pk}": "300"}
    assert officer.post("/places/testshire/changes/new/", form).status_code == 302
    assert Change.objects.get(kind="drawdown").project == held.roof


def test_the_page_shows_where_it_stands_as_at_its_period(held: Held) -> None:
    held.draw(120, held.roof)
    html = text(signed_in(held.world.auditor).get(page_of(held)))
    for amount in ("880.00", "300.00", "180.00", "700.00"):
        assert f'data-value="{amount}"' in html
    assert "Draw £120" in html
    assert "Propose a project" not in html


def test_unknown_things_are_not_found(held: Held, world: Universe) -> None:
    manager = signed_in(world.manager)
    for address in (
        f"{RESERVES}999999/", f"{page_of(held)}steal/", f"{page_of(held)}projects/999999/",
        f"{RESERVES}{held.reserve.pk}.doc", "/places/testshire/reserves.doc",
    ):  # fmt: skip
        assert manager.get(address).status_code == 404, address


def test_money_in_leads_here(held: Held) -> None:
    assert f'href="{RESERVES}?year=2024-25&amp;period=1"' in text(
        signed_in(held.world.auditor).get("/places/testshire/money-in/")
    )


@pytest.mark.parametrize("path", ["", "one/", ".json", "one.json"])
def test_the_pages_take_a_fixed_number_of_queries(held: Held, path: str) -> None:
    client = signed_in(held.world.manager)
    where = path.replace("one", str(held.reserve.pk))
    address = f"/places/testshire/reserves{where}" if where.startswith(".") else f"{RESERVES}{where}"

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    small = queries()
    for i in range(6):
        project = held.agree(held.propose(f"P{i}", {("A", YEAR): (Decimal(5), ""), ("B", YEAR + i): (Decimal(5), "")}))
        held.draw(5, project)
    assert queries() == small
    assert small <= 14
