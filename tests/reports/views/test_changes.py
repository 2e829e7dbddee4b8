"""The pages of changes: proposing, deciding, posting and reversing through forms, sent once or twice, at any size."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.actions.years import open_period, start_year
from budgets.models import ApprovalLimit, Change
from s75.models import User
from schemes.actions.budgets import budget_of
from schemes.models import BudgetEntry
from tests.budgets.test_rules import lock
from tests.reports.large_fund import LargeFund, large_fund
from tests.universe import YEAR, Universe

CHANGES = "/places/testshire/changes/"
NEW = f"{CHANGES}new/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/glossary/")
    return client


def typed(world: Universe, kind: str = "virement", **more: str) -> dict[str, str]:
    """A filled form: 50 from BEDS-C to HOME."""
    lines = {f"line-{world.lines[ref].pk}": amount for ref, amount in (("BEDS-C", "(50)"), ("HOME", "50.00"))}
    words = {"title": "Move beds", "reason": "Fewer beds are needed", "effective_from": "1", "step": "ask"}
    return {"fund": world.pool.slug, "kind": kind, "key": str(uuid4()), **words, **lines, **more}


def of(world: Universe, kind: str = "virement") -> Change:
    return Change.objects.get(place=world.place, kind=kind, reverses=None)


def none_of(world: Universe, kind: str = "virement") -> bool:
    return not Change.objects.filter(place=world.place, kind=kind).exists()


def text(answer: Any) -> str:
    """A page with each run of spaces and ends of lines as one space."""
    return " ".join(answer.content.decode().split())


def test_officer_chooses_fund_and_kind_first(world: Universe) -> None:
    client = signed_in(world.officer)
    assert "What is it?" in text(client.get(NEW))
    assert client.get(f"{NEW}?fund=&kind=virement").status_code == 422
    html = text(client.get(f"{NEW}?fund={world.pool.slug}&kind=virement"))
    assert "New virement" in html
    assert "BEDS-C" in html
    assert "KIDS" not in html


def test_virement_is_requested_once_however_often_it_is_sent(world: Universe) -> None:
    client, form = signed_in(world.officer), typed(world)
    first, again = (client.post(NEW, form, follow=True) for _ in range(2))
    change = of(world)
    assert (change.state, change.amount, change.within_scheme) == ("requested", Decimal(50), False)
    assert first.redirect_chain == again.redirect_chain
    assert "is requested" in text(first)
    other = client.post(NEW, {**form, "title": "Something else"})
    assert other.status_code == 422
    assert "sent before with other content" in text(other)


def test_check_recomputes_and_saves_nothing(world: Universe) -> None:
    client = signed_in(world.officer)
    home = f"line-{world.lines['HOME'].pk}"
    html = text(client.post(NEW, typed(world, step="check", title="", **{home: "60"})))
    assert "£10.00" in html
    assert "Each stream and partner must sum to zero." in html
    assert "There is a problem" not in html
    assert none_of(world)


def test_what_cannot_be_read_keeps_what_was_typed(world: Universe) -> None:
    home = f"line-{world.lines['HOME'].pk}"
    answer = signed_in(world.officer).post(NEW, typed(world, **{home: "fifty"}))
    assert answer.status_code == 422
    assert 'value="fifty"' in text(answer)
    assert f'href="#{home}"' in text(answer)
    assert none_of(world)


def test_what_a_rule_refuses_keeps_what_was_typed(world: Universe) -> None:
    home = f"line-{world.lines['HOME'].pk}"
    answer = signed_in(world.officer).post(NEW, typed(world, **{home: "60"}))
    assert answer.status_code == 422
    assert "must sum to zero" in text(answer)
    assert 'value="60"' in text(answer)


def test_variation_brings_a_contribution_of_a_new_stream(world: Universe) -> None:
    form = typed(
        world, "variation", step="check",
        **{"add-0-stream": str(world.nhs.pk), "add-0-partner": str(world.board.pk), "add-0-amount": "1,000"},
    )  # fmt: skip
    client = signed_in(world.officer)
    html = text(client.post(NEW, form))
    name = f"pot-{world.nhs.pk}-{world.board.pk}"
    assert f'name="{name}" value="1,000.00"' in html
    sent = {key: value for key, value in form.items() if not key.startswith("add-")}
    client.post(NEW, {**sent, name: "1,000.00", "step": "ask"})
    change = of(world, "variation")
    assert (change.state, change.amount) == ("requested", Decimal(1000))
    proposed = change.proposed_contributions.get()
    assert (proposed.contribution.stream, proposed.contribution.partner) == (world.nhs, world.board)
    assert not proposed.contribution.entries.exists()


def test_draft_is_edited_asked_for_and_thrown_away_by_its_own(world: Universe) -> None:
    client = signed_in(world.officer)
    client.post(NEW, typed(world, step="save"))
    change = of(world)
    page = f"{CHANGES}{change.pk}/"
    assert "Request approval" in text(client.get(page))
    assert 'value="−50.00"' in text(client.get(f"{page}edit/"))
    client.post(f"{page}edit/", typed(world, step="save", title="Move more"))
    assert "Move more" in text(client.get(page))
    assert signed_in(world.board_officer).get(f"{page}edit/").status_code == 403
    client.post(f"{page}ask/")
    change.refresh_from_db()
    assert change.state == "requested"
    client.post(f"{page}withdraw/", {"from": "requested"})
    client.post(f"{page}withdraw/", {"from": "draft"})
    assert none_of(world)


def requested(world: Universe) -> str:
    signed_in(world.officer).post(NEW, typed(world))
    return f"{CHANGES}{of(world).pk}/"


def test_change_goes_its_way_from_request_to_reversal(world: Universe) -> None:
    page = requested(world)
    director, manager = signed_in(world.director), signed_in(world.manager)
    assert "1 waits for your decision" in text(director.get(CHANGES))
    assert "Approve" not in text(signed_in(world.officer).get(page))
    director.post(f"{page}decide/", {"decision": "approve", "authority": ""})
    assert "1 is approved and waits to be posted by you" in text(manager.get(CHANGES))
    for _ in range(2):
        assert manager.post(f"{page}post/").status_code == 302
    change = of(world)
    assert (change.state, change.number) == ("posted", 1)
    assert budget_of(world.lines["HOME"]) == Decimal(650)
    first = manager.post(f"{page}reverse/", {"reason": "Too early"})
    again = manager.post(f"{page}reverse/", {"reason": "Too early"})
    assert first["Location"] == again["Location"]
    html = text(manager.get(page))
    assert "Reversal of change 1: Move beds" in html
    assert html.index("Posted") < html.index("Drafted")


def test_refusal_needs_a_reason(world: Universe) -> None:
    page = requested(world)
    director = signed_in(world.director)
    answer = director.post(f"{page}decide/", {"decision": "refuse", "authority": ""})
    assert answer.status_code == 422
    assert "Say why it is refused" in text(answer)
    html = text(director.post(f"{page}decide/", {"decision": "refuse", "authority": "Not now"}, follow=True))
    assert "Why it is refused" in html
    assert "Not now" in html


def test_committee_decision_is_recorded_with_its_minute(world: Universe) -> None:
    ApprovalLimit.objects.create(
        agreement=world.agreement, decided_by="committee", committee="Joint committee", up_to=None
    )
    page = requested(world)
    manager = signed_in(world.manager)
    html = text(manager.get(page))
    assert "Joint committee decides" in html
    assert "Record the approval" in html
    form = {"committee": "Joint committee", "minute": "", "decided_on": "1/4/2024", "decision": "approve"}
    assert manager.post(f"{page}decide/", form).status_code == 422
    manager.post(f"{page}decide/", {**form, "minute": "item 7"})
    change = of(world)
    assert (change.state, change.minute, change.authority) == ("approved", "item 7", "Joint committee, 1 April 2024")


def test_page_names_line_before_and_after(world: Universe) -> None:
    html = text(signed_in(world.auditor).get(requested(world)))
    assert "600.00" in html
    assert "650.00" in html
    assert "550.00" in html
    assert "<button" not in html.split("<main")[1].split('id="steps"')[0]


def test_lines_can_be_sought_without_scripts(world: Universe) -> None:
    form = typed(world, step="check", sought="home")
    html = text(signed_in(world.officer).post(NEW, form))
    rows = {part.split("</strong>")[0].split("<strong>")[-1]: part for part in html.split("<tr data-line=")[1:]}
    assert " hidden" in rows["BEDS-C"].split(">")[0]
    assert " hidden" not in rows["HOME"].split(">")[0]


def test_register_readds_from_original_to_current(world: Universe) -> None:
    world.post(world.approved(world.pool, {"HOME": Decimal("100.01")}))
    world.post(world.approved(world.pool, {"HOME": Decimal(-40), "BEDS-C": Decimal(40)}, kind="virement", money_in={}))
    client = signed_in(world.auditor)
    html = text(client.get(f"{CHANGES}register/"))
    assert "1. A variation" in html
    assert "2. A virement" in html
    made = client.get(f"{CHANGES}register.json").json()
    tables = {t["key"]: t for s in made["sections"] for t in s["blocks"] if t["type"] == "table"}
    fund = tables[f"register_{world.pool.slug}"]
    keys = [column["key"] for column in fund["columns"]]
    amounts = [row["cells"][keys.index("budget")]["value"] for row in fund["rows"]]
    assert [Decimal(amount) for amount in amounts] == [Decimal(2400), Decimal("100.01"), Decimal(0), Decimal("2500.01")]
    for form in ("pdf", "xlsx"):
        assert client.get(f"{CHANGES}register.{form}").status_code == 200
    assert client.get(f"{CHANGES}register.doc").status_code == 404


MOST = {"": 9, "register/": 8, "new/?fund={}-fund&kind=variation": 15, "{pk}/": 13}


def test_size_costs_no_query(db: None) -> None:
    made = [large_fund(35, slug="small"), large_fund(1000)]
    counts = [queries(one) for one in made]
    assert counts[0] == counts[1]
    assert all(count <= most for count, most in zip(counts[0], MOST.values(), strict=True)), counts[0]


def queries(made: LargeFund) -> list[int]:
    slug, change = made.place.slug, Change.objects.get(place=made.place)
    client = signed_in(made.reader)
    found = []
    for address in MOST:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(f"/places/{slug}/changes/{address.format(slug, pk=change.pk)}")
        assert answer.status_code == 200, address
        found.append(len(captured))
    return found


def test_a_thousand_lines_are_sent_without_scripts(db: None) -> None:
    made = large_fund(1000)
    fields = {f"line-{line.pk}": "" for line in made.lines}
    first = made.lines[0]
    same = [line for line in made.lines if line.stream_id == first.stream_id][1]
    fields |= {f"line-{first.pk}": "-10", f"line-{same.pk}": "10"}
    form = {
        "fund": made.fund.slug, "kind": "virement", "key": str(uuid4()), "title": "Ten", "reason": "x",
        "effective_from": "8", "step": "ask",
    }  # fmt: skip
    answer = signed_in(made.reader).post("/places/large/changes/new/", {**form, **fields})
    assert answer.status_code == 302
    assert Change.objects.get(kind="virement", place=made.place).amount == Decimal(10)
    assert not BudgetEntry.objects.filter(change__kind="virement").exists()


def test_last_years_underspends_are_offered_once_its_last_period_is_locked(world: Universe) -> None:
    """1,200 were budgeted on BEDS-N and its forecast of twelve times 90 stands at 1,080: 120 can be carried forward."""
    world.forecast("BEDS-N", 90)
    year = {"place": world.place, "fund": world.pool, "year": YEAR + 1}
    line = copy(world.lines["BEDS-N"])
    line.pk, line.year = None, YEAR + 1
    line.save()
    start_year(fund=world.pool, year=YEAR + 1, by=world.manager)
    open_period(fund=world.pool, year=YEAR + 1, month=1, by=world.manager)
    address = f"{NEW}?year=2025-26&period=1&fund={world.pool.slug}&kind=carry_forward"
    client = signed_in(world.officer)
    assert "once its last period is locked" in text(client.get(address))
    for month in range(1, 14):
        lock(world, month)
        if month < 13:
            open_period(fund=world.pool, year=YEAR, month=month + 1, by=world.manager)
    html = text(client.get(f"{address}&fill=1"))
    assert "Underspent last year" in html
    assert f'name="line-{line.pk}" value="120.00"' in html
    assert f'name="pot-{world.minimum.pk}-{world.board.pk}" value="120.00"' in html
    assert not Change.objects.filter(kind="carry_forward", **year).exists()


def test_board_paper_carries_the_register_once_something_changed(world: Universe) -> None:
    client = signed_in(world.auditor)
    board = "/places/testshire/papers/board/"
    assert "Appendix: register of changes" not in text(client.get(board))
    world.post(world.approved(world.pool, {"HOME": Decimal("100.01")}))
    html = text(client.get(board))
    assert "Appendix: register of changes" in html
    assert "1. A variation" in html
