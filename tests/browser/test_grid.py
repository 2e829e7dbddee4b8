"""The forecast grid in a real browser: keys, saving as one leaves, pasting, conflicts, a dead network, no scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from s75.models import User
from schemes.models import Forecast
from schemes.sources.amounts import read_amount
from tests.conftest import watch
from tests.reports.views.grid_form import address
from tests.reports.views.test_forecast import lock
from tests.universe import Universe

pytestmark = pytest.mark.django_db(transaction=True)
TWELVE = range(1, 13)


class Sheet:
    """One officer's grid in a browser."""

    def __init__(self, page: Page, world: Universe) -> None:
        self.page, self.world = page, world
        self.expected: list[str] = []

    def open(self, month: int = 1) -> None:
        self.page.goto(address(self.world, month=month))

    def cell(self, ref: str, month: int) -> Any:
        return self.page.locator(f"#f-{ref}-{month}")

    def row(self, ref: str) -> Any:
        return self.page.locator(f"#r-{ref}")

    @property
    def status(self) -> Any:
        return self.page.locator("#grid-status")

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id"))

    def paste(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")


@pytest.fixture
def make_sheet(
    browser: Browser, live_server: LiveServer, world: Universe, sign_in: Callable[..., None]
) -> Iterator[Callable[..., Sheet]]:
    """Open grids in browsers of their own; whatever a page complains of unexpectedly fails the test."""
    made: list[tuple[Sheet, list[str]]] = []

    def make(user: User | None = None, **options: Any) -> Sheet:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15_000)
        complaints = watch(context)
        if options.get("java_script_enabled", True):
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        sign_in(context, user or world.officer)
        sheet = Sheet(context.new_page(), world)
        made.append((sheet, complaints))
        return sheet

    yield make
    for sheet, complaints in made:
        left = [text for text in complaints if not any(known in text for known in sheet.expected)]
        sheet.page.context.close()
        assert not left


@pytest.fixture
def sheet(make_sheet: Callable[..., Sheet], world: Universe) -> Sheet:
    """The council officer's grid of P01, all lines forecast as budgeted."""
    for ref, amount in (("BEDS-C", 50), ("BEDS-N", 100), ("HOME", 50)):
        world.forecast(ref, amount)
    made = make_sheet()
    made.open()
    return made


def figures(ref: str) -> list[Decimal | None]:
    return Forecast.objects.get(line__ref=ref, line__place__slug="testshire").figures


def test_keys_move_as_in_a_spreadsheet(sheet: Sheet) -> None:
    press = sheet.page.keyboard.press
    sheet.cell("BEDS-C", 2).click()
    for key, ref, month in (
        ("ArrowRight", "BEDS-C", 3),
        ("ArrowDown", "BEDS-N", 3),
        ("ArrowLeft", "BEDS-N", 2),
        ("ArrowUp", "BEDS-C", 2),
        ("ArrowUp", "BEDS-C", 2),
        ("Enter", "BEDS-N", 2),
        ("Enter", "HOME", 2),
        ("Enter", "HOME", 2),
        ("Shift+Enter", "BEDS-N", 2),
        ("End", "BEDS-N", 12),
        ("Tab", "HOME", 1),
        ("Tab", "HOME", 2),
        ("Shift+Tab", "HOME", 1),
        ("Control+Home", "BEDS-C", 1),
        ("Control+End", "HOME", 12),
        ("Home", "HOME", 1),
    ):
        press(key)
        assert sheet.focused() == f"f-{ref}-{month}", key


def test_typing_replaces_f2_edits_and_escape_restores(sheet: Sheet) -> None:
    press, cell = sheet.page.keyboard.press, sheet.cell("HOME", 4)
    cell.click()
    sheet.page.keyboard.type("75")
    expect(cell).to_have_value("75")
    press("Escape")
    expect(cell).to_have_value("50.00")
    press("F2")
    press("ArrowLeft")
    press("Backspace")
    expect(cell).to_have_value("50.0")
    assert sheet.focused() == "f-HOME-4"
    press("Escape")
    press("ArrowRight")
    assert sheet.focused() == "f-HOME-5"
    press("ArrowLeft")
    sheet.page.keyboard.type("£1,000.5")
    press("ArrowRight")
    expect(cell).to_have_value("1,000.50")


def test_row_is_saved_as_it_is_left_and_sums_are_echoed_meanwhile(sheet: Sheet, axe: Callable[[Page], None]) -> None:
    total = sheet.page.locator('[data-total="testshire-pool"]')
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("170")
    expect(sheet.row("HOME").locator(".outturn")).to_have_text("720.00 unsaved")
    expect(sheet.row("HOME").locator(".variance")).to_contain_text("120.00 overspend")
    expect(total.locator(".outturn")).to_have_text("2,520.00 unsaved")
    expect(total.locator('[data-month="4"]')).to_have_text("320.00")
    axe(sheet.page)
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_have_text("HOME saved. HOME must be explained.")
    expect(total.locator(".outturn")).to_have_text("2,520.00")
    expect(sheet.row("HOME").locator(".state")).to_have_text("Draft")
    assert figures("HOME")[3] == Decimal("170.00")
    axe(sheet.page)
    sheet.page.locator("#x-HOME").fill("More homes opened")
    expect(sheet.page.locator("#d-HOME")).to_contain_text("You have 1,983 characters remaining")
    sheet.cell("BEDS-C", 1).click()
    expect(sheet.status).to_have_text("HOME saved.")
    assert Forecast.objects.get(line__ref="HOME").explanation == "More homes opened"


def test_row_that_is_only_looked_at_is_not_saved(make_sheet: Callable[..., Sheet], world: Universe) -> None:
    world.forecast("HOME", 70, explanation="Why")
    lock(world)
    sheet = make_sheet()
    sheet.open(month=2)
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.press("Enter")
    sheet.page.locator("#x-HOME").click()
    sheet.page.get_by_role("button", name="Save all").click()
    expect(sheet.page.get_by_text("Nothing was changed")).to_be_visible()
    sheet.page.get_by_role("button", name="Keep last round").click()
    expect(sheet.row("HOME").locator(".state")).to_have_text("Draft")
    assert Forecast.objects.get(line__ref="HOME", round=2).explanation == "Why"


def test_block_is_pasted_and_saved_by_one_request(sheet: Sheet) -> None:
    sent: list[str] = []
    sheet.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    sheet.cell("BEDS-N", 11).click()
    sheet.paste("£1,000.00\t(2.50)\r\n\u00a012 345.67\t4-\r\n")
    expect(sheet.status).to_contain_text("2 lines saved.")
    assert [url.split("?")[0].rsplit("/", 2)[1] for url in sent] == ["block"]
    assert figures("BEDS-N")[10:12] == [Decimal("1000.00"), Decimal("-2.50")]
    assert figures("HOME")[10:12] == [Decimal("12345.67"), Decimal("-4.00")]
    expect(sheet.cell("HOME", 12)).to_have_value("\N{MINUS SIGN}4.00")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("1\t2\n3\tabc", "row 2, column 2 (HOME P12): “abc” is not an amount in pounds"),
        ("1\t\n3\t4", "row 1, column 2 (BEDS-N P12): a blank is not 0, so type 0"),
        ("1\t2\t3", "row 1, column 3 (BEDS-N P13): P13 takes no forecast"),
        ("1\n2\n3", "The block has 3 rows, but from BEDS-N down there are 2 lines."),
    ],
)
def test_block_with_a_bad_cell_pastes_nothing(sheet: Sheet, block: str, said: str) -> None:
    sheet.cell("BEDS-N", 11).click()
    sheet.paste(block)
    expect(sheet.status).to_contain_text(f"Nothing was pasted: {said}")
    expect(sheet.cell("BEDS-N", 11)).to_have_value("100.00")
    expect(sheet.cell("HOME", 11)).to_have_value("50.00")


@pytest.mark.parametrize(("button", "stands", "version"), [("Keep mine", "90.00", 3), ("Take theirs", "70.00", 2)])
def test_conflict_shows_both_values_and_lets_one_choose(
    sheet: Sheet, world: Universe, axe: Callable[[Page], None], button: str, stands: str, version: int
) -> None:
    sheet.expected = ["status of 409"]
    world.forecast("HOME", 70)
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("90")
    sheet.page.keyboard.press("ArrowUp")
    detail = sheet.page.locator("#d-HOME")
    expect(detail).to_contain_text("Officer saved HOME since you read it")
    expect(detail.get_by_role("row", name="P04")).to_contain_text("70.00")
    expect(sheet.status).to_contain_text("Not saved")
    axe(sheet.page)
    detail.get_by_role("button", name=button).click()
    sheet.cell("BEDS-C", 1).click()
    expect(sheet.status).to_contain_text("HOME saved" if version == 3 else "theirs taken")
    expect(sheet.cell("HOME", 4)).to_have_value(stands)
    kept = Forecast.objects.get(line__ref="HOME")
    assert (kept.figures[3], kept.version) == (Decimal(stands), version)


def test_refused_row_keeps_what_was_typed_and_names_the_cell(sheet: Sheet, axe: Callable[[Page], None]) -> None:
    sheet.expected = ["status of 422"]
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("12%")
    sheet.page.keyboard.press("Enter")
    sheet.cell("BEDS-C", 4).click()
    expect(sheet.status).to_contain_text("a percentage is not an amount")
    expect(sheet.cell("HOME", 4)).to_have_value("12%")
    expect(sheet.cell("HOME", 4)).to_have_attribute("aria-invalid", "true")
    axe(sheet.page)
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("12")
    sheet.cell("BEDS-C", 4).click()
    expect(sheet.status).to_contain_text("HOME saved")
    expect(sheet.cell("HOME", 4)).not_to_have_attribute("aria-invalid", "true")


def test_dead_network_keeps_what_was_typed_and_tries_again(sheet: Sheet) -> None:
    sheet.expected = ["ERR_INTERNET_DISCONNECTED"]
    sheet.page.context.set_offline(True)
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("75")
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("the server cannot be reached")
    expect(sheet.row("HOME")).to_contain_text("Not saved: the server cannot be reached")
    expect(sheet.cell("HOME", 4)).to_have_value("75.00")
    assert figures("HOME")[3] == Decimal("50.00")
    sheet.page.context.set_offline(False)
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("HOME saved")
    expect(sheet.row("HOME")).not_to_contain_text("Not saved")
    assert figures("HOME")[3] == Decimal("75.00")


def test_submit_sends_what_is_unsaved_and_lists_what_is_missing(sheet: Sheet, axe: Callable[[Page], None]) -> None:
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("170")
    sheet.page.get_by_role("button", name="Submit P01").click()
    summary = sheet.page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("HOME must be explained")
    axe(sheet.page)
    summary.get_by_role("link", name="HOME must be explained").click()
    assert sheet.focused() == "x-HOME"
    sheet.page.keyboard.type("More homes opened")
    sheet.page.get_by_role("button", name="Submit P01").click()
    expect(sheet.page.get_by_text("P01: 3 lines submitted.")).to_be_visible()
    assert set(Forecast.objects.filter(line__place__slug="testshire").values_list("state", flat=True)) == {"submitted"}


def test_entry_without_scripts(make_sheet: Callable[..., Sheet], world: Universe) -> None:
    sheet = make_sheet(java_script_enabled=False)
    sheet.open()
    for month in TWELVE:
        sheet.cell("HOME", month).fill("50")
    sheet.cell("HOME", 6).fill("abc")
    sheet.page.get_by_role("button", name="Save all").click()
    expect(sheet.page.locator(".govuk-error-summary")).to_contain_text("HOME P06")
    expect(sheet.cell("HOME", 6)).to_have_value("abc")
    sheet.cell("HOME", 6).fill("60")
    sheet.page.get_by_role("button", name="Save all").click()
    expect(sheet.page.get_by_text("1 line saved.")).to_be_visible()
    assert figures("HOME")[5] == Decimal("60.00")
    sheet.page.get_by_text("Paste a block from a spreadsheet").click()
    sheet.page.get_by_label("The cells, copied from your spreadsheet").fill("BEDS-C" + "\t50" * 12)
    sheet.page.get_by_role("button", name="Save the block").click()
    expect(sheet.page.get_by_text("1 line saved.")).to_be_visible()
    assert figures("BEDS-C")[11] == Decimal("50.00")


@pytest.mark.parametrize("scripts", [True, False])
def test_page_on_a_telephone(make_sheet: Callable[..., Sheet], world: Universe, axe: Callable[[Page], None], scripts: bool) -> None:
    world.forecast("HOME", 70, explanation="Why")
    sheet = make_sheet(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
    sheet.open()
    frame = sheet.page.locator(".grid-frame")
    name = sheet.row("HOME").locator(".name")
    sheet.cell("HOME", 12).focus()
    across, held = frame.bounding_box(), name.bounding_box()
    cell = sheet.cell("HOME", 12).bounding_box()
    assert across
    assert held
    assert cell
    assert held["x"] - across["x"] < 3
    assert held["width"] < 140
    assert cell["x"] >= held["x"] + held["width"]
    assert cell["x"] + cell["width"] <= across["x"] + across["width"]
    if scripts:
        assert sheet.page.evaluate("document.documentElement.scrollWidth") <= 390
        axe(sheet.page)


def test_reader_and_locked_round_pass_axe(
    make_sheet: Callable[..., Sheet], world: Universe, axe: Callable[[Page], None]
) -> None:
    world.forecast("HOME", 70, explanation="Why")
    lock(world)
    sheet = make_sheet(world.auditor)
    for month in (1, 2):
        sheet.open(month)
        expect(sheet.page.locator(".grid-frame input")).to_have_count(0)
        axe(sheet.page)


def test_scripts_read_amounts_as_the_server_does(sheet: Sheet) -> None:
    texts = [
        "1", "1.5", ".5", "5.", "1,234.56", "1 234.56", "1'234.56", "£12", "12 GBP", "(12.34)", "£(1,234)", "12.34-",
        "\N{MINUS SIGN}3", "\N{EN DASH}3", "12CR", "CR 12", "12 DR", "+7", "1.234,56", "1234,5", "1.234.567", "12.340",
        "\u00a01\u00a0234\u00a0", "0", "-0", "", " ", "abc", "12%", "1.234", "--5", "(-5)", "££5", "1,23,4", "12,345,6",
        "1e5", "0x10", "12.345", "999999999999.99", "1000000000000", "\N{FULLWIDTH DIGIT ONE}", "1,234,56", "5 5",
    ]  # fmt: skip
    script = """async texts => {
        const {toPence} = await import("/static/s75/grid/amounts.js");
        return texts.map(text => { const pence = toPence(text); return pence === undefined ? "?" : String(pence); });
    }"""

    def ours(text: str) -> str:
        try:
            amount = read_amount(text)
        except ValueError:
            return "?"
        return "null" if amount is None else str(int(amount * 100))

    assert dict(zip(texts, sheet.page.evaluate(script, texts), strict=True)) == {text: ours(text) for text in texts}
