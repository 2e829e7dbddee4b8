"""The review page: what waits for whom, deciding one by one and in bulk, and what officers and keepers see of it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.models import Membership
from s75.models import User
from schemes.models import Forecast, Remark
from tests.reports.large_fund import large_fund
from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_place import page

WHEN = "?year=2022-23&period=8"
REVIEW = "/places/worcestershire/review/"
AT_8 = REVIEW + WHEN


@pytest.fixture
def reviewer(as_role: SignedIn) -> Client:
    return as_role("commissioner.icb")


def row(ref: str) -> Forecast:
    return Forecast.objects.get(line__ref=ref, line__place__slug="worcestershire", round=8)


def decide(client: Client, ref: str, decision: str, text: str = "", version: int | None = None) -> tuple[int, str]:
    seen = row(ref).version if version is None else version
    data = {"ref": ref, "version": seen, "decision": decision, "text": text}
    answer = client.post(f"{REVIEW}decide/{WHEN}", data, follow=True)
    return answer.status_code, answer.content.decode()


def offered(html: str) -> list[str]:
    """The references that the page offers to approve at once."""
    return re.findall(r'name="row" value="\d+ ([^"]+)"', html)


def cards(html: str) -> list[str]:
    return re.findall(r'class="govuk-summary-card s75-review" id="c-([^"]+)"', html)


def test_the_reviewer_sees_what_deserves_a_look_and_what_is_calm(reviewer: Client) -> None:
    with CaptureQueriesContext(connection) as sent:
        html = page(reviewer, AT_8)

    assert len(sent) <= 16  # with readings and targets of indicators, two more than a place without any
    assert "plan &gt;85%" in html
    waiting = int(re.findall(r"(\d+) lines wait for you", html)[0])
    assert waiting == len(cards(html)) + len(offered(html))
    assert cards(html)
    assert offered(html)
    assert not set(cards(html)) & set(offered(html))
    assert html.count("Why to look:") == len(cards(html))
    assert html.count('class="s75-spark"') == len(cards(html))


def test_readers_look_and_cannot_decide(as_role: SignedIn) -> None:
    for name in ("auditor.council", "pool.manager.council"):
        html = page(as_role(name), AT_8)
        assert "You read this page" in html
        assert "review/decide" not in html
        assert not offered(html)


def test_the_calm_lines_are_approved_together(reviewer: Client) -> None:
    refs = offered(page(reviewer, AT_8))

    answer = reviewer.post(f"{REVIEW}bulk/{WHEN}", {"row": [f"{row(ref).version} {ref}" for ref in refs]}, follow=True)

    assert f"{len(refs)} lines are approved" in answer.content.decode()
    assert {row(ref).state for ref in refs} == {"approved"}
    assert offered(answer.content.decode()) == []
    assert f'id="c-{refs[0]}"' in page(reviewer, f"{AT_8}&state=approved")


def test_nothing_ticked_is_refused(reviewer: Client) -> None:
    answer = reviewer.post(f"{REVIEW}bulk/{WHEN}", {"row": ["nonsense", "5"]})

    assert answer.status_code == 422
    assert "Choose at least one line" in answer.content.decode()


def test_a_query_without_words_is_refused_at_its_card(reviewer: Client) -> None:
    ref = cards(page(reviewer, AT_8))[0]

    status, html = decide(reviewer, ref, "query", " ")

    assert status == 422
    assert f'<a href="#c-{ref}">Enter a question.' in html
    assert cards(html)[0] == ref


def test_a_row_changed_meanwhile_is_shown_as_it_stands_with_what_was_typed(reviewer: Client) -> None:
    ref = cards(page(reviewer, AT_8))[0]
    Forecast.objects.filter(pk=row(ref).pk).update(
        state="draft", submitted_by=None, submitted_at=None, version=9, explanation="Another reason"
    )

    status, html = decide(reviewer, ref, "query", "Why so much?", version=2)

    assert status == 409
    assert f"{ref} was changed since you read it" in html
    assert cards(html)[0] == ref
    assert "Another reason" in html


def test_a_query_goes_to_the_officer_and_comes_back_answered(reviewer: Client, as_role: SignedIn) -> None:
    html = page(reviewer, AT_8)
    ref = next(ref for ref in [*cards(html), *offered(html)] if row(ref).line.spending_partner.name.startswith("Worc"))
    officer, line = as_role("finance.officer.council"), f"/places/worcestershire/lines/{ref}/"

    assert f"{ref} is queried back" in decide(reviewer, ref, "query", "Is <b>that</b> all?")[1]

    grid = page(officer, f"/places/worcestershire/forecast/{WHEN}&state=queried")
    assert f"{line}{WHEN.replace('&', '&amp;')}#said" in grid
    assert grid.count('data-ref="') == 1
    closing = page(as_role("pool.manager.council"), f"/places/worcestershire/closing/{WHEN}")
    assert f"1 line queried and not answered: {ref}." in closing
    assert ", 1 queried" in closing
    html = page(officer, line + WHEN)
    assert "Is &lt;b&gt;that&lt;/b&gt; all?" in html
    assert "Answer and send back" in html
    assert "Is &lt;b&gt;that&lt;/b&gt; all?" in page(officer, f"/places/worcestershire/forecast/lines/{ref}/{WHEN}")

    refused = officer.post(f"{line}remarks/{WHEN}", {"kind": "answer", "text": ""})
    assert (refused.status_code, row(ref).state) == (422, "queried")
    answer = officer.post(f"{line}remarks/{WHEN}", {"kind": "answer", "text": "Yes, all."}, follow=True)
    assert "sent back for review" in answer.content.decode()
    assert row(ref).state == "submitted"
    assert "Yes, all." in page(reviewer, f"{AT_8}&state=submitted")


def test_a_comment_is_kept_and_readers_have_no_box(as_role: SignedIn) -> None:
    manager, line = as_role("pool.manager.council"), "/places/worcestershire/lines/BCF-02/"

    assert manager.post(f"{line}remarks/{WHEN}", {"text": "Checked with the ledger."}).status_code == 302

    html = page(as_role("auditor.council"), line + WHEN)
    assert "Checked with the ledger." in html
    assert "remarks/" not in html
    assert "remarks/" not in page(manager, f"{line}?year=2022-23&period=7")  # a locked period takes no comment


def test_approved_lines_count_as_sent_everywhere(reviewer: Client, as_role: SignedIn) -> None:
    refs = offered(page(reviewer, AT_8))
    before = page(as_role("auditor.council"), f"/places/worcestershire/{WHEN}")
    sent = re.findall(r"\d+ of \d+ lines submitted", before)

    reviewer.post(f"{REVIEW}bulk/{WHEN}", {"row": [f"{row(ref).version} {ref}" for ref in refs]})

    keeper = as_role("pool.manager.council")
    assert re.findall(r"\d+ of \d+ lines submitted", page(keeper, f"/places/worcestershire/{WHEN}")) == sent
    closing = page(keeper, f"/places/worcestershire/closing/{WHEN}")
    assert "lines not submitted" not in closing
    assert "approved)" in closing
    grid = page(as_role("finance.officer.council"), f"/places/worcestershire/forecast/{WHEN}")
    shown, asked = re.findall(r"(\d+) of (\d+) submitted", grid)[-1]
    assert shown == asked


def test_pages_of_any_size_cost_the_same(db: None) -> None:
    counts = {}
    for size in (60, 600):
        made = large_fund(size, slug=f"of-{size}")
        reader = User.objects.create_user(f"reviewer@of-{size}.example", name="Reviewer")
        Membership.objects.create(user=reader, partner=made.board, role="commissioner")
        line = made.lines[0]
        Remark.objects.create(
            line=line, fund=made.fund, year=2022, round=8, kind="comment", text="x", said_by=reader,
            said_at=line.forecasts.get(round=8).saved_at,
        )  # fmt: skip
        client = Client()
        client.force_login(reader)
        client.get("/glossary/")
        for more in ("", "&state=all"):
            with CaptureQueriesContext(connection) as sent:
                html = page(client, f"/places/of-{size}/review/{WHEN}{more}")
            counts[size, more] = len(sent)
            assert len(cards(html)) <= 20
    assert counts[60, ""] == counts[600, ""] <= 14
    assert counts[60, "&state=all"] == counts[600, "&state=all"] <= 14


def test_an_unknown_line_or_decision_is_not_found(reviewer: Client) -> None:
    assert decide(reviewer, "BCF-02", "bless")[0] == 404
    assert (
        reviewer.post(f"{REVIEW}decide/{WHEN}", {"ref": "X\x00", "version": "1", "decision": "approve"}).status_code
        == 404
    )


def test_the_locked_round_shows_what_was_carried_and_takes_no_review(reviewer: Client) -> None:
    html = page(reviewer, f"{REVIEW}?year=2022-23&period=7&state=all")

    assert "review/decide" not in html
    assert cards(html)
