"""Who bears it, as a page: shares, what-if with its refusals and links, files that agree, new rules, and few queries."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.actions.years import lock_open_period
from budgets.models import RiskRule
from reports.render.html_cells import element_id
from schemes.models import RiskOverride
from tests.reports.large_fund import large_fund
from tests.reports.render.pdf_reading import text_of
from tests.reports.render.xlsx_reading import pence, recalculated, stored
from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_place import page
from tests.universe import YEAR, Universe

RISK = "/places/worcestershire/risk/?year=2022-23&period=8"
FILE = "/places/worcestershire/risk.{}?year=2022-23&period=8"
MORE = "&scheme=worcestershire-mh:MH-01&more=%C2%A30.5m"


@pytest.fixture
def clerk(as_role: SignedIn) -> Client:
    return as_role("board.clerk.council")


@pytest.fixture
def keeper(world: Universe) -> Client:
    client = Client()
    client.force_login(world.manager)
    client.get("/glossary/")
    return client


def figure(html: str, table: str, row: str, place: int) -> Decimal:
    part = html.split(f'id="{element_id("table", table)}"', 1)[1].split("</table>", 1)[0]
    line = part.split(f'data-row="{row}"', 1)[1].split("</tr>", 1)[0]
    return Decimal(re.findall(r'<t[hd][^>]*? data-value="([^"]*)"', line)[1:][place])


def text_only(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_page_says_who_bears_what_by_which_rule(clerk: Client) -> None:
    html = page(clerk, RISK)

    assert figure(html, "bearing", "total", 0) == Decimal("4595042.00")
    council, board = (figure(html, "bearing", "total", place) for place in (1, 2))
    assert council + board == Decimal("4595042.00")
    halves = [figure(html, "bearing", "fund:worcestershire-bcf", place) for place in (0, 1, 2)]
    assert halves == [Decimal(339_762), Decimal(169_881), Decimal(169_881)]
    assert "in proportion to their contributions" in html
    assert "the agreement’s own rules are not published" in html
    assert "Each partner’s own variance in Learning disability" in html
    assert "ring-fenced" in html
    assert "Make or replace a rule" not in html  # a clerk makes none


def test_what_if_says_who_would_pay_and_saves_nothing(clerk: Client) -> None:
    before = RiskRule.objects.count()
    html = page(clerk, RISK + MORE)

    differences = [figure(html, "what_if_worcestershire-mh", f"partner:{code}", 2) for code in ("WCC", "ICB")]
    assert sum(differences) == figure(html, "what_if_worcestershire-mh", "total", 2) == 500_000
    assert all(difference > 0 for difference in differences)
    assert "spends £500,000.00 more than forecast" in text_only(html)
    assert '<option value="worcestershire-mh:MH-01" selected>' in html
    assert "risk.pdf?year=2022-23&amp;period=8&amp;scheme=worcestershire-mh%3AMH-01&amp;more=%C2%A30.5m" in html
    assert figure(html, "bearing", "total", 0) == figure(page(clerk, RISK), "bearing", "total", 0)
    assert RiskRule.objects.count() == before


def test_what_if_of_several_schemes_and_funds(clerk: Client) -> None:
    html = page(clerk, f"{RISK}{MORE}&scheme=worcestershire-ch:CH-01&more=(1,000.01)")

    assert figure(html, "what_if", "total", 2) == Decimal("498999.99")
    assert "spends £1,000.01 less than forecast" in text_only(html)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("&scheme=worcestershire-mh:MH-01&more=lots", "Row 1: Enter an amount in pounds"),
        ("&scheme=&more=5", "Row 1: Choose the scheme that the amount is for"),
        ("&scheme=elsewhere:X&more=5", "Row 1: Choose one of the schemes of these funds"),
        ("&scheme=worcestershire-mh:MH-01&more=%3Cscript%3E", "Row 1: Enter an amount in pounds"),
    ],
)
def test_nonsense_is_refused_beside_its_field(clerk: Client, asked: str, sentence: str) -> None:
    answer = clerk.get(RISK + asked)
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "There is a problem" in html
    assert sentence in html
    assert "If it were so" not in html
    assert "<script>" not in html
    assert clerk.get(FILE.format("json") + asked).status_code == 404


def test_one_fund_keeps_to_itself(clerk: Client) -> None:
    html = page(clerk, RISK + "&fund=worcestershire-mh")

    assert "Who bears the variance of each fund" in html
    assert 'data-row="fund:worcestershire-bcf"' not in html
    assert '<input type="hidden" name="fund" value="worcestershire-mh">' in html
    assert "BCF-01" not in html
    assert clerk.get(RISK + "&fund=nothing").status_code == 404


def test_one_figure_is_the_same_in_every_form(clerk: Client) -> None:
    key = ("what_if_worcestershire-mh", "partner:WCC", "difference")
    data = json.loads(clerk.get(FILE.format("json") + MORE).content)
    table = next(b for s in data["sections"] for b in s["blocks"] if b.get("key") == key[0])
    place = [column["key"] for column in table["columns"]].index(key[2])
    row = next(row for row in table["rows"] if row["key"] == key[1])
    exact = Decimal(row["cells"][place]["value"])

    assert figure(page(clerk, RISK + MORE), key[0], key[1], place - 1) == exact
    pdf = clerk.get(FILE.format("pdf") + MORE)
    assert f"{exact:,.2f}" in text_of(pdf.content)
    assert pdf["Content-Disposition"] == 'attachment; filename="worcestershire-risk-2022-23-P08.pdf"'
    xlsx = clerk.get(FILE.format("xlsx") + MORE).content
    anew = recalculated(xlsx)
    found = [
        (pence(cell.value), pence(anew.get_value(sheet.title, cell.row, cell.column)))
        for sheet in stored(xlsx).worksheets
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, int | float) and pence(cell.value) == exact
    ]
    assert found
    assert set(found) == {(exact, exact)}


@pytest.mark.parametrize("form", ["doc", "html", "exe"])
def test_another_form_is_not_found(clerk: Client, form: str) -> None:
    assert clerk.get(FILE.format(form)).status_code == 404


def test_an_outsider_finds_nothing(stranger: Client) -> None:
    assert stranger.get(RISK).status_code == 404
    assert stranger.get(FILE.format("json")).status_code == 404
    assert stranger.get("/places/worcestershire/risk/worcestershire-mh/rule/").status_code == 404


def test_size_costs_no_query(db: None) -> None:
    counts = {}
    for lines in (35, 600):
        made = large_fund(lines, slug=f"large-{lines}")
        client = Client()
        client.force_login(made.reader)
        client.get("/glossary/")
        address = f"/places/large-{lines}/risk/?year=2022-23&period=8&scheme=large-{lines}-fund:S-01&more=5"
        with CaptureQueriesContext(connection) as captured:
            page(client, address)
        counts[lines] = len(captured)

    assert counts[35] == counts[600] <= 10


# A new rule.


def rule_of(world: Universe) -> str:
    return f"/places/testshire/risk/{world.pool.slug}/rule/"


def answer(world: Universe, **more: Any) -> dict[str, Any]:
    shares = {f"share_1_{world.council.pk}": "50", f"share_1_{world.board.pk}": "50"}
    return {"direction": "over", "kind": "fixed", "starts": f"{YEAR}-1", "use": "share", **shares, **more}


def test_who_sets_up_makes_a_rule_and_sees_it_in_words(world: Universe, keeper: Client) -> None:
    world.forecast("BEDS-C", 60)
    assert "No rule says who bears its overspends" in page(keeper, "/places/testshire/risk/")

    sent = keeper.post(rule_of(world), answer(world, underspends_first="on", source="Schedule 3"), follow=True)
    html = sent.content.decode()

    assert sent.status_code == 200
    assert "The rule for overspends of Pool counts from P01 2024-25." in html
    assert "is shared between NHS Testshire ICB (50%) and Testshire Council (50%)" in html
    assert "Schedule 3" in html


def test_a_tiered_rule_of_one_scheme(world: Universe, keeper: Client) -> None:
    scheme = world.lines["HOME"].scheme
    tiers = {"kind": "tiers", "scheme": scheme.pk, "up_to_1": "£1,000", f"share_2_{world.board.pk}": "100"}
    sent = keeper.post(rule_of(world), answer(world, **tiers))

    assert sent.status_code == 302
    made = RiskOverride.objects.get(scheme=scheme).rule
    assert [(tier.up_to, tier.shares.count()) for tier in made.tiers.all()] == [(1000, 2), (None, 1)]
    again = page(keeper, f"{rule_of(world)}?direction=over&scheme=HOME")
    assert 'value="1,000"' in again


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"direction": ""}, "Choose overspends or underspends"),
        ({"kind": "bearer"}, "Name the partner that bears all"),
        ({"up_to_1": "many"}, "Enter an amount in pounds"),
        ({"up_to_3": "5"}, "without a gap"),
        ({"starts": "1999-1"}, "not one of the available choices"),
        ({"kind": "tiers", "up_to_1": "5", "up_to_2": "4"}, "Tier 2 must end above £5.00"),
    ],
)
def test_a_rule_that_makes_no_sense_keeps_what_was_typed(
    world: Universe, keeper: Client, wrong: dict[str, str], sentence: str
) -> None:
    sent = keeper.post(rule_of(world), answer(world, source="Schedule 3", **wrong))

    assert sent.status_code == 422
    assert sentence in sent.content.decode()
    assert 'value="Schedule 3"' in sent.content.decode()
    assert not world.pool.risk_rules.exists()


def test_shares_that_miss_100_are_refused_in_words(world: Universe, keeper: Client) -> None:
    sent = keeper.post(rule_of(world), answer(world) | {f"share_1_{world.board.pk}": "40"})

    assert sent.status_code == 422
    assert "The shares make 90 per cent, not 100." in sent.content.decode()


def test_locked_periods_are_not_offered(world: Universe, keeper: Client) -> None:
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="For a test", by=world.manager)

    html = page(keeper, rule_of(world))

    assert f'value="{YEAR}-1"' not in html
    assert f'value="{YEAR}-2"' in html


def test_a_rule_of_a_fund_elsewhere_is_not_found(world: Universe, keeper: Client) -> None:
    assert keeper.get("/places/testshire/risk/worcestershire-mh/rule/").status_code == 404
