"""A whole month of one fund by three people: ledger, forecasts, review and lock, with every refusal on the way."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from budgets.models import Fund, Period
from reports.actions import lock_period, totals_of
from s75.models import User
from schemes.models import Forecast, LedgerCodeLine, Line
from tests.schemes.ledgers import broken_books

pytestmark = pytest.mark.django_db(transaction=True)
PLACE, AT = "/places/worcestershire", "?year=2022-23&period=9"
P09 = 9


def ledger(strange: str) -> bytes:
    """December's ledger of the council: what was forecast for it, and one code that nobody knows."""
    forecasts = Forecast.objects.filter(line__place__slug="worcestershire", round=8)
    spent = {row.line_id: row.figures[P09 - 1] or Decimal(0) for row in forecasts}
    amounts: dict[str, Decimal] = {}
    codes = LedgerCodeLine.objects.filter(
        ledger_code__partner__name="Worcestershire County Council", line__in=list(spent)
    )
    for one in codes.select_related("ledger_code"):
        amounts[one.ledger_code.code] = amounts.get(one.ledger_code.code, Decimal(0)) + spent[one.line_id]
    rows = [f"{code},Line of {code},{amount}" for code, amount in amounts.items()] + [f"{strange},Something else,12.50"]
    head = "Ledger of period P09 of financial year 2022/23\r\nCost centre,Description,Actual in month\r\n"
    return (head + "\r\n".join(rows) + "\r\n").encode()


def test_a_month_from_the_upload_to_the_lock(
    new_context: Callable[..., BrowserContext], sign_in: Callable[[BrowserContext, User], None]
) -> None:
    def desk(who: str) -> Page:
        context = new_context()
        context.set_default_timeout(20_000)
        sign_in(context, User.objects.get(email=f"{who}@demonstration.example"))
        return context.new_page()

    manager, officer, commissioner = (
        desk("pool.manager.council"),
        desk("finance.officer.council"),
        desk("commissioner.council"),
    )
    fund = Fund.objects.get(slug="worcestershire-ph")
    lines = {line.ref: line for line in Line.objects.filter(fund=fund, year=2022)}
    before = Period.objects.get(fund=fund, year=2022, month=8)
    kept = totals_of(before)
    theirs = Fund.objects.get(
        slug="worcestershire-ch"
    )  # the other partner's, without which no December ledger is taken
    lock_period(fund=theirs, year=2022, month=8, by=User.objects.get(email="pool.manager.icb@demonstration.example"))

    manager.goto(f"{PLACE}/closing/?year=2022-23&period=8")
    manager.get_by_role("button", name="Lock P08 of these 4 funds").click()
    expect(manager.get_by_text("P08 is locked; P09 is open: Better Care Fund")).to_be_visible()
    manager.goto(f"{PLACE}/closing/{AT}")  # too early
    expect(manager.get_by_text("The ledger of Worcestershire County Council for P09 is not in.").first).to_be_visible()
    manager.get_by_role("button", name="Lock P09 of Public health").click()
    expect(manager.locator(".govuk-error-summary")).to_contain_text("Give a reason to lock all the same")

    officer.goto(f"{PLACE}/actuals/upload/{AT}")
    officer.get_by_label("Ledger file").set_input_files(
        {"name": "december.csv", "mimeType": "text/csv", "buffer": ledger("ZZ999")}
    )
    officer.locator("#id_month").select_option("9")
    officer.get_by_label("Control total in £ (optional)").fill("1")
    officer.get_by_role("button", name="Look through it").click()
    expect(officer.get_by_role("alert")).to_contain_text("on section 75 codes")
    officer.get_by_label("Control total in £ (optional)").fill("")
    officer.get_by_role("button", name="Look through it").click()
    expect(officer.get_by_text("1 code with £12.50 leads nowhere yet.")).to_be_visible()
    officer.get_by_role("button", name="Post £").first.click()
    expect(officer.get_by_role("alert")).to_contain_text("december.csv is posted")
    officer.goto(f"{PLACE}/actuals/{AT}")
    officer.get_by_role("link", name="Say where the codes in suspense belong").click()
    officer.get_by_role("link", name="Say where it belongs").click()
    officer.get_by_label("It is not section 75: leave it out from now on").check()
    officer.get_by_role("button", name="Save and post what waits").click()
    expect(officer.get_by_role("heading", name="Nothing is in suspense")).to_be_visible()

    officer.goto(f"{PLACE}/forecast/{AT}")
    officer.get_by_role("button", name="Keep last round’s figures for 30 lines").click()
    expect(officer.get_by_text("30 lines").first).to_be_visible()
    officer.get_by_role("button", name="Submit P09").click()
    expect(officer.locator(".govuk-error-summary")).to_contain_text("BCF-17 has no forecast in P09 yet.")
    for month in (10, 11, 12):
        officer.locator(f"#f-BCF-17-{month}").fill("0")
    officer.locator("#f-PH-02-10").fill("£1,500,000.00")
    officer.get_by_role("button", name="Submit P09").click()
    expect(officer.locator(".govuk-error-summary")).to_contain_text("PH-02 must be explained")
    officer.locator("#x-PH-02").fill("More checks in January than planned")
    officer.get_by_role("button", name="Submit P09").click()
    expect(officer.get_by_text("P09: 31 lines submitted.")).to_be_visible()

    commissioner.goto(f"{PLACE}/review/{AT}&state=all")
    card = commissioner.locator("#c-PH-02")
    card.get_by_text("Query back, or approve with a remark").click()
    card.get_by_label("Question or remark").fill("How many more?")
    card.get_by_role("button", name="Query back").click()
    expect(commissioner.get_by_role("alert")).to_contain_text("PH-02 is queried back to its officer.")
    manager.goto(f"{PLACE}/closing/{AT}")
    expect(manager.get_by_text("queried and not answered: PH-02")).to_be_visible()
    officer.goto(f"{PLACE}/lines/PH-02/{AT}")
    officer.get_by_label("Your answer").fill("About two hundred.")
    officer.get_by_role("button", name="Answer and send back").click()
    expect(officer.get_by_text("PH-02 is sent back for review.")).to_be_visible()
    commissioner.goto(f"{PLACE}/review/{AT}&state=all")
    commissioner.locator("#c-PH-02").get_by_role("button", name="Approve").click()
    expect(commissioner.get_by_role("alert")).to_contain_text("PH-02 is approved.")

    manager.goto(f"{PLACE}/closing/{AT}")
    manager.get_by_role("button", name="Lock P09 of Public health").click()
    expect(manager.get_by_text("P09 of Public health is locked; P10 is open.")).to_be_visible()
    assert totals_of(before) == kept
    first = Forecast.objects.get(line=lines["PH-02"], round=P09)
    assert (first.state, first.figures[P09]) == ("approved", Decimal("1500000.00"))
    assert broken_books() == []
